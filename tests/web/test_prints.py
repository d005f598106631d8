"""Paper from the web: the booklet and the poster for everybody, sheets of stickers for who holds a link."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.access import LAPTOP_SECRET
from tests.paper import read_by_two, rendered, text_of
from tests.world import EMPTY, SECRET, koppel
from wijkspel.curation.actions import decide_about_tour
from wijkspel.db import write
from wijkspel.places.queries import live_stickers
from wijkspel.prints import link, paper
from wijkspel.prints.link import signed
from wijkspel.tours.queries import tour_called

WATER = "/de-koppel/wandelingen/langs-het-water"
OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}


def _page(slug: str = "de-koppel") -> str:
    return f"/bureau/stickers/{signed(slug, LAPTOP_SECRET)}"


def test_a_booklet_and_a_poster_are_there_for_everybody_until_the_walk_is_hidden(client: FlaskClient) -> None:
    page = client.get(f"{WATER}?taal=nl").text
    for form in ("boekje", "poster"):
        assert f'href="{WATER}/{form}.pdf?taal=nl"' in page
    first = client.get(f"{WATER}/poster.pdf?taal=nl")
    assert first.content_type == "application/pdf" and first.headers["Content-Language"] == "nl"
    with paper._TURN:  # whatever is made anew would have to wait
        assert client.get(f"{WATER}/poster.pdf?taal=nl").data == first.data
    assert SECRET not in text_of(first.data)
    with write():
        decide_about_tour(tour_called(koppel(), "langs-het-water"), "hide", by="Noor")
    for form in ("boekje", "poster"):
        assert client.get(f"{WATER}/{form}.pdf?taal=nl").status_code == 404
        assert client.get(f"/de-koppel/wandelingen/een-klad/{form}.pdf").status_code == 404


def test_while_something_is_printed_another_waits_a_moment(client: FlaskClient) -> None:
    with paper._TURN:
        answer = client.get(f"{WATER}/boekje.pdf?taal=en")
    assert answer.status_code == 503 and answer.headers["Retry-After"]
    assert "Something else is being printed" in answer.text


def test_who_holds_the_link_sees_every_sticker_of_that_neighbourhood_and_no_other(client: FlaskClient) -> None:
    answer = client.get(f"{_page()}?taal=nl")
    assert answer.headers["Cache-Control"] == "no-store" and answer.headers["X-Robots-Tag"] == "noindex"
    codes = re.findall(r'name="code" value="(\w+)" checked', answer.text)
    assert set(codes) == {sticker.code for sticker in live_stickers(koppel())}
    assert "D8R-VTX" in answer.text and EMPTY not in answer.text
    assert EMPTY in client.get(_page("de-overkant")).text


def test_the_printed_address_opens_exactly_that_spot(client: FlaskClient, app: Flask, tmp_path: Path) -> None:
    chosen = {"D8RVTX": "De oude bakkerij aan de Kade", "W3NPC9": "De sluis"}
    sent = {"vel": "a4", "code": [*chosen, EMPTY]}
    answer = client.post(f"{_page()}/vellen.pdf?taal=nl", data=sent, headers=OWN_PAGE)
    assert answer.status_code == 200 and answer.content_type == "application/pdf"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"
    (page,) = rendered(answer.data, tmp_path)
    base = app.config["SETTINGS"].url.upper()
    read, again = read_by_two(page)
    assert read == again == {f"{base}/Q/{code}" for code in chosen}, "the sticker of another wijk was printed as well"
    for address in read:
        opened = client.get(f"{address.removeprefix(base)}?taal=nl")
        assert opened.status_code == 200
        assert f"<h1>{chosen[address[-6:]]}" in opened.text or chosen[address[-6:]] in opened.text


def test_without_a_tick_the_page_comes_back_with_what_was_chosen(client: FlaskClient) -> None:
    sent = {"vel": "a6", "afloop": "ja", "code": [EMPTY]}
    answer = client.post(f"{_page()}/vellen.pdf?taal=en", data=sent, headers=OWN_PAGE)
    assert answer.status_code == 422 and "No sticker was ticked" in answer.text
    assert 'value="a6" checked' in answer.text and 'name="afloop" value="ja" checked' in answer.text
    assert 'name="code" value="D8RVTX" checked' not in answer.text


def test_a_link_is_over_after_an_hour_and_cannot_be_made_up(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = _page()
    assert client.get(page).status_code == 200
    other = signed("de-overkant", LAPTOP_SECRET).split(".")[0]
    assert client.get(page.replace(page.rpartition("/")[2].split(".")[0], other)).status_code == 404
    assert client.get(f"/bureau/stickers/{signed('de-koppel', 'another secret')}").status_code == 404
    monkeypatch.setattr(link, "HOUR", -1)
    answer = client.get(f"{page}?taal=en")
    assert answer.status_code == 404 and "works for an hour" in answer.text
    assert client.post(f"{page}/vellen.pdf", data={"vel": "a4"}, headers=OWN_PAGE).status_code == 404
