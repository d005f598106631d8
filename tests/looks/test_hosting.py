"""Cards, hosts, families, witnesses and screens, played until they are there: nothing wrong with any of them."""

import re
from pathlib import Path

import pytest

from config import Testing
from tests.journeys.steps import GAME, HERE, comes
from tests.looks.test_looks import HANDED_ON, in_arabic_as_a_drill, look_from_all_sides, open_and_look
from tests.moving import at
from tests.phone import Phone
from tests.playing import a_doubtful_meeting, meet, new_card, new_host, new_people_an_hour, new_player
from tests.server import Server
from tests.shop import Shop
from tests.world import koppel
from wijkspel.db import write
from wijkspel.places.queries import spot_called
from wijkspel.players.actions.hosts import invite_host
from wijkspel.wordlists.assignments import assignments

SCREEN = "/de-koppel/scherm/bakkerij"
HOST, FAMILY, CODE = f"{GAME}/gastheer", f"{GAME}/gezin", "BCDF2345GHJK"
SCREENS = {
    "tablet": {"width": 1280, "height": 800},
    "tablet-standing": {"width": 800, "height": 1280},
    "small-tablet": {"width": 1024, "height": 600},
    "small-tablet-standing": {"width": 600, "height": 960},
    "square-tablet-standing": {"width": 768, "height": 1024},
    "television": {"width": 1920, "height": 1080},
    "television-standing-dark": {"width": 1080, "height": 1920, "dark": True},
    "phone": {"width": 320, "height": 740},
}

# Puts a title and a first sentence on the screen, and returns how high that made it.
_ASKS = """([title, opening]) => { const [first, second] = document.querySelector(".screen__question").children;
    first.textContent = title; second.textContent = opening; return document.documentElement.scrollHeight }"""


@in_arabic_as_a_drill
def test_the_tablet_of_a_host_has_nothing_wrong_with_it(
    settings: Testing, server: Server, shop: Shop, language: str
) -> None:
    with at(settings):
        with write():
            invite_host(spot_called(koppel(), "bakkerij"), first_name="Fatima", code=CODE)
        made, child = new_card().code, new_card(new_host(), age="younger").code
        handed, other = (new_card(new_host()).code for _ in range(2))
        a_doubtful_meeting(new_player(), new_player())
    with shop.phone(server.url, language=language) as phone:
        phone.open(f"{HOST}/begin")
        phone.press_to(f"{HOST}/begin", code="BBBB")
        look_from_all_sides(phone, "host-wrong-code", language)
        phone.press_to(f"{HOST}/begin", code=CODE)
        look_from_all_sides(phone, "host", language)
        phone.press_to(f"{HOST}/samen", first=handed, second="BBBB")
        look_from_all_sides(phone, "host-no-such-card", language)
        for name, code in (("to-hand-out", made), ("child", child), ("first", handed)):
            open_and_look(phone, f"{HOST}/kaart/{code}", f"host-card-{name}", language)
        phone.evaluate("() => document.querySelector('.dock').requestSubmit()")
        phone.wait_until_true("() => document.querySelector('[role=status]:not([hidden])')")
        look_from_all_sides(phone, "host-card-now-the-second", language)
        phone.open(f"{HOST}/kaart/{made}")
        phone.press_to(f"{HOST}/kaart/{made}/uitgeven")
        look_from_all_sides(phone, "host-card-wrong", language)
        open_and_look(phone, f"{HOST}/kaart/{other}", "host-card-second", language)
        phone.press_to(f"{HOST}/samen")
        look_from_all_sides(phone, "host-met", language)
        phone.open(HOST)
        phone.press_to(f"{HOST}/gezien")
        look_from_all_sides(phone, "host-saw", language)
        assert phone.wrong == []


@in_arabic_as_a_drill
def test_a_card_before_a_neighbour_has_nothing_wrong_with_it(
    settings: Testing, server: Server, shop: Shop, language: str
) -> None:
    with at(settings):
        cards = {"of-nobody": new_card(), "handed-out": new_card(new_host())}
        cards["of-a-child"] = new_card(new_host(), age="younger")
        codes = {name: card.code for name, card in cards.items()}
    with shop.phone(server.url, language=language) as phone:
        open_and_look(phone, f"{GAME}/kaart/{codes['handed-out']}", "card-before-a-stranger", language)
        comes(phone)
        for name, code in codes.items():
            open_and_look(phone, f"{GAME}/kaart/{code}", f"card-{name}", language)
        assert phone.wrong == []


