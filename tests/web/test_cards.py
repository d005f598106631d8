"""A card before a neighbour: looking changes nothing, a tap makes a meeting, and a host brings it to a phone."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.playing import new_card, new_host
from tests.waiting import while_it_waits
from tests.web.phones import GAME, HERE, HOST, OWN, comes
from tests.world import CARD_ELSEWHERE
from wijkspel.db import db, write
from wijkspel.players.actions.cards import revoke_card
from wijkspel.players.actions.hosts import end_host
from wijkspel.players.models import Card, Device, Host
from wijkspel.web.card_to_phone import link_to_a_phone


def _path(card: Card) -> str:
    return f"{GAME}/kaart/{card.code}"


def test_looking_at_a_card_changes_nothing_and_a_tap_makes_a_meeting(client: FlaskClient) -> None:
    card = new_card(new_host())
    comes(client)
    for _ in range(2):
        page = client.get(_path(card)).text
        assert "Ontmoet je" in page and card.player.nickname and card.player.nickname in page
    assert client.get(f"{GAME}/gegevens.json").json["meetings"] == []  # type: ignore[index]
    first, again = (client.post(_path(card), headers=OWN).headers["Location"] for _ in range(2))
    assert first == again and "40 punten" in client.get(first).text


@pytest.mark.parametrize(("what", "said"), [("nobody", "nog van niemand"), ("revoked", "vervangen")])
def test_a_card_that_meets_nobody_is_said_kindly(client: FlaskClient, what: str, said: str) -> None:
    card = new_card() if what == "nobody" else new_card(new_host())
    if what == "revoked":
        with write():
            revoke_card(card)
    comes(client)
    assert said in client.get(_path(card)).text
    assert client.post(_path(card), headers=OWN).status_code == 403


def test_who_is_nowhere_is_told_how_to_go_on(client: FlaskClient) -> None:
    card = new_card(new_host())
    assert "Scan eerst de sticker" in client.get(_path(card)).text
    assert client.post(_path(card), headers=OWN).status_code == 403
    client.get(HERE)
    client.post(HERE, headers=OWN)
    assert "ben je 16 of ouder" in client.get(_path(card)).text


def test_a_card_of_a_child_shows_its_name_to_no_stranger(client: FlaskClient) -> None:
    card = new_card(new_host(), age="younger")
    comes(client)
    page = client.get(_path(card)).text
    assert "als er een gastheer bij is" in page and "kind" not in page
    assert card.player.nickname and card.player.nickname not in page


def test_a_card_of_another_neighbourhood_or_of_nobody_is_not_there(client: FlaskClient, tablet: FlaskClient) -> None:
    for code in (CARD_ELSEWHERE, "BBBB2222", "hallo"):
        assert client.get(f"{GAME}/kaart/{code}").status_code == 404
        assert tablet.get(f"{HOST}/kaart/{code}").status_code == 404


def test_after_too_many_wrong_codes_the_right_one_opens_nothing_either(client: FlaskClient) -> None:
    card = new_card(new_host())
    answers = [client.get(f"{GAME}/kaart/hallo").status_code for _ in range(61)]
    assert answers == [404] * 60 + [429]
    assert client.get(_path(card)).status_code == client.post(_path(card), headers=OWN).status_code == 429
    assert client.get(_path(card), environ_base={"REMOTE_ADDR": "203.0.113.7"}).status_code == 200, "another network"


def test_a_host_brings_the_holder_of_a_card_to_a_phone_once(
    client: FlaskClient, neighbour: FlaskClient, tablet: FlaskClient
) -> None:
    card = new_card(new_host())
    nickname = card.player.nickname
    shown = tablet.get(f"{HOST}/kaart/{card.code}/telefoon")
    assert shown.status_code == 200 and client.get(f"{HOST}/kaart/{card.code}/telefoon").status_code == 404
    link = _link_to_a_phone(card)
    assert nickname and nickname in client.get(link).text
    assert client.get(GAME).text.count(nickname) == 0, "looking moves nobody"
    assert client.post(link, headers=OWN).status_code == 303
    assert nickname in client.get(GAME).text
    neighbour.get(GAME)
    assert neighbour.get(link).status_code == neighbour.post(link, headers=OWN).status_code == 404


@pytest.mark.parametrize("engine", ["postgis"], indirect=True)
def test_a_phone_that_gets_a_card_is_held_before_the_card(client: FlaskClient, tablet: FlaskClient) -> None:
    """As by its holder, who leaves on that phone: who holds the phone, and then deletes the card."""
    card = new_card(new_host())
    link, number = _link_to_a_phone(card), card.id
    comes(client)
    phone = db.session.scalars(select(Device.id).order_by(Device.id.desc())).first()
    held, free = f"device WHERE id = {phone}", [f"card WHERE id = {number}"]
    while_it_waits(lambda: client.post(link, headers=OWN), held=held, free=free)
    assert card.player.nickname and card.player.nickname in client.get(GAME).text


def test_a_link_that_was_used_stays_used_also_on_a_phone_that_played_and_after_only_here(
    client: FlaskClient, neighbour: FlaskClient
) -> None:
    card, host = new_card(new_host()), new_host()
    first = _link_to_a_phone(card, host)
    for phone in (client, neighbour):
        phone.get(GAME)
    assert client.post(first, headers=OWN).status_code == 303
    second = _link_to_a_phone(card, host)
    assert client.post(second, headers=OWN).status_code == 303, "a phone that plays already uses it up as well"
    assert neighbour.post(second, headers=OWN).status_code == 404
    waiting = _link_to_a_phone(card, host)
    assert client.post(f"{GAME}/alleen-hier", headers=OWN).status_code == 303
    for link in (first, second, waiting):
        assert neighbour.post(link, headers=OWN).status_code == 404


def test_what_a_host_showed_ends_with_the_host(client: FlaskClient) -> None:
    host = new_host()
    link = _link_to_a_phone(new_card(host), host)
    assert client.get(link).status_code == 200
    with write():
        end_host(host)
    assert client.get(link).status_code == client.post(link, headers=OWN).status_code == 404


def test_a_card_goes_to_no_device_of_a_host_and_its_holder_sees_a_second_phone(
    client: FlaskClient, neighbour: FlaskClient, tablet: FlaskClient
) -> None:
    card = new_card(new_host())
    client.get(GAME)
    assert client.post(_link_to_a_phone(card), headers=OWN).status_code == 303
    assert "meer dan één telefoon" not in client.get(GAME).text
    link = _link_to_a_phone(card)
    refused = tablet.post(link, headers=OWN)
    assert refused.status_code == tablet.get(link).status_code == 403 and "Dit apparaat ontvangt mensen" in refused.text
    assert tablet.get(f"{GAME}/gegevens.json").status_code == 404, "nothing moved"
    neighbour.get(GAME)
    assert neighbour.post(link, headers=OWN).status_code == 303, "a phone that was lost has another in its place"
    assert "Je speelt op meer dan één telefoon" in client.get(GAME).text
    assert "Telefoons waarop je speelt</dt><dd>2" in client.get(f"{GAME}/gegevens").text


def test_a_card_of_a_child_goes_to_no_phone_and_one_of_elsewhere_is_not_there(
    client: FlaskClient, tablet: FlaskClient
) -> None:
    child = new_card(new_host(), age="younger")
    assert tablet.get(f"{HOST}/kaart/{child.code}/telefoon").status_code == 403
    client.get(GAME)
    assert client.post(_link_to_a_phone(child), headers=OWN).status_code == 403
    assert client.get(f"{GAME}/verhuis/geknoei").status_code == 404
    elsewhere = _link_to_a_phone(new_card(new_host())).replace("de-koppel", "de-overkant")
    assert client.get(elsewhere).status_code == 404


def _link_to_a_phone(card: Card, host: Host | None = None) -> str:
    """Return what the square says that a host shows at this moment."""
    db.session.rollback()
    db.session.refresh(card)
    return f"{GAME}/verhuis/{link_to_a_phone(card, host or new_host())}"
