"""The network goes away, as in a street. Tried by stopping the server: nothing less cuts a service worker off."""

import pytest

from config import Testing
from tests.server import Server
from tests.shop import Shop
from wijkspel import create_app
from wijkspel.curation.actions import decide
from wijkspel.db import db, write
from wijkspel.places.actions.stickers import retire_sticker
from wijkspel.places.queries import neighbourhood_called, sticker_with
from wijkspel.stories.queries import story_called

BAKERY, LOCK = "/q/D8RVTX", "/q/W3NPC9"
TITLE = "De bakker van de Kade"


def _hide(settings: Testing) -> None:
    app = create_app(settings)
    with app.app_context():
        with write():
            decide(story_called(neighbourhood_called("de-koppel"), "de-bakker-van-de-kade"), "hide", by="Noor")
        db.engine.dispose()


def test_a_page_that_was_visited_opens_without_a_network_with_its_picture(server: Server, shop: Shop) -> None:
    with shop.phone(server.url) as phone:
        phone.open(BAKERY)
        assert phone.pictures_are_drawn
        phone.keeps_pages()
        phone.wait_until_kept(BAKERY)
        server.stop()
        phone.open(BAKERY)
        phone.see(TITLE, "Ik was negen")
        assert phone.pictures_are_drawn
        phone.tap("Speel af: Riet vertelt", role="button")
        phone.see("Het geluid is nu niet te bereiken")
        phone.screenshot("journey-offline-visited")


@pytest.mark.parametrize(
    ("path", "language", "words", "again"),
    [
        (LOCK, "nl-NL", "Geen internet hier", "Probeer opnieuw"),
        pytest.param(LOCK, "tr-TR", "Burada bağlantı yok", "Yeniden deneyin", marks=pytest.mark.drill),
        (f"{LOCK}?taal=ar", "nl-NL", "لا اتصال بالإنترنت هنا", "حاول مرة أخرى"),
    ],
)
def test_another_page_says_kindly_that_there_is_no_network_and_works_when_it_is_back(
    server: Server, shop: Shop, path: str, language: str, words: str, again: str
) -> None:
    with shop.phone(server.url, language=language) as phone:
        phone.open("/")
        phone.keeps_pages()
        server.stop()
        phone.open(path)
        phone.see(words)
        server.start()
        phone.tap(again)
        phone.see("W3N-PC9")


def test_a_story_that_was_hidden_is_gone_from_the_phone_as_well_after_its_next_visit(
    server: Server, settings: Testing, shop: Shop
) -> None:
    with shop.phone(server.url) as phone:
        phone.open(BAKERY)
        phone.keeps_pages()
        phone.open(BAKERY)
        phone.see(TITLE)
        _hide(settings)
        phone.open(BAKERY)
        assert not phone.sees(TITLE)
        server.stop()
        phone.open(BAKERY)
        phone.see("De oude bakkerij aan de Kade")
        assert not phone.sees(TITLE)


def test_a_story_that_was_hidden_is_gone_from_every_page_the_phone_kept_in_any_language(
    server: Server, settings: Testing, shop: Shop
) -> None:
    with shop.phone(server.url) as phone:
        phone.open("/")
        phone.keeps_pages()
        for path in (BAKERY, f"{BAKERY}?taal=en", LOCK):
            phone.open(path)
            phone.wait_until_kept(path)
        _hide(settings)
        phone.open(LOCK)
        phone.wait_until_kept(LOCK)
        assert not phone.has_kept(BAKERY) and not phone.has_kept(f"{BAKERY}?taal=en") and not phone.has_kept("/")
        server.stop()
        phone.open(f"{BAKERY}?taal=en")
        phone.see("No network here")


def test_a_page_that_no_longer_exists_is_forgotten_by_the_phone(server: Server, settings: Testing, shop: Shop) -> None:
    with shop.phone(server.url) as phone:
        phone.open(BAKERY)
        phone.keeps_pages()
        phone.open(BAKERY)
        assert phone.has_kept(BAKERY)
        _retire(settings, "D8RVTX")
        phone.open(BAKERY)
        phone.see("Deze sticker doet niet meer mee")
        assert not phone.has_kept(BAKERY)


def test_a_new_version_waits_until_somebody_wants_it(server: Server, shop: Shop) -> None:
    with shop.phone(server.url) as phone:
        phone.open("/")
        phone.keeps_pages()
        assert not phone.sees("Er is een nieuwe versie")
        server.release_anew()
        phone.open("/")
        phone.see("Er is een nieuwe versie van deze pagina.")
        phone.screenshot("journey-new-version")
        phone.tap("Ververs", role="button")
        phone.see("Achter elke deur een verhaal")
        phone.wait_until_gone("Er is een nieuwe versie")


def _retire(settings: Testing, code: str) -> None:
    app = create_app(settings)
    with app.app_context():
        with write():
            sticker = sticker_with(code)
            assert sticker
            retire_sticker(sticker)
        db.engine.dispose()
