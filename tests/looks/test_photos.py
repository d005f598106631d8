"""Photos of meetings, sent and chosen about until each screen is there: small, by night and in Arabic."""

from datetime import timedelta

from config import Testing
from tests.journeys.steps import GAME, PHOTO, meet
from tests.looks.test_looks import in_arabic_as_a_drill, look_from_all_sides, open_and_look
from tests.moving import at
from tests.phone import Phone
from tests.server import Server
from tests.shop import Shop
from wijkspel.clock import now
from wijkspel.db import db, tenant_of, write
from wijkspel.game.actions.objecting import answer_objection
from wijkspel.game.queries.objections import open_objections
from wijkspel.photos.actions.flagging import judge_photo
from wijkspel.photos.models import Photo, PhotoConsent


@in_arabic_as_a_drill
def test_photos_from_the_first_tap_to_the_gallery_have_nothing_wrong(
    server: Server, settings: Testing, shop: Shop, language: str
) -> None:
    with shop.phone(server.url, language=language) as one, shop.phone(server.url, language=language) as other:
        meeting = meet(one, other)
        photo = _sends_one(one, meeting, language)
        for path, name in ((GAME, "game"), (f"{GAME}/fotos", "mine"), (photo, "choose"), (meeting, "meeting")):
            open_and_look(other, path, f"photo-asks-{name}", language)
        _chooses(other, photo, language)
        _release(settings)
        _sees_it_on_the_wall_and_reports_it(other, photo, language)
        open_and_look(one, photo, "photo-hidden", language)
        _somebody_looks_at_the_report(settings)
        open_and_look(one, photo, "photo-hidden-and-why", language)
        _objects_and_reads_the_answer(settings, one, photo, language)
        _takes_it_back(one, photo, language)
        open_and_look(one, f"{GAME}/gegevens", "photo-my-data", language)
        assert one.wrong == other.wrong == []


def _sends_one(phone: Phone, meeting: str, language: str) -> str:
    """Send a photo of a meeting, with two faces tapped, and return its address; first without choosing one."""
    look_from_all_sides(phone, "photo-may-be-added", language)
    phone.open(f"{meeting}/foto")
    phone.touch(".dock button", 0.5, 0.5)
    phone.wait_until_true("() => !document.querySelector('[data-part=wrong]').hidden")
    look_from_all_sides(phone, "photo-none-chosen", language)
    phone.choose_file("library", PHOTO)
    phone.wait_until_true("() => !document.querySelector('[data-part=look]').hidden")
    phone.touch(".maker__canvas", 0.3, 0.4)
    phone.touch(".maker__canvas", 0.7, 0.5)
    look_from_all_sides(phone, "photo-ready-to-send", language)
    phone.touch(".dock button", 0.5, 0.5)
    phone.wait_until_left("/foto")
    look_from_all_sides(phone, "photo-waits", language)
    return phone.path.partition("?")[0]


def _chooses(phone: Phone, photo: str, language: str) -> None:
    phone.open(photo)
    phone.press_to(f"{photo}/keuze")
    look_from_all_sides(phone, "photo-chosen", language)


def _sees_it_on_the_wall_and_reports_it(phone: Phone, photo: str, language: str) -> None:
    open_and_look(phone, f"{GAME}/galerij", "photo-on-the-wall", language)
    open_and_look(phone, f"{photo}/vervelend", "photo-report", language)
    phone.press_to(f"{photo}/vervelend")


def _takes_it_back(phone: Phone, photo: str, language: str) -> None:
    phone.press_to(f"{photo}/weg")
    look_from_all_sides(phone, "photo-taken-back", language)
    open_and_look(phone, photo, "photo-is-gone", language)


def _objects_and_reads_the_answer(settings: Testing, phone: Phone, photo: str, language: str) -> None:
    """Object that a photo is hidden, in words as long as they may be, and read a long answer at both places."""
    address = f"{GAME}/bezwaar/foto/{photo[-12:]}"
    open_and_look(phone, address, "photo-objection", language)
    phone.press_to(address, words="Dat is mijn pop. " * 23)
    look_from_all_sides(phone, "photo-objected", language)
    with at(settings), write():
        (objection,) = [waiting for waiting in open_objections() if waiting.about == "photo"]
        answer_objection(objection, by="Noor", outcome="Je hebt gelijk, het is een pop. " * 6)
    for path, name in ((address, "photo-objection-answered"), (photo, "photo-answered")):
        open_and_look(phone, path, name, language)
    phone.open(photo)


def _somebody_looks_at_the_report(settings: Testing) -> None:
    """Let a curator hide the photo that was reported, and say why."""
    with at(settings), write():
        reported = db.session.query(Photo).filter(Photo.hidden_at.is_not(None)).one()
        judge_photo(reported, by="Noor", outcome="Er staat een kind op.", hidden=True)


def _release(settings: Testing) -> None:
    """Let the gallery have every photo of the world."""
    with at(settings), write():
        for photo in db.session.query(Photo).filter(Photo.gone_at.is_(None)):
            photo.shows_on = now().date() - timedelta(days=1)
            for row in db.session.query(PhotoConsent).filter_by(photo_id=photo.id, purpose="game"):
                fields = {"photo_id": photo.id, "player_id": row.player_id, "purpose": "gallery"}
                db.session.add(PhotoConsent(**tenant_of(photo), **fields, given_at=row.given_at, until=row.until))
