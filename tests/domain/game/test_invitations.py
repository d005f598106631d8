"""An invitation: who may show one, who may confirm it, and until when."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import delete

from tests.conftest import on_both_engines
from tests.playing import Time, invites, meet, new_player, score
from tests.world import koppel
from wijkspel.db import db, write
from wijkspel.errors import Conflict, NotAllowed
from wijkspel.game.actions.confirming import confirm_meeting
from wijkspel.game.actions.inviting import be_present, invite
from wijkspel.game.actions.leaving import leave_game
from wijkspel.game.models import Invitation, Meeting, Pair
from wijkspel.game.queries.presences import open_invitation_with
from wijkspel.places.queries import spot_called
from wijkspel.players.actions.players import player_on, say_age
from wijkspel.wordlists.signs import SIGNS


def test_nobody_confirms_their_own_invitation_or_one_that_is_over(app: Flask, time: Time) -> None:
    one, other = new_player(), new_player()
    with write():
        spot = spot_called(koppel(), "bakkerij")
        be_present(one, spot)
        invitation = invite(one, spot, signs=SIGNS)
    with pytest.raises(NotAllowed, match="own_invitation"), write():
        confirm_meeting(invitation, one)
    time.pass_by(minutes=2)
    with pytest.raises(Conflict, match="invitation_over"), write():
        confirm_meeting(invitation, other)


def test_whoever_is_younger_than_16_or_did_not_say_meets_nobody_on_a_phone(app: Flask, time: Time) -> None:
    one, child = new_player(), new_player(grown_up=False)
    with pytest.raises(NotAllowed, match="too_young"):
        meet(one, child)
    with pytest.raises(NotAllowed, match="too_young"):
        meet(child, one)
    with write():
        unasked = player_on("u" * 43, koppel(), language="nl")
    with pytest.raises(NotAllowed, match="age_unknown"):
        meet(one, unasked)


def test_who_left_the_place_twenty_minutes_ago_cannot_invite(app: Flask, time: Time) -> None:
    one = new_player()
    with write():
        be_present(one, spot_called(koppel(), "bakkerij"))
    time.pass_by(minutes=20)
    with pytest.raises(NotAllowed, match="not_here"), write():
        invite(one, spot_called(koppel(), "bakkerij"), signs=SIGNS)


def test_digits_are_unlike_those_of_others_at_the_place_and_end_with_the_invitation(app: Flask, time: Time) -> None:
    spot = spot_called(koppel(), "bakkerij")
    shown = set()
    for _ in range(20):
        player = new_player()
        with write():
            be_present(player, spot)
            shown.add(invite(player, spot, signs=SIGNS).digits)
    assert len(shown) == 20
    some = next(iter(shown))
    assert open_invitation_with(some, spot, time.moment)
    assert open_invitation_with(some, spot, time.moment + timedelta(minutes=2)) is None


@on_both_engines
def test_an_invitation_of_somebody_who_left_a_moment_ago_is_over(app: Flask, time: Time) -> None:
    one, other = new_player(), new_player()
    with write():
        be_present(one, spot_called(koppel(), "bakkerij"))
        shown = invite(one, spot_called(koppel(), "bakkerij"), signs=SIGNS)
    with pytest.raises(Conflict, match="invitation_over"), write():
        assert shown.player and shown.spot  # read before the other leaves
        db.session.execute(delete(Invitation).execution_options(synchronize_session=False))
        confirm_meeting(shown, other)


@on_both_engines
def test_whoever_says_to_be_younger_than_16_after_all_meets_nobody_by_an_open_invitation(
    app: Flask, time: Time
) -> None:
    one, other, third, late = (new_player() for _ in range(4))
    shown = invites(one)
    with write():
        confirm_meeting(shown, other)
    with write():
        say_age(other, is_grown_up=False)
    with write():
        met = confirm_meeting(shown, third)
    assert {tuple(sorted((pair.low_id, pair.high_id))) for pair in _pairs(met)} == {
        tuple(sorted((one.id, other.id))),
        tuple(sorted((one.id, third.id))),
    }
    with write():
        say_age(one, is_grown_up=False)
    with pytest.raises(Conflict, match="invitation_over"), write():
        confirm_meeting(shown, late)


@on_both_engines
def test_nobody_makes_a_pair_with_somebody_who_left_the_meeting(app: Flask, time: Time) -> None:
    one, other, third = new_player(), new_player(), new_player()
    shown = invites(one)
    with write():
        confirm_meeting(shown, other)
    with write():
        leave_game(other)
    with write():
        met = confirm_meeting(shown, third)
    assert len(_pairs(met)) == 2 and score(third) == 50
    assert other.id not in {player for pair in _pairs(met)[1:] for player in (pair.low_id, pair.high_id)}


def _pairs(meeting: Meeting) -> list[Pair]:
    return list(db.session.query(Pair).filter_by(meeting_id=meeting.id).order_by(Pair.id))
