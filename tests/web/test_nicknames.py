"""“This nickname does not feel good”: on every page where a player reads the nickname of another, below, in one tap."""

import re

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.playing import new_card, new_host, new_people_an_hour
from tests.web.phones import GAME, HERE, OWN, comes, invites, nickname_of
from tests.web.street import Street, sent
from wijkspel.db import db
from wijkspel.players.models import Player


def _flags(page: str) -> set[str]:
    """Return whose nicknames can be flagged on a page."""
    names = set(re.findall(rf'action="{GAME}/bijnaam/(\w+)"', page))
    return set(db.session.scalars(select(Player.nickname).where(Player.public_id.in_(names))))


def test_who_is_asked_whether_two_were_together_can_say_it_of_both(
    app: Flask, client: FlaskClient, neighbour: FlaskClient
) -> None:
    comes(client)
    comes(neighbour)
    new_people_an_hour(0)
    met = neighbour.post(invites(client), headers=OWN).headers["Location"]
    other = re.search(r'name="other" value="(\w{12})"', client.get(met).text)
    assert other
    asked = client.post(f"{met}/bevestigen", data={"other": other[1]}, headers=OWN).headers["Location"]
    witness, stranger = app.test_client(), app.test_client()
    comes(witness)
    both = {nickname_of(client), nickname_of(neighbour)}
    assert _flags(witness.get(asked).text) == both
    assert _flags(stranger.get(asked).text) == _flags(client.get(asked).text) == set()


def test_who_scans_a_card_can_say_it_of_its_holder(app: Flask, client: FlaskClient) -> None:
    card, stranger = new_card(new_host()), app.test_client()
    page = f"{GAME}/kaart/{card.code}"
    assert _flags(stranger.get(page).text) == set(), "somebody who does not play says nothing about others"
    client.get(HERE)
    assert client.post(HERE, headers=OWN).status_code == 303
    assert _flags(client.get(page).text) == {card.player.nickname}, "also before the question about age"
    comes(client)
    assert _flags(client.get(page).text) == {card.player.nickname}


def test_a_card_that_shows_no_nickname_has_nothing_to_flag(client: FlaskClient) -> None:
    card = new_card(new_host(), age="younger")
    comes(client)
    assert _flags(client.get(f"{GAME}/kaart/{card.code}").text) == set()


def test_who_is_in_a_photo_can_say_it_of_whoever_sent_it_and_of_whom_it_waits_for(street: Street) -> None:
    photo = sent(street)
    one, other = nickname_of(street.one), nickname_of(street.other)
    assert _flags(street.other.get(photo).text) == {one}
    assert _flags(street.one.get(photo).text) == {other}


def test_who_invites_and_who_reads_why_can_say_it_of_whom_they_met(street: Street) -> None:
    other = nickname_of(street.other)
    shown = invites(street.one)
    assert _flags(street.one.get(shown).text) == {other}
    street.one.post(f"{HERE}/uitnodiging", headers=OWN)
    lines = street.one.get(f"{GAME}/waarom").text
    told = re.findall(r"<details.*?</details>", lines, re.DOTALL)
    assert [_flags(one) for one in told if other in one] == [{other}] * sum(other in one for one in told) != []
