"""Pages that phones ask for every few seconds: what they cost does not grow with the people who met."""

import re
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import on_both_engines
from tests.counting import statements
from tests.playing import new_people_an_hour
from tests.web.phones import HOST, OWN, comes, invites
from tests.web.street import send
from tests.world import jpeg
from wijkspel import qr

FEW, MANY = 2, 6


@dataclass
class Group:
    """The phone that invited at the bakery, its invitation, and the meeting that came of it."""

    phone: FlaskClient
    invitation: str
    meeting: str


@on_both_engines
@pytest.mark.parametrize("photo", [False, True], ids=["without a photo", "with a photo"])
def test_six_who_met_ask_the_database_as_seldom_as_two(app: Flask, photo: bool) -> None:
    few, many = _group(app, FEW), _group(app, MANY)
    if photo:
        for group in (few, many):
            assert send(group.phone, group.meeting, jpeg()).status_code == 303
    # The meeting itself, what its page asks for every 4 seconds, and an invitation every 1.5 seconds.
    for mine, theirs, most in (
        (few.meeting, many.meeting, 24),
        (f"{few.meeting}/foto/stand", f"{many.meeting}/foto/stand", 15),
        (f"{few.invitation}/stand", f"{many.invitation}/stand", 8),
    ):
        assert _times_asked(many.phone, theirs) <= _times_asked(few.phone, mine) <= most, mine


def test_a_host_who_looks_at_many_pairs_asks_the_database_as_seldom_as_at_none(app: Flask, tablet: FlaskClient) -> None:
    none = _times_asked(tablet, HOST)
    new_people_an_hour(0)
    _group(app, MANY)
    assert tablet.get(HOST).text.count('name="meeting"') == MANY * (MANY - 1) / 2
    assert _times_asked(tablet, HOST) == none


def test_what_a_screen_asks_for_again_draws_no_square(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    new_people_an_hour(0)
    group = _group(app, FEW)
    other = re.search(r'name="other" value="(\w{12})"', group.phone.get(group.meeting).text)
    assert other
    doubtful = group.phone.post(f"{group.meeting}/bevestigen", data={"other": other[1]}, headers=OWN)
    drawn = []
    drawing = qr.drawing
    monkeypatch.setattr(qr, "drawing", lambda address: drawn.append(address) or drawing(address))
    for page in (group.invitation, doubtful.headers["Location"]):
        assert group.phone.get(f"{page}/stand").status_code == 200
        assert not drawn, "the part that changes has no square"
        assert "play__qr" in group.phone.get(page).text and drawn.pop()


def _group(app: Flask, size: int) -> Group:
    phones = [app.test_client() for _ in range(size)]
    for phone in phones:
        comes(phone)
    first, *others = phones
    invitation = invites(first)
    answers = [phone.post(invitation, headers=OWN) for phone in others]
    return Group(first, invitation, str(answers[-1].headers["Location"]))


def _times_asked(phone: FlaskClient, path: str) -> int:
    """Return how many statements a page costs that was asked for before."""
    phone.get(path)
    with statements() as asked:
        assert phone.get(path).status_code == 200
    return len(asked)
