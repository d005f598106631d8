"""The pages of the game: for one phone, kept nowhere, and closed to everybody else."""

import re

from flask import Flask
from flask.testing import FlaskClient

from tests.playing import the_round
from tests.web.phones import GAME, HERE, OWN, comes, invites
from wijkspel.db import write
from wijkspel.places.queries import neighbourhood_called
from wijkspel.rounds.queries import latest_round


def test_stories_and_walks_never_see_the_cookie_and_never_set_one(client: FlaskClient) -> None:
    comes(client)
    for path in ("/q/D8RVTX", "/de-koppel", "/de-koppel/plekken/bakkerij"):
        answer = client.get(path)
        assert "Set-Cookie" not in answer.headers and "Cookie" not in answer.request.headers
    cookie = client.get(GAME).headers["Set-Cookie"]
    assert "Path=/de-koppel/spel;" in cookie and "HttpOnly" in cookie and "SameSite=Lax" in cookie


def test_pages_of_the_game_are_kept_nowhere_and_found_by_no_search_engine(client: FlaskClient) -> None:
    for path in (GAME, HERE, f"{GAME}/punten"):
        headers = client.get(path).headers
        assert headers["Cache-Control"] == "no-store" and headers["X-Robots-Tag"] == "noindex"


def test_a_scan_leads_to_the_game_while_a_round_is_played(app: Flask, client: FlaskClient) -> None:
    assert HERE in client.get("/q/D8RVTX").text
    playing = latest_round(neighbourhood_called("de-koppel"))
    assert playing and playing.names["nl"] in client.get(GAME).text


def test_looking_makes_nobody_a_player(client: FlaskClient) -> None:
    for path in (HERE, GAME, f"{GAME}/punten"):
        client.get(path)
    assert client.get(f"{GAME}/gegevens").status_code == 404


def test_two_taps_on_a_new_phone_are_one_guest(client: FlaskClient) -> None:
    client.get(HERE)
    client.post(HERE, headers=OWN)
    first = client.get(f"{GAME}/gegevens.json").json
    client.post(HERE, headers=OWN)
    assert client.get(f"{GAME}/gegevens.json").json == first and first
    assert len(first["presences"]) == 1


def test_a_phone_that_keeps_no_cookie_is_told_so(app: Flask) -> None:
    answer = app.test_client(use_cookies=False).post(HERE, headers=OWN)
    assert answer.status_code == 400 and "bewaart geen cookies" in answer.text


def test_the_page_about_points_shows_the_figures_of_the_table_it_counts_with(app: Flask, client: FlaskClient) -> None:
    page = client.get(f"{GAME}/punten").text
    for points in (40, 15, 10, 25):
        assert f"{points} punten" in page


def test_the_page_about_points_shows_how_many_cards_and_confirmations_count(client: FlaskClient) -> None:
    playing = the_round()
    with write():
        playing.rules = playing.rules | {"cards_a_day": 7, "vouches_a_day": 9}
    page = client.get(f"{GAME}/punten").text
    assert "hooguit 7 meteen" in page and "hooguit 9 ontmoetingen" in page


def test_a_phone_says_far_or_nothing_and_the_spot_of_a_made_up_neighbourhood_is_not_asked_about(
    app: Flask, client: FlaskClient
) -> None:
    assert "<far-away" not in client.get(HERE).text
    with write():
        neighbourhood_called("de-koppel").made_up = False
    assert '<far-away data-lon="5.41859" data-lat="52.77964">' in client.get(HERE).text
    client.post(HERE, data={"far": "yes", "lon": "5.1"}, headers=OWN)
    kept = client.get(f"{GAME}/gegevens.json").json
    assert kept and [one["far"] for one in kept["presences"]] == [True]
    client.post(HERE, headers=OWN)
    kept = client.get(f"{GAME}/gegevens.json").json
    assert kept and [one["far"] for one in kept["presences"]] == [False]


def test_the_form_of_an_invitation_takes_what_the_phone_says_and_what_it_said_before_holds(
    app: Flask, client: FlaskClient
) -> None:
    with write():
        neighbourhood_called("de-koppel").made_up = False
    comes(client)
    shown, phone = invites(client), app.test_client()
    form = re.search(rf'<form[^>]*action="{shown}">.*?</form>', phone.get(shown).text, re.DOTALL)
    assert form and '<far-away data-lon="5.41859" data-lat="52.77964">' in form[0]
    met = phone.post(shown, data={"age": "grown_up", "far": "yes"}, headers=OWN).headers["Location"]
    assert "Volgens een van de telefoons" in phone.get(met).text and "40 punten" not in client.get(met).text
    kept = phone.get(f"{GAME}/gegevens.json").json
    assert kept and [one["far"] for one in kept["presences"]] == [True]


def test_the_game_leads_to_each_walk_through_the_place_and_does_not_know_who_walks(client: FlaskClient) -> None:
    page = client.get(HERE).text
    assert "/de-koppel/wandelingen/langs-het-water/3" in page
    assert "Hier komt een wandeling langs: Langs het water, halte 3" in page and "Terug naar de wandeling" not in page


def test_the_scanner_leads_whoever_is_at_a_place_to_where_four_digits_are_typed(client: FlaskClient) -> None:
    assert "als je daar “Ik ben hier” hebt gezegd" in client.get(f"{GAME}/scan").text
    comes(client)
    page = client.get(f"{GAME}/scan").text
    assert f'href="{HERE}#cijfers"' in page and "“Ik ben hier”" not in page
    assert 'id="cijfers"' in client.get(HERE).text


def test_two_places_a_day_are_said_as_two_in_a_language_that_counts_two_apart(client: FlaskClient) -> None:
    assert "مكانان في اليوم" in client.get(f"{GAME}/punten?taal=ar").text
    assert "hooguit 2 plekken per dag" in client.get(f"{GAME}/punten").text
