"""When it did not feel good: it is kept for a curator, and the two are never put together again. Nobody is told."""

from datetime import timedelta

import pytest
from flask import Flask

from tests.conftest import on_both_engines
from tests.playing import Time, a_store, meet, new_player, outcomes, score, the_round
from wijkspel.db import db, write
from wijkspel.errors import Conflict, Invalid
from wijkspel.game.actions.complaining import close_complaint, complain, stay_apart
from wijkspel.game.actions.leaving import forget_old_complaints, forget_old_presences, leave_game
from wijkspel.game.models import Complaint, Meeting, Met, Pair
from wijkspel.game.queries.complaints import complaint_with, open_complaints
from wijkspel.game.queries.own_data import everything_of
from wijkspel.game.rules import LONGEST_COMPLAINT
from wijkspel.jobs.forgetting import forget_old
from wijkspel.rounds.models import PointEntry
from wijkspel.rounds.queries import entries_of, score_of_all


@on_both_engines
def test_two_who_stay_apart_never_meet_again_whoever_of_them_invites(app: Flask, time: Time) -> None:
    one, other = new_player(), new_player()
    meet(one, other)
    with write():
        stay_apart(one, other)
        stay_apart(one, other)
    time.pass_by(days=1)
    for inviting, confirming in ((one, other), (other, one)):
        with pytest.raises(Conflict, match="invitation_over"):
            meet(inviting, confirming)
    assert outcomes(meet(one, new_player())) == ["new"]


def test_in_a_group_it_is_enough_that_one_of_them_is_there(app: Flask, time: Time) -> None:
    one, other, third = new_player(), new_player(), new_player()
    with write():
        stay_apart(other, third)
    with pytest.raises(Conflict, match="invitation_over"):
        meet(one, other, third)


@on_both_engines
def test_a_complaint_waits_until_somebody_looked_at_it_and_is_deleted_90_days_later(app: Flask, time: Time) -> None:
    one, other = new_player(), new_player()
    meeting = meet(one, other)
    with write():
        first = complain(one, other, meeting, words="  Hij bleef\x00 aandringen.\n")
        assert complain(one, other, meeting, words="Hij bleef aandringen.").id == first.id
    assert first.words == "Hij bleef aandringen."
    assert first.id in [complaint.id for complaint in open_complaints()]
    with write():
        close_complaint(complaint_with(first.public_id), by="Noor", outcome="Gebeld.")
    with pytest.raises(Conflict, match="complaint_closed"), write():
        close_complaint(complaint_with(first.public_id), by="Bo", outcome="Ook gebeld.")
    time.pass_by(days=89)
    with write():
        assert forget_old_complaints() == 0
    time.pass_by(days=2)
    with write():
        assert forget_old_complaints() == 1


@on_both_engines
def test_a_complaint_that_nobody_ever_looks_at_is_deleted_after_a_year(app: Flask, time: Time) -> None:
    one, other = new_player(), new_player()
    meeting = meet(one, other)
    with write():
        complain(one, other, meeting, words="Hij bleef aandringen.")
    time.pass_by(days=364)
    forget_old(a_store())
    assert len(everything_of(one)["complaints"]) == 1, "it waits for somebody to look"
    time.pass_by(days=2)
    assert forget_old(a_store()).complaints == 1 and everything_of(one)["complaints"] == []


def test_a_complaint_is_about_somebody_who_was_there_and_not_endless(app: Flask, time: Time) -> None:
    one, other, absent = new_player(), new_player(), new_player()
    meeting = meet(one, other)
    with pytest.raises(Invalid, match="other"), write():
        complain(one, absent, meeting, words="")
    with pytest.raises(Invalid, match="words"), write():
        complain(one, other, meeting, words="x" * (LONGEST_COMPLAINT + 1))


def test_where_people_were_is_forgotten_after_two_weeks(app: Flask, time: Time) -> None:
    one, other = new_player(), new_player()
    meet(one, other)
    time.pass_by(days=13)
    with write():
        forget_old_presences()
    assert everything_of(one)["presences"]
    time.pass_by(days=2)
    with write():
        forget_old_presences()
    assert not everything_of(one)["presences"] and score(one) == 50


@on_both_engines
def test_a_round_that_is_over_is_cleaned_up_and_its_scores_stay(app: Flask, time: Time) -> None:
    playing = the_round()
    one, other = new_player(), new_player()
    meeting = meet(one, other)
    with write():
        complain(one, other, meeting, words="")
    together = score_of_all(playing)
    time.be(playing.cleans_at - timedelta(hours=1))
    forget_old(a_store())
    assert playing.cleaned_at is None
    time.be(playing.cleans_at)
    assert forget_old(a_store()).rounds == 1
    assert playing.state_at(time.moment) == "cleaned_up"
    for table in (Meeting, Met, Pair):
        assert db.session.query(table).filter_by(neighbourhood_id=playing.neighbourhood_id).count() == 0
    assert score_of_all(playing) == together and len(entries_of(one.id, playing.id, most=9)) == 2
    assert db.session.query(Complaint).filter_by(player_id=one.id).one().meeting_id is None
    keys = [line.claim_key for line in db.session.query(PointEntry).filter_by(round_id=playing.id)]
    assert keys and not any(player.public_id in key for key in keys for player in (one, other))
    assert forget_old(a_store()).rounds == 0


def test_who_leaves_is_nameless_in_what_was_told_about_them(app: Flask, time: Time) -> None:
    one, other = new_player(), new_player()
    meeting = meet(one, other)
    with write():
        complaint = complain(one, other, meeting, words="")
        leave_game(other)
    assert complaint.other.nickname is None
