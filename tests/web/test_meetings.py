"""Two meet by an invitation: who may confirm it, with which digits, and what both of them read."""

import re

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from tests.web.phones import GAME, HERE, OWN, comes, invites, nickname_of
from wijkspel.db import db, write
from wijkspel.game.models import Invitation
from wijkspel.places.queries import neighbourhood_called
from wijkspel.players.models import Player
from wijkspel.rounds.actions import claim_all
from wijkspel.rounds.queries import latest_round
from wijkspel.rounds.rules import Claim


def _digits(page: str) -> str:
    found = re.search(r'class="play__digits">(\d{4})<', page)
    assert found
    return found[1]


def test_two_meet_and_both_see_the_points_and_why(client: FlaskClient, neighbour: FlaskClient) -> None:
    comes(client)
    invitation = invites(client)
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
    comes(client)
    invitation = invites(client)
    neighbour.get(invitation)
    met = neighbour.post(invitation, data={"age": "grown_up"}, headers=OWN)
    third = app.test_client()
    comes(third)
    assert third.get(met.headers["Location"]).status_code == 404
    assert app.test_client().get(met.headers["Location"]).status_code == 404
    assert third.get(f"{invitation}/stand").status_code == 404


def test_digits_may_be_typed_in_the_digits_of_any_script(client: FlaskClient, neighbour: FlaskClient) -> None:
    comes(client)
    invitation = invites(client)
    digits = _digits(client.get(invitation).text)
    comes(neighbour)
    typed = digits.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    answer = neighbour.post(f"{HERE}/cijfers", data={"digits": typed}, headers=OWN)
    assert answer.headers["Location"] == invitation


def test_an_arabic_screen_shows_digits_that_every_phone_has_keys_for(client: FlaskClient) -> None:
    comes(client)
    invitation = invites(client)
    latin = _digits(client.get(invitation).text)
    page = client.get(f"{invitation}?taal=ar").text
    assert re.search(rf'class="play__digits">{latin}<', page), "large, for whoever stands beside"
    assert latin.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")) in page, "and small, as this reader writes them"


def test_digits_that_nobody_shows_are_said_and_after_five_tries_refused(client: FlaskClient) -> None:
    comes(client)
    for typed in ("12", "abcd", "0000", "9999", ""):
        answer = client.post(f"{HERE}/cijfers", data={"digits": typed}, headers=OWN)
        assert answer.status_code == 422 and "form__wrong" in answer.text
    assert client.post(f"{HERE}/cijfers", data={"digits": "0001"}, headers=OWN).status_code == 429


def test_after_too_many_wrong_digits_the_right_ones_open_nothing_either(
    client: FlaskClient, neighbour: FlaskClient
) -> None:
    comes(client)
    invitation = invites(client)
    digits = _digits(client.get(invitation).text)
    assert neighbour.post(f"{HERE}/cijfers", data={"digits": digits}, headers=OWN).status_code == 400
    comes(neighbour)
    for _ in range(5):
        neighbour.post(f"{HERE}/cijfers", data={"digits": ""}, headers=OWN)
    assert neighbour.post(f"{HERE}/cijfers", data={"digits": digits}, headers=OWN).status_code == 429


def test_one_network_with_ever_new_phones_does_not_close_a_spot_for_others(app: Flask, client: FlaskClient) -> None:
    comes(client)
    invitation = invites(client)
    digits = _digits(client.get(invitation).text)
    for number in range(31):
        window = app.test_client()
        window.get(HERE)
        tried = window.post(f"{HERE}/cijfers", data={"digits": "x"}, headers=OWN)
        assert tried.status_code == (422 if number < 20 else 429)
    elsewhere = {"REMOTE_ADDR": "203.0.113.7"}
    for right, address in ((False, {}), (True, elsewhere)):
        window = app.test_client()
        window.get(HERE)
        answer = window.post(f"{HERE}/cijfers", data={"digits": digits}, headers=OWN, environ_base=address)
        assert (answer.headers.get("Location") == invitation) is right


def test_an_invitation_that_is_over_names_nobody(client: FlaskClient, neighbour: FlaskClient) -> None:
    comes(client)
    nickname, invitation = client.get(f"{GAME}/gegevens.json").json["nickname"], invites(client)  # type: ignore[index]
    neighbour.get(invitation)
    assert nickname in neighbour.get(invitation).text
    with write():
        db.session.execute(update(Invitation).values(until=Invitation.made_at))
    assert nickname not in neighbour.get(invitation).text


def test_whoever_tells_of_one_other_is_asked_nothing_more_and_can_go_back(
    client: FlaskClient, neighbour: FlaskClient
) -> None:
    for phone in (client, neighbour):
        comes(phone)
    met = neighbour.post(invites(client), headers=OWN).headers["Location"]
    page = client.get(f"{met}/vervelend").text
    assert "radio" not in page and f"Dit gaat over {nickname_of(neighbour)}." in page
    assert f'class="rows__one" href="{met}"' in page and 'href="tel:112"' in page


