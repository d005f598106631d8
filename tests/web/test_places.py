"""The home of a neighbourhood, its places and its map."""

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from tests.conftest import on_both_engines
from tests.playing import the_round
from tests.world import SECRET, koppel
from wijkspel.db import write
from wijkspel.errors import Invalid
from wijkspel.places.actions.neighbourhoods import add_neighbourhood, add_organisation, choose_raster
from wijkspel.places.actions.spots import add_spot
from wijkspel.places.queries import neighbourhood_called


def _get(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return unescape(answer.text)


@on_both_engines
def test_the_home_of_a_neighbourhood_shows_its_walks_some_places_and_its_map(client: FlaskClient) -> None:
    page = _get(client, "/de-koppel?taal=en")
    for words in ("Along the water", "All 25 places", "Map of De Koppel", "The old bakery on the Kade"):
        assert words in page, words
    assert SECRET not in page


def test_the_home_leads_to_the_game_and_once_the_round_is_over_to_how_it_ended(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Naar het spel" in _get(client, "/de-koppel"), "kept from now on"
    closes = the_round().closes_at
    for module in ("web.porter", "web.boards", "rounds.queries"):
        monkeypatch.setattr(f"wijkspel.{module}.now", lambda: closes)
    page = _get(client, "/de-koppel")
    assert "Kijk hoe het afliep" in page and 'href="/de-koppel/spel"' in page
    assert 'href="/de-koppel/spel/galerij"' in page and "Naar het spel" not in page


def test_a_neighbourhood_without_walks_or_map_is_still_a_home(client: FlaskClient) -> None:
    page = _get(client, "/de-overkant?taal=en")
    assert "Winkel van de buren" in page and "Map of" not in page
    assert "There is no walk here yet" in _get(client, "/de-overkant/wandelingen?taal=en")


def test_an_empty_neighbourhood_says_that_nothing_hangs_there_yet(client: FlaskClient) -> None:
    with write():
        ring = [(4.9, 52.3), (4.91, 52.3), (4.91, 52.31), (4.9, 52.31), (4.9, 52.3)]
        owner = add_organisation(slug="nieuw", name="Nieuw")
        add_neighbourhood(owner, slug="nieuw", name="Nieuw", boundary=ring, languages=["nl"])
    assert "No stickers hang here yet" in _get(client, "/nieuw?taal=en")
    assert "No place was added yet" in _get(client, "/nieuw/plekken?taal=en")
    assert client.get("/nieuw/kaart.svg").status_code == 200


def test_all_places_stand_in_a_list_by_kind(client: FlaskClient) -> None:
    page = _get(client, "/de-koppel/plekken?taal=en")
    assert page.count('class="rows__one"') == 25
    assert page.index("Libraries") < page.index("Shops") < page.index("Bridges")


def test_a_place_has_a_page_without_its_sticker_too_and_both_say_which_is_the_real_address(client: FlaskClient) -> None:
    for path in ("/q/D8RVTX", "/de-koppel/plekken/bakkerij"):
        page = _get(client, path)
        assert "De bakker van de Kade" in page
        assert '<link rel="canonical" href="http://127.0.0.1:8000/de-koppel/plekken/bakkerij">' in page


def test_a_place_whose_sticker_never_came_has_a_page_without_a_code(client: FlaskClient) -> None:
    with write():
        add_spot(koppel(), slug="nieuw", kind="bench", names={"nl": "Nieuw bankje"}, lon=5.42, lat=52.78)
    page = _get(client, "/de-koppel/plekken/nieuw?taal=en")
    assert "Nieuw bankje" in page and "Code of this sticker" not in page


@pytest.mark.parametrize("path", ["/nergens", "/de-koppel/plekken/nergens", "/nergens/plekken", "/De-Koppel", "/a--b"])
def test_what_is_not_there_is_a_page_that_says_so(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


@on_both_engines
def test_the_map_of_a_neighbourhood_is_small_dark_at_night_and_carries_no_script(client: FlaskClient) -> None:
    for path in (
        "/de-koppel/kaart.svg",
        "/de-koppel/kaart-donker.svg",
        "/de-koppel/wandelingen/langs-het-water/kaart.svg",
    ):
        answer = client.get(path, headers={"Accept-Encoding": "gzip"})
        assert answer.headers["Content-Type"] == "image/svg+xml"
        assert len(answer.data) <= 40 * 1024
        whole = client.get(path).text
        assert whole.startswith("<svg") and "<script" not in whole and "Kade" in whole
    assert client.get("/de-koppel/kaart.svg").data != client.get("/de-koppel/kaart-donker.svg").data


def test_the_tiles_of_a_neighbourhood_are_one_file_and_only_of_maps_that_hang_somewhere(client: FlaskClient) -> None:
    answer = client.get(f"/media/kaart/{koppel().basemap}.pmtiles")
    assert answer.status_code == 200 and answer.data.startswith(b"PMTiles")
    assert len(answer.data) <= 250 * 1024
    assert client.get("/media/kaart/222222222222.pmtiles").status_code == 404


@pytest.mark.usefixtures("app")
def test_a_layer_that_does_not_exist_is_refused_and_a_known_one_is_kept() -> None:
    with pytest.raises(Invalid), write():
        choose_raster(koppel(), "elders")
    with write():
        choose_raster(koppel(), "pdok")
    assert neighbourhood_called("de-koppel").raster == "pdok"


def test_arabic_numbers_stand_on_an_arabic_map(client: FlaskClient) -> None:
    drawn = client.get("/de-koppel/wandelingen/langs-het-water/kaart.svg?taal=ar").text
    assert "٩" in re.sub(r"<title.*?</title>", "", drawn)
