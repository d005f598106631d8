"""The pages of a host: for one tablet, and closed to everybody else."""

import re

from flask import Flask
from flask.testing import FlaskClient

from tests.playing import a_doubtful_meeting, new_card, new_host, new_player, reasons, score, the_round
from tests.web.phones import GAME, HOST, HOST_CODE, OWN, comes
from tests.world import koppel
from wijkspel.clock import now
from wijkspel.db import db, write
from wijkspel.players.actions.cards import card_for, hand_out, revoke_card
from wijkspel.players.actions.hosts import end_host
from wijkspel.players.models import Device
from wijkspel.players.queries import hosts_of, player_with, players_on


def test_a_code_is_looked_at_without_using_it_up_and_works_once(app: Flask, tablet: FlaskClient) -> None:
    other = app.test_client()
    page = other.get(f"{HOST}/begin/{HOST_CODE}")
    assert page.status_code == 200 and HOST_CODE in page.text
    assert other.post(f"{HOST}/begin", data={"code": HOST_CODE}, headers=OWN).status_code == 409
    wrong = other.post(f"{HOST}/begin", data={"code": "bbbb-cccc-dddd"}, headers=OWN)
    assert wrong.status_code == 422 and 'value="bbbb-cccc-dddd"' in wrong.text
    assert other.get(HOST).status_code == 404
    assert tablet.post(f"{HOST}/begin", data={"code": HOST_CODE}, headers=OWN).status_code == 303


def test_codes_of_hosts_are_tried_ten_times_an_hour(client: FlaskClient) -> None:
    client.get(f"{HOST}/begin")
    for _ in range(10):
        assert client.post(f"{HOST}/begin", data={"code": "BBBBCCCCDDDD"}, headers=OWN).status_code == 422
    assert client.post(f"{HOST}/begin", data={"code": "BBBBCCCCDDDD"}, headers=OWN).status_code == 429


def test_a_host_opens_the_scanner_with_one_tap_and_the_words_on_a_card_do_not_look_alike(tablet: FlaskClient) -> None:
    to_scan = f'href="{GAME}/scan"'
    assert to_scan in tablet.get(HOST).text
    one, other = (f"{HOST}/kaart/{new_card().code}" for _ in range(2))
    for page in (one, other):
        tablet.post(f"{page}/uitgeven", data={"age": "grown_up", "photos": "none"}, headers=OWN)
    shown = tablet.get(one).text
    assert "Ja, dit is de eerste" in shown and "Terug naar de pagina van de gastheer" in shown
    assert "Terug naar het begin" not in shown and to_scan not in shown
    tablet.post(one, headers=OWN)
    assert to_scan in tablet.get(one).text and to_scan not in tablet.get(other).text


def test_a_host_hands_out_a_card_and_says_what_is_missing(tablet: FlaskClient) -> None:
    card = new_card()
    page = f"{HOST}/kaart/{card.code}"
    assert tablet.get(f"{GAME}/kaart/{card.code}").headers["Location"] == page
    assert "Geef deze pas uit" in tablet.get(page).text
    for data, said in (({}, "Kies een van de twee"), ({"age": "younger"}, "als een ouder ja heeft gezegd")):
        answer = tablet.post(f"{page}/uitgeven", data=data, headers=OWN)
        assert answer.status_code == 422 and said in answer.text
    data = {"age": "grown_up", "photos": "gallery"}
    assert tablet.post(f"{page}/uitgeven", data=data, headers=OWN).status_code == 303
    shown = tablet.get(page).text
    assert re.search(r'value="gallery" checked', shown)
    assert tablet.post(f"{page}/fotos", data={"photos": "none"}, headers=OWN).status_code == 303
    assert re.search(r'value="none" checked', tablet.get(page).text)
    assert tablet.post(f"{page}/fotos", data={"photos": "everything"}, headers=OWN).status_code == 422


def test_a_host_scans_two_cards_or_types_them(app: Flask, tablet: FlaskClient) -> None:
    one, other, third = (new_card(new_host()) for _ in range(3))
    first = f"{HOST}/kaart/{one.code}"
    assert "eerste van twee" in tablet.get(first).text
    tablet.post(first, headers=OWN)
    assert "tweede pas" in tablet.get(first).text
    second = tablet.get(f"{HOST}/kaart/{other.code}").text
    assert all(card.player.nickname in second for card in (one, other) if card.player.nickname)
    data = {"first": one.code, "second": other.code}
    met = tablet.post(f"{HOST}/samen", data=data, headers=OWN).headers["Location"]
    assert "eerste keer samen" in tablet.get(met).text
    assert tablet.post(f"{HOST}/samen", data=data, headers=OWN).headers["Location"] == met
    typed = {"first": f"{one.code[:4]}-{one.code[4:]}".lower(), "second": "BBBB-2222"}
    wrong = tablet.post(f"{HOST}/samen", data=typed, headers=OWN)
    assert wrong.status_code == 422 and typed["first"] in wrong.text and "kennen deze pas niet" in wrong.text
    assert tablet.post(f"{HOST}/samen", data=typed | {"second": third.code}, headers=OWN).status_code == 303
    assert tablet.post(f"{HOST}/samen", data=typed | {"second": one.code}, headers=OWN).status_code == 403


