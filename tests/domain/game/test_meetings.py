"""Two neighbours meet: what it pays, what it does not pay, and that nothing is paid twice."""

import pytest
from flask import Flask

from tests.conftest import on_both_engines
from tests.playing import Time, meet, new_player, outcomes, reasons, score, the_round
from tests.world import koppel
from wijkspel.db import write
from wijkspel.errors import Conflict
from wijkspel.game.actions.inviting import be_present
from wijkspel.places.queries import spot_called
from wijkspel.players.models import Player
from wijkspel.rounds.queries import score_of_all

FIRST_MEETING = [("new", 40), ("spot", 10)]


@on_both_engines
def test_two_who_meet_for_the_first_time_both_score_and_both_see_why(app: Flask, time: Time) -> None:
    one, other = new_player(), new_player()
    meeting = meet(one, other)
    assert outcomes(meeting) == ["new"]
    assert reasons(one) == reasons(other) == FIRST_MEETING
    assert score(one) == score(other) == 50
    assert score_of_all(the_round()) == 100


@on_both_engines
def test_confirming_twice_is_one_meeting_and_one_line(app: Flask, time: Time) -> None:
    one, other = new_player(), new_player()
    first = meet(one, other)
    assert meet(one, other).id == first.id
    assert reasons(other) == FIRST_MEETING


def test_who_meets_again_on_another_day_scores_a_little_and_at_most_five_times(app: Flask, time: Time) -> None:
    one, other = new_player(), new_player()
    meet(one, other)
    time.pass_by(minutes=5)
    assert outcomes(meet(one, other)) == ["again_today"]
    for _ in range(5):
        time.pass_by(days=1)
        assert outcomes(meet(one, other)) == ["again"]
    time.pass_by(days=1)
    assert outcomes(meet(one, other)) == ["again_enough"]
    assert [reason for reason, _ in reasons(one)].count("again") == 5


def test_people_of_different_home_places_build_a_bridge(app: Flask, time: Time) -> None:
    one, other, third = new_player(home="bakkerij"), new_player(home="sluis"), new_player(home="sluis")
    meet(one, other)
    assert reasons(one)[:2] == [("new", 40), ("bridge", 10)]
    meet(third, other)
    assert ("bridge", 10) not in reasons(third)


def test_in_a_group_each_new_pair_pays_but_at_most_three_for_each_person(app: Flask, time: Time) -> None:
    people = [new_player() for _ in range(6)]
    meeting = meet(*people)
    assert len(outcomes(meeting)) == 15
    paid = [[reason for reason, _ in reasons(player)].count("new") for player in people]
    assert max(paid) == 3 and outcomes(meeting).count("new") * 2 == sum(paid)
    with pytest.raises(Conflict, match="meeting_full"):
        meet(*people, new_player())


def test_five_at_a_place_within_half_an_hour_are_a_gathering_once_a_day(app: Flask, time: Time) -> None:
    people = [new_player() for _ in range(6)]
    for one, other in ((0, 1), (2, 3)):
        meet(people[one], people[other])
        time.pass_by(minutes=5)
    assert ("gathering", 25) not in reasons(people[0])
    meet(people[4], people[5])
    assert all(("gathering", 25) in reasons(player) for player in people)
    time.pass_by(minutes=3)
    meet(people[0], people[2])
    assert reasons(people[0]).count(("gathering", 25)) == 1


def test_people_who_come_an_hour_apart_are_no_gathering(app: Flask, time: Time) -> None:
    people = [new_player() for _ in range(6)]
    for one, other in ((0, 1), (2, 3), (4, 5)):
        meet(people[one], people[other])
        time.pass_by(minutes=16)
    assert not any(("gathering", 25) in reasons(player) for player in people)


def test_being_at_a_place_alone_pays_only_in_a_week_with_a_meeting_and_at_two_places_a_day(
    app: Flask, time: Time
) -> None:
    walker = new_player()
    time.pass_by(days=-1)
    for spot in ("bakkerij", "sluis", "moestuin"):
        _be_at(walker, spot)
    assert reasons(walker) == []
    time.pass_by(days=1)
    meet(new_player(), walker, spot="sluis")
    assert reasons(walker).count(("spot", 10)) == 3  # two places yesterday, and this one today
    time.pass_by(days=7)
    _be_at(walker, "bakkerij")
    assert reasons(walker).count(("spot", 10)) == 3


def test_after_the_round_closed_nothing_counts_and_while_frozen_it_does(app: Flask, time: Time) -> None:
    playing = the_round()
    one, other = new_player(), new_player()
    time.be(playing.freezes_at)
    assert outcomes(meet(one, other)) == ["new"]
    time.be(playing.closes_at)
    with pytest.raises(Conflict, match="no_round"):
        meet(one, new_player())


def _be_at(player: Player, spot: str) -> None:
    with write():
        be_present(player, spot_called(koppel(), spot))
