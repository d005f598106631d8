"""A walk as somebody meets it: the list, the way, the stops, and where each one leads."""

import json
import re
from html import unescape
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from tests.conftest import on_both_engines
from tests.world import SECRET, a_person, koppel
from wijkspel.curation.actions import decide_about_tour, decide_all
from wijkspel.db import db, write
from wijkspel.media.models import Sound
from wijkspel.people.actions import give_consent
from wijkspel.places.actions.neighbourhoods import choose_raster, count_publication
from wijkspel.places.queries import neighbourhood_called, spot_called
from wijkspel.stories.actions import ToldText, tell_story
from wijkspel.stories.queries import story_called
from wijkspel.tours.actions import PlannedStop, plan_tour
from wijkspel.tours.models import Stop
from wijkspel.tours.queries import tour_called

WALKS = "/de-koppel/wandelingen"
WATER = f"{WALKS}/langs-het-water"
ENGLISH = "?taal=en"


def _get(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return unescape(answer.text)


@on_both_engines
def test_the_walks_of_a_neighbourhood_say_how_long_they_are(client: FlaskClient) -> None:
    page = _get(client, WALKS + ENGLISH)
    assert "Along the water" in page and "1.3 km" in page and "9 stops" in page
    assert SECRET not in page


@on_both_engines
def test_a_walk_says_where_it_goes_and_what_each_leg_is_like(client: FlaskClient) -> None:
    page = _get(client, WATER + ENGLISH)
    for words in (
        "1.3 km",
        "19 min walk",
        "9 stops",
        "Steps on the way",
        "Begin at stop 1",
        "The old bakery on the Kade",
    ):
        assert words in page, words
    assert page.count('class="stops__one"') == 9
    assert page.count('class="stops__leg"') == 8
    assert "English, Turkish" in page or "Turkish" in page


def test_every_stop_leads_to_the_next_and_the_last_one_back_to_the_first(client: FlaskClient) -> None:
    tour = tour_called(koppel(), "langs-het-water")
    for stop in tour.stops[:-1]:
        page = _get(client, f"{WATER}/{stop.number}{ENGLISH}")
        following = tour.stops[stop.number]
        assert f"stop {stop.number} of 9" in page
        assert f"Next: {following.spot.names['en']}" in page
        assert stop.towards["en"] in page
        assert f'href="{WATER}/{following.number}?taal=en" rel="next"' in page
    last = _get(client, f"{WATER}/9{ENGLISH}")
    assert "This is the last stop" in last and f'href="{WATER}/1?taal=en"' in last
    assert 'rel="next"' not in last


def test_where_nobody_described_the_way_the_compass_does(client: FlaskClient) -> None:
    with write():
        db.session.execute(update(Stop).values(towards={}))
    assert ", to the north-east" in _get(client, f"{WATER}/3{ENGLISH}")


@pytest.mark.parametrize("number", ["0", "10", "99", "1e3", "-1"])
def test_a_stop_that_is_not_there_is_a_page_that_says_so(client: FlaskClient, number: str) -> None:
    assert client.get(f"{WATER}/{number}").status_code == 404


@pytest.mark.parametrize("slug", ["een-klad", "weer-verborgen", "bestaat-niet", "Langs-Het-Water", "a--b"])
def test_a_walk_that_is_not_public_is_nowhere(client: FlaskClient, slug: str) -> None:
    for path in ("", "/1", ".geojson", "/kaart.svg", "/kaart-donker.svg", "/kaart.png"):
        assert client.get(f"{WALKS}/{slug}{path}").status_code == 404
    assert slug not in _get(client, "/de-koppel/sitemap.xml")


def test_a_walk_is_only_found_in_its_own_neighbourhood(client: FlaskClient) -> None:
    for path in ("", "/1", ".geojson", "/kaart.svg"):
        assert client.get(f"/de-overkant/wandelingen/langs-het-water{path}").status_code == 404


@on_both_engines
def test_hiding_a_walk_shows_at_the_very_next_request(client: FlaskClient) -> None:
    pages = [WATER, f"{WATER}/3", f"{WATER}.geojson", f"{WATER}/kaart.svg"]
    for page in pages:
        assert client.get(page).status_code == client.get(page).status_code == 200
    assert "Loop" in _get(client, "/q/D8RVTX") or "Along" in _get(client, "/q/D8RVTX?taal=en")
    with write():
        decide_about_tour(tour_called(koppel(), "langs-het-water"), "hide", by="Noor")
    for page in pages:
        assert client.get(page).status_code == 404
    assert "langs-het-water" not in _get(client, "/q/D8RVTX")
    assert "langs-het-water" not in _get(client, "/de-koppel")


def test_a_sticker_on_a_walk_says_where_the_walk_goes_on(client: FlaskClient) -> None:
    page = _get(client, "/q/D8RVTX?taal=en")
    assert "Next: " in page and "Along the water" in page
    assert f'href="{WATER}/4?taal=en"' in page
    assert "Next: " not in _get(client, "/q/NNN333?taal=en")


def test_a_walk_of_two_stops_without_stories_pictures_or_a_drawn_way_is_complete(client: FlaskClient) -> None:
    with write():
        wijk = neighbourhood_called("de-overkant")
        stops = [PlannedStop(spot_called(wijk, "bankje")), PlannedStop(spot_called(wijk, "bakkerij"))]
        tour = plan_tour(wijk, slug="kort", names={"nl": "Kort"}, theme="food", stops=stops)
        decide_about_tour(tour, "publish", by="Noor")
    page = _get(client, "/de-overkant/wandelingen/kort?taal=en")
    assert "110 m" in page and "No story yet" in page and "Steps" not in page
    assert "Nobody has told a story about this place yet" in _get(client, "/de-overkant/wandelingen/kort/1?taal=en")
    drawn = client.get("/de-overkant/wandelingen/kort/kaart.svg")
    assert drawn.status_code == 200 and b"sketch__route" in drawn.data


def test_a_walk_of_sixty_stops_is_one_readable_page(client: FlaskClient) -> None:
    with write():
        spots = [spot_called(koppel(), slug) for slug in ("bakkerij", "sluis", "markt", "kerk")]
        stops = [PlannedStop(spots[number % 4]) for number in range(60)]
        tour = plan_tour(koppel(), slug="lang", names={"nl": "Lang"}, theme="food", stops=stops, order=5)
        decide_about_tour(tour, "publish", by="Noor")
    page = _get(client, f"{WALKS}/lang?taal=en")
    assert page.count('class="stops__one"') == 60
    assert "Next: " in _get(client, f"{WALKS}/lang/59?taal=en")
    assert client.get(f"{WALKS}/lang/kaart.svg").status_code == 200


def test_a_story_of_ten_thousand_words_in_one_language_without_sound_or_picture_is_shown_whole(
    client: FlaskClient,
) -> None:
    words = [f"woord{number}" for number in range(10_000)]
    body = "\n\n".join(" ".join(words[begin : begin + 100]) for begin in range(0, 10_000, 100))
    with write():
        teller = a_person(koppel(), "Bo")
        spot = spot_called(koppel(), "viskar")
        story = tell_story(
            teller=teller, spot=spot, slug="lang", texts=[ToldText("nl", "original", "Een heel lang verhaal", body)]
        )
        give_consent(teller, story=story, purpose="public", how="op papier")
        decide_all(story, ["hand_in", "approve", "publish"], by="Noor")
    page = _get(client, "/de-koppel/plekken/viskar?taal=ar")
    assert "woord0 " in page and "woord9999" in page
    assert "<sound-player" not in page and 'class="pair"' not in page
    assert 'lang="nl" dir="ltr"' in page


def test_the_sentence_that_is_spoken_can_be_marked_where_its_time_is_known(client: FlaskClient) -> None:
    original = story_called(koppel(), "de-bakker-van-de-kade").original
    assert original and original.sound
    cues = [{"from": 0.4, "to": 3.0, "text": "Ik was negen en mocht op zaterdag de bel van de broodkar vasthouden."}]
    with write():
        db.session.execute(update(Sound).where(Sound.id == original.sound_id).values(cues=cues))
    page = _get(client, "/de-koppel/plekken/bakkerij?taal=nl")
    assert '<span data-at="0.4">Ik was negen en mocht op zaterdag' in page
    track = re.search(r'<track kind="captions"[^>]*src="([^"]+)"', page)
    assert track
    answer = client.get(track[1])
    assert answer.headers["Content-Type"] == "text/vtt; charset=utf-8"
    assert answer.text.startswith("WEBVTT") and "00:00:00.400 --> 00:00:03.000" in answer.text
    english = _get(client, "/de-koppel/plekken/bakkerij?taal=en")
    spoken = english[english.index("spoken__text") :]
    assert english.count('data-at="') == 1 and '<span data-at="0.4">Ik was negen' in spoken


def test_a_program_reads_the_way_and_the_stops(client: FlaskClient) -> None:
    answer = client.get(f"{WATER}.geojson?taal=ar")
    assert answer.headers["Content-Type"] == "application/geo+json"
    found = json.loads(answer.text)["features"]
    assert found[0]["geometry"]["type"] == "LineString"
    assert [feature["properties"]["number"] for feature in found[1:]] == list(range(1, 10))
    for feature in found[1:]:
        lon, lat = feature["geometry"]["coordinates"]
        assert 5.41 < lon < 5.43 and 52.77 < lat < 52.79


def test_a_search_engine_reads_the_walk_as_a_tourist_trip(client: FlaskClient) -> None:
    page = client.get(f"{WATER}?taal=tr").text
    trip = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)[1])
    assert (trip["@type"], trip["inLanguage"], trip["name"]) == ("TouristTrip", "tr", "Su boyunca")
    assert trip["itinerary"]["numberOfItems"] == len(trip["itinerary"]["itemListElement"]) == 9
    assert trip["url"].endswith(WATER)


