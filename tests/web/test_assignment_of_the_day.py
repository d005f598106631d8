"""The assignment of the day: another one from midnight on the clocks of the neighbourhood, and not before."""

import re
from datetime import UTC, timedelta

import pytest
from flask.testing import FlaskClient

from tests.playing import Time
from tests.web.phones import HERE, comes
from tests.world import koppel
from wijkspel.rounds.rules import begin_of, day_of
from wijkspel.web import game, screens

SCREEN = "/de-koppel/scherm/bakkerij/stand"
SHOWN = {HERE: r'name="assignment" value="([^"]+)"', SCREEN: r'screen__title">([^<]+)<'}


@pytest.mark.parametrize("path", SHOWN)
def test_the_assignment_changes_at_midnight_on_the_clocks_of_the_neighbourhood(
    client: FlaskClient, time: Time, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    for door in (game, screens):
        monkeypatch.setattr(door, "now", lambda: time.moment)
    zone = koppel().timezone
    midnight = begin_of(day_of(time.began, zone) + timedelta(days=1), zone).astimezone(UTC)

    def shown(minutes: int) -> str:
        time.be(midnight + timedelta(minutes=minutes))
        comes(client)
        found = re.search(SHOWN[path], client.get(path).text)
        assert found
        return found[1]

    evening, night, morning = shown(-1), shown(1), shown(9 * 60)
    assert evening != night == morning
