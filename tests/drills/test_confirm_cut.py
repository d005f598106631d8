"""The power goes while two neighbours confirm: nothing is there by half, and the same tap again gives one meeting."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from config import Testing
from tests.conftest import on_both_engines
from tests.power import run_until_the_power_goes
from tests.world import koppel
from wijkspel.db import db
from wijkspel.game.models import Meeting, Met, Pair, Presence
from wijkspel.rounds.models import PointEntry
from wijkspel.web.playing import COOKIE

pytestmark = [pytest.mark.drill, on_both_engines]

GAME, HERE = "/de-koppel/spel", "/de-koppel/spel/hier/bakkerij"
FROM_HERE = {"Sec-Fetch-Site": "same-origin"}
AFTER = "after the commit, before the answer"
# Where the power goes, as a patch of the one function that is running at that moment.
MOMENTS = {
    "before the row of the meeting": "import wijkspel.game.actions.confirming as c; c.begin_meeting = cut",
    "after the row of the meeting": "import wijkspel.game.actions.confirming as c; c.join = cut",
    "before the points": "import wijkspel.game.actions.pairing as p; p.pay_pair = cut",
    "between the lines of points and their sum": "import wijkspel.rounds.actions as a; a._add_up = cut",
    "after the points of the pair": "import wijkspel.game.actions.confirming as c; c.settle = cut",
    "just before the commit": "from sqlalchemy.orm import Session; Session.commit = cut",
    AFTER: "import wijkspel.web.game as g; g.on_to = cut",
}
SCRIPT = """
from wijkspel import create_app
client = create_app().test_client()
client.set_cookie({cookie!r}, {token!r}, path={game!r})
{moment}
client.post({path!r}, headers={headers!r})
"""


@pytest.mark.parametrize("moment", MOMENTS)
def test_the_same_tap_after_a_power_cut_is_one_meeting_paid_once(app: Flask, settings: Testing, moment: str) -> None:
    one, other = _player(app), _player(app)
    invitation = one.post(f"{HERE}/uitnodiging", headers=FROM_HERE).location
    _confirm_until_the_power_goes(settings, other, invitation, MOMENTS[moment])
    assert _kept() == ((1, 2, 1, 4, 2) if moment == AFTER else (0, 0, 0, 0, 2))
    again = [other.post(invitation, headers=FROM_HERE) for _ in range(2)]
    assert {answer.status_code for answer in again} == {303} and len({answer.location for answer in again}) == 1
    assert re.search("40 punten", other.get(again[0].location).text)
    assert _kept() == (1, 2, 1, 4, 2)


def _player(app: Flask) -> FlaskClient:
    """Return the phone of somebody who is at the bakery."""
    client = app.test_client()
    client.get(HERE)
    assert client.post(HERE, headers=FROM_HERE).status_code == 303
    answer = client.post(f"{GAME}/leeftijd", data={"age": "grown_up", "spot": "bakkerij"}, headers=FROM_HERE)
    assert answer.status_code == 303
    return client


def _confirm_until_the_power_goes(settings: Testing, phone: FlaskClient, path: str, moment: str) -> None:
    cookie = phone.get_cookie(COOKIE, path=GAME)
    assert cookie
    words = {"cookie": COOKIE, "token": cookie.value, "game": GAME, "path": path, "headers": FROM_HERE}
    run_until_the_power_goes(settings, SCRIPT.format(moment=moment, **words))


def _kept() -> tuple[int, ...]:
    """Return how many meetings De Koppel has, people in them, pairs, lines of the ledger, and presences."""
    db.session.rollback()
    tables = (Meeting, Met, Pair, PointEntry, Presence)
    counts = [select(func.count()).select_from(table).where(table.neighbourhood_id == koppel().id) for table in tables]
    return tuple(db.session.scalar(count) or 0 for count in counts)
