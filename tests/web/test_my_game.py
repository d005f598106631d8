"""What is of one player: a nickname, a home place, own data, a phone that is shared, and the way to another phone."""

import re

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from tests.playing import the_round
from tests.web.phones import GAME, HERE, OWN, comes, invites, nickname_of
from tests.web.street import a_street, sent
from wijkspel.db import db, write
from wijkspel.game.models import Invitation


def test_a_nickname_that_will_not_do_stays_in_its_field(client: FlaskClient, neighbour: FlaskClient) -> None:
    comes(client)
    assert client.post(f"{GAME}/naam", data={"nickname": "Fietsbel"}, headers=OWN).status_code == 303
    assert "Fietsbel" in client.get(GAME).text
    comes(neighbour)
    answer = neighbour.post(f"{GAME}/naam", data={"nickname": "FIETSBEL"}, headers=OWN)
    assert answer.status_code == 422 and "lijkt" in answer.text and 'value="FIETSBEL"' in answer.text


def test_everything_is_taken_along_and_deleted_in_two_taps(client: FlaskClient) -> None:
    comes(client)
    kept = client.get(f"{GAME}/gegevens.json")
    assert kept.headers["Content-Disposition"] and kept.json and kept.json["presences"]
    assert client.post(f"{GAME}/gegevens/weg", headers=OWN).status_code == 303
    assert client.get(f"{GAME}/gegevens.json").status_code == 404
    assert "Wie staat er naast je?" in client.get(HERE).text


def test_what_somebody_reported_and_whom_they_keep_apart_is_shown_and_taken_along(app: Flask) -> None:
    street = a_street(app)
    name = street.meeting.rsplit("/", 1)[1]
    form = street.one.get(f"{GAME}/ontmoeting/{name}/vervelend").text
    other = re.search(r'name="other"[^>]*value="(\w{12})"', form)
    assert other
    data = {"other": other[1], "words": "Hij bleef aandringen.", "apart": "yes"}
    photo = sent(street)
    assert street.one.post(f"{GAME}/ontmoeting/{name}/vervelend", data=data, headers=OWN).status_code == 303
    assert street.one.post(f"{photo}/vervelend", data={"words": "Liever niet"}, headers=OWN).status_code == 303
    kept = street.one.get(f"{GAME}/gegevens.json").json
    assert kept and kept["complaints"][0]["words"] == "Hij bleef aandringen."
    assert kept["photo_flags"][0]["words"] == "Liever niet"
    assert kept["kept_apart"][0]["with"] == kept["complaints"][0]["about"] == nickname_of(street.other)
    page = street.one.get(f"{GAME}/gegevens").text
    for words in ("Ontmoetingen die", "Foto’s die voor jou", "nooit meer wilt ontmoeten", nickname_of(street.other)):
        assert words in page
    assert "blijft: zonder je woorden" in page and "zonder je woorden" not in street.other.get(f"{GAME}/gegevens").text


def test_what_cannot_be_undone_looks_like_nothing_else_and_stands_apart(client: FlaskClient) -> None:
    comes(client)
    page = client.get(f"{GAME}/gegevens").text
    assert re.search(r'class="[^"]*button--final[^"]*">(?:<svg.*?</svg>)?Wis alles van mij<', page, re.DOTALL)
    assert page.index(f'class="rows__one" href="{GAME}"') < page.index("Wis alles van mij"), "nothing to tap below it"


def test_who_has_no_room_for_points_reads_whom_they_met_and_when_there_is_room_again(
    app: Flask, client: FlaskClient, neighbour: FlaskClient
) -> None:
    with write():
        the_round().rules = the_round().rules | {"most_a_week": 40}
    third = app.test_client()
    for phone in (client, neighbour, third):
        comes(phone)
    for other in (neighbour, third):
        other.post(invites(client), headers=OWN)
        with write():
            db.session.execute(update(Invitation).values(until=Invitation.made_at))
    client.post(f"{GAME}/thuis", data={"spot": "sluis"}, headers=OWN)
    page = client.get(GAME).text
    assert "40 punten" in page and "met 2 buren" in page and "alle punten waar tot nu toe ruimte voor is" in page


def test_a_family_shares_a_phone_and_changes_places_in_one_tap(client: FlaskClient) -> None:
    comes(client)
    first = client.get(f"{GAME}/gegevens.json").json
    client.post(f"{GAME}/speler", headers=OWN)
    second = client.get(f"{GAME}/gegevens.json").json
    assert first and second and first["nickname"] != second["nickname"]
    name = re.search(r'name="player" value="(\w{12})"', client.get(GAME).text)
    assert name
    client.post(f"{GAME}/speler", data={"player": name[1]}, headers=OWN)
    assert client.get(f"{GAME}/gegevens.json").json == first


