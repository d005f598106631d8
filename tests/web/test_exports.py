"""A walk as a file for other apps: at the address of the walk, public only, and never older than what is public."""

import json
from xml.etree import ElementTree

import gpxpy
import pytest
from flask.testing import FlaskClient

from tests.conftest import on_both_engines
from tests.world import SECRET, koppel
from wijkspel.curation.actions import decide_about_tour
from wijkspel.db import write
from wijkspel.exchange.going_out import FORMATS, tour_to_file
from wijkspel.exchange.reading import read_tour
from wijkspel.tours.queries import tour_called

WATER = "/de-koppel/wandelingen/langs-het-water"
TYPES = {
    "gpx": "application/gpx+xml",
    "kml": "application/vnd.google-earth.kml+xml",
    "geojson": "application/geo+json",
    "json": "application/json",
}


@on_both_engines
@pytest.mark.parametrize("suffix", FORMATS)
def test_a_walk_at_its_address_is_the_walk_as_it_is(client: FlaskClient, suffix: str) -> None:
    answer = client.get(f"{WATER}.{suffix}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, TYPES[suffix])
    assert answer.headers["Content-Disposition"] == f'attachment; filename="langs-het-water.{suffix}"'
    assert read_tour(answer.data, file_name=f"x.{suffix}") == tour_to_file(tour_called(koppel(), "langs-het-water"))


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("slug", ["een-klad", "weer-verborgen", "bestaat-niet"])
def test_a_walk_that_is_not_public_is_no_file_either(client: FlaskClient, suffix: str, slug: str) -> None:
    assert client.get(f"/de-koppel/wandelingen/{slug}.{suffix}").status_code == 404
    assert client.get(f"/de-overkant/wandelingen/langs-het-water.{suffix}").status_code == 404


@pytest.mark.parametrize("suffix", FORMATS)
def test_nothing_that_is_not_public_stands_in_a_file(client: FlaskClient, suffix: str) -> None:
    for slug in ("langs-het-water", "van-klok-tot-moestuin"):
        content = client.get(f"/de-koppel/wandelingen/{slug}.{suffix}").text
        for kept_in in (SECRET, "Teun", "Nooit", "teruggenomen", "D8RVTX"):  # stories, hosts, codes of stickers
            assert kept_in not in content


def test_a_hidden_walk_is_gone_at_the_next_request(client: FlaskClient) -> None:
    addresses = [f"{WATER}.{suffix}" for suffix in FORMATS]
    assert {client.get(address).status_code for address in [*addresses, *addresses]} == {200}
    with write():
        decide_about_tour(tour_called(koppel(), "langs-het-water"), "hide", by="Noor")
    assert {client.get(address).status_code for address in addresses} == {404}


def test_other_apps_show_the_words_of_the_reader_and_lead_back_to_the_pages(client: FlaskClient) -> None:
    gpx = gpxpy.parse(client.get(f"{WATER}.gpx?taal=tr").text)
    assert gpx.name == "Su boyunca" and gpx.waypoints[2].name == "Kade’deki eski fırın"
    assert gpx.waypoints[2].link == "http://127.0.0.1:8000/de-koppel/wandelingen/langs-het-water/3"
    document = ElementTree.fromstring(client.get(f"{WATER}.kml?taal=ar").data)
    names = [name.text for name in document.iter("{http://www.opengis.net/kml/2.2}name")]
    assert names[:2] == ["بمحاذاة الماء"] * 2 and "المخبز القديم على رصيف كاده" in names
    features = json.loads(client.get(f"{WATER}.geojson?taal=en").text)["features"]
    assert features[0]["properties"]["name"] == "Along the water"
    assert {"number", "name", "kind", "radius"} <= set(features[1]["properties"])


def test_the_page_of_a_walk_offers_its_files_in_the_language_of_the_reader(client: FlaskClient) -> None:
    page = client.get(f"{WATER}?taal=en").text
    assert "For your own map app:" in page
    for suffix in ("gpx", "kml", "geojson"):
        assert f'href="{WATER}.{suffix}?taal=en"' in page


def test_a_kept_file_is_sent_once(client: FlaskClient) -> None:
    first = client.get(f"{WATER}.gpx")
    assert client.get(f"{WATER}.gpx", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
