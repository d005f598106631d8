"""The pages of cards, hosts, families and witnesses: for one phone, and closed to everybody else."""

import re

import pytest
from flask import Flask, current_app
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer

from tests.playing import meet, new_card, new_host, new_player, the_round
from tests.world import CARD_ELSEWHERE, koppel
from wijkspel.db import write
from wijkspel.hosting.queries import pair_of
from wijkspel.places.queries import spot_called
from wijkspel.players.actions.cards import hand_out, make_card, revoke_card
from wijkspel.players.actions.hosts import end_host, invite_host
from wijkspel.players.models import Card
from wijkspel.players.queries import hosts_of, player_with

OWN = {"Sec-Fetch-Site": "same-origin"}
HERE, GAME = "/de-koppel/spel/hier/bakkerij", "/de-koppel/spel"
HOST, FAMILY = f"{GAME}/gastheer", f"{GAME}/gezin"
CODE = "BCDF2345GHJK"


@pytest.fixture
def tablet(app: Flask) -> FlaskClient:
    """The device of a host of the bakery."""
    with write():
        invite_host(spot_called(koppel(), "bakkerij"), first_name="Fatima", code=CODE)
    client = app.test_client()
    client.get(f"{HOST}/begin/{CODE}")
    assert client.post(f"{HOST}/begin", data={"code": CODE}, headers=OWN).status_code == 303
    return client


@pytest.fixture
def neighbour(app: Flask) -> FlaskClient:
    """Somebody else, with a browser of their own."""
    return app.test_client()


def _comes(client: FlaskClient, age: str = "grown_up") -> str:
    """Let a phone say “I am here” and how old its player is, and return the nickname."""
    client.get(HERE)
    client.post(HERE, headers=OWN)
    client.post(f"{GAME}/leeftijd", data={"age": age, "spot": "bakkerij"}, headers=OWN)
    kept = client.get(f"{GAME}/gegevens.json").json
    assert kept
    return str(kept["nickname"])


def _path(card: Card) -> str:
    return f"{GAME}/kaart/{card.code}"


def _in_hand() -> Card:
    return new_card(new_host())


def test_looking_at_a_card_changes_nothing_and_a_tap_makes_a_meeting(client: FlaskClient) -> None:
    card = _in_hand()
    _comes(client)
    for _ in range(2):
        page = client.get(_path(card)).text
        assert "Ontmoet je" in page and card.player.nickname and card.player.nickname in page
    assert client.get(f"{GAME}/gegevens.json").json["meetings"] == []  # type: ignore[index]
    first, again = (client.post(_path(card), headers=OWN).headers["Location"] for _ in range(2))
    assert first == again and "40 punten" in client.get(first).text


@pytest.mark.parametrize(("what", "said"), [("nobody", "nog van niemand"), ("revoked", "vervangen")])
def test_a_card_that_meets_nobody_is_said_kindly(client: FlaskClient, what: str, said: str) -> None:
    card = new_card() if what == "nobody" else _in_hand()
    if what == "revoked":
        with write():
            revoke_card(card)
    _comes(client)
    assert said in client.get(_path(card)).text
    assert client.post(_path(card), headers=OWN).status_code == 403


def test_who_is_nowhere_is_told_how_to_go_on(client: FlaskClient) -> None:
    card = _in_hand()
    assert "Scan eerst de sticker" in client.get(_path(card)).text
    assert client.post(_path(card), headers=OWN).status_code == 403
    client.get(HERE)
    client.post(HERE, headers=OWN)
    assert "ben je 16 of ouder" in client.get(_path(card)).text


def test_a_card_of_a_child_shows_its_name_to_no_stranger(client: FlaskClient) -> None:
    card = new_card(new_host(), age="younger")
    _comes(client)
    page = client.get(_path(card)).text
    assert "waar een gastheer het ziet" in page and "kind" not in page
    assert card.player.nickname and card.player.nickname not in page


def test_a_card_of_another_neighbourhood_or_of_nobody_is_not_there(client: FlaskClient, tablet: FlaskClient) -> None:
    for code in (CARD_ELSEWHERE, "BBBB2222", "hallo"):
        assert client.get(f"{GAME}/kaart/{code}").status_code == 404
        assert tablet.get(f"{HOST}/kaart/{code}").status_code == 404


