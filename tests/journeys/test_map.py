"""The map that moves, where the walker is, and the walk of nobody in a neighbourhood that does not exist."""

import itertools
import json
import math
from collections.abc import Iterator
from pathlib import Path

import pytest

from config import Testing
from tests.phone import Phone, Shop
from tests.server import Server
from wijkspel import create_app
from wijkspel.db import db, write
from wijkspel.places.queries import basemap_files, neighbourhood_called

TOUR = "/de-koppel/wandelingen/langs-het-water"
STEP = 0.0001  # degrees: about eleven metres to the north
WALKERS_NEED = 400  # seconds for the dot to walk a whole tour, its rests included


@pytest.fixture(scope="module")
def places(street: Server) -> dict[int, tuple[float, float]]:
    """Where each stop of the tour is, as (lon, lat)."""
    features = json.loads(street.get(f"{TOUR}.geojson").read())["features"]
    return {f["properties"]["number"]: tuple(f["geometry"]["coordinates"]) for f in features[1:]}


@pytest.fixture
def real(settings: Testing, tmp_path: Path) -> Iterator[Server]:
    """De Koppel as if it were there."""
    with create_app(settings).app_context():
        with write():
            neighbourhood_called("de-koppel").made_up = False
        db.session.remove()
        db.engine.dispose()
    with Server(settings, tmp_path) as server:
        yield server


def _open_map(phone: Phone, path: str = TOUR) -> None:
    phone.open(path)
    phone.tap("Open de kaart", role="button")
    phone.wait_for_map()


def test_the_drawn_map_becomes_one_that_moves_and_back(street: Server, shop: Shop) -> None:
    with shop.phone(street.url) as phone:
        phone.open(TOUR)
        phone.find("Kaart van de wandeling", role="img")
        _open_map(phone)
        assert not phone.has("Kaart van de wandeling", role="img")
        phone.see("Deze wijk is verzonnen")
        for name in ("Dichterbij", "Verder weg", "Hele scherm"):
            phone.tap(name, role="button")
        phone.press("Escape")
        phone.tap("Sluit de kaart", role="button")
        phone.find("Kaart van de wandeling", role="img")
        phone.tap("Open de kaart", role="button")
        phone.wait_for_map()
        assert len(phone.stops_on_the_map) == 9


def test_a_keyboard_meets_the_stops_in_the_order_of_the_walk(street: Server, shop: Shop) -> None:
    with shop.phone(street.url) as phone:
        _open_map(phone)
        assert phone.stops_on_the_map[4] == "Halte 5: De sluis"
        phone.focus_on("Een kaart die je kunt verschuiven", role="group")
        for name in phone.stops_on_the_map:
            phone.press("Tab")
            assert phone.focus == name and phone.focus_is_visible
        phone.press("Enter")
        phone.wait_until_left(TOUR)
        assert phone.path == f"{TOUR}/9"


def test_what_others_made_comes_only_after_the_tap(street: Server, shop: Shop) -> None:
    fetched = "() => performance.getEntriesByType('resource').filter(e => /vendor.js|pmtiles/.test(e.name)).length"
    with shop.phone(street.url) as phone:
        phone.open(TOUR)
        assert phone.evaluate(fetched) == 0
        phone.tap("Open de kaart", role="button")
        phone.wait_for_map()
        assert phone.evaluate(fetched) == 4


def test_a_map_over_the_whole_screen_leaves_what_comes_next(street: Server, shop: Shop) -> None:
    with shop.phone(street.url) as phone:
        _open_map(phone)
        phone.tap("Hele scherm", role="button")
        assert phone.can_be_used("Begin bij halte 1") and not phone.can_be_used("Over Wijkspel")
        phone.press("Escape")
        assert phone.can_be_used("Over Wijkspel")


def test_a_map_over_the_whole_screen_shows_the_whole_walk_at_the_first_tap(street: Server, shop: Shop) -> None:
    with shop.phone(street.url) as phone:
        _open_map(phone)
        phone.tap("Hele scherm", role="button")
        across = [x for x, _ in phone.places_of_stops]
        assert min(across) < 90 and max(across) > 270


def test_no_number_on_the_map_covers_another(street: Server, shop: Shop) -> None:
    with shop.phone(street.url, width=320) as phone:
        _open_map(phone)
        for first, second in itertools.combinations(phone.places_of_stops, 2):
            assert math.dist(first, second) > 30


def test_the_sound_goes_on_while_the_map_opens_fills_the_screen_and_closes(street: Server, shop: Shop) -> None:
    with shop.phone(street.url) as phone:
        phone.open(f"{TOUR}/3")
        phone.tap("Speel af: Riet vertelt", role="button")
        assert phone.plays()
        phone.tap("Kaart")
        phone.wait_for_map()
        assert phone.plays() and phone.path == f"{TOUR}/3"
        phone.tap("Hele scherm", role="button")
        assert phone.plays()
        phone.tap("Hele scherm", role="button")
        phone.tap("Sluit de kaart", role="button")
        assert phone.plays()


