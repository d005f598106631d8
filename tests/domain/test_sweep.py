"""The nightly sweep: what belongs to nobody goes, what was lost comes back."""

from pathlib import Path

import pytest
from flask import Flask

from wijkspel.errors import Refused
from wijkspel.jobs.media_sweep import Swept, sweep_media
from wijkspel.media.queries import files_that_belong
from wijkspel.places.queries import all_basemap_files
from wijkspel.storage import Store


def test_a_store_in_order_is_left_alone(app: Flask) -> None:
    store: Store = app.extensions["store"]
    before = set(store.names())
    assert sweep_media(store, patience=-1) == Swept(0, 0)
    assert set(store.names()) == before == files_that_belong() | all_basemap_files()


def test_files_without_a_row_go_once_they_are_old_enough(app: Flask) -> None:
    store: Store = app.extensions["store"]
    store.keep("pictures/xx/xxxxxxxxxxxx-800.webp", b"x")
    store.keep("pictures/xx/xxxxxxxxxxxx-320.webp.0123abcd.part", b"x")
    assert sweep_media(store) == Swept(0, 0)
    assert sweep_media(store, patience=-1) == Swept(2, 0)
    assert not store.has("pictures/xx/xxxxxxxxxxxx-800.webp")


def test_lost_sizes_of_a_picture_are_made_again(app: Flask) -> None:
    store: Store = app.extensions["store"]
    lost = [name for name in store.names() if name.endswith(("-320.webp", "-800.jpg"))]
    for name in lost:
        store.drop(name)
    assert sweep_media(store, patience=-1) == Swept(0, len(lost))
    assert all(store.has(name) for name in lost)
    assert sweep_media(store, patience=-1) == Swept(0, 0)


def test_what_is_not_named_by_us_is_never_removed(app: Flask) -> None:
    store: Store = app.extensions["store"]
    store.keep("private/thesis.txt", b"x")
    store.keep("pictures/holiday.jpg", b"x")
    assert sweep_media(store, patience=-1) == Swept(0, 0)
    assert store.has("private/thesis.txt") and store.has("pictures/holiday.jpg")


def test_the_store_of_another_database_is_left_alone(app: Flask, tmp_path: Path) -> None:
    other = Store(tmp_path / "other")
    other.keep("pictures/xx/xxxxxxxxxxxx-800.webp", b"x")
    with pytest.raises(Refused, match="store_of_another_database"):
        sweep_media(other, patience=-1)
    assert other.has("pictures/xx/xxxxxxxxxxxx-800.webp")
