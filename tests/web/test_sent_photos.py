"""A photo that is sent: what is taken in, what is refused in words, and what is left behind."""

import json
import re

import pytest
from flask import Flask
from PIL import ImageStat

from tests.photos import corners, encoded, jpeg_that_claims, noise, opened, png_that_claims, webp_that_claims
from tests.web.street import SIZES, Street, send, sent, store_of
from tests.world import jpeg
from wijkspel.db import db
from wijkspel.jobs.media_sweep import sweep_media
from wijkspel.media.queries import files_that_belong
from wijkspel.photos.models import Photo
from wijkspel.places.queries import all_basemap_files

HOSTILE = {
    "bomb": png_that_claims(40_000, 40_000),
    "fifty megapixels": png_that_claims(10_000, 5_001, depth=8, colour=2),
    "claims in webp": webp_that_claims(16_383, 16_383),
    "jpeg that lies": jpeg_that_claims(9_000, 9_000),
    "truncated": encoded(noise(400, 400), "JPEG")[:5000],
    "nothing": b"",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "page": b"<!doctype html><script>alert(1)</script>" + jpeg(),
    "zip": b"PK\x03\x04" + bytes(2000),
    "animated": encoded(
        corners(64, 64), "WEBP", save_all=True, append_images=[corners(64, 64).rotate(90)], duration=100, lossless=True
    ),
    "gif": encoded(corners(64, 64), "GIF"),
}


def test_the_same_bytes_are_the_same_photo_and_another_one_is_refused_in_words(app: Flask, street: Street) -> None:
    content = encoded(noise(300, 200), "JPEG")
    photo = sent(street, content)
    files = set(store_of(app).names())
    assert send(street.one, street.meeting, content).headers["Location"] == photo
    assert send(street.other, street.meeting, content).headers["Location"] == photo
    answer = send(street.other, street.meeting, jpeg("blue"))
    assert answer.status_code == 409 and "Er is al een foto" in answer.text
    hides_more = send(street.one, street.meeting, content, json.dumps([{"x": 0.5, "y": 0.5, "radius": 0.2}]))
    assert hides_more.status_code == 409, "a face that was to be hidden is never believed to be"
    assert set(store_of(app).names()) == files


def test_a_face_that_was_tapped_is_in_no_size_of_the_photo(street: Street) -> None:
    area = {"x": 0.25, "y": 0.25, "radius": 0.2}
    answer = send(street.one, street.meeting, encoded(noise(1600, 1600), "JPEG"), json.dumps([area]))
    photo = answer.headers["Location"]
    for size in SIZES:
        shown = opened(street.one.get(f"{photo}-{size}").data).convert("L")
        tenth = shown.width // 10
        inside, outside = ((2 * tenth,) * 2 + (3 * tenth,) * 2, (7 * tenth,) * 2 + (8 * tenth,) * 2)
        hidden, seen = (ImageStat.Stat(shown.crop(box)).stddev[0] for box in (inside, outside))
        assert hidden < seen / 3, f"{size}: something of what was there can still be seen"


@pytest.mark.parametrize("areas", ["x", "{}", '[{"x": 2, "y": 0, "radius": 1}]', "[[]]", "[" * 5000, '[{"x": NaN}]'])
def test_faces_that_are_not_understood_refuse_the_photo(app: Flask, street: Street, areas: str) -> None:
    before = set(store_of(app).names())
    answer = send(street.one, street.meeting, jpeg(), areas)
    assert answer.status_code == 422 and "Tik de gezichten" in answer.text
    assert set(store_of(app).names()) == before


@pytest.mark.parametrize("name", ["a.jpg", "../../etc/passwd", "a.svg", "a.php\x00.jpg"])
def test_a_name_decides_nothing(street: Street, name: str) -> None:
    assert send(street.one, street.meeting, jpeg(), name=name).status_code == 303


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_is_refused_in_words_and_leaves_nothing_behind(app: Flask, street: Street, kind: str) -> None:
    before, rows = set(store_of(app).names()), db.session.query(Photo).count()
    answer = send(street.one, street.meeting, HOSTILE[kind])
    assert answer.status_code in (400, 422)
    said = re.search(r'data-part="wrong" role="alert">.*?<span>([^<]{20,})</span>', answer.text)
    assert said, "it is said on the form itself"
    assert set(store_of(app).names()) == before and db.session.query(Photo).count() == rows
    assert "Maak er een foto bij" in street.one.get(street.meeting).text, "the next try is free"


def test_what_is_larger_than_16_megabytes_is_refused_before_it_is_read(app: Flask, street: Street) -> None:
    before = set(store_of(app).names())
    answer = send(street.one, street.meeting, bytes(16 * 1024**2))
    assert answer.status_code == 413 and "16 MB" in answer.text
    answer = send(street.one, street.meeting, jpeg() + bytes(15 * 1024**2))
    assert answer.status_code == 400 and "15 MB" in answer.text
    assert set(store_of(app).names()) == before


def test_a_photo_with_another_file_behind_it_loses_what_hides_there(street: Street) -> None:
    photo = sent(street, jpeg() + b"PK\x03\x04<script>alert(1)</script>")
    for size in SIZES:
        assert b"script" not in street.one.get(f"{photo}-{size}").data


def test_photos_are_sent_twenty_times_an_hour_from_a_phone(street: Street) -> None:
    for _ in range(20):
        assert send(street.one, street.meeting, b"no photo").status_code == 400
    assert send(street.one, street.meeting, jpeg()).status_code == 429


def test_nothing_is_left_in_the_store_that_no_row_speaks_of(app: Flask, street: Street) -> None:
    send(street.one, street.meeting, HOSTILE["truncated"])
    sent(street)
    store = store_of(app)
    assert sweep_media(store, patience=-1).removed == 0
    assert set(store.names()) == files_that_belong() | all_basemap_files()
