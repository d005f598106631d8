"""“I do not agree”, over HTTP: the reason, one tap, and what came of it; for whom it is about, and nobody else."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.playing import meet, new_player
from tests.web.phones import GAME, OWN, comes, nickname_of
from tests.web.street import Street, sent
from tests.world import SECRET, koppel
from wijkspel.db import db, write
from wijkspel.game.actions.flagging import flag_nickname, give_nickname_back, take_nickname_away
from wijkspel.game.actions.objecting import answer_objection
from wijkspel.game.queries.objections import open_objections
from wijkspel.photos.actions.flagging import judge_photo
from wijkspel.photos.queries.flags import photo_called
from wijkspel.players.models import Objection, Player
from wijkspel.players.queries import player_called
from wijkspel.wordlists.nicknames import skeleton

NICKNAME = f"{GAME}/bezwaar/bijnaam"
REASON, ANSWER = "Er staat een kind op.", "Je hebt gelijk, het is een pop."


def _waiting() -> list[Objection]:
    db.session.rollback()
    return [objection for objection in open_objections() if objection.words != SECRET]


def _answer() -> None:
    (objection,) = _waiting()
    with write():
        answer_objection(objection, by="Noor", outcome=ANSWER)


def _hidden(street: Street) -> tuple[str, str]:
    """Let somebody who looked hide a photo, and return its address and the one to object at."""
    photo = sent(street)
    with write():
        judge_photo(photo_called(photo[-12:]), by="Noor", outcome=REASON, hidden=True)
    return photo, f"{GAME}/bezwaar/foto/{photo[-12:]}"


def _player_of(phone: FlaskClient) -> Player:
    return player_called(skeleton(nickname_of(phone)), koppel().id)


def _insulted(phone: FlaskClient) -> str:
    """Let somebody whom a player met find their nickname insulting, and return that nickname."""
    player, other = _player_of(phone), new_player()
    meet(player, other)
    with write():
        flag_nickname(other, player, reason="insulting")
    return str(player.nickname)


def test_somebody_in_a_hidden_photo_reads_why_and_objects_in_one_tap(street: Street) -> None:
    photo, address = _hidden(street)
    page = street.other.get(photo).text
    assert REASON in page and f'href="{address}"' in page
    form = street.other.get(address).text
    assert "De foto is verborgen." in form and REASON in form and "Ik ben het er niet mee eens" in form
    assert not _waiting(), "looking keeps nothing"
    for words in ("Het is een pop.", "Nog een keer"):
        answer = street.other.post(address, data={"words": words}, headers=OWN)
        assert answer.status_code == 303 and answer.headers["Location"].endswith(address)
    assert [said.words for said in _waiting()] == ["Het is een pop."]
    page = street.other.get(address).text
    assert "Dank je" in page and "binnen 24 uur" in page and "Het is een pop." in page and "<form" not in _main(page)
    assert "binnen 24 uur" in street.other.get(photo).text
    assert "Ik ben het er niet mee eens" in street.one.get(photo).text, "each of them speaks for one"


def test_what_came_of_it_is_read_at_the_photo_without_a_name(street: Street) -> None:
    photo, address = _hidden(street)
    assert street.one.post(address, headers=OWN).status_code == 303
    _answer()
    with write():
        judge_photo(photo_called(photo[-12:]), by="Noor", outcome="Het mag.", hidden=False)
    for path in (photo, address):
        page = street.one.get(path).text
        assert ANSWER in page and "Noor" not in page and "Het mag." in page, path
    assert street.one.post(address, headers=OWN).status_code == 303 and not _waiting()
    assert street.other.get(address).status_code == 404, "who did not object has nothing to object to now"
    street.other.post(f"{photo}/weg", headers=OWN)
    assert street.one.get(address).status_code == street.one.post(address, headers=OWN).status_code == 410


def test_a_photo_is_objected_to_by_nobody_else_and_not_before_somebody_looked(street: Street) -> None:
    photo = sent(street)
    address = f"{GAME}/bezwaar/foto/{photo[-12:]}"
    assert "bezwaar" not in street.one.get(photo).text
    street.other.post(f"{photo}/vervelend", headers=OWN)
    assert "bezwaar" not in street.one.get(photo).text, "somebody looks first"
    assert street.one.get(address).status_code == street.one.post(address, headers=OWN).status_code == 404
    with write():
        judge_photo(photo_called(photo[-12:]), by="Noor", outcome=REASON, hidden=True)
    for phone in (street.third, street.stranger):
        assert phone.get(address).status_code == phone.post(address, headers=OWN).status_code == 404
        assert REASON not in phone.get(address).text
    elsewhere = address.replace("de-koppel", "de-overkant")
    assert street.one.get(elsewhere).status_code == 404 and not _waiting()


def test_a_hidden_nickname_is_objected_to_from_my_game(client: FlaskClient) -> None:
    comes(client)
    assert client.get(NICKNAME).status_code == client.post(NICKNAME, headers=OWN).status_code == 404
    nickname = _insulted(client)
    assert f'href="{NICKNAME}"' in client.get(GAME).text
    page = client.get(NICKNAME).text
    assert nickname in page and "Buren zien deze bijnaam nu niet" in page and "beledigt of kwetst" in page
    for _ in range(2):
        assert client.post(NICKNAME, headers=OWN).status_code == 303
    assert len(_waiting()) == 1 and "binnen 24 uur" in client.get(GAME).text
    assert client.get(f"{GAME}/gegevens.json").json["objections"][0]["subject"] == nickname  # type: ignore[index]
    assert "niet mee eens was" in client.get(f"{GAME}/gegevens").text


def test_a_nickname_that_was_taken_away_comes_back_with_the_answer(client: FlaskClient) -> None:
    comes(client)
    nickname = _insulted(client)
    with write():
        take_nickname_away(_player_of(client), by="Noor")
    page = client.get(NICKNAME).text
    assert nickname in page and "We gaven je een andere bijnaam in plaats van deze" in page
    assert client.post(NICKNAME, data={"words": "Zo heet mijn hond"}, headers=OWN).status_code == 303
    with write():
        give_nickname_back(_player_of(client), by="Noor")
    _answer()
    for path in (GAME, NICKNAME):
        page = client.get(path).text
        assert ANSWER in page and nickname in page and "Noor" not in page and "andere bijnaam in plaats" not in page
    assert client.post(NICKNAME, headers=OWN).status_code == 303 and not _waiting()


def test_who_left_has_objected_to_nothing(client: FlaskClient) -> None:
    comes(client)
    _insulted(client)
    client.post(NICKNAME, headers=OWN)
    assert len(_waiting()) == 1
    client.post(f"{GAME}/gegevens/weg", headers=OWN)
    assert not _waiting() and client.get(NICKNAME).status_code == 404


def test_words_that_are_too_long_stay_in_their_field_and_what_is_odd_is_refused(
    street: Street, client: FlaskClient
) -> None:
    comes(client)
    _insulted(client)
    _, address = _hidden(street)
    for phone, path in ((client, NICKNAME), (street.one, address)):
        answer = phone.post(path, data={"words": "x" * 401}, headers=OWN)
        assert answer.status_code == 422 and "x" * 401 in answer.text and "Dit is te lang" in answer.text
        assert phone.post(path, data={"words": "a\0b"}, headers=OWN).status_code == 400
        assert phone.post(path, data={"words": "raar"}).status_code == 403, "only from a page of ours"
        assert phone.post(f"{path}?taal=xx", headers=OWN).status_code == 400
    assert not _waiting()
    assert street.one.post(address, data={"words": "<b>vet</b>"}, headers=OWN).status_code == 303
    assert "<b>vet" not in street.one.get(address).text


@pytest.mark.parametrize(
    ("language", "words"), {"en": "I do not agree", "tr": "katılmıyorum", "ar": "لا أوافق"}.items()
)
def test_an_objection_speaks_the_language_of_its_player(app: Flask, language: str, words: str) -> None:
    client = app.test_client()
    comes(client)
    _insulted(client)
    page = client.get(f"{NICKNAME}?taal={language}").text
    action = re.search(r'<form class="form" method="post" action="([^"]+)"', page)
    assert words in page and action
    led_to = client.post(action[1], headers=OWN).headers["Location"]
    assert f'lang="{language}"' in client.get(led_to).text and len(_waiting()) == 1


def _main(page: str) -> str:
    return page.partition("<main")[2].partition("</main>")[0]
