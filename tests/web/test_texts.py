"""Small forms of words: times, lists and names, as each reader writes them."""

import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from wijkspel.tours.rules import METRES_PER_MINUTE
from wijkspel.web.texts import days, listed, listening_time, walking_time

WATER = "/de-koppel/wandelingen/langs-het-water"
LATIN_COMMA = re.compile(r"[\u0600-\u06ff],|,\s*[\u0600-\u06ff]")


@pytest.mark.parametrize(
    ("language", "minutes", "said"),
    [
        ("nl", 19, "19 min"),
        ("nl", 90, "90 min"),
        ("nl", 91, "1 u 31 min"),
        ("nl", 190, "3 u 10 min"),
        ("nl", 180, "3 u"),
        ("en", 190, "3 h 10 min"),
        ("tr", 190, "3 sa 10 dk"),
        ("ar", 19, "١٩ د"),
        ("ar", 190, "٣ س و١٠ د"),
    ],
)
def test_a_long_walk_takes_hours_and_a_short_one_minutes(app: Flask, language: str, minutes: int, said: str) -> None:
    with app.test_request_context(f"/?taal={language}"):
        assert walking_time(minutes * METRES_PER_MINUTE) == listening_time(minutes * 60) == said


def test_listening_is_said_in_whole_minutes_and_never_too_short(app: Flask) -> None:
    with app.test_request_context("/?taal=nl"):
        assert [listening_time(seconds) for seconds in (1, 60, 61)] == ["1 min", "1 min", "2 min"]


@pytest.mark.parametrize(
    ("language", "said"), [("nl", "een, twee"), ("en", "een, twee"), ("tr", "een, twee"), ("ar", "een، twee")]
)
def test_a_list_has_the_comma_of_its_reader(app: Flask, language: str, said: str) -> None:
    with app.test_request_context(f"/?taal={language}"):
        assert listed(["een", "twee"]) == said
        assert listed(["<b>"]) == "&lt;b&gt;"


@pytest.mark.parametrize(("language", "comma"), [("nl", "ma, wo, vr"), ("ar", "، ")])
def test_days_follow_on_each_other_or_are_named_one_by_one(app: Flask, language: str, comma: str) -> None:
    with app.test_request_context(f"/?taal={language}"):
        assert "–" in days([1, 2, 3, 4, 5]) and comma in days([5, 1, 3])


@pytest.mark.parametrize("path", [WATER, f"{WATER}/3", f"{WATER}/9", "/de-koppel/plekken/bibliotheek", "/de-koppel"])
def test_an_arabic_sentence_holds_no_latin_comma(client: FlaskClient, path: str) -> None:
    page = client.get(f"{path}?taal=ar").text
    words = unescape(re.sub(r"<[^>]+>", "", re.sub(r"<(style|script).*?</\1>", "", page, flags=re.DOTALL)))
    assert [found[0] for found in LATIN_COMMA.finditer(words)] == []


@pytest.mark.parametrize(
    ("language", "languages"), [("en", "Dutch, English, Turkish"), ("ar", "الهولندية، الإنجليزية، التركية")]
)
def test_a_walk_names_the_languages_in_which_all_of_it_is_told(
    client: FlaskClient, language: str, languages: str
) -> None:
    assert languages in client.get(f"{WATER}?taal={language}").text


def test_a_teller_and_a_host_are_called_as_the_reader_writes_them(client: FlaskClient) -> None:
    for path in ("/de-koppel/plekken/markt", f"{WATER}/4"):
        arabic, turkish = client.get(f"{path}?taal=ar").text, client.get(f"{path}?taal=tr").text
        assert "حكاية ديرك" in arabic and 'data-artist="ديرك' in arabic and "استمع: ديرك" in arabic
        assert "Dirk anlatıyor" in turkish
    assert "ماريكه" in client.get("/de-koppel/plekken/kerk?taal=ar").text