@in_arabic_as_a_drill
def test_a_family_has_nothing_wrong_with_it(server: Server, shop: Shop, language: str) -> None:
    with shop.phone(server.url, language=language) as parent, shop.phone(server.url, language=language) as child:
        comes(parent)
        open_and_look(parent, FAMILY, "family-empty", language)
        parent.press_to(FAMILY)
        look_from_all_sides(parent, "family-child", language)
        comes(child, "younger")
        look_from_all_sides(child, "game-younger", language)
        open_and_look(child, f"{FAMILY}/vraag", "family-asks", language)
        found = re.search(r"/de-koppel/spel/gezin/ja/\S+", child.text)
        assert found
        open_and_look(parent, found[0], "family-question", language)
        parent.press_to(f"{FAMILY}/ja")
        look_from_all_sides(parent, "family-said-yes", language)
        open_and_look(child, found[0], "family-question-of-a-child", language)
        open_and_look(child, f"{FAMILY}/vraag", "family-may", language)
        open_and_look(parent, FAMILY, "family", language)
        open_and_look(parent, f"{GAME}/gegevens", "family-my-data", language)
        assert parent.wrong == child.wrong == []


@in_arabic_as_a_drill
def test_a_witness_has_nothing_wrong_with_it(settings: Testing, server: Server, shop: Shop, language: str) -> None:
    with at(settings):
        new_people_an_hour(0)
    with shop.phone(server.url, language=language) as one, shop.phone(server.url, language=language) as other:
        comes(one)
        one.press_to(f"{HERE}/uitnodiging")
        other.open(one.path)
        other.press_to(one.path, age="grown_up")
        meeting = other.path
        open_and_look(one, meeting, "meeting-doubtful", language)
        one.press_to(f"{meeting}/bevestigen")
        look_from_all_sides(one, "witness-wanted", language)
        with shop.phone(server.url, language=language) as witness:
            open_and_look(witness, one.path, "witness-asked-at-home", language)
            comes(witness)
            open_and_look(witness, one.path, "witness-asked", language)
            witness.press_to(one.path)
            look_from_all_sides(witness, "witness-met-nobody", language)
        assert one.wrong == other.wrong == []


@in_arabic_as_a_drill
def test_a_screen_fits_whatever_it_hangs_on(settings: Testing, tmp_path: Path, shop: Shop, language: str) -> None:
    with at(settings):
        for _ in range(3):
            meet(new_player(), new_player())
    with Server(settings, tmp_path) as server, shop.phone(server.url, language=language) as screen:
        screen.open(SCREEN)
        for name, way in SCREENS.items():
            screen.hold(**way)
            shot = screen.photographed(f"screen-{name}-{language[:2]}")
            assert not screen.is_too_wide
            if name != "phone":
                assert not screen.evaluate("() => document.documentElement.scrollHeight > innerHeight"), name
                assert _letters(screen, ".screen__count") > 0.045 * min(way["width"], way["height"]), name
                assert screen.scan(shot) in (200, HANDED_ON)
                screen.open(SCREEN)


@pytest.mark.parametrize("language", ["nl", "tr", "ar"])
def test_a_screen_fits_with_the_longest_question_there_is(server: Server, shop: Shop, language: str) -> None:
    texts = [one.texts[language] for one in assignments()]
    longest = sorted(([text.title, text.opening] for text in texts), key=lambda said: len("".join(said)))[-5:]
    with shop.phone(server.url, language=language) as screen:
        screen.open(SCREEN)
        for name, way in SCREENS.items():
            screen.hold(**way)
            for said in longest:
                assert name == "phone" or screen.evaluate(_ASKS, said) <= way["height"], f"{name}: {said}"


def _letters(screen: Phone, words: str) -> float:
    """Return how large the letters of some words are, in pixels."""
    return float(screen.evaluate("of => parseFloat(getComputedStyle(document.querySelector(of)).fontSize)", words))