def test_who_is_kept_apart_reads_what_everybody_reads_of_an_invitation_that_is_over(
    app: Flask, client: FlaskClient, neighbour: FlaskClient
) -> None:
    third = app.test_client()
    for phone in (client, neighbour, third):
        comes(phone)
    meeting = neighbour.post(invites(client), headers=OWN).headers["Location"]
    nickname = nickname_of(client)
    with write():
        blocked = db.session.scalar(select(Player.public_id).where(Player.nickname == nickname))
        db.session.execute(update(Invitation).values(until=Invitation.made_at))
    neighbour.post(f"{meeting}/vervelend", data={"other": blocked, "words": "", "apart": "1"}, headers=OWN)
    by_one, by_another = invites(neighbour), invites(third)
    digits = _digits(neighbour.get(by_one).text)
    neighbour.post(by_another, headers=OWN)
    kept_apart = [client.get(path) for path in (by_one, by_another)]
    refused = [client.post(path, headers=OWN) for path in (by_one, by_another)]
    typed = client.post(f"{HERE}/cijfers", data={"digits": digits}, headers=OWN)
    with write():
        db.session.execute(update(Invitation).values(until=Invitation.made_at))
    assert [(page.status_code, page.text) for page in kept_apart] == [
        (200, client.get(path).text) for path in (by_one, by_another)
    ]
    assert [(page.status_code, page.text) for page in refused] == [
        (409, client.post(path, headers=OWN).text) for path in (by_one, by_another)
    ]
    for page in (*kept_apart, *refused):
        assert "werkt niet meer" in page.text and "Begin dan opnieuw bij de plek" in page.text
        assert "Vraag om een nieuwe" not in page.text
    again = client.post(f"{HERE}/cijfers", data={"digits": digits}, headers=OWN)
    assert (typed.status_code, typed.text) == (again.status_code, again.text)


def test_who_invited_reads_whether_somebody_came_when_the_time_is_over(
    client: FlaskClient, neighbour: FlaskClient
) -> None:
    comes(client)
    alone = invites(client)
    _is_over()
    page = client.get(alone).text
    assert _heading(page) == "De tijd is om" and "Laat iemand dit scannen" not in page and "Nog een keer" in page
    invitation = invites(client)
    neighbour.get(invitation)
    neighbour.post(invitation, data={"age": "grown_up"}, headers=OWN)
    assert _heading(client.get(invitation).text) == "Laat iemand dit scannen", "others may still join"
    _is_over()
    page = client.get(invitation).text
    assert _heading(page) == "Jullie hebben elkaar ontmoet" and "Het klikt!" in page
    assert "De tijd is om" not in page and "Laat iemand dit scannen" not in page and "Ontmoet nog iemand" in page


def _is_over() -> None:
    with write():
        db.session.execute(update(Invitation).values(until=Invitation.made_at))


def _heading(page: str) -> str:
    """Return the one main heading of a page."""
    (found,) = re.findall(r"<h1>([^<]*)</h1>", page)
    return str(found)


def test_digits_of_another_place_open_nothing_here(client: FlaskClient, neighbour: FlaskClient) -> None:
    comes(client)
    digits = _digits(client.get(invites(client)).text)
    comes(neighbour)
    answer = neighbour.post("/de-koppel/spel/hier/sluis/cijfers", data={"digits": digits}, headers=OWN)
    assert answer.status_code == 422


def test_somebody_younger_than_16_meets_nobody_and_is_told_how_to_play(
    client: FlaskClient, neighbour: FlaskClient
) -> None:
    comes(client)
    invitation = invites(client)
    neighbour.get(invitation)
    answer = neighbour.post(invitation, data={"age": "younger"}, headers=OWN)
    assert "/hier/bakkerij" in answer.headers["Location"]
    again = neighbour.post(invitation, data={"age": "grown_up"}, headers=OWN)
    assert "/hier/bakkerij" in again.headers["Location"]
    neighbour.post(HERE, headers=OWN)
    assert "Speel samen met een ouder" in neighbour.get(HERE).text
    assert neighbour.post(f"{HERE}/uitnodiging", headers=OWN).status_code == 403


def test_an_invitation_of_another_neighbourhood_is_not_there(client: FlaskClient) -> None:
    comes(client)
    invitation = invites(client)
    assert client.get(invitation.replace("de-koppel", "de-overkant")).status_code == 404


def test_a_square_is_read_in_the_language_of_who_scans_it(client: FlaskClient, neighbour: FlaskClient) -> None:
    comes(client)
    invitation = invites(client)
    in_arabic, as_usual = (client.get(f"{invitation}{language}").text for language in ("?taal=ar", ""))
    squares = [re.search(r'class="play__qr".*?<path d="([^"]+)"', page, re.DOTALL) for page in (in_arabic, as_usual)]
    assert squares[0] and squares[1] and squares[0][1] == squares[1][1]


def test_who_has_all_points_so_far_reads_when_there_is_room_for_more(
    client: FlaskClient, neighbour: FlaskClient
) -> None:
    comes(client)
    playing = latest_round(neighbourhood_called("de-koppel"))
    assert playing
    with write():
        player = db.session.scalars(select(Player).order_by(Player.id.desc()).limit(1)).one()
        claim_all(playing, [Claim(player.id, "new", 1000, "test:full")])
    invitation = invites(client)
    comes(neighbour)
    assert "komt er ruimte bij" not in neighbour.get(neighbour.post(invitation, headers=OWN).location).text
    met = client.get(invitation).text
    assert "eerste keer samen" in met
    page = client.get(neighbour.post(invitation, headers=OWN).location).text
    assert "Je hebt alle punten waar tot nu toe ruimte voor is. Op " in page and "komt er ruimte bij" in page