def test_who_plays_here_with_somebody_else_reads_once_where_the_other_one_is(client: FlaskClient) -> None:
    comes(client)
    first = nickname_of(client)
    page = client.get(GAME).text
    assert "Speel hier ook met iemand anders" in page and "staat onderaan" not in page
    landed = client.post(f"{GAME}/speler", headers=OWN).headers["Location"]
    assert f"{first} staat onderaan" in client.get(landed).text
    assert "staat onderaan" not in client.get(GAME).text


def test_a_phone_that_is_full_says_so(client: FlaskClient) -> None:
    comes(client)
    for _ in range(7):
        assert client.post(f"{GAME}/speler", headers=OWN).status_code == 303
    answer = client.post(f"{GAME}/speler", headers=OWN)
    assert answer.status_code == 409 and "Deze telefoon is vol" in answer.text


def test_nobody_plays_as_somebody_of_another_phone(client: FlaskClient, neighbour: FlaskClient) -> None:
    comes(client)
    client.post(f"{GAME}/speler", headers=OWN)
    name = re.search(r'name="player" value="(\w{12})"', client.get(GAME).text)
    comes(neighbour)
    assert name
    assert neighbour.post(f"{GAME}/speler", data={"player": name[1]}, headers=OWN).status_code == 403


def test_four_words_bring_a_player_to_another_phone_and_back(client: FlaskClient, neighbour: FlaskClient) -> None:
    comes(client)
    first = client.get(f"{GAME}/gegevens.json").json
    shown = client.post(f"{GAME}/woorden", headers=OWN).text
    words = re.search(r'class="play__phrase"[^>]*>([a-z ]+)<', shown)
    assert words and len(words[1].split()) == 4
    assert "tik op “Heb je vier woorden?”" in shown and "Heb je vier woorden?" in neighbour.get(GAME).text
    neighbour.get(GAME)
    wrong = neighbour.post(f"{GAME}/terug", data={"phrase": "vier verkeerde woorden hier"}, headers=OWN)
    assert wrong.status_code == 422 and "verkeerde" in wrong.text
    typed = words[1].title().replace(" ", "-")
    assert neighbour.post(f"{GAME}/terug", data={"phrase": typed}, headers=OWN).status_code == 303
    assert neighbour.get(f"{GAME}/gegevens.json").json == first
    client.post(f"{GAME}/woorden", headers=OWN)
    again = neighbour.post(f"{GAME}/terug", data={"phrase": words[1]}, headers=OWN)
    assert again.status_code == 422, "words of before no longer work"


def test_an_old_phone_stops_when_its_player_wants_to_play_on_this_one_alone(
    client: FlaskClient, neighbour: FlaskClient
) -> None:
    comes(client)
    nickname = client.get(f"{GAME}/gegevens.json").json["nickname"]  # type: ignore[index]
    words = re.search(r'class="play__phrase"[^>]*>([a-z ]+)<', client.post(f"{GAME}/woorden", headers=OWN).text)
    assert words and "Alleen op deze telefoon" not in client.get(f"{GAME}/woorden").text
    neighbour.get(GAME)
    assert neighbour.post(f"{GAME}/terug", data={"phrase": words[1]}, headers=OWN).status_code == 303
    assert "Je speelt op meer dan één telefoon" in neighbour.get(f"{GAME}/woorden").text
    for _ in range(2):
        answer = neighbour.post(f"{GAME}/alleen-hier", headers=OWN)
        assert "alleen nog op deze telefoon" in neighbour.get(answer.headers["Location"]).text
    assert client.get(f"{GAME}/gegevens.json").status_code == 404 and nickname in neighbour.get(GAME).text
    assert client.post(f"{GAME}/terug", data={"phrase": words[1]}, headers=OWN).status_code == 422
    again = re.search(r'class="play__phrase"[^>]*>([a-z ]+)<', neighbour.post(f"{GAME}/woorden", headers=OWN).text)
    assert again and client.post(f"{GAME}/terug", data={"phrase": again[1]}, headers=OWN).status_code == 303
    assert client.get(f"{GAME}/gegevens.json").json["nickname"] == nickname  # type: ignore[index]


def test_words_are_tried_ten_times_an_hour(client: FlaskClient) -> None:
    client.get(GAME)
    for _ in range(10):
        assert client.post(f"{GAME}/terug", data={"phrase": "een twee drie vier"}, headers=OWN).status_code == 422
    assert client.post(f"{GAME}/terug", data={"phrase": "een twee drie vier"}, headers=OWN).status_code == 429


def test_a_home_place_is_chosen_from_a_list(client: FlaskClient) -> None:
    comes(client)
    assert 'value="sluis"' in client.get(f"{GAME}/thuis").text
    assert client.post(f"{GAME}/thuis", data={"spot": "sluis"}, headers=OWN).status_code == 303
    assert client.post(f"{GAME}/thuis", data={"spot": "bakkerij"}, headers=OWN).status_code == 409
    assert client.post(f"{GAME}/thuis", data={"spot": "nergens"}, headers=OWN).status_code == 404