def test_a_map_that_does_not_come_leaves_the_drawn_one(settings: Testing, tmp_path: Path, shop: Shop) -> None:
    with create_app(settings).app_context():
        basemap = neighbourhood_called("de-koppel").basemap
        db.session.remove()
        db.engine.dispose()
    assert basemap
    with Server(settings, tmp_path) as server, shop.phone(server.url) as phone:
        phone.open(TOUR)
        tiles = settings.media / basemap_files(basemap).tiles
        tiles.unlink()
        phone.tap("Open de kaart", role="button")
        phone.see("De kaart laadt nu niet")
        phone.find("Kaart van de wandeling", role="img")
        phone.find("Open de kaart", role="button")


def test_without_script_there_is_the_drawing_and_nothing_that_would_not_work(street: Server, shop: Shop) -> None:
    with shop.phone(street.url, script=False) as phone:
        for path in (TOUR, f"{TOUR}/3"):
            phone.open(path)
            for name in ("Open de kaart", "Toon waar ik ben", "Loop mee"):
                assert not phone.has(name, role="button")
        phone.tap("Kaart")
        assert phone.path == TOUR


def test_a_phone_that_tells_where_it_is_shows_how_far_it_still_is(
    street: Server, shop: Shop, places: dict[int, tuple[float, float]]
) -> None:
    lon, lat = places[4]
    with shop.phone(street.url) as phone:
        phone.grant_location(lon, lat + 12 * STEP, 8)
        _open_map(phone, TOUR)
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


def test_nobody_walks_a_made_up_tour_to_its_end(street: Server, shop: Shop) -> None:
    with shop.phone(street.url) as phone:
        phone.wear_a_watch()
        _open_map(phone)
        phone.tap("Loop mee", role="button")
        phone.see("loopt een stip voor je", "Je bent er: De Lange Brug")
        reached = []
        for _ in range(WALKERS_NEED // 2):
            phone.let_pass(2)
            if (words := phone.arrival) not in reached:
                reached.append(words)
            if phone.sees("De stip is aan het einde"):
                break
        stops = [name.split(": ", 1)[1] for name in phone.stops_on_the_map]
        assert [words for words in reached if words] == [f"Je bent er: {name}" for name in stops]
        phone.see("De stip is aan het einde")
        phone.find("Loop mee", role="button")


def test_the_dot_waits_and_goes_on_when_asked(street: Server, shop: Shop) -> None:
    with shop.phone(street.url) as phone:
        phone.wear_a_watch()
        _open_map(phone)
        phone.tap("Loop mee", role="button")
        phone.see("loopt een stip voor je")
        phone.let_pass(10)
        phone.tap("Wacht even", role="button")
        waits = phone.walker_on_the_map
        phone.let_pass(10)
        assert waits and phone.walker_on_the_map == waits
        phone.tap("Ga verder", role="button")
        phone.let_pass(6)
        assert phone.walker_on_the_map != waits


def test_from_a_stop_the_dot_walks_to_the_next_one(street: Server, shop: Shop) -> None:
    with shop.phone(street.url) as phone:
        phone.wear_a_watch()
        phone.open(f"{TOUR}/5")
        phone.tap("Loop mee", role="button")
        phone.see("loopt een stip voor je")
        phone.let_pass(40)
        phone.see("Je bent er: De Wasvrouw", "De stip is aan het einde")
        phone.tap("Hoor het verhaal")
        phone.see("halte 6 van 9")


def test_the_last_stop_has_no_leg_to_walk(street: Server, shop: Shop) -> None:
    with shop.phone(street.url) as phone:
        phone.open(f"{TOUR}/9")
        phone.find("Toon waar ik ben", role="button")
        assert not phone.has("Loop mee", role="button")


def test_in_a_real_neighbourhood_nobody_else_walks_for_you(real: Server, shop: Shop) -> None:
    with shop.phone(real.url) as phone:
        for path in (TOUR, f"{TOUR}/3"):
            phone.open(path)
            phone.find("Toon waar ik ben", role="button")
            assert not phone.has("Loop mee", role="button")
        assert not phone.sees("Deze wijk is verzonnen")


def test_a_walker_who_reads_arabic_meets_arabic_digits_on_the_map(street: Server, shop: Shop) -> None:
    with shop.phone(street.url, language="ar", width=320) as phone:
        phone.open(TOUR)
        phone.tap("افتح الخريطة", role="button")
        phone.wait_for_map()
        assert "٥" in phone.stops_on_the_map[4]
        phone.tap("أظهر مكاني", role="button")
        assert not phone.is_too_wide
