"""The front door, with and without neighbourhoods."""

import re

from flask.testing import FlaskClient

from tests.conftest import on_both_engines
from tests.playing import the_round
from tests.world import koppel
from wijkspel.clock import now
from wijkspel.curation.actions import decide_about_tour
from wijkspel.db import write
from wijkspel.places.actions.neighbourhoods import add_neighbourhood, add_organisation
from wijkspel.places.actions.stickers import retire_sticker
from wijkspel.places.queries import all_stickers
from wijkspel.tours.queries import tours_of


@on_both_engines
def test_the_front_door_shows_the_first_neighbourhoods_with_some_walks_and_spots(client: FlaskClient) -> None:
    page = client.get("/").text
    assert "De Koppel" in page and "De Overkant" in page
    assert page.count('class="tours__one"') == 2
    assert page.count('class="spots__one"') == 5
    assert 'href="/de-koppel"' in page and "Langs het water" in page


def test_the_front_door_says_where_a_game_is_played_and_where_one_ended(client: FlaskClient) -> None:
    way_in = re.compile(r'href="/de-koppel/spel">(?:<svg.*?</svg>)?([^<]+)<', re.DOTALL)
    assert way_in.findall(client.get("/").text) == ["Naar het spel"]
    playing = the_round()
    with write():
        playing.closes_at = now()
    page = client.get("/").text
    assert way_in.findall(page) == ["Kijk hoe het afliep"] and 'href="/de-koppel/spel/galerij"' in page


def test_a_front_door_with_many_neighbourhoods_names_the_others(client: FlaskClient) -> None:
    ring = [(4.9, 52.3), (4.91, 52.3), (4.91, 52.31), (4.9, 52.31), (4.9, 52.3)]
    with write():
        owner = add_organisation(slug="veel", name="Veel")
        for number in range(10):
            add_neighbourhood(owner, slug=f"wijk-{number}", name=f"Wijk {number}", boundary=ring, languages=["nl"])
    page = client.get("/").text
    assert page.count('class="rows__one"') == 9
    assert 'href="/wijk-9"' in page


def test_the_front_door_without_stickers_and_walks_says_what_will_be_there(client: FlaskClient) -> None:
    with write():
        for tour in tours_of(koppel()):
            decide_about_tour(tour, "hide", by="Noor")
        for sticker in all_stickers():
            retire_sticker(sticker)
    answer = client.get("/")
    assert answer.status_code == 200
    assert "Hier hangen nog geen stickers" in answer.text


def test_the_demo_says_that_it_is_made_up(client: FlaskClient) -> None:
    assert koppel().made_up
    for path in ("/", "/q/D8RVTX"):
        assert "verzonnen wijk" in client.get(path).text


def test_the_offline_page_exists_in_each_language(client: FlaskClient) -> None:
    for language, words in {"nl": "Geen internet", "en": "No network", "tr": "Bağlantı yok", "ar": "لا اتصال"}.items():
        assert words in client.get(f"/offline?taal={language}").text
