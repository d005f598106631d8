"""The pages of the game: for one phone, kept nowhere, and closed to everybody else."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from wijkspel.db import db, write
from wijkspel.game.models import Invitation
from wijkspel.places.queries import neighbourhood_called
from wijkspel.players.models import Player
from wijkspel.rounds.actions import claim_all
from wijkspel.rounds.queries import latest_round
from wijkspel.rounds.rules import Claim

OWN = {"Sec-Fetch-Site": "same-origin"}
HERE, GAME = "/de-koppel/spel/hier/bakkerij", "/de-koppel/spel"


@pytest.fixture
def neighbour(app: Flask) -> FlaskClient:
    """Somebody else, with a browser of their own."""
    return app.test_client()


def _comes(client: FlaskClient, age: str = "grown_up") -> None:
    """Let a phone say “I am here”, and how old its player is."""
    client.get(HERE)
    assert client.post(HERE, headers=OWN).status_code == 303
    assert client.post(f"{GAME}/leeftijd", data={"age": age, "spot": "bakkerij"}, headers=OWN).status_code == 303


def _invites(client: FlaskClient) -> str:
    """Let a phone open an invitation, and return its address."""
    answer = client.post(f"{HERE}/uitnodiging", headers=OWN)
    assert answer.status_code == 303
    return str(answer.headers["Location"])


def _digits(page: str) -> str:
    found = re.search(r'class="play__digits">(\d{4})<', page)
    assert found
    return found[1]


def test_stories_and_walks_never_see_the_cookie_and_never_set_one(client: FlaskClient) -> None:
    _comes(client)
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


def test_two_meet_and_both_see_the_points_and_why(client: FlaskClient, neighbour: FlaskClient) -> None:
    _comes(client)
    invitation = _invites(client)
    shown = neighbour.get(invitation)
    mine = client.get(f"{GAME}/gegevens.json").json
    assert mine and mine["nickname"] in shown.text and "16 of ouder" in shown.text
    answer = neighbour.post(invitation, data={"age": "grown_up"}, headers=OWN)
    met = answer.headers["Location"]
    for phone in (client, neighbour):
        page = phone.get(met).text
        assert "40 punten" in page and "eerste keer samen" in page
    assert "Het klikt" in client.get(f"{invitation}/stand").text
    assert neighbour.get(invitation).headers["Location"] == met


def test_a_meeting_is_there_for_those_who_were_in_it_alone(
    app: Flask, client: FlaskClient, neighbour: FlaskClient
) -> None:
    _comes(client)
    invitation = _invites(client)
    neighbour.get(invitation)
    met = neighbour.post(invitation, data={"age": "grown_up"}, headers=OWN)
    third = app.test_client()
    _comes(third)
    assert third.get(met.headers["Location"]).status_code == 404
    assert app.test_client().get(met.headers["Location"]).status_code == 404
    assert third.get(f"{invitation}/stand").status_code == 404


def test_digits_may_be_typed_in_the_digits_of_any_script(client: FlaskClient, neighbour: FlaskClient) -> None:
    _comes(client)
    invitation = _invites(client)
    digits = _digits(client.get(invitation).text)
    _comes(neighbour)
    typed = digits.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    answer = neighbour.post(f"{HERE}/cijfers", data={"digits": typed}, headers=OWN)
    assert answer.headers["Location"] == invitation


def test_digits_that_nobody_shows_are_said_and_after_five_tries_refused(client: FlaskClient) -> None:
    _comes(client)
    for typed in ("12", "abcd", "0000", "9999", ""):
        answer = client.post(f"{HERE}/cijfers", data={"digits": typed}, headers=OWN)
        assert answer.status_code == 422 and "form__wrong" in answer.text
    assert client.post(f"{HERE}/cijfers", data={"digits": "0001"}, headers=OWN).status_code == 429


def test_after_too_many_wrong_digits_the_right_ones_open_nothing_either(
    client: FlaskClient, neighbour: FlaskClient
) -> None:
    _comes(client)
    invitation = _invites(client)
    digits = _digits(client.get(invitation).text)
    assert neighbour.post(f"{HERE}/cijfers", data={"digits": digits}, headers=OWN).status_code == 400
    _comes(neighbour)
    for _ in range(5):
        neighbour.post(f"{HERE}/cijfers", data={"digits": ""}, headers=OWN)
    assert neighbour.post(f"{HERE}/cijfers", data={"digits": digits}, headers=OWN).status_code == 429


def test_an_invitation_that_is_over_names_nobody(client: FlaskClient, neighbour: FlaskClient) -> None:
    _comes(client)
    nickname, invitation = client.get(f"{GAME}/gegevens.json").json["nickname"], _invites(client)  # type: ignore[index]
    neighbour.get(invitation)
    assert nickname in neighbour.get(invitation).text
    with write():
        db.session.execute(update(Invitation).values(until=Invitation.made_at))
    assert nickname not in neighbour.get(invitation).text


def test_digits_of_another_place_open_nothing_here(client: FlaskClient, neighbour: FlaskClient) -> None:
    _comes(client)
    digits = _digits(client.get(_invites(client)).text)
    _comes(neighbour)
    answer = neighbour.post("/de-koppel/spel/hier/sluis/cijfers", data={"digits": digits}, headers=OWN)
    assert answer.status_code == 422


def test_somebody_younger_than_16_meets_nobody_and_is_told_how_to_play(
    client: FlaskClient, neighbour: FlaskClient
) -> None:
    _comes(client)
    invitation = _invites(client)
    neighbour.get(invitation)
    answer = neighbour.post(invitation, data={"age": "younger"}, headers=OWN)
    assert "/hier/bakkerij" in answer.headers["Location"]
    again = neighbour.post(invitation, data={"age": "grown_up"}, headers=OWN)
    assert "/hier/bakkerij" in again.headers["Location"]
    neighbour.post(HERE, headers=OWN)
    assert "Speel samen met een ouder" in neighbour.get(HERE).text
    assert neighbour.post(f"{HERE}/uitnodiging", headers=OWN).status_code == 403


def test_an_invitation_of_another_neighbourhood_is_not_there(client: FlaskClient) -> None:
    _comes(client)
    invitation = _invites(client)
    assert client.get(invitation.replace("de-koppel", "de-overkant")).status_code == 404


def test_a_nickname_that_will_not_do_stays_in_its_field(client: FlaskClient, neighbour: FlaskClient) -> None:
    _comes(client)
    assert client.post(f"{GAME}/naam", data={"nickname": "Fietsbel"}, headers=OWN).status_code == 303
    assert "Fietsbel" in client.get(GAME).text
    _comes(neighbour)
    answer = neighbour.post(f"{GAME}/naam", data={"nickname": "FIETSBEL"}, headers=OWN)
    assert answer.status_code == 422 and "lijkt" in answer.text and 'value="FIETSBEL"' in answer.text


def test_everything_is_taken_along_and_deleted_in_two_taps(client: FlaskClient) -> None:
    _comes(client)
    kept = client.get(f"{GAME}/gegevens.json")
    assert kept.headers["Content-Disposition"] and kept.json and kept.json["presences"]
    assert client.post(f"{GAME}/gegevens/weg", headers=OWN).status_code == 303
    assert client.get(f"{GAME}/gegevens.json").status_code == 404
    assert "Wie staat er naast je?" in client.get(HERE).text


def test_a_family_shares_a_phone_and_changes_places_in_one_tap(client: FlaskClient) -> None:
    _comes(client)
    first = client.get(f"{GAME}/gegevens.json").json
    client.post(f"{GAME}/speler", headers=OWN)
    second = client.get(f"{GAME}/gegevens.json").json
    assert first and second and first["nickname"] != second["nickname"]
    name = re.search(r'name="player" value="(\w{12})"', client.get(GAME).text)
    assert name
    client.post(f"{GAME}/speler", data={"player": name[1]}, headers=OWN)
    assert client.get(f"{GAME}/gegevens.json").json == first


def test_a_phone_that_is_full_says_so(client: FlaskClient) -> None:
    _comes(client)
    for _ in range(7):
        assert client.post(f"{GAME}/speler", headers=OWN).status_code == 303
    answer = client.post(f"{GAME}/speler", headers=OWN)
    assert answer.status_code == 409 and "Deze telefoon is vol" in answer.text


def test_nobody_plays_as_somebody_of_another_phone(client: FlaskClient, neighbour: FlaskClient) -> None:
    _comes(client)
    client.post(f"{GAME}/speler", headers=OWN)
    name = re.search(r'name="player" value="(\w{12})"', client.get(GAME).text)
    _comes(neighbour)
    assert name
    assert neighbour.post(f"{GAME}/speler", data={"player": name[1]}, headers=OWN).status_code == 403


def test_four_words_bring_a_player_to_another_phone_and_back(client: FlaskClient, neighbour: FlaskClient) -> None:
    _comes(client)
    first = client.get(f"{GAME}/gegevens.json").json
    shown = client.post(f"{GAME}/woorden", headers=OWN).text
    words = re.search(r'class="play__phrase"[^>]*>([a-z ]+)<', shown)
    assert words and len(words[1].split()) == 4
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
    _comes(client)
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
    _comes(client)
    assert 'value="sluis"' in client.get(f"{GAME}/thuis").text
    assert client.post(f"{GAME}/thuis", data={"spot": "sluis"}, headers=OWN).status_code == 303
    assert client.post(f"{GAME}/thuis", data={"spot": "bakkerij"}, headers=OWN).status_code == 409
    assert client.post(f"{GAME}/thuis", data={"spot": "nergens"}, headers=OWN).status_code == 404


def test_the_page_about_points_shows_the_figures_of_the_table_it_counts_with(app: Flask, client: FlaskClient) -> None:
    page = client.get(f"{GAME}/punten").text
    for points in (40, 15, 10, 25):
        assert f"{points} punten" in page


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


def test_a_square_is_read_in_the_language_of_who_scans_it(client: FlaskClient, neighbour: FlaskClient) -> None:
    _comes(client)
    invitation = _invites(client)
    in_arabic, as_usual = (client.get(f"{invitation}{language}").text for language in ("?taal=ar", ""))
    squares = [re.search(r'class="play__qr".*?<path d="([^"]+)"', page, re.DOTALL) for page in (in_arabic, as_usual)]
    assert squares[0] and squares[1] and squares[0][1] == squares[1][1]


def test_the_game_leads_back_to_each_walk_through_the_place(client: FlaskClient) -> None:
    assert "/de-koppel/wandelingen/langs-het-water/3" in client.get(HERE).text


def test_who_has_all_points_so_far_reads_when_there_is_room_for_more(
    client: FlaskClient, neighbour: FlaskClient
) -> None:
    _comes(client)
    playing = latest_round(neighbourhood_called("de-koppel"))
    assert playing
    with write():
        player = db.session.scalars(select(Player).order_by(Player.id.desc()).limit(1)).one()
        claim_all(playing, [Claim(player.id, "new", 1000, "test:full")])
    invitation = _invites(client)
    _comes(neighbour)
    assert "komt er ruimte bij" not in neighbour.get(neighbour.post(invitation, headers=OWN).location).text
    met = client.get(invitation).text
    assert "eerste keer samen" in met
    page = client.get(neighbour.post(invitation, headers=OWN).location).text
    assert "Je hebt alle punten waar tot nu toe ruimte voor is. Op " in page and "komt er ruimte bij" in page
