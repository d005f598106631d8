"""Photos that go: by silence, by who leaves, by the end of a round, and what is remembered of those that are gone."""

from datetime import timedelta

import pytest

from tests.conftest import on_both_engines
from tests.domain.photos.steps import KINDS, forgotten, row_counts, taken_back, who_sees
from tests.playing import Time, meet, new_player, photograph, release, the_round
from tests.world import koppel
from wijkspel.db import write
from wijkspel.errors import Gone
from wijkspel.game.actions.leaving import clean_up, leave_game
from wijkspel.photos.actions.forgetting import forget_traces, leave_photos, let_go_of_photos
from wijkspel.photos.queries.saying import photos_kept_of
from wijkspel.photos.queries.seeing import photo_seen_by, sees
from wijkspel.players.actions.players import say_age

pytestmark = [on_both_engines, pytest.mark.usefixtures("app")]


def test_a_photo_of_somebody_who_turns_out_to_be_a_child_is_seen_by_nobody_and_goes(time: Time) -> None:
    one, other = new_player(), new_player()
    photo = photograph(meet(one, other), one)
    release(photo, one, other)
    time.pass_by(days=2)
    with write():
        say_age(other, is_grown_up=False)
    assert who_sees(photo, one, other, None) == [False] * 3
    assert len(forgotten()) == KINDS


def test_silence_is_no_yes_and_after_two_weeks_the_photo_is_gone(time: Time) -> None:
    one, other = new_player(), new_player()
    photo = photograph(meet(one, other), one)
    release(photo, one)
    time.pass_by(days=13, hours=23)
    assert forgotten() == [] and sees(other, photo, koppel())
    time.pass_by(hours=1)
    assert who_sees(photo, one, other, None) == [False] * 3, "also before the chore comes by"
    assert len(forgotten()) == KINDS and forgotten() == []


def test_who_leaves_takes_every_photo_along_and_nothing_is_kept_of_it(time: Time) -> None:
    one, other, third = new_player(), new_player(), new_player()
    first, second = photograph(meet(one, other), one), photograph(meet(third, other), third)
    release(first, one, other)
    with write():
        names = leave_photos(other)
        leave_game(other)
    assert len(names) == 2 * KINDS and first.is_gone and second.is_gone
    assert photos_kept_of(other) == []
    assert [kept["is_gone"] for kept in photos_kept_of(one)] == [True]


def test_what_everybody_released_stays_when_its_round_is_cleaned_up_until_a_yes_ends(time: Time) -> None:
    playing, people = the_round(), [new_player() for _ in range(4)]
    time.be(playing.closes_at - timedelta(hours=1))
    kept, printed = photograph(meet(*people[:2]), people[0]), photograph(meet(*people[2:]), people[2])
    ours = photograph(meet(people[3], people[0]), people[0])
    release(kept, *people[:2])
    release(printed, *people[2:], gallery=False, in_print=True)
    release(ours, people[0], people[3], gallery=False)
    time.pass_by(days=1)
    with write():
        names = let_go_of_photos(playing)
        clean_up(playing)
    assert len(names) == KINDS and ours.is_gone and not kept.is_gone and not printed.is_gone
    assert kept.meeting_id is None and sees(None, kept, koppel())
    assert [sees(people[0], photo, koppel()) for photo in (kept, printed, ours)] == [True, False, False]
    assert row_counts() == [3, 4, 8, 0], "of the photo that is gone nothing says who was in it"
    release(printed, people[2], gallery=False, in_print=False)
    assert len(forgotten()) == KINDS and printed.is_gone, "without its meeting a photo of “only us” has no place"


def test_who_was_in_a_photo_that_is_gone_is_forgotten_after_a_while_and_that_it_is_gone_is_not(time: Time) -> None:
    one, other = new_player(), new_player()
    photo = photograph(meet(one, other), one)
    taken_back(photo, one)
    assert photo.sent
    time.pass_by(days=3)
    with write():
        assert forget_traces() == 0
    assert photo.sent is None, "nothing can be sent a second time by now"
    time.pass_by(days=88)
    with write():
        assert forget_traces() == 3
    assert row_counts() == [1, 0, 0, 0]
    with pytest.raises(Gone):
        photo_seen_by(None, photo.public_id, koppel())