def test_words_of_a_walk_cannot_break_out_of_what_machines_read(client: FlaskClient) -> None:
    nasty = '</script><b>"x'
    with write():
        stops = [PlannedStop(spot_called(koppel(), "bakkerij")), PlannedStop(spot_called(koppel(), "sluis"))]
        tour = plan_tour(koppel(), slug="raar", names={"nl": nasty}, theme="food", stops=stops, order=6)
        decide_about_tour(tour, "publish", by="Noor")
    page = client.get(f"{WALKS}/raar?taal=nl").text
    assert nasty not in page
    trip = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)[1])
    assert trip["name"] == nasty


def test_a_link_that_is_sent_shows_a_title_and_a_picture(client: FlaskClient) -> None:
    page = client.get(WATER).text
    picture = re.search(r'property="og:image" content="([^"]+)"', page)[1]
    assert picture.startswith("http://127.0.0.1:8000/")
    answer = client.get(picture.removeprefix("http://127.0.0.1:8000"))
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.data[16:24] == (1200).to_bytes(4) + (630).to_bytes(4)


def test_the_site_maps_name_every_public_page_once_and_each_opens(client: FlaskClient) -> None:
    spaces = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    index = ElementTree.fromstring(client.get("/sitemap.xml").text)
    lists = [found.text for found in index.findall(".//s:loc", spaces)]
    assert [address.rpartition("/de-")[2] for address in lists] == ["koppel/sitemap.xml", "overkant/sitemap.xml"]
    pages = ElementTree.fromstring(client.get("/de-koppel/sitemap.xml").text)
    found = [loc.text.removeprefix("http://127.0.0.1:8000") for loc in pages.findall(".//s:loc", spaces)]
    assert len(found) == len(set(found)) == 2 + 2 + 25
    assert {client.get(path).status_code for path in found} == {200}
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in client.get("/robots.txt").text