def test_a_code_is_looked_at_without_using_it_up_and_works_once(app: Flask, tablet: FlaskClient) -> None:
    other = app.test_client()
    page = other.get(f"{HOST}/begin/{CODE}")
    assert page.status_code == 200 and CODE in page.text
    assert other.post(f"{HOST}/begin", data={"code": CODE}, headers=OWN).status_code == 409
    wrong = other.post(f"{HOST}/begin", data={"code": "bbbb-cccc-dddd"}, headers=OWN)
    assert wrong.status_code == 422 and 'value="bbbb-cccc-dddd"' in wrong.text
    assert other.get(HOST).status_code == 404
    assert tablet.post(f"{HOST}/begin", data={"code": CODE}, headers=OWN).status_code == 303


def test_codes_of_hosts_are_tried_ten_times_an_hour(client: FlaskClient) -> None:
    client.get(f"{HOST}/begin")
    for _ in range(10):
        assert client.post(f"{HOST}/begin", data={"code": "BBBBCCCCDDDD"}, headers=OWN).status_code == 422
    assert client.post(f"{HOST}/begin", data={"code": "BBBBCCCCDDDD"}, headers=OWN).status_code == 429


def test_a_host_hands_out_a_card_and_says_what_is_missing(tablet: FlaskClient) -> None:
    card = new_card()
    page = f"{HOST}/kaart/{card.code}"
    assert tablet.get(_path(card)).headers["Location"] == page
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
    one, other, third = (_in_hand() for _ in range(3))
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


def test_a_host_who_is_ended_finds_nothing_at_the_next_tap(tablet: FlaskClient) -> None:
    card = _in_hand()
    host = next(host for host in hosts_of(koppel().id) if host.first_name == "Fatima")
    with write():
        end_host(host)
    assert tablet.get(HOST).status_code == 404
    data = {"first": card.code, "second": card.code}
    assert tablet.post(f"{HOST}/samen", data=data, headers=OWN).status_code == 404


def _doubtful() -> tuple[str, str, str]:
    """Make a doubtful meeting at the bakery, and return its name and those of the two."""
    one, other = new_player(), new_player()
    meeting = meet(one, other)
    with write():
        pair_of(meeting, one.id, other.id).outcome = "doubtful"
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


def test_a_doubtful_meeting_is_confirmed_by_somebody_who_was_there(
    app: Flask, client: FlaskClient, neighbour: FlaskClient
) -> None:
    met = _doubtful_of(client, neighbour)
    page = client.get(met).text
    other = re.search(r'name="other" value="(\w{12})"', page)
    assert other and "Was er nog iemand bij?" in page
    asked = client.post(f"{met}/bevestigen", data={"other": other[1]}, headers=OWN).headers["Location"]
    assert "Laat iemand die erbij was dit scannen" in client.get(asked).text
    assert "Nog niemand" in client.get(f"{asked}/stand").text
    witness = app.test_client()
    assert witness.post(asked, headers=OWN).status_code == 403
    _comes(witness)
    assert witness.get(f"{asked}/stand").status_code == 404
    assert "Waren ze samen?" in witness.get(asked).text
    assert "kent hier nog niemand" in witness.post(asked, headers=OWN).text
    _meets_somebody(app, witness)
    for _ in range(2):
        assert witness.post(asked, headers=OWN).status_code == 303
    assert "telt nu" in witness.get(asked).text
    assert "data-over" in client.get(f"{asked}/stand").text
    for phone in (client, neighbour):
        shown = phone.get(met).text
        assert "Iemand die erbij was, heeft het bevestigd" in shown and "40 punten" in shown


def _doubtful_of(one: FlaskClient, other: FlaskClient) -> str:
    """Let two phones meet on a round in which every new meeting is doubtful, and return the address."""
    playing = the_round()
    with write():
        playing.rules = playing.rules | {"new_an_hour": 0}
    _comes(one)
    invitation = one.post(f"{HERE}/uitnodiging", headers=OWN).headers["Location"]
    other.get(invitation)
    met = other.post(invitation, data={"age": "grown_up"}, headers=OWN).headers["Location"]
    with write():
        playing.rules = playing.rules | {"new_an_hour": 12}
    return str(met)


def _meets_somebody(app: Flask, client: FlaskClient) -> None:
    somebody = app.test_client()
    invitation = client.post(f"{HERE}/uitnodiging", headers=OWN).headers["Location"]
    somebody.get(invitation)
    assert somebody.post(invitation, data={"age": "grown_up"}, headers=OWN).status_code == 303


