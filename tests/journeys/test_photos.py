"""A photo of two neighbours: both choose on their own phone, the street sees it, and one takes it back."""

from datetime import timedelta
from pathlib import Path

import pytest

from config import Testing
from tests.journeys.steps import GAME, PHOTO, meet
from tests.moving import at
from tests.phone import Phone
from tests.server import Server
from tests.shop import Shop
from wijkspel.clock import now
from wijkspel.db import db, write
from wijkspel.photos.models import Photo


def _the_next_morning(settings: Testing) -> None:
    """Let the night pass for every photo that is released."""
    with at(settings), write():
        for photo in db.session.query(Photo).filter(Photo.shows_on.is_not(None)):
            photo.shows_on = now().date() - timedelta(days=1)


def _send(phone: Phone, photo: Path = PHOTO) -> None:
    phone.tap("Een foto van ons")
    phone.choose_photo("Kies uit je foto’s", photo)
    phone.see("Kinderen erop? Tik hun gezicht aan.")
    phone.tap("Stuur de foto", role="button")
    phone.see("Wie mag hem zien?")


def test_two_release_a_photo_a_third_sees_it_and_one_takes_it_back(
    server: Server, settings: Testing, shop: Shop
) -> None:
    with shop.phone(server.url) as one, shop.phone(server.url) as other, shop.phone(server.url) as third:
        meet(one, other)
        one.see("Maak er een foto bij, als jullie dat leuk vinden.")
        _send(one)
        one.see("Wacht op:")
        address = one.path
        one.choose("Hij mag in de galerij van de wijk")
        one.tap("Bewaar mijn keuze", role="button")
        other.see("Een foto van jou. Wat wil je ermee?")  # it comes by itself, while they stand there
        other.screenshot("photo-on-the-other-phone", whole=True)
        other.tap("Wat wil je ermee?")
        other.see("stuurde deze foto")
        other.screenshot("photo-to-choose-about", whole=True)
        other.choose("Hij mag in de galerij van de wijk")
        other.tap("Bewaar mijn keuze", role="button")
        other.see("Iedereen zei ja tegen de galerij.")
        one.see("Iedereen zei ja tegen de galerij.")  # by itself as well
        one.screenshot("photo-chosen-by-both", whole=True)
        assert third.open(f"{address}-800.webp") == 404
        third.open(f"{GAME}/galerij")
        third.see("Hier hangt nog geen foto.")
        _the_next_morning(settings)
        third.open(f"{GAME}/galerij")
        third.see("Buren die elkaar ontmoetten.")
        assert third.pictures_are_drawn
        third.screenshot("photo-in-the-gallery", whole=True)
        other.open(address)
        other.tap("Deze foto wil ik niet", role="button")
        other.see("De foto is weg, voor iedereen en voor altijd.")
        third.open(f"{GAME}/galerij")
        third.see("Hier hangt nog geen foto.")
        assert third.evaluate("path => fetch(path).then((answer) => answer.status)", f"{address}-800.webp") == 410
        third.open(f"{address}-800.webp")
        third.see("Deze foto is weg")
        third.screenshot("photo-gone")
        assert not third.has_kept(f"{address}-800.webp") and not third.has_kept(f"{GAME}/galerij")


def test_one_refuses_and_the_points_stay(server: Server, shop: Shop) -> None:
    with shop.phone(server.url, script=False) as one, shop.phone(server.url, script=False) as other:
        meeting = meet(one, other)
        one.tap("Een foto van ons")
        one.screenshot("photo-without-script", whole=True)
        one.choose_photo("Kies uit je foto’s", PHOTO)
        one.tap("Stuur de foto", role="button")
        one.see("Wacht op:")
        other.open(GAME)
        other.tap("Mijn foto’s: 1 wacht op jou")
        other.tap("Wat wil je ermee?")
        other.tap("Deze foto wil ik niet", role="button")
        other.see("De foto is weg, voor iedereen en voor altijd.")
        one.open(meeting)
        one.see("De foto is weg.", "40 punten", "Maak er een foto bij")


