"""Many tap at once on a photo: one photo, friendly answers, and a photo that is taken back is gone for good."""

import http.client
import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask

from config import Testing
from tests.conftest import on_both_engines
from tests.playing import meet, new_player
from tests.server import Server
from tests.world import jpeg, koppel
from wijkspel.db import db
from wijkspel.media.queries import files_that_belong
from wijkspel.photos.models import Photo, PhotoConsent
from wijkspel.places.queries import all_basemap_files
from wijkspel.storage import Store
from wijkspel.web.playing import COOKIE

GAME = "/de-koppel/spel"
MARK = "grens"
pytestmark = on_both_engines


@pytest.fixture
def server(settings: Testing, tmp_path: Path) -> Iterator[Server]:
    """The web process of a server: chores have no part in this."""
    with Server(settings, tmp_path) as server:
        yield server


@pytest.fixture
def phones(app: Flask) -> tuple[str, str, str]:
    """The names of two phones that met, and of their meeting."""
    tokens = [secrets.token_urlsafe(32) for _ in range(2)]
    meeting = meet(*(new_player(phone=token) for token in tokens)).public_id
    db.session.rollback()
    return tokens[0], tokens[1], meeting


def _post(server: Server, token: str, path: str, body: bytes, kind: str) -> tuple[int, str]:
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    headers = {"Sec-Fetch-Site": "same-origin", "Content-Type": kind, "Cookie": f"{COOKIE}={token}"}
    line.request("POST", path, body, headers)
    answer = line.getresponse()
    answer.read()
    line.close()
    return answer.status, answer.headers.get("Location", "")


def _send(server: Server, token: str, meeting: str, photo: bytes) -> tuple[int, str]:
    head = f'--{MARK}\r\nContent-Disposition: form-data; name="library"; filename="a.jpg"\r\n\r\n'.encode()
    body = head + photo + f"\r\n--{MARK}--\r\n".encode()
    path = f"{GAME}/ontmoeting/{meeting}/foto"
    return _post(server, token, path, body, f"multipart/form-data; boundary={MARK}")


def _press(server: Server, token: str, path: str, fields: str = "") -> int:
    return _post(server, token, path, fields.encode(), "application/x-www-form-urlencoded")[0]


def _photos(app: Flask) -> list[Photo]:
    db.session.rollback()
    return db.session.query(Photo).filter_by(neighbourhood_id=koppel().id).all()


def _nothing_is_left_over(app: Flask) -> None:
    store: Store = app.extensions["store"]
    assert set(store.names()) == files_that_belong() | all_basemap_files()


def test_many_taps_with_the_same_photo_are_one_photo_and_as_many_friendly_answers(
    app: Flask, server: Server, phones: tuple[str, str, str]
) -> None:
    one, other, meeting = phones
    photo = jpeg()
    with ThreadPoolExecutor(12) as taps:
        answers = list(taps.map(lambda number: _send(server, (one, other)[number % 2], meeting, photo), range(12)))
    assert {status for status, _ in answers} == {303} and len({where for _, where in answers}) == 1
    assert len(_photos(app)) == 1
    _nothing_is_left_over(app)


def test_two_different_photos_at_the_same_moment_are_one_and_a_refusal(
    app: Flask, server: Server, phones: tuple[str, str, str]
) -> None:
    one, other, meeting = phones
    tries = [(one, jpeg("red")), (other, jpeg("blue"))] * 3
    with ThreadPoolExecutor(6) as taps:
        answers = list(taps.map(lambda one_try: _send(server, one_try[0], meeting, one_try[1]), tries))
    assert sorted(status for status, _ in answers) == [303] * 3 + [409] * 3
    assert len(_photos(app)) == 1
    _nothing_is_left_over(app)


def test_a_yes_and_a_no_at_the_same_moment_are_a_no(app: Flask, server: Server, phones: tuple[str, str, str]) -> None:
    one, other, meeting = phones
    address = _send(server, one, meeting, jpeg())[1]
    taps = [(one, "keuze", "purpose=gallery"), (other, "weg", "")] * 8
    with ThreadPoolExecutor(16) as at_once:
        answers = list(at_once.map(lambda tap: _press(server, tap[0], f"{address}/{tap[1]}", tap[2]), taps))
    assert set(answers) <= {303, 410}
    (photo,) = _photos(app)
    assert photo.is_gone and photo.picture_id is None
    _nothing_is_left_over(app)


def test_many_taps_on_a_choice_are_one_yes_for_each_purpose(
    app: Flask, server: Server, phones: tuple[str, str, str]
) -> None:
    one, other, meeting = phones
    address = _send(server, one, meeting, jpeg())[1]
    with ThreadPoolExecutor(16) as taps:
        fields = "purpose=gallery&purpose=print"
        answers = list(taps.map(lambda _: _press(server, other, f"{address}/keuze", fields), range(30)))
    assert set(answers) == {303}
    (photo,) = _photos(app)
    assert db.session.query(PhotoConsent).filter_by(photo_id=photo.id).count() == 4  # and “only us” of who sent it