def test_who_plays_with_a_card_hears_the_points_of_a_meeting_and_what_they_have(tablet: FlaskClient) -> None:
    one, other = new_card(new_host()), new_card(new_host())
    assert "0 punten" in tablet.get(f"{HOST}/kaart/{one.code}").text
    data = {"first": one.code, "second": other.code}
    met = tablet.post(f"{HOST}/samen", data=data, headers=OWN).headers["Location"]
    db.session.rollback()
    brought, total = sum(points for _, points in reasons(one.player)), score(one.player)
    page = tablet.get(met).text
    assert brought >= 40 and page.count(f"<strong>{brought} punten</strong>") == 2
    assert page.count(f"nu {total} punten in totaal") == 2
    assert f"{one.player.nickname} heeft {total} punten" in tablet.get(f"{HOST}/kaart/{one.code}").text


def test_a_refusal_is_said_on_the_page_of_the_host_and_what_was_typed_stays(tablet: FlaskClient) -> None:
    one, fresh, lost = new_card(new_host()), new_card(), new_card(new_host())
    with write():
        revoke_card(lost)
    for second, status, said in (
        (fresh, 403, "is nog van niemand. Geef hem eerst uit"),
        (lost, 403, "is vervangen. Vraag de houder om de nieuwe"),
        (one, 403, "Dit is twee keer dezelfde pas"),
    ):
        answer = tablet.post(f"{HOST}/samen", data={"first": one.code, "second": second.code}, headers=OWN)
        assert answer.status_code == status and said in answer.text
        assert "Gastheer van" in answer.text and f'value="{one.code}"' in answer.text
        assert f'value="{second.code}"' in answer.text and "Ga met de pas naar de gastheer" not in answer.text
        hands_out = f'href="{HOST}/kaart/{fresh.code}"' in answer.text
        assert hands_out == (second is fresh), "where that is the answer, it is one tap away"


def test_a_host_who_plays_on_the_tablet_is_told_beside_the_form_that_somebody_else_has_to_see_it(
    tablet: FlaskClient,
) -> None:
    host, other = hosts_of(koppel().id)[0], new_card(new_host())
    comes(tablet)
    with write():
        own = card_for(players_on(db.session.get_one(Device, host.device_id))[0])
        hand_out(own, host, age="grown_up")
    answer = tablet.post(f"{HOST}/samen", data={"first": own.code, "second": other.code}, headers=OWN)
    assert answer.status_code == 403 and "speelt op dit apparaat" in answer.text
    assert f'value="{own.code}"' in answer.text and f'value="{other.code}"' in answer.text


def test_a_host_reads_that_no_round_is_played_and_is_led_back_to_the_own_page(tablet: FlaskClient) -> None:
    one, other = new_card(new_host()), new_card(new_host())
    playing = the_round()
    with write():
        playing.closes_at = now()
    page = tablet.get(HOST).text
    assert "Er loopt nu geen ronde" in page and "Scan de eerste pas" not in page and "Of typ beide codes" not in page
    answer = tablet.post(f"{HOST}/samen", data={"first": one.code, "second": other.code}, headers=OWN)
    assert answer.status_code == 409 and "Er loopt nu geen ronde" in answer.text and "Gastheer van" in answer.text
    nowhere = tablet.get(f"{HOST}/kaart/BBBB2222")
    assert nowhere.status_code == 404 and f'href="{HOST}"' in nowhere.text


def test_who_is_no_host_is_not_led_to_the_page_of_one(client: FlaskClient) -> None:
    assert f'href="{HOST}"' not in client.get(HOST).text


def test_a_host_who_is_ended_finds_nothing_at_the_next_tap(tablet: FlaskClient) -> None:
    card = new_card(new_host())
    host = next(host for host in hosts_of(koppel().id) if host.first_name == "Fatima")
    with write():
        end_host(host)
    assert tablet.get(HOST).status_code == 404
    data = {"first": card.code, "second": card.code}
    assert tablet.post(f"{HOST}/samen", data=data, headers=OWN).status_code == 404


def _doubtful() -> tuple[str, str, str]:
    """Make a doubtful meeting at the bakery, and return its name and those of the two."""
    one, other = new_player(), new_player()
    meeting = a_doubtful_meeting(one, other)
    return meeting.public_id, one.public_id, other.public_id


def test_a_host_sees_who_waits_at_the_own_spot_by_nickname_and_confirms_it(tablet: FlaskClient) -> None:
    meeting, one, other = _doubtful()
    page = tablet.get(HOST).text
    for name in (one, other):
        nickname = player_with(name, koppel().id).nickname
        assert nickname and nickname in page
    data = {"meeting": meeting, "one": one, "other": other}
    for _ in range(2):
        assert tablet.post(f"{HOST}/gezien", data=data, headers=OWN).status_code == 303
    assert "Er wacht nu niemand" in tablet.get(f"{HOST}?gezien=ja").text
