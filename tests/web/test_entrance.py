"""The front door, with and without neighbourhoods."""

from flask.testing import FlaskClient

from tests.conftest import on_both_engines
from tests.world import koppel
from wijkspel.db import write
from wijkspel.places.actions import retire_sticker
from wijkspel.places.queries import all_stickers


@on_both_engines
def test_the_front_door_shows_every_neighbourhood_with_its_spots(client: FlaskClient) -> None:
    page = client.get("/").text
    assert "De Koppel" in page and "De Overkant" in page
    assert page.count('class="spots__one"') == 7
    assert "De bakker van de Kade" in page


def test_the_front_door_without_stickers_says_what_will_be_there(client: FlaskClient) -> None:
    with write():
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