def test_a_face_is_hidden_by_a_finger_and_by_keys(server: Server, shop: Shop) -> None:
    with shop.phone(server.url) as one, shop.phone(server.url) as other:
        meet(one, other)
        one.tap("Een foto van ons")
        one.choose_photo("Kies uit je foto’s", PHOTO)
        one.see("Kinderen erop?")
        one.touch(".maker__canvas", 0.3, 0.4)
        one.see("Gezicht 1")
        one.tap("Verberg een gezicht", role="button")
        assert one.focus.startswith("Gezicht 2")
        one.press("ArrowRight", 5)
        one.press("ArrowDown", 2)
        one.press("+", 2)
        areas = one.evaluate("() => JSON.parse(document.querySelector('[name=areas]').value)")
        assert [round(area["x"], 2) for area in areas] == [0.3, 0.6] and areas[1]["radius"] > areas[0]["radius"]
        one.screenshot("photo-faces", whole=True)
        one.press("Delete")
        assert one.focus.startswith("Gezicht 1")
        one.touch(".maker__circle", 0.5, 0.5)
        assert one.evaluate("() => document.querySelector('[name=areas]').value") == "[]"
        one.touch(".maker__canvas", 0.5, 0.5)
        one.tap("Stuur de foto", role="button")
        one.see("Wie mag hem zien?")
        one.screenshot("photo-with-a-hidden-face", whole=True)


def test_a_photo_that_was_chosen_before_the_program_has_come_is_taken_and_its_faces_can_be_hidden(
    server: Server, shop: Shop
) -> None:
    with shop.phone(server.url) as one, shop.phone(server.url) as other:
        meet(one, other)
        let_it_come = one.hold_back("photo-maker")
        one.tap("Een foto van ons")
        one.choose_photo("Kies uit je foto’s", PHOTO)
        one.see("Deze pagina laadt nog.")
        one.screenshot("photo-program-not-there-yet", whole=True)
        let_it_come()
        one.see("Kinderen erop?")
        assert not one.sees("Deze pagina laadt nog.")


def test_a_network_that_is_gone_keeps_what_was_chosen_and_two_taps_send_once(server: Server, shop: Shop) -> None:
    with shop.phone(server.url) as one, shop.phone(server.url) as other:
        meet(one, other)
        one.tap("Een foto van ons")
        one.tap("Stuur de foto", role="button")
        one.see("Kies eerst een foto.")
        one.choose_photo("Maak een foto", PHOTO)
        one.see("Kinderen erop?")
        one.lose_network()
        one.tap("Stuur de foto", role="button")
        one.see("Er is nu geen verbinding. Je foto is er nog")
        one.screenshot("photo-without-network", whole=True)
        one.lose_network(False)
        one.evaluate("() => { const send = document.querySelector('.dock button'); send.click(); send.click(); }")
        one.see("Wie mag hem zien?")
        one.see("Wacht op:")


@pytest.mark.parametrize("kind", ["text", "heavy"])
def test_a_file_that_is_no_photo_is_said_and_another_one_can_be_chosen(
    server: Server, shop: Shop, tmp_path: Path, kind: str
) -> None:
    wrong = tmp_path / "vakantie.jpg"
    wrong.write_bytes(b"hallo" if kind == "text" else bytes(15 * 1024**2 + 1))
    with shop.phone(server.url) as one, shop.phone(server.url) as other:
        meet(one, other)
        one.tap("Een foto van ons")
        one.choose_photo("Kies uit je foto’s", wrong)
        one.see("kan deze foto hier niet laten zien" if kind == "text" else "groter dan 15 MB")
        one.tap("Stuur de foto", role="button")
        one.see("Dit is geen" if kind == "text" else "15 MB")
        one.screenshot(f"photo-refused-{kind}", whole=True)
        one.choose_photo("Kies uit je foto’s", PHOTO)
        one.see("Kinderen erop?")
        one.tap("Stuur de foto", role="button")
        one.see("Wie mag hem zien?")
