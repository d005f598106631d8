"""The page behind a sticker, as somebody meets it who scans one."""

import re
from datetime import timedelta

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from tests.conftest import on_both_engines
from tests.world import ELSEWHERE, EMPTY, RETIRED, SECRET, koppel
from wijkspel.clock import now
from wijkspel.curation.actions import decide, withdraw_story
from wijkspel.db import write
from wijkspel.people.models import Consent
from wijkspel.places.actions.stickers import make_sticker, retire_sticker
from wijkspel.places.queries import spot_called, sticker_with
from wijkspel.stories.queries import story_called

BAKERY, LOCK, LIBRARY = "D8RVTX", "W3NPC9", "5HQ2ZM"
TITLE = "De bakker van de Kade"


@on_both_engines
def test_a_sticker_opens_the_page_of_its_spot_at_once(client: FlaskClient) -> None:
    answer = client.get(f"/q/{BAKERY}")
    assert answer.status_code == 200
    for words in (TITLE, "Riet vertelt", "De oude bakkerij aan de Kade", "1962", "2026", "computerstem", "Dichtbij"):
        assert words in answer.text


@pytest.mark.parametrize(
    "way", ["/q/D8RVTX", "/Q/D8RVTX", "/q/d8rvtx", "/Q/D8R-VTX", "/q/d8r vtx", "/q/Ｄ８ＲＶＴＸ", "/q/D٨RVTX"]
)
def test_a_code_may_be_written_in_many_ways(client: FlaskClient, way: str) -> None:
    answer = client.get(way)
    assert answer.status_code == 200
    assert TITLE in answer.text


def test_two_stories_at_one_spot_stand_there_as_equals(client: FlaskClient) -> None:
    page = client.get(f"/q/{LOCK}").text
    assert "Joop vertelt" in page and "Amina vertelt" in page
    assert page.count("<sound-player") == 2
    assert page.count("<h1") == 1 and '<h1 class="only-heard">De sluis</h1>' in page
    assert len(re.findall(r'<h2 id="story-\w+"', page)) == 2
    ways = re.findall(r'<a class="chip" href="#(story-\w+)">(\w+)</a>', page)
    assert [name for _, name in ways] == ["Joop", "Amina"] and all(f'id="{place}"' in page for place, _ in ways)


@pytest.mark.parametrize(
    ("language", "direction", "words"),
    [
        ("nl", "ltr", "Dichtbij"),
        ("en", "ltr", "Close by"),
        ("tr", "ltr", "Yakında"),
        ("ar", "rtl", "قريب من هنا"),
    ],
)
def test_the_address_or_the_browser_decides_the_language(
    client: FlaskClient, language: str, direction: str, words: str
) -> None:
    by_address = client.get(f"/q/{BAKERY}?taal={language}", headers={"Accept-Language": "en"})
    by_browser = client.get(f"/q/{BAKERY}", headers={"Accept-Language": f"{language}-XX,{language};q=0.9,nl;q=0.1"})
    for answer in (by_address, by_browser):
        assert words in answer.text
        assert f'<html lang="{language}" dir="{direction}">' in answer.text
        assert answer.headers["Content-Language"] == language
        assert answer.headers["ETag"].startswith(f'W/"{language}-')
    assert "Accept-Language" in by_browser.headers["Vary"]
    assert "Accept-Language" not in by_address.headers["Vary"]


def test_a_language_we_do_not_have_becomes_dutch(client: FlaskClient) -> None:
    assert client.get(f"/q/{BAKERY}", headers={"Accept-Language": "fi,sv;q=0.8"}).headers["Content-Language"] == "nl"


def test_plain_words_are_a_choice_that_stays_with_the_reader(client: FlaskClient) -> None:
    usual, plain = client.get(f"/q/{BAKERY}").text, client.get(f"/q/{BAKERY}?taal=nl&tekst=eenvoudig").text
    assert "In gewone taal" in usual and "Zoals het verteld is" not in usual
    assert "Zoals het verteld is" in plain
    assert re.search(r"/de-koppel/plekken/[a-z-]+\?taal=nl&amp;tekst=eenvoudig", plain)


def test_a_story_told_in_turkish_is_shown_in_dutch_with_its_own_sound(client: FlaskClient) -> None:
    page = client.get(f"/q/{LIBRARY}").text
    assert "Verteld in het Turks, en vertaald." in page
    english = client.get(f"/q/{LIBRARY}?taal=en").text
    assert "Text of the sound (Turkish)" in english


