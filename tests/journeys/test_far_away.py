"""Far away by the phone's own reading: nobody is asked for it, and only a phone that already may tell says so."""

import pytest

from config import Testing
from tests.journeys.steps import comes
from tests.moving import at
from tests.server import Server
from tests.shop import Shop
from tests.world import koppel
from wijkspel.db import write
from wijkspel.places.queries import spot_called

HERE, STOP = "/de-koppel/spel/hier/bakkerij", "/de-koppel/wandelingen/langs-het-water/3"
STEP = 0.0001  # degrees: about eleven metres to the north
SAYS_FAR = "() => document.querySelector('far-away input')?.value ?? null"
ASKED = "() => { window.asked = 0; navigator.geolocation.getCurrentPosition = () => { window.asked += 1 } }"


@pytest.fixture
def bakery(settings: Testing) -> tuple[float, float]:
    """Where the bakery is, in a neighbourhood as if one could stand in it."""
    with at(settings):
        with write():
            koppel().made_up = False
        spot = spot_called(koppel(), "bakkerij")
        return spot.lon, spot.lat


def test_a_phone_that_may_tell_says_far_and_one_that_came_nearer_no_longer(
    settings: Testing, bakery: tuple[float, float], server: Server, shop: Shop
) -> None:
    lon, lat = bakery
    with shop.phone(server.url) as phone:
        phone.grant_location(lon, lat + 40 * STEP, 20)
        phone.open(HERE)
        phone.wait_until_true(SAYS_FAR)
        phone.tap("Ik ben hier", role="button")
        phone.tap("Ja, 16 of ouder", role="button")
        phone.see("Volgens je telefoon ben je hier niet in de buurt.")
        phone.screenshot("game-far-away", whole=True)
        phone.grant_location(lon, lat + STEP, 20)
        phone.open(HERE)
        phone.tap("Ik ben hier", role="button")
        phone.find("Ontmoet iemand", role="button")
        assert not phone.sees("Volgens je telefoon")
        assert phone.wrong == []


def test_who_confirms_a_photographed_square_at_home_is_far_and_who_stands_there_counts(
    settings: Testing, bakery: tuple[float, float], server: Server, shop: Shop
) -> None:
    lon, lat = bakery
    with shop.phone(server.url) as one, shop.phone(server.url) as home, shop.phone(server.url) as near:
        comes(one)
        one.press_to(f"{HERE}/uitnodiging", assignment="")
        for phone, steps, says in ((home, 40, "yes"), (near, 1, "no")):
            phone.grant_location(lon, lat + steps * STEP, 20)
            phone.open(one.path)
            phone.wait_until_true(f"() => ({SAYS_FAR})() === '{says}'")
            phone.screenshot(f"game-confirm-far-{says}", whole=True)
            phone.tap("Ja, wij ontmoeten elkaar, en ik ben 16 of ouder", role="button")
        home.see("Volgens een van de telefoons")
        assert not home.sees("40 punten")
        near.see("40 punten")
        assert one.wrong == home.wrong == near.wrong == []


def test_nobody_is_asked_where_they_are(
    settings: Testing, bakery: tuple[float, float], server: Server, shop: Shop
) -> None:
    with shop.phone(server.url) as phone:
        phone.open(HERE)
        phone.evaluate(ASKED)
        phone.evaluate("() => { const e = document.querySelector('far-away'); e.replaceWith(e.cloneNode()) }")
        phone.wait_until_true("() => navigator.permissions.query({name: 'geolocation'}).then(() => true)")
        assert phone.evaluate("() => window.asked") == 0 and phone.evaluate(SAYS_FAR) is None


def test_in_a_made_up_neighbourhood_nobody_is_far(street: Server, shop: Shop) -> None:
    with shop.phone(street.url) as phone:
        phone.grant_location(4.9, 52.37, 5)
        phone.open(HERE)
        assert phone.evaluate("() => document.querySelector('far-away')") is None


@pytest.mark.parametrize(
    ("metres", "accuracy", "is_far"),
    [(299, 0, False), (302, 0, True), (320, 25, False), (330, 25, True), (330, 150, True), (9000, 200, False)],
)
def test_far_is_more_than_300_metres_less_what_the_sensor_may_be_off(
    street: Server, shop: Shop, metres: float, accuracy: float, is_far: bool
) -> None:
    script = """async ([metres, accuracy]) => (await import('nearness')).isFarAway(
        {lon: 5.42, lat: 52.78 + metres / 111195.08, accuracy}, {lon: 5.42, lat: 52.78})"""
    with shop.phone(street.url) as phone:
        phone.open("/offline")
        assert phone.evaluate(script, [metres, accuracy]) is is_far


def test_from_a_stop_of_a_walk_into_the_game_and_back_to_that_stop(server: Server, shop: Shop) -> None:
    with shop.phone(server.url, width=320) as phone:
        phone.open(STOP)
        phone.see("Staat er iemand naast je?")
        phone.tap("Speel mee")
        phone.tap("Ik ben hier", role="button")
        phone.tap("Ja, 16 of ouder", role="button")
        phone.find("Ontmoet iemand", role="button")
        phone.tap("Hier komt een wandeling langs: Langs het water, halte 3")
        phone.find("Verder", role="link")
        assert phone.path == STOP