def test_a_parent_makes_a_card_for_a_child_replaces_it_prints_it_and_takes_it_back(
    client: FlaskClient, neighbour: FlaskClient
) -> None:
    _comes(client)
    assert "Mijn gezin" in client.get(GAME).text
    child, again = (client.post(FAMILY, headers=OWN).headers["Location"] for _ in range(2))
    assert child == again, "a double tap is one child"
    codes = re.compile(r'class="play__code"[^>]*>([\w-]{9})<')
    first = codes.search(client.get(child).text)
    assert first and client.get(f"{child}/pas.pdf").data.startswith(b"%PDF")
    for _ in range(2):
        data = {"code": first[1].replace("-", "")}
        assert client.post(f"{child}/nieuw", data=data, headers=OWN).status_code == 303
        second = codes.search(client.get(child).text)
        assert second and first[1] != second[1]
    _comes(neighbour)
    for path in (child, f"{child}/pas.pdf"):
        assert neighbour.get(path).status_code == 404
    assert neighbour.post(f"{child}/weg", headers=OWN).status_code == 404
    assert client.post(f"{child}/weg", headers=OWN).status_code == 303
    assert client.get(child).status_code == 404


def test_a_child_asks_a_parent_and_then_shows_its_code_to_a_host(
    app: Flask, client: FlaskClient, tablet: FlaskClient
) -> None:
    nickname = _comes(client, "younger")
    assert "Zo kun je toch meedoen" in client.get(HERE).text
    asked = re.search(r"(/de-koppel/spel/gezin/ja/[\w.-]+)<", client.get(f"{FAMILY}/vraag").text)
    assert asked
    parent = app.test_client()
    assert nickname in parent.get(asked[1]).text
    assert client.post(asked[1], headers=OWN).status_code == 403, "a child does not say yes to itself"
    for _ in range(2):
        assert parent.post(asked[1], headers=OWN).status_code == 303
    assert "mag meedoen" in parent.get(asked[1]).text and nickname in parent.get(FAMILY).text
    shown = client.get(f"{FAMILY}/vraag").text
    code = re.search(r'class="play__code"[^>]*>([\w-]{9})<', shown)
    assert code and "Laat de gastheer van een plek je code scannen" in shown
    with write():
        card = make_card(koppel(), language="nl")
        hand_out(card, hosts_of(koppel().id)[0], age="grown_up")
    data = {"first": code[1], "second": card.code}
    assert tablet.post(f"{HOST}/samen", data=data, headers=OWN).status_code == 303
    assert client.post(f"{HERE}/uitnodiging", headers=OWN).status_code == 403, "never on its own phone"
    assert "een ouder voor jou" in client.get(f"{GAME}/gegevens").text


def test_a_question_that_somebody_changed_is_over(client: FlaskClient) -> None:
    _comes(client)
    answer = client.get(f"{FAMILY}/ja/abc.def.ghi")
    assert answer.status_code == 404 and "Deze vraag is voorbij" in answer.text


def test_the_page_about_points_shows_how_many_cards_and_confirmations_count(client: FlaskClient) -> None:
    playing = the_round()
    with write():
        playing.rules = playing.rules | {"cards_a_day": 7, "vouches_a_day": 9}
    page = client.get(f"{GAME}/punten").text
    assert "hoogstens 7 meteen" in page and "hoogstens 9 ontmoetingen" in page


def test_a_host_brings_the_holder_of_a_card_to_a_phone_once(
    client: FlaskClient, neighbour: FlaskClient, tablet: FlaskClient
) -> None:
    card = _in_hand()
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


def test_a_card_of_a_child_goes_to_no_phone_and_one_of_elsewhere_is_not_there(
    client: FlaskClient, tablet: FlaskClient
) -> None:
    child = new_card(new_host(), age="younger")
    assert tablet.get(f"{HOST}/kaart/{child.code}/telefoon").status_code == 403
    client.get(GAME)
    assert client.post(_link_to_a_phone(child), headers=OWN).status_code == 403
    assert client.get(f"{GAME}/verhuis/geknoei").status_code == 404
    elsewhere = _link_to_a_phone(_in_hand()).replace("de-koppel", "de-overkant")
    assert client.get(elsewhere).status_code == 404


def _link_to_a_phone(card: Card) -> str:
    """Return what the square says that a host shows."""
    signer = URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="from a card to a phone")
    return f"{GAME}/verhuis/{signer.dumps([card.code, 0])}"
