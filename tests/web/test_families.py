"""A parent, children without a phone and with one, and a yes that is asked for."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.playing import new_card, new_host
from tests.web.phones import FAMILY, GAME, HERE, HOST, OWN, comes, invites, nickname_of
from tests.world import koppel
from wijkspel.db import write
from wijkspel.players.actions.cards import hand_out, make_card
from wijkspel.players.queries import hosts_of
from wijkspel.web import family


def test_a_parent_makes_a_card_for_a_child_replaces_it_prints_it_and_takes_it_back(
    client: FlaskClient, neighbour: FlaskClient
) -> None:
    comes(client)
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
    comes(neighbour)
    for path in (child, f"{child}/pas.pdf"):
        assert neighbour.get(path).status_code == 404
    assert neighbour.post(f"{child}/weg", headers=OWN).status_code == 404
    page = client.get(child).text
    final = r'class="[^"]*button--final[^"]*">(?:<svg.*?</svg>)?Mijn kind mag niet meer meedoen<'
    assert re.search(final, page, re.DOTALL)
    assert page.index(f'class="rows__one" href="{FAMILY}"') < page.index("Mijn kind mag niet meer meedoen")
    done = client.post(f"{child}/weg", headers=OWN)
    assert done.status_code == 303 and client.get(child).status_code == 404
    assert "dit kind speelt niet meer mee" in client.get(done.headers["Location"]).text
    assert "speelt niet meer mee" not in client.get(FAMILY).text


def test_who_prints_a_card_over_and_over_leaves_the_press_to_others(
    client: FlaskClient, neighbour: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(family, "sheets_of_cards", lambda *_: b"%PDF")
    comes(client)
    paper = client.post(FAMILY, headers=OWN).headers["Location"] + "/pas.pdf"
    assert [client.get(paper).status_code for _ in range(11)] == [200] * 10 + [429]
    comes(neighbour)
    assert neighbour.get(neighbour.post(FAMILY, headers=OWN).headers["Location"] + "/pas.pdf").status_code == 200


def test_the_card_of_a_child_stops_when_its_parent_says_to_be_younger(
    client: FlaskClient, neighbour: FlaskClient, tablet: FlaskClient
) -> None:
    comes(client)
    child = client.post(FAMILY, headers=OWN).headers["Location"]
    code = re.search(r'class="play__code"[^>]*>([\w-]{9})<', client.get(child).text)
    assert code
    data = {"first": code[1], "second": new_card(new_host()).code}
    assert tablet.get(f"{HOST}/kaart/{code[1]}").status_code == 200
    client.post(f"{GAME}/leeftijd", data={"age": "younger", "spot": "bakkerij"}, headers=OWN)
    assert client.get(child).status_code == 404
    assert tablet.post(f"{HOST}/samen", data=data, headers=OWN).status_code == 422


def test_a_child_asks_a_parent_and_then_shows_its_code_to_a_host(
    app: Flask, client: FlaskClient, tablet: FlaskClient
) -> None:
    comes(client, "younger")
    nickname = nickname_of(client)
    assert "Vraag je vader of moeder" in client.get(HERE).text
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


def _dock(page: str) -> str:
    return page.split('class="dock"')[1] if 'class="dock"' in page else ""


def test_my_game_of_somebody_younger_leads_to_a_parent_and_after_a_yes_to_the_card(
    app: Flask, client: FlaskClient
) -> None:
    comes(client, "younger")
    page = client.get(GAME).text
    assert "Vraag je vader of moeder" in _dock(page) and f"{FAMILY}/vraag" in _dock(page)
    assert "Dan ontmoet je mensen met een pas" in page and "Zeg bij een sticker" not in page
    _says_yes(app, client)
    page = client.get(GAME).text
    assert "Mijn pas" in _dock(page) and "Ontmoet iemand bij" not in page
    assert "Ga samen met wie je ontmoet naar een gastheer" in page and "Zo kun je toch meedoen" not in page
    here = client.get(HERE).text
    assert "Laat de gastheer van een plek je code scannen" in here and "Mijn pas" in here
    assert "ouder ja" not in here


def test_somebody_younger_who_is_asked_to_meet_reads_at_once_what_works_instead(
    app: Flask, client: FlaskClient, neighbour: FlaskClient
) -> None:
    comes(neighbour)
    invitation = invites(neighbour)
    client.get(invitation)
    told = client.post(invitation, data={"age": "younger"}, headers=OWN).headers["Location"]
    for path in (told, invitation):
        page = client.get(path).text
        assert "Speel samen met een ouder" in page and "Dan ontmoet je mensen met een pas" in page
        assert f'{FAMILY}/vraag"' in page and "Ontmoet je" not in page and 'class="dock"' not in page
    _says_yes(app, client)
    for path in (told, invitation):
        page = client.get(path).text
        assert "Mijn pas" in page and f'{FAMILY}/vraag"' in page and "Ontmoet je" not in page


def _says_yes(app: Flask, child: FlaskClient) -> None:
    """Let a parent say yes on a phone of their own."""
    asked = re.search(r"(/de-koppel/spel/gezin/ja/[\w.-]+)<", child.get(f"{FAMILY}/vraag").text)
    parent = app.test_client()
    assert asked and parent.get(asked[1]).status_code == 200
    assert parent.post(asked[1], headers=OWN).status_code == 303


def test_a_question_that_somebody_changed_is_over(client: FlaskClient) -> None:
    comes(client)
    answer = client.get(f"{FAMILY}/ja/abc.def.ghi")
    assert answer.status_code == 404 and "Deze vraag is voorbij" in answer.text
