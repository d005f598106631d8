"""Every screen there is, in one table. A page without a row here fails a test."""

from typing import NamedTuple

from tests.world import ELSEWHERE, EMPTY, RETIRED


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
    Screen("retired", "stickers.show", f"/q/{RETIRED}", 410),
    Screen("unknown-code", "stickers.show", "/q/QQQQQQ", 404),
    Screen("no-code", "stickers.show", "/q/hallo", 404),
    Screen("not-there", "", "/nergens", 404),
    Screen("unknown-wording", "", "/?tekst=raar", 400),
    Screen("offline", "entrance.offline", "/offline"),
    Screen("components", "bricks.show", "/bureau/bouwstenen"),
]
# Answers for machines: they have no looks.
NO_SCREENS = {"assets", "media", "health", "shell"}
