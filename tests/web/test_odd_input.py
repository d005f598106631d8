"""Walks and stories that nobody expects: each is a page that is whole, and says what is missing."""

import json
import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from tests.odd import ARABIC, EMPTY_SPOT, LONG_BODY, publish_sixty_stops, publish_story, publish_walk
from tests.world import koppel
from wijkspel.errors import Invalid
from wijkspel.places.queries import spot_called
from wijkspel.stories.actions import ToldText
from wijkspel.stories.queries import story_called
from wijkspel.stories.rules import LONGEST_BODY

WALKS = "/de-koppel/wandelingen"
SPOT = f"/de-koppel/plekken/{EMPTY_SPOT}"
SHORT = ToldText("nl", "original", "Kort", "Meer is er niet.")


def _page(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return unescape(answer.text)


def _line(client: FlaskClient, slug: str) -> list[list[float]]:
    return json.loads(client.get(f"{WALKS}/{slug}.geojson").text)["features"][0]["geometry"]["coordinates"]


def test_a_walk_of_sixty_stops_has_a_page_for_each_and_says_its_time_in_hours(client: FlaskClient) -> None:
    publish_sixty_stops()
    page = _page(client, f"{WALKS}/zestig?taal=nl")
    assert page.count('class="stops__one"') == 60 and page.count('class="stops__leg"') == 59
    assert "60 haltes" in page and re.search(r"\d u \d+ min lopen", page)
    assert "halte 37 van 60" in _page(client, f"{WALKS}/zestig/37?taal=nl")
    assert "Dit is de laatste halte" in _page(client, f"{WALKS}/zestig/60?taal=nl")
    assert client.get(f"{WALKS}/zestig/61").status_code == 404
    assert client.get(f"{WALKS}/zestig/kaart.svg").text.count("sketch__stop") >= 4


def test_a_walk_that_comes_back_to_a_spot_goes_on_from_it_the_second_time(client: FlaskClient) -> None:
    publish_walk("terug", ["bakkerij", "sluis", "bakkerij", "markt"])
    page = _page(client, f"{WALKS}/terug?taal=nl")
    bakery = spot_called(koppel(), "bakkerij").names["nl"]
    assert len(re.findall(rf'class="stops__name">.*?{bakery}', page)) == 2
    following = {1: "sluis", 2: "bakkerij", 3: "markt"}
    for number, slug in following.items():
        name = spot_called(koppel(), slug).names["nl"]
        stop = _page(client, f"{WALKS}/terug/{number}?taal=nl")
        assert f"Hierna: {name}" in stop and f'href="{WALKS}/terug/{number + 1}?taal=nl" rel="next"' in stop
    assert "/wandelingen/" in _page(client, "/de-koppel/plekken/bakkerij?taal=nl")


def test_a_walk_without_a_drawn_way_goes_straight_on_and_the_compass_says_where(client: FlaskClient) -> None:
    publish_walk("recht", ["bakkerij", "markt", "sluis"])
    page = _page(client, f"{WALKS}/recht?taal=nl")
    assert "Trap onderweg" not in page and "geen trap" not in page and "bankje" not in page.split("<ol", 1)[1]
    assert "naar het noordoosten" in _page(client, f"{WALKS}/recht/1?taal=nl")
    assert len(_line(client, "recht")) == 3
    assert "sketch__route" in client.get(f"{WALKS}/recht/kaart.svg").text


def test_a_walk_over_the_border_is_drawn_whole(client: FlaskClient) -> None:
    harbour, lock = spot_called(koppel(), "haven"), spot_called(koppel(), "sluis")
    outside = (5.4300, harbour.lat)
    publish_walk("grens", ["haven", "sluis"], [[(harbour.lon, harbour.lat), outside, (lock.lon, lock.lat)]])
    page = _page(client, f"{WALKS}/grens?taal=nl")
    west, _south, east, _north = map(float, re.findall(r'data-box="([\d.,]+)"', page)[0].split(","))
    assert west < 5.4127 and east >= outside[0] > 5.42743
    assert list(outside) in _line(client, "grens")
    assert (
        client.get(f"{WALKS}/grens/kaart.svg").status_code == client.get(f"{WALKS}/grens/kaart.png").status_code == 200
    )


def test_a_story_of_ten_thousand_words_is_told_whole_and_a_longer_one_has_a_limit(client: FlaskClient) -> None:
    too_long = ToldText("nl", "original", "Te lang", "x" * (LONGEST_BODY + 1))
    with pytest.raises(Invalid) as refused:
        publish_story(too_long)
    assert refused.value.fields == {"text": "too_long"}
    assert len(LONG_BODY) <= LONGEST_BODY
    publish_story(ToldText("nl", "original", "Een heel lang verhaal", LONG_BODY))
    page = _page(client, f"{SPOT}?taal=nl")
    assert "woord0 " in page and "woord9999<" in page and page.count("<p>woord") == 100


def test_a_story_without_sound_shows_its_pictures_and_no_player(client: FlaskClient) -> None:
    other = story_called(koppel(), "de-bakker-van-de-kade")
    publish_story(SHORT, old_picture=other.old_picture, new_picture=other.new_picture)
    page = _page(client, f"{SPOT}?taal=nl")
    assert "Meer is er niet." in page and "<old-new" in page and "Bo vertelt" in page
    assert "<sound-player" not in page and "Luister naar" not in page


def test_a_story_without_a_picture_can_be_heard_and_is_sent_without_one(client: FlaskClient) -> None:
    original = story_called(koppel(), "de-bakker-van-de-kade").original
    assert original and original.sound
    publish_story(ToldText("nl", "original", "Alleen te horen", "Luister maar.", original.sound))
    page = _page(client, f"{SPOT}?taal=nl")
    assert "<sound-player" in page and "Luister naar Bo" in page and "data-picture" not in page
    assert "<old-new" not in page and 'class="story__picture"' not in page and "og:image" not in page


@pytest.mark.parametrize(
    ("language", "said"),
    [("nl", "nog niet in jouw taal"), ("en", "not yet in your language"), ("tr", "henüz sizin dilinizde yok")],
)
def test_a_story_in_one_language_says_so_to_everybody_else(client: FlaskClient, language: str, said: str) -> None:
    publish_story(ARABIC)
    page = _page(client, f"{SPOT}?taal={language}")
    assert said in page and 'lang="ar" dir="rtl"' in page and "ثلاث ملاعق" in page
    own = _page(client, f"{SPOT}?taal=ar")
    assert "ليست بلغتك بعد" not in own and 'lang="ar" dir="rtl"' in own


def test_a_story_of_one_picture_shows_that_one(client: FlaskClient) -> None:
    publish_story(SHORT, old_picture=story_called(koppel(), "de-bakker-van-de-kade").old_picture)
    page = _page(client, f"{SPOT}?taal=nl")
    assert 'class="story__only"' in page and "<old-new" not in page and "og:image" in page
