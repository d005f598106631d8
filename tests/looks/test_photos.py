"""Photos of meetings, sent and chosen about until each screen is there: small, by night and in Arabic."""

from datetime import timedelta

from config import Testing
from tests.journeys.test_photos import PHOTO, meet
from tests.looks.test_looks import in_every_language, look_from_all_sides
from tests.moving import at
from tests.server import Server
from tests.shop import Shop
from wijkspel.clock import now
from wijkspel.db import db, tenant_of, write
from wijkspel.photos.actions.flagging import judge_photo
from wijkspel.photos.models import Photo, PhotoConsent

GAME = "/de-koppel/spel"


@in_every_language
def test_photos_from_the_first_tap_to_the_gallery_have_nothing_wrong(
    server: Server, settings: Testing, shop: Shop, language: str
) -> None:
    with shop.phone(server.url, language=language) as one, shop.phone(server.url, language=language) as other:
        meeting = meet(one, other)
        look_from_all_sides(one, "photo-may-be-added", language)
        one.open(f"{meeting}/foto")
        one.touch(".dock button", 0.5, 0.5)
        one.wait_until_true("() => !document.querySelector('[data-part=wrong]').hidden")
        look_from_all_sides(one, "photo-none-chosen", language)
        one.choose_file("library", PHOTO)
        one.wait_until_true("() => !document.querySelector('[data-part=look]').hidden")
        one.touch(".maker__canvas", 0.3, 0.4)
        one.touch(".maker__canvas", 0.7, 0.5)
        look_from_all_sides(one, "photo-ready-to-send", language)
        one.touch(".dock button", 0.5, 0.5)
        one.wait_until_left("/foto")
        photo = one.path.partition("?")[0]
        look_from_all_sides(one, "photo-waits", language)
        for path, name in ((GAME, "game"), (f"{GAME}/fotos", "mine"), (photo, "choose"), (meeting, "meeting")):
            other.open(path)
            look_from_all_sides(other, f"photo-asks-{name}", language)
        other.open(photo)
        other.press_to(f"{photo}/keuze")
        look_from_all_sides(other, "photo-chosen", language)
        _release(settings)
        other.open(f"{GAME}/galerij")
        look_from_all_sides(other, "photo-on-the-wall", language)
        other.open(f"{photo}/vervelend")
        look_from_all_sides(other, "photo-report", language)
        other.press_to(f"{photo}/vervelend")
        one.open(photo)
        look_from_all_sides(one, "photo-hidden", language)
        with at(settings), write():
            judge_photo(
                db.session.query(Photo).filter(Photo.hidden_at.is_not(None)).one(),
                by="Noor",
                outcome="Er staat een kind op.",
                hidden=True,
            )
        one.open(photo)
        look_from_all_sides(one, "photo-hidden-and-why", language)
        one.press_to(f"{photo}/weg")
        look_from_all_sides(one, "photo-taken-back", language)
        one.open(photo)
        look_from_all_sides(one, "photo-is-gone", language)
        one.open(f"{GAME}/gegevens")
        look_from_all_sides(one, "photo-my-data", language)
        assert one.wrong == other.wrong == []


def _release(settings: Testing) -> None:
    """Let the gallery have every photo of the world."""
    with at(settings), write():
        for photo in db.session.query(Photo).filter(Photo.gone_at.is_(None)):
            photo.shows_on = now().date() - timedelta(days=1)
            for row in db.session.query(PhotoConsent).filter_by(photo_id=photo.id, purpose="game"):
                fields = {"photo_id": photo.id, "player_id": row.player_id, "purpose": "gallery"}
                db.session.add(PhotoConsent(**tenant_of(photo), **fields, given_at=row.given_at, until=row.until))
