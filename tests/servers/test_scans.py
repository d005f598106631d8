"""Scans on real servers: a stop writes them down, a power cut loses a minute at most, and two servers add up."""

from pathlib import Path

import pytest

from config import Testing
from tests.conftest import on_postgresql_as_a_drill
from tests.server import Server
from wijkspel import create_app
from wijkspel.db import db
from wijkspel.places.queries import sticker_with
from wijkspel.upkeep.queries import scans_by_sticker

BAKERY = "D8RVTX"


def _scan(server: Server, times: int) -> None:
    for _ in range(times):
        assert server.get(f"/q/{BAKERY}").status == 200


def _written(settings: Testing) -> int:
    app = create_app(settings)
    with app.app_context():
        sticker = sticker_with(BAKERY)
        assert sticker
        scans = scans_by_sticker().get(sticker.id)
        db.session.remove()
        db.engine.dispose()
    return scans.total if scans else 0


@on_postgresql_as_a_drill
def test_a_stop_writes_down_and_a_power_cut_loses_only_what_was_not_written(server: Server, settings: Testing) -> None:
    _scan(server, 3)
    server.stop()
    assert _written(settings) == 3
    server.start()
    _scan(server, 2)
    server.kill()
    assert _written(settings) == 3
    server.start()
    _scan(server, 1)
    server.stop()
    assert _written(settings) == 4
    assert "Traceback" not in server.log.read_text()


@pytest.mark.parametrize("engine", ["postgis"], indirect=True)
def test_two_servers_on_one_database_add_up(settings: Testing, tmp_path: Path) -> None:
    with Server(settings, tmp_path) as one, Server(settings, tmp_path) as other:
        _scan(one, 3)
        _scan(other, 4)
    assert _written(settings) == 7
