"""The map that moves: what it holds, how it fills the screen, and what stays when it does not come."""

import itertools
import math
from pathlib import Path

from config import Testing
from tests.server import Server
from tests.shop import Shop
from wijkspel import create_app
from wijkspel.db import db, write
from wijkspel.places.actions.neighbourhoods import choose_raster
from wijkspel.places.queries import basemap_files, neighbourhood_called

TOUR = "/de-koppel/wandelingen/langs-het-water"


def test_the_drawn_map_becomes_one_that_moves_and_back(street: Server, shop: Shop) -> None:
    with shop.phone(street.url) as phone:
        phone.open(TOUR)
        phone.find("Kaart van de wandeling", role="img")
        phone.tap("Open de kaart", role="button")
        phone.wait_for_map()
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
        phone.open(TOUR)
        phone.open_map()
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
        phone.open(TOUR)
        phone.open_map()
        phone.tap("Hele scherm", role="button")
        assert phone.can_be_used("Begin bij halte 1") and not phone.can_be_used("Over Wijkspel")
        phone.press("Escape")
        assert phone.can_be_used("Over Wijkspel")


def test_a_map_over_the_whole_screen_shows_the_whole_walk_at_the_first_tap(street: Server, shop: Shop) -> None:
    with shop.phone(street.url) as phone:
        phone.open(TOUR)
        phone.open_map()
        phone.tap("Hele scherm", role="button")
        across = [x for x, _ in phone.places_of_stops]
        assert min(across) < 90 and max(across) > 270


def test_no_number_on_the_map_covers_another(street: Server, shop: Shop) -> None:
    with shop.phone(street.url, width=320) as phone:
        phone.open(TOUR)
        phone.open_map()
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


def test_an_online_layer_goes_on_to_the_nearest_zoom(settings: Testing, tmp_path: Path, shop: Shop) -> None:
    with create_app(settings).app_context():
        with write():
            choose_raster(neighbourhood_called("de-koppel"), "pdok")
        db.session.remove()
        db.engine.dispose()
    tiles = "[...document.querySelectorAll('.leaflet-tile')]"
    with Server(settings, tmp_path) as server, shop.phone(server.url) as phone:
        phone.open(TOUR)
        # A test asks no other host: here nobody has pictures for it, and which are asked for is enough.
        phone.evaluate("() => { document.querySelector('tour-map').dataset.raster = '/raster/{z}/{x}/{y}.png' }")
        phone.tap("Open de kaart", role="button")
        for _ in range(6):
            phone.wait_until_true(f"() => {tiles}.length")
            phone.tap("Dichterbij", role="button")
        nearest = f"() => {tiles}.some(tile => tile.src.includes('/raster/19/'))"
        phone.wait_until_true(nearest)
        assert phone.evaluate(nearest)


def test_without_script_there_is_the_drawing_and_nothing_that_would_not_work(street: Server, shop: Shop) -> None:
    with shop.phone(street.url, script=False) as phone:
        for path in (TOUR, f"{TOUR}/3"):
            phone.open(path)
            for name in ("Open de kaart", "Toon waar ik ben", "Loop mee"):
                assert not phone.has(name, role="button")
        phone.tap("Kaart")
        assert phone.path == TOUR


def test_a_walker_who_reads_arabic_meets_arabic_digits_on_the_map(street: Server, shop: Shop) -> None:
    with shop.phone(street.url, language="ar", width=320) as phone:
        phone.open(TOUR)
        phone.tap("افتح الخريطة", role="button")
        phone.wait_for_map()
        assert "٥" in phone.stops_on_the_map[4]
        phone.tap("أظهر مكاني", role="button")
        assert not phone.is_too_wide
