"""The nightly sweep: what belongs to nobody goes, what was lost comes back."""

from pathlib import Path

import pytest
from flask import Flask
from PIL import Image

from wijkspel.db import write
from wijkspel.errors import Refused
from wijkspel.jobs.media_sweep import Swept, sweep_media
from wijkspel.media.actions import keep_checksums
from wijkspel.media.models import Picture
from wijkspel.media.queries import all_pictures, files_that_belong, picture_with
from wijkspel.pictures.sizes import WANTED
from wijkspel.places.queries import all_basemap_files
from wijkspel.storage import Store


def test_a_store_in_order_is_left_alone(app: Flask) -> None:
    store: Store = app.extensions["store"]
    before = set(store.names())
    assert sweep_media(store, patience=-1) == Swept(0, 0, 0)
    assert set(store.names()) == before == files_that_belong() | all_basemap_files()


def test_files_without_a_row_go_once_they_are_old_enough(app: Flask) -> None:
    store: Store = app.extensions["store"]
    store.keep("pictures/xx/xxxxxxxxxxxx-800.webp", b"x")
    store.keep("pictures/xx/xxxxxxxxxxxx-320.webp.0123abcd.part", b"x")
    assert sweep_media(store) == Swept(0, 0, 0)
    assert sweep_media(store, patience=-1) == Swept(2, 0, 0)
    assert not store.has("pictures/xx/xxxxxxxxxxxx-800.webp")


@pytest.mark.drill
def test_lost_sizes_of_a_picture_are_made_again(app: Flask) -> None:
    store: Store = app.extensions["store"]
    lost = [name for name in store.names() if name.endswith(("-320.webp", "-800.jpg"))]
    for name in lost:
        store.drop(name)
    assert sweep_media(store, patience=-1) == Swept(0, len(lost), 0)
    assert all(store.has(name) for name in lost)
    assert sweep_media(store, patience=-1) == Swept(0, 0, 0)


@pytest.mark.drill
def test_a_damaged_size_of_a_picture_is_seen_and_made_again(app: Flask) -> None:
    store: Store = app.extensions["store"]
    damaged = [name for name in store.names() if name.endswith(("-1600.jpg", "-320.webp"))]
    for name in damaged:
        content = bytearray(store.read(name))
        content[len(content) // 2] ^= 1
        store.keep(name, bytes(content))  # not in place: worlds share their files
    assert sweep_media(store, patience=-1) == Swept(0, len(damaged), 0)
    assert sweep_media(store, patience=-1) == Swept(0, 0, 0)
    for name in damaged:
        with Image.open(store.path(name)) as picture:
            picture.load()


def test_a_damaged_size_never_makes_another(app: Flask) -> None:
    store: Store = app.extensions["store"]
    picture = _large_picture()
    for size in WANTED:
        if size != (320, "jpeg"):
            store.keep(picture.file_name(*size), b"damaged")
    assert sweep_media(store, patience=-1) == Swept(0, 1, 4), "the smallest can only make its twin"
    assert store.read(picture.file_name(1600, "jpeg")) == b"damaged", "what is lost is left for who looks at it"


def test_what_is_lost_is_reported_until_it_comes_back_from_a_backup(app: Flask) -> None:
    store: Store = app.extensions["store"]
    picture = _large_picture()
    backup = {picture.file_name(*size): store.read(picture.file_name(*size)) for size in WANTED}
    for name in backup:
        store.drop(name)
    assert sweep_media(store, patience=-1) == Swept(0, 0, 6)
    assert sweep_media(store, patience=-1) == Swept(0, 0, 6)
    for name, content in backup.items():
        store.keep(name, content)
    assert sweep_media(store, patience=-1) == Swept(0, 0, 0)


def test_checksums_of_before_are_written_down_by_the_sweep(app: Flask) -> None:
    store: Store = app.extensions["store"]
    public_id = _large_picture().public_id
    known = dict(_large_picture().checksums)
    assert len(known) == len(WANTED)
    with write():
        keep_checksums(_of(public_id), {})
    assert sweep_media(store, patience=-1) == Swept(0, 0, 0)
    assert _of(public_id).checksums == known


def test_a_picture_that_is_taken_back_while_it_is_mended_stays_away(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    store: Store = app.extensions["store"]
    picture = _large_picture()
    public_id, lost = picture.public_id, picture.file_name(800, "webp")
    store.drop(lost)
    calls: list[str] = []

    def gone_the_second_time(asked: str) -> Picture | None:
        calls.append(asked)
        return None if asked == public_id and calls.count(asked) > 1 else _of(asked)

    monkeypatch.setattr("wijkspel.jobs.media_sweep.picture_with", gone_the_second_time)
    sweep_media(store, patience=-1)
    assert calls.count(public_id) == 2
    assert not store.has(lost)


def _of(public_id: str) -> Picture:
    picture = picture_with(public_id)
    assert picture
    return picture


def _large_picture() -> Picture:
    """Return a picture of the world that differs in each size."""
    return next(picture for picture in all_pictures() if len(picture.sides) == 3)


def test_what_is_not_named_by_us_is_never_removed(app: Flask) -> None:
    store: Store = app.extensions["store"]
    store.keep("private/thesis.txt", b"x")
    store.keep("pictures/holiday.jpg", b"x")
    assert sweep_media(store, patience=-1) == Swept(0, 0, 0)
    assert store.has("private/thesis.txt") and store.has("pictures/holiday.jpg")


def test_the_store_of_another_database_is_left_alone(app: Flask, tmp_path: Path) -> None:
    other = Store(tmp_path / "other")
    other.keep("pictures/xx/xxxxxxxxxxxx-800.webp", b"x")
    with pytest.raises(Refused, match="store_of_another_database"):
        sweep_media(other, patience=-1)
    assert other.has("pictures/xx/xxxxxxxxxxxx-800.webp")
