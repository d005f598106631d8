"""A photo of a meeting is sent: once, in time, and only when nobody in it stands in the way."""

import pytest
from sqlalchemy import func, select

from tests.conftest import on_both_engines
from tests.domain.photos.steps import send, taken_back
from tests.playing import Time, meet, new_player, photograph
from tests.world import koppel
from wijkspel.db import db, write
from wijkspel.errors import Conflict, NotAllowed
from wijkspel.game.actions.complaining import stay_apart
from wijkspel.game.actions.confirming import confirm_meeting
from wijkspel.game.actions.leaving import leave_game
from wijkspel.game.queries.presences import invitation_of
from wijkspel.media.models import Picture
from wijkspel.players.actions.players import say_age

pytestmark = [on_both_engines, pytest.mark.usefixtures("app")]


def test_a_meeting_has_one_photo_and_the_same_bytes_are_the_same_photo(time: Time) -> None:
    one, other = new_player(), new_player()
    meeting = meet(one, other)
    photo = send(meeting, one, "a")
    assert send(meeting, one, "a").id == photo.id and send(meeting, other, "a").id == photo.id
    with pytest.raises(Conflict, match="photo_is_there"):
        send(meeting, other, "b")
    pictures = select(func.count(Picture.id)).where(Picture.maker == "De mensen op de foto")
    assert db.session.scalar(pictures.where(Picture.neighbourhood_id == koppel().id)) == 1


def test_nobody_joins_a_meeting_that_has_a_photo(time: Time) -> None:
    one, other, late = new_player(), new_player(), new_player()
    meeting = meet(one, other)
    invitation = invitation_of(meeting)
    assert invitation
    photograph(meeting, one)
    with pytest.raises(Conflict, match="invitation_over"), write():
        confirm_meeting(invitation, late)
    with write():
        assert confirm_meeting(invitation, other).id == meeting.id, "a second tap gets the same answer"
    assert meet(one, late).id != meeting.id, "an invitation anew will do"


def test_a_photo_that_was_taken_back_does_not_come_back_and_nobody_is_asked_for_ever(time: Time) -> None:
    one, other = new_player(), new_player()
    meeting = meet(one, other)
    for sent in ("a", "b", "c"):
        taken_back(send(meeting, one, sent), other)
        with pytest.raises(Conflict, match="photo_taken_back"):
            send(meeting, one, sent)
    with pytest.raises(Conflict, match="photo_enough"):
        send(meeting, one, "d")


def test_a_photo_comes_within_two_days(time: Time) -> None:
    one, other = new_player(), new_player()
    meeting = meet(one, other)
    time.pass_by(hours=48, seconds=1)
    with pytest.raises(Conflict, match="photo_too_late"):
        photograph(meeting, one)


@pytest.mark.parametrize("why", ["child", "left", "apart"])
def test_why_a_meeting_gets_no_photo_is_not_told(time: Time, why: str) -> None:
    one, other = new_player(), new_player()
    meeting = meet(one, other)
    with write():
        if why == "child":
            say_age(other, is_grown_up=False)
        elif why == "left":
            leave_game(other)
        else:
            stay_apart(other, one)
    with pytest.raises(NotAllowed, match="no_photo_here"):
        photograph(meeting, one)
