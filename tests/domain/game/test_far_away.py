"""When a player's own phone says that it is far from the spot: it is believed, said, and does not count yet."""

import pytest
from flask import Flask

from tests.conftest import on_both_engines
from tests.playing import Time, meet, new_player, outcomes, reasons, score
from tests.world import koppel
from wijkspel.db import write
from wijkspel.game.actions.confirming import confirm_meeting
from wijkspel.game.actions.inviting import be_present, invite
from wijkspel.game.models import Invitation, Meeting
from wijkspel.game.queries.meetings import pairs_of
from wijkspel.game.queries.own_data import everything_of
from wijkspel.places.queries import spot_called
from wijkspel.players.models import Player
from wijkspel.wordlists.signs import SIGNS


@pytest.fixture
def real(app: Flask) -> None:
    """De Koppel as if one could stand in it."""
    with write():
        koppel().made_up = False


def _says_here(player: Player, *, is_far: bool) -> None:
    with write():
        be_present(player, spot_called(koppel(), "bakkerij"), is_far=is_far)


def _meet(inviting: Player, other: Player, time: Time, *, minutes_later: float = 0) -> Meeting:
    """Let somebody who said “I am here” invite, and another one confirm a little later."""
    with write():
        invitation = invite(inviting, spot_called(koppel(), "bakkerij"), signs=SIGNS)
    time.pass_by(minutes=minutes_later)
    with write():
        return confirm_meeting(invitation, other)


@on_both_engines
def test_a_pair_of_which_one_is_far_by_the_own_phone_is_doubtful_and_says_so(
    app: Flask, real: None, time: Time
) -> None:
    for far_one_invites in (True, False):
        far, near = new_player(), new_player()
        _says_here(far, is_far=True)
        _says_here(near, is_far=False)
        meeting = _meet(far, near, time) if far_one_invites else _meet(near, far, time)
        assert outcomes(meeting) == ["doubtful"] and score(far) == 0
        assert [pair.said for pair in pairs_of(near.id, meeting)] == ["doubtful_far"]


@on_both_engines
def test_who_confirms_from_far_is_doubtful_too_without_ever_having_said_here(
    app: Flask, real: None, time: Time
) -> None:
    one, far = new_player(), new_player()
    meeting = _confirms(far, _invitation(one), is_far=True)
    assert outcomes(meeting) == ["doubtful"] and score(one) == score(far) == 0
    assert [pair.said for pair in pairs_of(one.id, meeting)] == ["doubtful_far"]
    assert [kept["far"] for kept in everything_of(far)["presences"]] == [True]


@on_both_engines
def test_who_was_far_and_confirms_near_is_near_and_so_is_the_place(app: Flask, real: None, time: Time) -> None:
    one, other = new_player(), new_player()
    _says_here(other, is_far=True)
    time.pass_by(minutes=5)
    assert outcomes(_confirms(other, _invitation(one), is_far=False)) == ["new"]
    assert [kept["far"] for kept in everything_of(other)["presences"]] == [False]
    assert reasons(other) == [("new", 40), ("spot", 10)]


def test_who_is_near_does_not_become_far_by_confirming(app: Flask, real: None, time: Time) -> None:
    one, other = new_player(), new_player()
    _says_here(other, is_far=False)
    assert outcomes(_confirms(other, _invitation(one), is_far=True)) == ["new"]


def test_one_who_is_far_makes_no_doubt_between_the_others_of_a_meeting(app: Flask, real: None, time: Time) -> None:
    one, near, far = new_player(), new_player(), new_player()
    invitation = _invitation(one)
    _confirms(near, invitation, is_far=False)
    assert outcomes(_confirms(far, invitation, is_far=True)) == ["new", "doubtful", "doubtful"]


def _invitation(player: Player) -> Invitation:
    _says_here(player, is_far=False)
    with write():
        return invite(player, spot_called(koppel(), "bakkerij"), signs=SIGNS)


def _confirms(player: Player, invitation: Invitation, *, is_far: bool) -> Meeting:
    with write():
        return confirm_meeting(invitation, player, is_far=is_far)


@on_both_engines
def test_who_comes_near_and_says_it_again_counts(app: Flask, real: None, time: Time) -> None:
    one, other = new_player(), new_player()
    _says_here(one, is_far=True)
    time.pass_by(minutes=5)
    _says_here(one, is_far=False)
    assert len(everything_of(one)["presences"]) == 1
    assert outcomes(meet(one, other)) == ["new"] and reasons(one) == [("new", 40), ("spot", 10)]


def test_who_is_near_does_not_become_far_by_a_second_tap(app: Flask, real: None, time: Time) -> None:
    one, other = new_player(), new_player()
    _says_here(one, is_far=False)
    _says_here(one, is_far=True)
    assert outcomes(meet(one, other)) == ["new"]


def test_two_who_were_far_and_meet_near_on_another_day_score_then(app: Flask, real: None, time: Time) -> None:
    one, other = new_player(), new_player()
    _says_here(one, is_far=True)
    assert outcomes(meet(other, one)) == ["doubtful"]
    time.pass_by(days=1)
    assert outcomes(meet(one, other)) == ["new"]


def test_seen_again_from_far_is_doubtful_too(app: Flask, real: None, time: Time) -> None:
    one, other = new_player(), new_player()
    meet(one, other)
    time.pass_by(days=1)
    _says_here(other, is_far=True)
    assert outcomes(meet(one, other)) == ["doubtful"]


def test_a_place_that_is_far_by_the_own_phone_pays_nothing(app: Flask, real: None, time: Time) -> None:
    one = new_player()
    meet(new_player(), one, spot="sluis")
    _says_here(one, is_far=True)
    assert reasons(one).count(("spot", 10)) == 1
    _says_here(one, is_far=False)
    assert reasons(one).count(("spot", 10)) == 2


def test_a_presence_that_just_ended_still_says_that_its_player_was_far(app: Flask, real: None, time: Time) -> None:
    one, other = new_player(), new_player()
    _says_here(one, is_far=True)
    time.pass_by(minutes=19)
    assert outcomes(_meet(one, other, time, minutes_later=1.5)) == ["doubtful"]


def test_nobody_is_far_from_a_place_that_is_made_up(app: Flask, time: Time) -> None:
    one, other = new_player(), new_player()
    _says_here(one, is_far=True)
    assert not everything_of(one)["presences"][0]["far"]
    assert outcomes(_confirms(other, _invitation(one), is_far=True)) == ["new"]
