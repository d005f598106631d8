"""Many tap at once in the game, and the power goes: one entry, a friendly answer, and nothing lost or doubled."""

import http.client
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask import Flask
from sqlalchemy import func, select

from config import Testing
from tests.conftest import on_both_engines
from tests.server import Server
from tests.world import koppel
from wijkspel import create_app
from wijkspel.db import db
from wijkspel.game.models import Meeting, Met, Pair
from wijkspel.players.models import Player
from wijkspel.rounds.models import PointEntry

GAME, HERE = "/de-koppel/spel", "/de-koppel/spel/hier/bakkerij"
AT_ONCE = 50


class Phone:
    """A phone that talks to a server without a browser, and keeps its cookie."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._cookie = self.get(HERE)[1].split(";")[0]

    def get(self, path: str) -> tuple[int, str, str]:
        """Return the status of an answer, the cookie it sets, and its words."""
        return self._ask("GET", path, "")

    def post(self, path: str, **fields: str) -> tuple[int, str]:
        """Send a form, and return the status of the answer and where it leads."""
        status, _cookie, where = self._ask("POST", path, urlencode(fields))
        return status, where

    def _ask(self, method: str, path: str, body: str) -> tuple[int, str, str]:
        line = http.client.HTTPConnection("127.0.0.1", self._server.port, timeout=60)
        headers = {"Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded"}
        cookie = getattr(self, "_cookie", "")
        line.request(method, path, body, headers | ({"Cookie": cookie} if cookie else {}))
        answer = line.getresponse()
        words = answer.read().decode()
        line.close()
        where = answer.headers.get("Location", "")
        return answer.status, answer.headers.get("Set-Cookie", ""), where or words


def _player(server: Server) -> Phone:
    """Return the phone of somebody who is at the bakery."""
    phone = Phone(server)
    assert phone.post(HERE)[0] == 303
    assert phone.post(f"{GAME}/leeftijd", age="grown_up", spot="bakkerij")[0] == 303
    return phone


def _invitation(phone: Phone) -> str:
    status, where = phone.post(f"{HERE}/uitnodiging")
    assert status == 303
    return where


@pytest.fixture
def server(settings: Testing, tmp_path: Path) -> Iterator[Server]:
    """The web process of a server: chores have no part in the game."""
    with Server(settings, tmp_path) as server:
        yield server


@pytest.fixture
def database(settings: Testing) -> Flask:
    """The database of the server, to be looked into."""
    return create_app(settings)


def _count(database: Flask, table: type) -> int:
    """Return how many rows of De Koppel a table has."""
    with database.app_context():
        rows = select(func.count()).select_from(table).where(table.neighbourhood_id == koppel().id)  # type: ignore[attr-defined]
        counted = db.session.scalar(rows) or 0
        db.session.remove()
        db.engine.dispose()
        return counted


@on_both_engines
def test_fifty_taps_at_once_are_one_meeting_one_entry_each_and_fifty_friendly_answers(
    server: Server, database: Flask
) -> None:
    one, other = _player(server), _player(server)
    invitation = _invitation(one)
    with ThreadPoolExecutor(AT_ONCE) as taps:
        answers = list(taps.map(lambda _: other.post(invitation), range(AT_ONCE)))
    assert {status for status, _ in answers} == {303}
    assert len({where for _, where in answers}) == 1
    assert (_count(database, Meeting), _count(database, Met), _count(database, Pair)) == (1, 2, 1)
    assert _count(database, PointEntry) == 4  # each met somebody, and was at a place


@on_both_engines
def test_fifty_first_taps_on_a_new_phone_are_one_guest(server: Server, database: Flask) -> None:
    phone = Phone(server)
    with ThreadPoolExecutor(AT_ONCE) as taps:
        answers = list(taps.map(lambda _: phone.post(HERE), range(AT_ONCE)))
    assert {status for status, _ in answers} == {303}
    assert _count(database, Player) == 1


@on_both_engines
def test_six_who_confirm_at_the_same_moment_are_one_group(server: Server, database: Flask) -> None:
    host, others = _player(server), [_player(server) for _ in range(7)]
    invitation = _invitation(host)
    with ThreadPoolExecutor(7) as taps:
        answers = list(taps.map(lambda phone: phone.post(invitation), others))
    assert sorted(status for status, _ in answers) == [303] * 5 + [409] * 2
    assert (_count(database, Meeting), _count(database, Met), _count(database, Pair)) == (1, 6, 15)


@on_both_engines
def test_pairs_that_cross_each_other_never_wait_for_ever(server: Server, database: Flask) -> None:
    people = [_player(server) for _ in range(6)]
    invitations = [_invitation(person) for person in people]
    crossing = [(people[(number + 1) % 6], invitation) for number, invitation in enumerate(invitations)]
    with ThreadPoolExecutor(6) as taps:
        answers = list(taps.map(lambda tap: tap[0].post(tap[1]), crossing))
    assert {status for status, _ in answers} == {303}
    assert (_count(database, Meeting), _count(database, Pair)) == (6, 6)


@on_both_engines
def test_what_was_answered_survives_a_power_cut_and_a_retry_doubles_nothing(server: Server, database: Flask) -> None:
    one, other = _player(server), _player(server)
    invitation = _invitation(one)
    status, where = other.post(invitation)
    server.kill()
    server.start()
    assert status == 303 and re.search("40 punten", other.get(where)[2])
    assert other.post(invitation) == (303, where)
    assert (_count(database, Meeting), _count(database, PointEntry)) == (1, 4)
