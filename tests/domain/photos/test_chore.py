"""The nightly chore: rows of photos first, then their files, and what a crash leaves goes with the sweep."""

import os

import pytest
from flask import Flask

from tests.playing import Time, a_store, meet, new_player, release, the_round
from tests.world import jpeg, koppel
from wijkspel.db import write
from wijkspel.jobs.forgetting import forget_old
from wijkspel.jobs.media_sweep import sweep_media
from wijkspel.media.actions import make_picture
from wijkspel.photos.actions.sending import add_photo
from wijkspel.photos.models import Photo
from wijkspel.photos.queries.seeing import sees
from wijkspel.players.models import Player
from wijkspel.storage import Store


def _photo(one: Player, other: Player) -> tuple[Photo, list[str]]:
    """Let two meet and send a photo, and return it with the names of its files."""
    before, meeting, made = set(a_store().names()), meet(one, other), make_picture(jpeg(), a_store())
    with write():
        photo = add_photo(meeting, one, made, sent=made.public_id)
    return photo, sorted(set(a_store().names()) - before)


def test_after_two_weeks_of_silence_rows_and_files_are_gone(app: Flask, time: Time) -> None:
    photo, files = _photo(new_player(), new_player())
    time.pass_by(days=13)
    forget_old(a_store())
    assert all(a_store().has(name) for name in files) and len(files) == 6
    time.pass_by(days=1)
    assert forget_old(a_store()).photos == 1
    assert photo.is_gone and not any(a_store().has(name) for name in files)
    assert forget_old(a_store()).photos == 0


def test_a_round_that_is_cleaned_up_takes_the_photos_along_that_not_everybody_released(app: Flask, time: Time) -> None:
    playing = the_round()
    people = [new_player() for _ in range(4)]
    kept, kept_files = _photo(people[0], people[1])
    ours, our_files = _photo(people[2], people[3])
    release(kept, *people[:2])
    release(ours, *people[2:], gallery=False)
    time.be(playing.cleans_at)
    forgotten = forget_old(a_store())
    assert (forgotten.rounds, forgotten.photos) >= (1, 1) and ours.is_gone and not kept.is_gone
    assert sees(None, kept, koppel()) and kept.meeting_id is None
    assert all(map(a_store().has, kept_files)) and not any(map(a_store().has, our_files))


def test_what_a_crash_leaves_between_rows_and_files_goes_with_the_sweep(
    app: Flask, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, files = _photo(new_player(), new_player())
    time.pass_by(days=15)
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(Store, "drop", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        forget_old(a_store())
    assert all(map(a_store().has, files)), "the power went before a file did"
    for name in files:
        os.utime(a_store().path(name), (0, 0))
    assert sweep_media(a_store()).removed == len(files)
