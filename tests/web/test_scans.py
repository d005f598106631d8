"""Counting scans: one number for a sticker and a day, kept in memory for a minute, and nothing of whom."""

import time
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text

from tests.conftest import on_both_engines
from tests.world import ELSEWHERE, RETIRED
from wijkspel.db import db, write
from wijkspel.places.queries import sticker_with
from wijkspel.upkeep.models import ScanCount
from wijkspel.web.scans import ScanCounter

BAKERY, LOCK = "D8RVTX", "W3NPC9"
KEPT_AND_NEW = pytest.mark.parametrize("way", ["/q/D8RVTX", "/Q/d8r-vtx"], ids=["a kept page", "a page made anew"])


def _counts(code: str = BAKERY) -> dict[date, int]:
    db.session.rollback()
    sticker = sticker_with(code)
    assert sticker
    rows = db.session.scalars(select(ScanCount).where(ScanCount.sticker_id == sticker.id))
    return {row.day: row.count for row in rows}


def _written(app: Flask, code: str = BAKERY) -> int:
    counter: ScanCounter = app.extensions["scans"]
    assert counter.write_down()
    return sum(_counts(code).values())


@on_both_engines
@KEPT_AND_NEW
def test_every_scan_counts_once(app: Flask, client: FlaskClient, way: str) -> None:
    for _ in range(3):
        assert client.get(way).status_code == 200
    assert _counts() == {}
    assert _written(app) == 3
    client.get(way)
    assert _written(app) == 4
    assert _written(app, LOCK) == 0


@KEPT_AND_NEW
@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Purpose": "prefetch"},
        {"Sec-Purpose": "prefetch;prerender"},
        {"Sec-Fetch-Mode": "cors"},
        {"Sec-Fetch-Mode": "no-cors"},
    ],
)
def test_looking_ahead_and_keeping_for_later_is_no_scan(
    app: Flask, client: FlaskClient, way: str, headers: dict[str, str]
) -> None:
    client.get(way)
    for _ in range(2):
        assert client.get(way, headers=headers).status_code == 200
        client.head(way)
    assert _written(app) == 1


@KEPT_AND_NEW
def test_the_same_page_in_another_language_is_no_second_scan(app: Flask, client: FlaskClient, way: str) -> None:
    client.get(way, headers={"Sec-Fetch-Mode": "navigate"})
    for _ in range(2):
        client.get(f"{way}?taal=ar", headers={"Sec-Fetch-Mode": "navigate", "Referer": f"http://127.0.0.1:8000{way}"})
    assert _written(app) == 1


def test_a_page_that_the_phone_has_already_is_a_scan_too(app: Flask, client: FlaskClient) -> None:
    etag = client.get("/q/D8RVTX").headers["ETag"]
    assert client.get("/q/D8RVTX", headers={"If-None-Match": etag}).status_code == 304
    assert _written(app) == 2


def test_a_sticker_out_of_use_that_still_hangs_somewhere_is_counted(app: Flask, client: FlaskClient) -> None:
    client.get(f"/q/{RETIRED}")
    assert _written(app, RETIRED) == 1


def test_other_pages_and_wrong_codes_count_nothing(app: Flask, client: FlaskClient) -> None:
    before = _written(app) + _written(app, ELSEWHERE)
    for path in ("/de-koppel/plekken/bakkerij", "/q/QQQQQQ", "/q/D8RVTX?taal=xx", "/q/?code=D8RVTX", "/"):
        client.get(path)
    assert _written(app) + _written(app, ELSEWHERE) == before


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 25, 22, 59, tzinfo=UTC), date(2026, 11, 25)),
        (datetime(2026, 11, 25, 23, 1, tzinfo=UTC), date(2026, 11, 26)),
        (datetime(2026, 7, 1, 22, 1, tzinfo=UTC), date(2026, 7, 2)),
    ],
)
def test_a_day_is_a_day_of_the_neighbourhood(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, moment: datetime, day: date
) -> None:
    monkeypatch.setattr("wijkspel.web.scans.now", lambda: moment)
    for _ in range(2):
        client.get(f"/q/{BAKERY}")
    _written(app)
    assert _counts() == {day: 2}


@on_both_engines
def test_counts_wait_while_nothing_can_be_written(app: Flask, client: FlaskClient) -> None:
    counter: ScanCounter = app.extensions["scans"]
    client.get(f"/q/{BAKERY}")
    with write() as session:
        session.execute(text("ALTER TABLE scan_count RENAME TO away"))
    assert not counter.write_down()
    client.get(f"/q/{BAKERY}")
    with write() as session:
        session.execute(text("ALTER TABLE away RENAME TO scan_count"))
    assert _written(app) == 2


def test_counts_wait_while_somebody_else_holds_the_database(app: Flask, client: FlaskClient) -> None:
    counter: ScanCounter = app.extensions["scans"]
    client.get(f"/q/{BAKERY}")
    with db.engine.connect().execution_options(wijkspel_begin="BEGIN IMMEDIATE") as connection:
        connection.execute(text("UPDATE sticker SET code = code"))
        assert not counter.write_down()
        client.get(f"/q/{BAKERY}")  # who reads does not wait
    assert _written(app) == 2


def test_a_server_writes_down_by_itself_and_once_more_when_it_stops(app: Flask, client: FlaskClient) -> None:
    counter = app.extensions["scans"]
    counter._seconds = 0.05
    counter.start()
    client.get(f"/q/{BAKERY}")
    deadline = time.monotonic() + 10
    while not _counts() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert sum(_counts().values()) == 1
    counter._seconds = 600
    time.sleep(0.1)
    client.get(f"/q/{BAKERY}")
    counter.stop()
    assert sum(_counts().values()) == 2


def test_a_row_holds_a_sticker_a_day_and_a_number_and_nothing_else() -> None:
    assert set(ScanCount.__table__.columns.keys()) == {
        "id",
        "organisation_id",
        "neighbourhood_id",
        "sticker_id",
        "day",
        "count",
    }
