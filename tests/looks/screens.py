"""Every screen there is, in one table. A page without a row here fails a test."""

from typing import NamedTuple

from tests.access import LAPTOP_SECRET, LINK
from tests.world import ELSEWHERE, EMPTY, RETIRED
from wijkspel.prints.link import signed


class Screen(NamedTuple):
    """A screen by its name, the endpoint that draws it, and an address that shows it on the world of the tests."""

    name: str
    endpoint: str
    path: str
    status: int = 200


SCREENS = [
    Screen("front-door", "entrance.welcome", "/"),
    Screen("type-code", "stickers.type_code", "/q/"),
    Screen("one-story", "stickers.show", "/q/D8RVTX"),
    Screen("two-stories", "stickers.show", "/q/W3NPC9"),
    Screen("told-in-turkish", "stickers.show", "/q/5HQ2ZM"),
    Screen("plain-words", "stickers.show", "/q/J6YBG4?tekst=eenvoudig"),
    Screen("one-language-no-picture", "stickers.show", f"/q/{ELSEWHERE}"),
    Screen("no-story", "stickers.show", f"/q/{EMPTY}"),
    Screen("home-of-the-wijk", "places.home", "/de-koppel"),
    Screen("home-of-a-quiet-wijk", "places.home", "/de-overkant"),
    Screen("all-places", "places.spots", "/de-koppel/plekken"),
    Screen("a-place", "places.spot", "/de-koppel/plekken/markt"),
    Screen("report-a-sticker", "reports.sticker", "/de-koppel/plekken/markt/sticker"),
    Screen("report-arrived", "reports.thanks", "/de-koppel/plekken/markt/sticker/bedankt"),
    Screen("walks", "tours.every", "/de-koppel/wandelingen"),
    Screen("no-walks", "tours.every", "/de-overkant/wandelingen"),
    Screen("a-walk", "tours.show", "/de-koppel/wandelingen/langs-het-water"),
    Screen("a-walk-in-plain-words", "tours.show", "/de-koppel/wandelingen/van-klok-tot-moestuin?tekst=eenvoudig"),
    Screen("the-first-stop", "tours.stop", "/de-koppel/wandelingen/langs-het-water/1"),
    Screen("a-stop", "tours.stop", "/de-koppel/wandelingen/langs-het-water/3"),
    Screen("a-stop-with-two-voices", "tours.stop", "/de-koppel/wandelingen/langs-het-water/4"),
    Screen("the-last-stop", "tours.stop", "/de-koppel/wandelingen/langs-het-water/9"),
    Screen("print-stickers", "sheets.choose", f"/bureau/stickers/{LINK}"),
    Screen("print-one-sticker", "sheets.choose", f"/bureau/stickers/{signed('de-overkant', LAPTOP_SECRET)}"),
    Screen("link-is-over", "sheets.choose", "/bureau/stickers/oud", 404),
    Screen("about", "about.what", "/over"),
    Screen("privacy", "about.privacy", "/privacy"),
    Screen("colophon", "about.colophon", "/colofon"),
    Screen("scan-a-code", "scanner.show", "/de-koppel/spel/scan"),
    Screen("how-points-work", "game.points", "/de-koppel/spel/punten"),
    Screen("here-first-time", "game.here", "/de-koppel/spel/hier/bakkerij"),
    Screen("here-digits", "game.ask_digits", "/de-koppel/spel/hier/markt/cijfers"),
    Screen("the-board", "boards.show", "/de-koppel/spel/stand"),
    Screen("the-board-elsewhere", "boards.show", "/de-overkant/spel/stand"),
    Screen("game-first-time", "my_game.show", "/de-koppel/spel"),
    Screen("four-words", "phrases.explain", "/de-koppel/spel/woorden"),
    Screen("type-four-words", "phrases.ask", "/de-koppel/spel/terug"),
    Screen("become-a-host", "hosts.begin", "/de-koppel/spel/gastheer/begin/BBBBCCCCDDDD"),
    Screen("screen-of-a-spot", "screens.show", "/de-koppel/scherm/bakkerij"),
    Screen("screen-without-a-sticker", "screens.show", "/de-overkant/scherm/bankje"),
    Screen("all-deleted", "my_game.gone", "/de-koppel/spel/gegevens/weg"),
    Screen("empty-gallery", "gallery.show", "/de-koppel/spel/galerij"),
    Screen("gallery", "gallery.show", "/de-overkant/spel/galerij"),
    Screen("photo-reported", "gallery.thanks", "/de-koppel/spel/galerij/bedankt"),
    Screen("retired", "stickers.show", f"/q/{RETIRED}", 410),
    Screen("unknown-code", "stickers.show", "/q/QQQQQQ", 404),
    Screen("no-code", "stickers.show", "/q/hallo", 404),
    Screen("not-there", "", "/nergens", 404),
    Screen("unknown-wording", "", "/?tekst=raar", 400),
    Screen("offline", "entrance.offline", "/offline"),
    Screen("components", "bricks.show", "/bureau/bouwstenen"),
]
# What only a player sees: tests/looks/test_game.py plays until each of these is there.
PLAYED = {
    "game.invitation",
    "game.meeting",
    "my_game.nickname",
    "complaints.tell",
    "complaints.thanks",
    "boards.why",
    "nicknames.ask",
    "my_game.home_spot",
    "my_game.my_data",
    "cards.show",
    "hosts.show",
    "hosts.card",
    "hosts.ask",
    "hosts.ask_codes",
    "hosts.met",
    "family.show",
    "family.child",
    "family.ask",
    "family.question",
    "witnesses.show",
    "card_to_phone.show",
    "card_to_phone.ask",
    "photos.send",
    "photos.show",
    "photos.mine",
    "gallery.flag",
    "objections.about_photo",
    "objections.about_nickname",
}
# A part of a page, and a file.
NO_PAGES = {
    "game.who_came",
    "my_game.download",
    "witnesses.answer",
    "screens.state",
    "family.paper",
    "photos.news",
    "photos.stand",
    "photos.file",
    "photos.take_along",
}
# Answers for machines: they have no looks.
NO_SCREENS = {"assets", "media", "health", "shell", "maps", "machines", "prints", "exports"}
