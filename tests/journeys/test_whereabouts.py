"""Where the walker is: how far it still is, when a stop is reached, and what a phone does that may not tell."""

import json

import pytest

from tests.server import Server
from tests.shop import Shop

TOUR = "/de-koppel/wandelingen/langs-het-water"
STEP = 0.0001  # degrees: about eleven metres to the north


@pytest.fixture(scope="module")
def places(street: Server) -> dict[int, tuple[float, float]]:
    """Where each stop of the tour is, as (lon, lat)."""
    features = json.loads(street.get(f"{TOUR}.geojson").read())["features"]
    return {f["properties"]["number"]: tuple(f["geometry"]["coordinates"]) for f in features[1:]}


def test_a_phone_that_tells_where_it_is_shows_how_far_it_still_is(
    street: Server, shop: Shop, places: dict[int, tuple[float, float]]
) -> None:
    lon, lat = places[4]
    with shop.phone(street.url) as phone:
        phone.grant_location(lon, lat + 12 * STEP, 8)
        phone.open(TOUR)
        phone.open_map()
        phone.open(f"{TOUR}/3")
        phone.tap("Kaart")
        phone.wait_for_map()
        assert phone.walker_on_the_map is None
        phone.tap("Toon waar ik ben", role="button")
        phone.see("nog 130 m")
        before = phone.walker_on_the_map
        phone.grant_location(lon, lat + 8 * STEP, 8)
        phone.see("nog 90 m")
        assert phone.walker_on_the_map and phone.walker_on_the_map != before
        phone.tap("Stop", role="button")
        phone.wait_until_gone("nog 90 m")
        phone.find("Toon waar ik ben", role="button")
        assert phone.walker_on_the_map is None


def test_two_fixes_at_a_stop_are_an_arrival_and_ten_seconds_away_are_the_end_of_it(
    street: Server, shop: Shop, places: dict[int, tuple[float, float]]
) -> None:
    lon, lat = places[4]
    with shop.phone(street.url) as phone:
        phone.wear_a_watch()
        phone.grant_location(lon, lat + 10 * STEP, 8)
        phone.open(f"{TOUR}/3")
        phone.tap("Toon waar ik ben", role="button")
        phone.see("nog 110 m")
        phone.grant_location(lon, lat + 2 * STEP, 8)
        phone.see("nog 20 m")
        assert not phone.sees("Je bent er")
        phone.grant_location(lon, lat + STEP, 8)
        phone.see("Je bent er: Het Marktplein")
        assert phone.is_paused()
        phone.grant_location(lon, lat + 9 * STEP, 8)
        phone.let_pass(5)
        phone.see("Je bent er")
        phone.let_pass(6)
        phone.wait_until_hidden("Je bent er")


def test_a_phone_that_lies_still_at_a_stop_has_arrived_after_five_seconds(
    street: Server, shop: Shop, places: dict[int, tuple[float, float]]
) -> None:
    with shop.phone(street.url) as phone:
        phone.wear_a_watch()
        phone.grant_location(*places[4], 8)
        phone.open(f"{TOUR}/3")
        phone.tap("Toon waar ik ben", role="button")
        phone.see("nog 10 m")
        phone.let_pass(7)
        phone.see("Je bent er: Het Marktplein")
        phone.tap("Hoor het verhaal")
        phone.see("halte 4 van 9")


def test_a_phone_that_is_unsure_says_so_and_arrives_nowhere(
    street: Server, shop: Shop, places: dict[int, tuple[float, float]]
) -> None:
    lon, lat = places[4]
    with shop.phone(street.url) as phone:
        phone.wear_a_watch()
        phone.grant_location(lon, lat, 80)
        phone.open(f"{TOUR}/3")
        phone.tap("Toon waar ik ben", role="button")
        phone.see("GPS zoekt nog")
        phone.grant_location(lon, lat + STEP, 80)
        phone.let_pass(20)
        assert not phone.sees("Je bent er")
        phone.grant_location(lon, lat + STEP / 2, 10)
        phone.wait_until_hidden("GPS zoekt nog")


def test_a_phone_that_may_not_tell_says_so_calmly_and_offers_to_try_again(street: Server, shop: Shop) -> None:
    with shop.phone(street.url) as phone:
        phone.deny_location()
        phone.open(TOUR)
        phone.see("Waar je bent blijft op deze telefoon")
        phone.tap("Toon waar ik ben", role="button")
        phone.see("Je telefoon mag niet zeggen waar je bent")
        phone.find("Toon waar ik ben", role="button")
        assert not phone.has("Stop", role="button")


def test_from_a_stop_as_well_what_the_phone_may_not_tell_is_said_where_one_looks(street: Server, shop: Shop) -> None:
    with shop.phone(street.url) as phone:
        phone.deny_location()
        phone.open(f"{TOUR}/3")
        phone.tap("Toon waar ik ben", role="button")
        phone.see("Je telefoon mag niet zeggen waar je bent")
        assert phone.is_on_the_screen("Je telefoon mag niet zeggen waar je bent")
        assert phone.focus == "Toon waar ik ben"


def test_nothing_of_where_a_walker_is_leaves_the_phone(
    street: Server, shop: Shop, places: dict[int, tuple[float, float]]
) -> None:
    with shop.phone(street.url) as phone:
        phone.grant_location(*places[4], 8)
        phone.open(f"{TOUR}/3")
        phone.tap("Toon waar ik ben", role="button")
        phone.see("nog 10 m")
        asked = phone.evaluate("() => performance.getEntriesByType('resource').map(e => e.name)")
        lon, lat = places[4]
        assert not [url for url in asked if f"{lon:.3f}" in url or f"{lat:.3f}" in url]
        assert phone.remembers()["local"] == 0 and phone.remembers()["session"] == 0
