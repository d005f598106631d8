"""A photo of a meeting: everybody in it decides, and whoever takes it back takes it back for all."""

import pytest

from tests.conftest import on_both_engines
from tests.domain.photos.steps import KINDS, taken_back, who_sees
from tests.playing import Time, meet, new_card, new_host, new_player, photograph, release, scan, score
from tests.world import koppel
from wijkspel.db import write
from wijkspel.errors import Gone, Missing, NotAllowed
from wijkspel.media.queries import picture_with
from wijkspel.photos.actions.choosing import choose, end_card, stand_by
from wijkspel.photos.queries.saying import photos_kept_of, said_about
from wijkspel.photos.queries.seeing import own_photo, photo_seen_by, photos_waiting_for, sees
from wijkspel.players.actions.players import bring

pytestmark = [on_both_engines, pytest.mark.usefixtures("app")]


def test_only_the_people_in_it_see_a_photo_until_all_have_released_it(time: Time) -> None:
    one, other, third = new_player(), new_player(), new_player()
    meet(third, one)
    photo = photograph(meet(one, other), one)
    assert [said.purposes for said in said_about(photo)] == [{"game"}, None]
    assert photos_waiting_for(other, koppel()) == [photo] and photos_waiting_for(one, koppel()) == []
    release(photo, one)
    time.pass_by(days=2)
    assert who_sees(photo, one, other, third, None) == [True, True, False, False], "one key is not two"
    release(photo, other)
    assert who_sees(photo, one, other, third, None) == [True, True, False, False], "not before the next morning"
    time.pass_by(days=1)
    assert who_sees(photo, one, other, third, None) == [True] * 4
    release(photo, other, gallery=False)
    assert who_sees(photo, one, other, third, None) == [True, True, False, False]


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
    names = taken_back(photo, other)
    assert len(names) == KINDS and picture_with(picture.public_id) is None
    assert who_sees(photo, one, other, None) == [False] * 3
    for player in (one, other, None):
        with pytest.raises(Gone):
            photo_seen_by(player, photo.public_id, koppel())
    assert taken_back(photo, other) == [] and taken_back(photo, one) == []
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


def test_the_holder_of_a_card_says_once_for_every_photo_what_may_be(time: Time) -> None:
    host = new_host()
    shy, glad, walker = new_card(host), new_card(host, photos="gallery"), new_player()
    with pytest.raises(NotAllowed, match="no_photo_here"):
        photograph(scan(walker, shy), walker)
    photo = photograph(scan(walker, glad), walker)
    assert [one.purposes for one in said_about(photo) if one.player.id == glad.player_id] == [{"game", "gallery"}]
    release(photo, walker)
    time.pass_by(days=1)
    assert who_sees(photo, None, walker) == [True, True]
    with write():
        assert stand_by(glad.player, "game") == []
    assert who_sees(photo, None, walker) == [False, True]
    with write():
        assert len(stand_by(glad.player, "none")) == KINDS
    assert who_sees(photo, None, walker) == [False, False]


def test_what_a_card_said_of_photos_ends_with_the_card_and_not_for_who_plays_on_a_phone(time: Time) -> None:
    host, walker = new_host(), new_player()
    alone, with_phone = (new_card(host, photos="gallery") for _ in range(2))
    photos = [photograph(scan(walker, card), walker) for card in (alone, with_phone)]
    for photo in photos:
        release(photo, walker)
    with write():
        bring(with_phone.player, "p" * 43, koppel())
    time.pass_by(days=1)
    assert [sees(None, photo, koppel()) for photo in photos] == [True, True]
    with write():
        assert len(end_card(alone)) == KINDS and end_card(with_phone) == []
    assert [photo.is_gone for photo in photos] == [True, False]
    assert [sees(None, photo, koppel()) for photo in photos] == [False, True], "who has a phone says so there"
    with write():
        assert end_card(alone) == []
