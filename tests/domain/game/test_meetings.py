"""Two neighbours meet: who may, what it pays, what it does not pay, and that nothing is paid twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, text

from tests.conftest import on_both_engines
from tests.playing import Time, meet, new_player, outcomes, reasons, score, the_round
from tests.world import koppel
from wijkspel.db import db, write
from wijkspel.errors import Conflict, NotAllowed
from wijkspel.game.actions.confirming import confirm_meeting
from wijkspel.game.actions.inviting import be_present, invite
from wijkspel.game.actions.leaving import leave_game
from wijkspel.game.models import Invitation
from wijkspel.game.queries.own_data import everything_of
from wijkspel.game.queries.presences import open_invitation_with
from wijkspel.places.queries import spot_called
from wijkspel.players.actions.parents import add_child
from wijkspel.players.actions.players import add_player, choose_home, player_on, say_age
from wijkspel.players.models import Player
from wijkspel.players.queries import device_with
from wijkspel.rounds.queries import score_of_all
from wijkspel.wordlists.assignments import of_step
from wijkspel.wordlists.signs import SIGNS

FIRST_MEETING = [("new", 40), ("spot", 10)]


@on_both_engines
def test_two_who_meet_for_the_first_time_both_score_and_both_see_why(app: Flask, time: Time) -> None:
    one, other = new_player(), new_player()
    meeting = meet(one, other)
    assert outcomes(meeting) == ["new"]
    assert reasons(one) == reasons(other) == FIRST_MEETING
    assert score(one) == score(other) == 50
    assert score_of_all(the_round().id) == 100


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


def test_two_players_on_one_phone_score_nothing_together(app: Flask, time: Time) -> None:
    phone = "f" * 43
    one = new_player(phone=phone)
    with write():
        other = _another_on(phone)
    assert outcomes(meet(one, other)) == ["same_phone"]
    assert score(one) == score(other) == 0


def test_after_three_untried_guests_on_a_day_the_next_counts_when_it_meets_somebody_else(
    app: Flask, time: Time
) -> None:
    farmer, friend = new_player(), new_player()
    guests = [new_player() for _ in range(4)]
    for guest in guests[:3]:
        assert outcomes(meet(farmer, guest)) == ["new"]
        time.pass_by(minutes=3)
    waiting = meet(farmer, guests[3])
    assert outcomes(waiting) == ["waits"] and score(guests[3]) == 0
    time.pass_by(minutes=3)
    meet(friend, guests[3], spot="sluis")
    assert outcomes(waiting) == ["new"]
    assert [reason for reason, _ in reasons(guests[3])].count("new") == 2


def test_a_guest_who_has_met_others_is_no_untried_guest_any_more(app: Flask, time: Time) -> None:
    host = new_player()
    for _ in range(4):
        guest = new_player()
        meet(new_player(), guest, spot="sluis")
        assert outcomes(meet(host, guest)) == ["new"]
        time.pass_by(minutes=3)


def test_more_than_twelve_new_people_in_an_hour_are_doubtful(app: Flask, time: Time) -> None:
    hurried = new_player()
    for _ in range(12):
        guest = new_player()
        meet(new_player(), guest, spot="sluis")
        assert outcomes(meet(hurried, guest)) == ["new"]
        time.pass_by(minutes=3)
    guest = new_player()
    meet(new_player(), guest, spot="sluis")
    assert outcomes(meet(hurried, guest)) == ["doubtful"]


@on_both_engines
def test_an_assignment_is_done_when_the_other_says_so_and_pays_by_its_step_once_a_day(app: Flask, time: Time) -> None:
    one, other, third = new_player(), new_player(), new_player()
    bold = of_step(3)[0].slug
    meet(one, other, assignment=bold)
    assert [reason for reason, _ in reasons(one)] == ["new", "spot"]  # nobody said that it was done
    time.pass_by(days=1)
    meet(one, other, assignment=bold, done=True)
    assert ("assignment", 20) in reasons(one) and ("assignment", 20) in reasons(other)
    time.pass_by(minutes=5)
    meet(one, third, assignment=bold, done=True)
    assert reasons(one).count(("assignment", 20)) == 1 and ("assignment", 20) in reasons(third)


def test_an_assignment_with_whom_nothing_counts_pays_nothing(app: Flask, time: Time) -> None:
    one, other = new_player(), new_player()
    meet(one, other)
    time.pass_by(minutes=5)
    meet(one, other, assignment=of_step(1)[0].slug, done=True)
    assert "assignment" not in [reason for reason, _ in reasons(one)]


def test_an_assignment_that_is_not_there_is_no_assignment(app: Flask, time: Time) -> None:
    one, other = new_player(), new_player()
    meet(one, other, assignment="verzin-maar-wat", done=True)
    assert "assignment" not in [reason for reason, _ in reasons(one)]


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
    _be_at(one, "bakkerij")
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


def test_after_the_round_closed_nothing_counts_and_while_frozen_it_does(app: Flask, time: Time) -> None:
    playing = the_round()
    one, other = new_player(), new_player()
    time.be(playing.freezes_at)
    assert outcomes(meet(one, other)) == ["new"]
    time.be(playing.closes_at)
    with pytest.raises(Conflict, match="no_round"):
        meet(one, new_player())


@on_both_engines
def test_who_leaves_takes_everything_along_but_the_points_of_others_stay(app: Flask, time: Time) -> None:
    one, other = new_player(home="bakkerij"), new_player()
    meet(one, other)
    before = score(other)
    kept = everything_of(one)
    assert kept["nickname"] == one.nickname and len(kept["meetings"]) == 1 and kept["presences"]
    with write():
        leave_game(one)
    assert score(other) == before
    gone = everything_of(one)
    assert one.is_gone and gone["nickname"] is None and gone["home_spot"] is None and not gone["presences"]


def test_a_home_place_is_chosen_once_a_week(app: Flask, time: Time) -> None:
    player = new_player(home="bakkerij")
    with pytest.raises(Conflict, match="home_chosen_lately"), write():
        choose_home(player, spot_called(koppel(), "sluis"))
    time.pass_by(days=7)
    with write():
        choose_home(player, spot_called(koppel(), "sluis"))
    assert player.home_spot and player.home_spot.slug == "sluis"


def _be_at(player: Player, spot: str) -> None:
    with write():
        be_present(player, spot_called(koppel(), spot))


def _another_on(phone: str) -> Player:
    device = device_with(phone, koppel().id)
    assert device
    player = add_player(device, koppel(), language="nl")
    say_age(player, is_grown_up=True)
    return player


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


@pytest.mark.parametrize("engine", ["postgis"], indirect=True)
def test_a_parent_who_leaves_holds_no_child_while_a_host_holds_the_parent(app: Flask, time: Time) -> None:
    parent = new_player()
    with write():
        child = add_child(parent, koppel(), language="nl").player
    ids = {"parent": parent.id, "child": child.id}

    def leave() -> None:
        with app.app_context(), write():
            leave_game(db.session.get_one(Player, ids["parent"]))

    hold = "SELECT id FROM player WHERE id = {} FOR NO KEY UPDATE {}"
    with ThreadPoolExecutor(1) as others, db.engine.connect() as host:
        host.execute(text(hold.format(ids["parent"], "")))
        leaving = others.submit(leave)
        while not host.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")):
            assert not leaving.done()
        host.execute(text(hold.format(ids["child"], "NOWAIT")))  # raises when it is held
        host.rollback()
        leaving.result()
    db.session.expire_all()
    assert parent.is_gone and child.is_gone
