"""Canaries: a phone at a place with unmistakable digits does all that one can do, and the digits stay on it alone."""

import pytest

from config import Testing
from tests.canary import found_in, marks_of, rows_of_everything
from tests.conftest import on_postgresql_as_a_drill
from tests.looks.screens import SCREENS
from tests.moving import at
from tests.phone import Phone
from tests.server import Server
from tests.shop import Shop
from tests.world import koppel
from wijkspel.db import write
from wijkspel.places.queries import spot_called

TOUR, HERE, GAME = "/de-koppel/wandelingen/langs-het-water", "/de-koppel/spel/hier/bakkerij", "/de-koppel/spel"
AWAY = (5.37913572, 52.71357913)  # seven kilometres from De Koppel


@pytest.fixture
def near(settings: Testing) -> tuple[float, float]:
    """A place a few steps from the market, in a neighbourhood as if one could stand in it."""
    with at(settings):
        with write():
            koppel().made_up = False
        market = spot_called(koppel(), "markt")
        return float(f"{market.lon:.4f}1379"), float(f"{market.lat:.4f}7931")


def _marks(settings: Testing, near: tuple[float, float]) -> set[str]:
    """Return the digits to look for: those that stood nowhere in the database before, where the market has its own."""
    marks = marks_of(*AWAY, from_decimals=3) | marks_of(*near, from_decimals=5)
    with at(settings):
        before = list(rows_of_everything())
    shared = {mark for mark in marks if found_in(before, [mark])}
    assert not shared & marks_of(*AWAY, from_decimals=3) and len(shared) < 4, shared
    return marks - shared


def _walks(phone: Phone, near: tuple[float, float]) -> None:
    """Follow a walk on its map, from far away until a stop is reached."""
    phone.open(TOUR)
    phone.open_map()
    phone.tap("Toon waar ik ben", role="button")
    phone.see("km")
    phone.open(f"{TOUR}/3")
    phone.tap("Kaart")
    phone.wait_for_map()
    phone.tap("Toon waar ik ben", role="button")
    phone.see("km")
    phone.grant_location(*near, 6)
    phone.see("Je bent er: Het Marktplein")
    phone.grant_location(*AWAY, 9)


def _reports_a_sticker(phone: Phone) -> None:
    phone.open("/de-koppel/plekken/markt/sticker")
    phone.choose("Kapot of niet te scannen")
    phone.send()


def _plays(phone: Phone, other: Phone) -> str:
    """Say “I am here” from far away, and meet somebody all the same; return where the meeting is shown."""
    phone.open(HERE)
    phone.wait_until_true("() => document.querySelector('far-away input')?.value === 'yes'")
    phone.press_to(HERE)
    phone.press_to(f"{GAME}/leeftijd", age="grown_up")
    phone.see("Volgens je telefoon ben je hier niet in de buurt.")
    phone.press_to(f"{HERE}/uitnodiging", assignment="")
    invitation = phone.path
    other.open(invitation)
    other.press_to(invitation, age="grown_up")
    other.see("Volgens een van de telefoons was je hier niet in de buurt.")
    phone.see("Volgens een van de telefoons was je hier niet in de buurt.")
    return other.path


@on_postgresql_as_a_drill
def test_where_a_phone_is_never_leaves_it(
    settings: Testing, near: tuple[float, float], server: Server, shop: Shop
) -> None:
    marks = _marks(settings, near)
    with shop.phone(server.url) as one, shop.phone(server.url) as other:
        mine, theirs = one.overhear(), other.overhear()
        one.grant_location(*AWAY, 9)
        _walks(one, near)
        _reports_a_sticker(one)
        meeting = _plays(one, other)
        for phone in (one, other):
            for path in (meeting, f"{meeting}/vervelend", f"{GAME}/gegevens", f"{GAME}/naam", f"{GAME}/thuis"):
                phone.open(path)
        other.open(f"{GAME}/woorden")
        other.press_to(f"{GAME}/woorden")
        for screen in SCREENS:
            one.open(screen.path)
        assert one.wrong == other.wrong == []
    server.stop()
    with at(settings):
        rows = list(rows_of_everything())
    assert any("far=yes" in sent for sent in mine.sent), "this phone said that it was far"
    assert len(rows) > 500 and len(mine.sent) > 100 and any("Het klikt" in got for got in theirs.got)
    places = {"the database": rows, "the log": [server.log.read_text()], "sent": mine.sent, "got": theirs.got}
    assert {where: found_in(words, marks) for where, words in places.items()} == {where: [] for where in places}
