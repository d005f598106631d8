"""The gallery: from which morning it has a photo, whose yes that takes, and its pages."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from tests.conftest import on_both_engines
from tests.domain.photos.steps import forgotten, who_sees
from tests.playing import Time, meet, new_player, photograph, release
from tests.world import koppel
from wijkspel.db import write
from wijkspel.photos.queries.saying import consents_about
from wijkspel.photos.queries.seeing import gallery, sees
from wijkspel.pictures.sizes import WANTED

pytestmark = [on_both_engines, pytest.mark.usefixtures("app")]


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
    assert who_sees(photo, one, other, third, None) == [True, True, True, False]


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
    assert who_sees(photo, one, other, None) == [False, False, False], "the first yes to “only us” has ended"
    assert set(names) <= set(forgotten()) and photo.is_gone


def test_who_says_yes_again_later_says_so_for_another_year(time: Time) -> None:
    one, other = new_player(), new_player()
    photo = photograph(meet(one, other), one)
    release(photo, one, other)
    time.pass_by(days=200)
    release(photo, one, other)
    release(photo, one)  # a second tap
    assert len([row for row in consents_about(photo) if row.player_id == one.id]) == 4
    time.pass_by(days=200)
    assert sees(None, photo, koppel())
    release(photo, other, gallery=False)
    assert who_sees(photo, one, other, None) == [True, True, False], "a no ends every yes"


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
