"""A photo of a meeting: everybody in it decides, and whoever takes it back takes it back for all."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.conftest import on_both_engines
from tests.playing import Time, meet, new_card, new_host, new_player, photograph, release, scan, score, the_round
from tests.world import koppel
from wijkspel.db import db, new_public_id, write
from wijkspel.errors import Conflict, Gone, Missing, NotAllowed
from wijkspel.game.actions.complaining import stay_apart
from wijkspel.game.actions.leaving import clean_up, leave_game
from wijkspel.game.models import Meeting
from wijkspel.media.actions import MadePicture
from wijkspel.media.models import Picture
from wijkspel.media.queries import picture_with
from wijkspel.photos.actions.choosing import choose, stand_by, take_back
from wijkspel.photos.actions.forgetting import forget_photos, forget_traces, leave_photos, let_go_of_photos
from wijkspel.photos.actions.sending import add_photo
from wijkspel.photos.models import Photo, PhotoConsent, PhotoFlag, PhotoPerson
from wijkspel.photos.queries.saying import photos_kept_of, said_about
from wijkspel.photos.queries.seeing import gallery, own_photo, photo_seen_by, photos_waiting_for, sees
from wijkspel.pictures.sizes import WANTED
from wijkspel.players.actions.players import say_age
from wijkspel.players.models import Player

pytestmark = [on_both_engines, pytest.mark.usefixtures("app")]
KINDS = 6  # files of a photo


def _send(meeting: Meeting, by: Player, sent: str) -> Photo:
    with write():
        return add_photo(meeting, by, MadePicture(new_public_id(), "0" * 64, 800, 600), sent=sent)


def _take_back(photo: Photo, player: Player) -> list[str]:
    with write():
        return take_back(photo, player)


def _forget() -> list[str]:
    with write():
        return forget_photos()


def _counts() -> list[int]:
    """Return how many rows of De Koppel the tables of photos have."""
    tables = (Photo, PhotoPerson, PhotoConsent, PhotoFlag)
    rows = [select(func.count()).select_from(table).where(table.neighbourhood_id == koppel().id) for table in tables]
    return [db.session.scalar(row) or 0 for row in rows]


def _who_sees(photo: Photo, *people: Player | None) -> list[bool]:
    return [sees(player, photo, koppel()) for player in people]


def test_only_the_people_in_it_see_a_photo_until_all_have_released_it(time: Time) -> None:
    one, other, third = new_player(), new_player(), new_player()
    meet(third, one)
    photo = photograph(meet(one, other), one)
    assert [said.purposes for said in said_about(photo)] == [{"game"}, None]
    assert photos_waiting_for(other, koppel()) == [photo] and photos_waiting_for(one, koppel()) == []
    release(photo, one)
    time.pass_by(days=2)
    assert _who_sees(photo, one, other, third, None) == [True, True, False, False], "one key is not two"
    release(photo, other)
    assert _who_sees(photo, one, other, third, None) == [True, True, False, False], "not before the next morning"
    time.pass_by(days=1)
    assert _who_sees(photo, one, other, third, None) == [True] * 4
    release(photo, other, gallery=False)
    assert _who_sees(photo, one, other, third, None) == [True, True, False, False]


def test_the_gallery_has_a_photo_from_the_next_morning_at_seven_on_the_clocks_of_the_wijk(time: Time) -> None:
    one, other = new_player(), new_player()
    photo = photograph(meet(one, other), one)
    evening = time.moment.astimezone(ZoneInfo("Europe/Amsterdam")).replace(hour=23, minute=30)
    time.be(evening)
    release(photo, one, other)
    time.be((evening + timedelta(days=1)).replace(hour=6, minute=59))
    assert photo not in gallery(koppel()).photos
    time.be((evening + timedelta(days=1)).replace(hour=7, minute=0))
    assert photo in gallery(koppel()).photos


def test_a_day_in_the_gallery_opens_nothing_without_a_yes_of_everybody(time: Time) -> None:
    one, other, third = new_player(), new_player(), new_player()
    photo = photograph(meet(one, other, third), one)
    release(photo, one, other)
    release(photo, third, gallery=False)
    with write():
        photo.shows_on = time.moment.date() - timedelta(days=2)
    assert _who_sees(photo, one, other, third, None) == [True, True, True, False]


def test_print_alone_does_not_open_the_gallery_and_yes_to_it_is_a_yes_for_a_year(time: Time) -> None:
    one, other = new_player(), new_player()
    photo = photograph(meet(one, other), one)
    release(photo, one, other, gallery=False, in_print=True)
    time.pass_by(days=3)
    assert photo.shows_on is None and not sees(None, photo, koppel())
    release(photo, one, other)
    time.pass_by(days=361)
    assert sees(None, photo, koppel()) and photo.picture
    names = [photo.picture.file_name(side, kind) for side, kind in WANTED]
    time.pass_by(days=2)
    assert _who_sees(photo, one, other, None) == [False, False, False], "the first yes to “only us” has ended"
    assert set(names) <= set(_forget()) and photo.is_gone


def test_a_choice_is_never_overwritten_and_a_second_tap_changes_nothing(time: Time) -> None:
    one, other = new_player(), new_player()
    photo = photograph(meet(one, other), one)
    for gallery_too in (True, True, False, False, True):
        release(photo, other, gallery=gallery_too)
        time.pass_by(minutes=1)
    kept = photos_kept_of(other)[0]["consents"]
    assert [(row["purpose"], row["withdrawn_at"] is None) for row in kept] == [
        ("game", True),
        ("gallery", False),
        ("gallery", True),
    ]


def test_one_takes_it_back_and_it_is_gone_for_all_and_the_points_stay(time: Time) -> None:
    one, other = new_player(), new_player()
    photo = photograph(meet(one, other), one)
    release(photo, one, other)
    time.pass_by(days=1)
    before, picture = score(one), photo.picture
    assert picture and sees(None, photo, koppel())
    names = _take_back(photo, other)
    assert len(names) == KINDS and picture_with(picture.public_id) is None
    assert _who_sees(photo, one, other, None) == [False] * 3
    for player in (one, other, None):
        with pytest.raises(Gone):
            photo_seen_by(player, photo.public_id, koppel())
    assert _take_back(photo, other) == [] and _take_back(photo, one) == []
    with pytest.raises(Gone), write():
        choose(photo, one, gallery=True, in_print=True)
    assert score(one) == score(other) == before
    kept = (photo.picture_id, photo.spot_id, photo.taken_by_id, photo.shows_on, photo.verdict)
    assert kept == (None,) * 5, "the row keeps only that it is gone"


def test_who_is_not_in_it_may_not_even_know_that_there_is_one(time: Time) -> None:
    one, other, third = new_player(), new_player(), new_player()
    photo = photograph(meet(one, other), one)
    for ask in (photo_seen_by, own_photo):
        with pytest.raises(Missing):
            ask(third, photo.public_id, koppel())
    with pytest.raises(Missing):
        photo_seen_by(None, photo.public_id, koppel())


def test_a_meeting_has_one_photo_and_the_same_bytes_are_the_same_photo(time: Time) -> None:
    one, other = new_player(), new_player()
    meeting = meet(one, other)
    photo = _send(meeting, one, "a")
    assert _send(meeting, one, "a").id == photo.id and _send(meeting, other, "a").id == photo.id
    with pytest.raises(Conflict, match="photo_is_there"):
        _send(meeting, other, "b")
    pictures = select(func.count(Picture.id)).where(Picture.maker == "De mensen op de foto")
    assert db.session.scalar(pictures.where(Picture.neighbourhood_id == koppel().id)) == 1


def test_a_photo_that_was_taken_back_does_not_come_back_and_nobody_is_asked_for_ever(time: Time) -> None:
    one, other = new_player(), new_player()
    meeting = meet(one, other)
    for sent in ("a", "b", "c"):
        _take_back(_send(meeting, one, sent), other)
        with pytest.raises(Conflict, match="photo_taken_back"):
            _send(meeting, one, sent)
    with pytest.raises(Conflict, match="photo_enough"):
        _send(meeting, one, "d")


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


def test_the_holder_of_a_card_says_once_for_every_photo_what_may_be(time: Time) -> None:
    host = new_host()
    shy, glad, walker = new_card(host), new_card(host, photos="gallery"), new_player()
    with pytest.raises(NotAllowed, match="no_photo_here"):
        photograph(scan(walker, shy), walker)
    photo = photograph(scan(walker, glad), walker)
    assert [one.purposes for one in said_about(photo) if one.player.id == glad.player_id] == [{"game", "gallery"}]
    release(photo, walker)
    time.pass_by(days=1)
    assert _who_sees(photo, None, walker) == [True, True]
    with write():
        assert stand_by(glad.player, "game") == []
    assert _who_sees(photo, None, walker) == [False, True]
    with write():
        assert len(stand_by(glad.player, "none")) == KINDS
    assert _who_sees(photo, None, walker) == [False, False]


def test_a_photo_of_somebody_who_turns_out_to_be_a_child_is_seen_by_nobody_and_goes(time: Time) -> None:
    one, other = new_player(), new_player()
    photo = photograph(meet(one, other), one)
    release(photo, one, other)
    time.pass_by(days=2)
    with write():
        say_age(other, is_grown_up=False)
    assert _who_sees(photo, one, other, None) == [False] * 3
    assert len(_forget()) == KINDS


def test_silence_is_no_yes_and_after_two_weeks_the_photo_is_gone(time: Time) -> None:
    one, other = new_player(), new_player()
    photo = photograph(meet(one, other), one)
    release(photo, one)
    time.pass_by(days=13, hours=23)
    assert _forget() == [] and sees(other, photo, koppel())
    time.pass_by(hours=1)
    assert _who_sees(photo, one, other, None) == [False] * 3, "also before the chore comes by"
    assert len(_forget()) == KINDS and _forget() == []


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
    assert _counts() == [3, 4, 8, 0], "of the photo that is gone nothing says who was in it"
    release(printed, people[2], gallery=False, in_print=False)
    assert len(_forget()) == KINDS and printed.is_gone, "without its meeting a photo of “only us” has no place"


def test_who_was_in_a_photo_that_is_gone_is_forgotten_after_a_while_and_that_it_is_gone_is_not(time: Time) -> None:
    one, other = new_player(), new_player()
    photo = photograph(meet(one, other), one)
    _take_back(photo, one)
    assert photo.sent
    time.pass_by(days=3)
    with write():
        assert forget_traces() == 0
    assert photo.sent is None, "nothing can be sent a second time by now"
    time.pass_by(days=88)
    with write():
        assert forget_traces() == 3
    assert _counts() == [1, 0, 0, 0]
    with pytest.raises(Gone):
        photo_seen_by(None, photo.public_id, koppel())


def test_the_gallery_has_pages_of_24_newest_day_first(app: Flask, time: Time) -> None:
    host, photos = new_player(), []
    for number in range(26):
        guest = new_player()
        photo = photograph(meet(host, guest), guest)
        release(photo, host, guest)
        photos.append(photo)
        time.pass_by(days=1 if number == 12 else 0, minutes=10)
    time.pass_by(days=1)
    first, second = gallery(koppel(), 1), gallery(koppel(), 2)
    assert (len(first.photos), len(second.photos), first.pages) == (24, 2, 2)
    assert gallery(koppel(), 99).number == 2 and gallery(koppel(), 0).number == 1
    shown = [*first.photos, *second.photos]
    assert {photo.id for photo in shown} == {photo.id for photo in photos}
    assert [photo.shows_on for photo in shown] == sorted((photo.shows_on for photo in shown), reverse=True)
    assert [photo.id for photo in shown[:13]] != [photo.id for photo in photos[:12:-1]], "no order of time within a day"
    assert [photo.public_id for photo in shown[:13]] == sorted(photo.public_id for photo in shown[:13])