def test_the_map_that_moves_asks_nobody_but_us(client: FlaskClient) -> None:
    page, policy = _get(client, WATER + ENGLISH), client.get(WATER).headers["Content-Security-Policy"]
    assert re.search(r'data-tiles="/media/kaart/\w+\.pmtiles"', page) and "data-raster" not in page
    assert "This neighbourhood is made up" in page and "img-src 'self';" in policy
    west, south, east, north = map(float, re.findall(r'data-box="([\d.,]+)"', page)[0].split(","))
    for lon, lat in re.findall(r'data-lon="([\d.]+)" data-lat="([\d.]+)"', page):
        assert west <= float(lon) <= east and south <= float(lat) <= north


def test_a_chosen_online_layer_is_the_one_other_host_of_its_pages_and_says_so(client: FlaskClient) -> None:
    with write():
        choose_raster(koppel(), "pdok")
    page = _get(client, WATER + ENGLISH)
    template = "https://service.pdok.nl/brt/achtergrondkaart/wmts/v2_0/standaard/EPSG:3857/{z}/{x}/{y}.png"
    assert f'data-raster="{template}"' in page and "data-tiles" not in page
    assert "Map data © Kadaster" in page and "come from pdok.nl" in page
    for _ in range(2):  # the second answer may be a kept one
        policy = client.get(WATER).headers["Content-Security-Policy"]
        assert "img-src 'self' https://service.pdok.nl data:;" in policy and policy.count("https:") == 1
    for path in ("/over", f"{WATER}.geojson", "/de-overkant"):
        assert "pdok" not in client.get(path).headers["Content-Security-Policy"]


def test_whoever_made_a_map_is_thanked_on_it(client: FlaskClient) -> None:
    with write():
        koppel().basemap_by, koppel().made_up = "© OpenStreetMap", False
        count_publication(koppel().id)
    assert re.search(r'class="moving__thanks">© OpenStreetMap<', _get(client, WATER))


def test_a_number_that_stands_in_the_template_is_in_the_readers_digits_too(client: FlaskClient) -> None:
    assert "halte 1" in _get(client, WATER + "?taal=nl")
    assert "المحطة ١" in _get(client, WATER + "?taal=ar")