def test_the_text_of_the_sound_stands_beside_it(client: FlaskClient) -> None:
    page = client.get(f"/q/{LIBRARY}?taal=en").text
    spoken = re.search(r'<div class="spoken__text" lang="tr" dir="ltr"[^>]*>(.*?)</div>', page, re.DOTALL)
    assert spoken and len(spoken[1]) > 500


def test_a_page_that_was_kept_is_answered_again_and_not_sent_twice(client: FlaskClient) -> None:
    first = client.get(f"/q/{BAKERY}")
    again = client.get(f"/q/{BAKERY}", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.data == b""
    assert client.get(f"/q/{BAKERY}").data == first.data


def test_a_page_that_is_asked_for_again_has_fewer_bytes_and_the_same_words(client: FlaskClient) -> None:
    first, again, third = (client.get(f"/q/{BAKERY}", headers={"Accept-Encoding": "br"}) for _ in range(3))
    assert len(again.data) < 0.96 * len(first.data) and third.data == again.data
    assert brotli.decompress(again.data) == brotli.decompress(first.data)
    assert again.headers["ETag"] == first.headers["ETag"]


def test_the_page_comes_compressed_when_the_browser_can_read_it(client: FlaskClient) -> None:
    sizes = {}
    for encoding in ("br", "gzip", "identity"):
        answer = client.get(f"/q/{BAKERY}", headers={"Accept-Encoding": encoding})
        assert answer.headers.get("Content-Encoding", "identity") == encoding
        sizes[encoding] = len(answer.data)
    assert sizes["br"] < sizes["gzip"] < 14 * 1024 < sizes["identity"]
    refused = client.get(f"/q/{BAKERY}", headers={"Accept-Encoding": "br;q=0, gzip"})
    assert refused.headers["Content-Encoding"] == "gzip"


def test_nobody_gets_a_cookie(client: FlaskClient) -> None:
    for path in ("/", "/q/", f"/q/{BAKERY}", f"/q/{RETIRED}", "/q/QQQQQQ", "/offline", "/nergens"):
        assert "Set-Cookie" not in client.get(path).headers


@on_both_engines
@pytest.mark.parametrize("step", ["hide", "withdraw"])
def test_what_is_hidden_or_taken_back_is_gone_at_the_next_request(client: FlaskClient, step: str) -> None:
    before = client.get(f"/q/{BAKERY}")
    with write():
        story = story_called(koppel(), "de-bakker-van-de-kade")
        if step == "hide":
            decide(story, "hide", by="Noor", why="een test")
        else:
            withdraw_story(story, by="Noor", why="een test")
    after = client.get(f"/q/{BAKERY}", headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert TITLE not in after.text
    assert "nog niemand iets verteld" in after.text


@on_both_engines
def test_what_is_published_again_is_there_at_the_next_request(client: FlaskClient) -> None:
    for step, there in (("hide", False), ("publish", True)):
        with write():
            decide(story_called(koppel(), "de-bakker-van-de-kade"), step, by="Noor")
        assert (TITLE in client.get(f"/q/{BAKERY}").text) == there


@on_both_engines
def test_nothing_unpublished_shows_anywhere(client: FlaskClient) -> None:
    for code in (BAKERY, LOCK, EMPTY, RETIRED):
        for language in ("nl", "en", "tr", "ar"):
            assert SECRET not in client.get(f"/q/{code}?taal={language}").text
    assert SECRET not in client.get("/").text


def test_another_association_on_the_same_ground_stays_apart(client: FlaskClient) -> None:
    assert "Winkel van de buren" not in client.get(f"/q/{BAKERY}").text
    assert TITLE not in client.get(f"/q/{ELSEWHERE}").text


def test_a_spot_without_a_story_says_so_and_goes_on(client: FlaskClient) -> None:
    page = client.get(f"/q/{EMPTY}").text
    assert "Over deze plek heeft nog niemand iets verteld" in page
    assert "Winkel van de buren" in page


def test_a_retired_sticker_points_to_its_spot(client: FlaskClient) -> None:
    answer = client.get(f"/q/{RETIRED}")
    assert answer.status_code == 410
    assert "doet niet meer mee" in answer.text
    assert "/de-koppel/plekken/bakkerij" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_retiring_the_last_sticker_takes_the_page_away_at_once(client: FlaskClient) -> None:
    assert client.get(f"/q/{EMPTY}").status_code == 200
    with write():
        sticker = sticker_with(EMPTY)
        assert sticker
        retire_sticker(sticker)
    answer = client.get(f"/q/{EMPTY}")
    assert answer.status_code == 410
    assert "er hangt geen nieuwe op deze plek" in answer.text


def test_a_new_sticker_works_at_once(client: FlaskClient) -> None:
    assert client.get("/q/BBB222").status_code == 404
    with write():
        make_sticker(spot_called(koppel(), "bakkerij"), code="bbb-222")
    assert client.get("/q/BBB222").status_code == 200


@pytest.mark.parametrize("code", ["QQQQQQ", "BCD234"])
def test_an_unknown_code_gets_a_page_that_helps(client: FlaskClient, code: str) -> None:
    answer = client.get(f"/q/{code}")
    assert answer.status_code == 404
    assert "Deze code kennen we niet" in answer.text
    assert f'value="{code}"' in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "code", ["A", "AAAAAA", "0O1IL5", "x" * 64, "x" * 5000, "..%2f..%2fetc", "‮D8RVTX", "<script>", "💡"]
)
def test_what_is_no_code_gets_a_page_that_says_what_one_looks_like(client: FlaskClient, code: str) -> None:
    answer = client.get(f"/q/{code}")
    assert answer.status_code == 404
    assert "<script>alert" not in answer.text and "<script>&" not in answer.text
    assert "Dit is geen code" in answer.text or "Hier is niets" in answer.text


@pytest.mark.parametrize("digits", ["5387", "53-87", "٥٣٨٧"])
def test_four_digits_are_told_where_they_are_typed(client: FlaskClient, digits: str) -> None:
    answer = client.get("/q/", query_string={"code": digits})
    assert answer.status_code == 404 and f'value="{digits}"' in answer.text
    assert "Vier cijfers typ je bij de plek" in answer.text and "Dit is geen code" not in answer.text
    assert "Dit is geen code" in client.get("/q/?code=53871").text


def test_a_typed_code_leads_to_its_page(client: FlaskClient) -> None:
    answer = client.get("/q/?code=d8r-vtx&taal=ar")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/q/{BAKERY}?taal=ar")
    assert client.get("/q/?code=hallo").status_code == 404
    assert client.get("/q/").status_code == 200


@pytest.mark.parametrize("query", ["taal=xx", "taal=", "taal=nl&tekst=raar", "tekst="])
def test_a_language_or_wording_that_does_not_exist_is_refused_in_a_sentence(client: FlaskClient, query: str) -> None:
    answer = client.get(f"/q/{BAKERY}?{query}")
    assert answer.status_code == 400
    assert "kennen we niet" in answer.text


def test_what_others_hang_behind_an_address_is_ignored(client: FlaskClient) -> None:
    assert client.get(f"/q/{BAKERY}?fbclid=abc&utm_source=x").status_code == 200


def test_somebody_who_tries_all_codes_is_slowed_down_and_others_are_not(app: Flask) -> None:
    guesser, neighbour = app.test_client(), app.test_client()
    address = {"REMOTE_ADDR": "192.0.2.7"}
    answers = [guesser.get("/q/QQQQQQ", environ_overrides=address).status_code for _ in range(70)]
    assert answers[0] == 404 and answers[-1] == 429
    assert guesser.get(f"/q/{BAKERY}", environ_overrides=address).status_code == 200
    assert neighbour.get("/q/QQQQQQ", environ_overrides={"REMOTE_ADDR": "192.0.2.8"}).status_code == 404


def test_a_page_is_not_shown_a_second_longer_than_the_teller_agreed(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with write() as session:
        session.execute(update(Consent).values(until=now() + timedelta(hours=1)))
    client = app.test_client()
    assert TITLE in client.get(f"/q/{BAKERY}").text
    later = now() + timedelta(hours=2)
    for module in ("wijkspel.web.porter", "wijkspel.stories.queries"):
        monkeypatch.setattr(f"{module}.now", lambda: later)
    assert TITLE not in client.get(f"/q/{BAKERY}").text


def test_only_addresses_of_our_own_making_fill_the_memory(app: Flask) -> None:
    client, pages = app.test_client(), app.extensions["kept_pages"]
    client.get(f"/q/{BAKERY}")
    once = pages.bytes
    for other in ("d8r-vtx", "D8R VTX", f"{BAKERY}?x=1", f"{BAKERY}?taal=nl&taal=en", f"{BAKERY}?tekst=gewoon&taal=nl"):
        assert client.get(f"/q/{other}").status_code == 200
    assert pages.bytes == once
    client.get(f"/q/{BAKERY}?taal=nl&tekst=eenvoudig")
    assert pages.bytes > once


@pytest.mark.parametrize("path", ["/", "/q/", "/offline", "/manifest.webmanifest"])
def test_every_page_refuses_a_language_that_does_not_exist(client: FlaskClient, path: str) -> None:
    assert client.get(f"{path}?taal=xx").status_code == 400
