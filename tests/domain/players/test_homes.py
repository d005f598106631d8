"""A home place: which one somebody chose."""

import pytest
from flask import Flask

from tests.playing import Time, new_player
from tests.world import koppel
from wijkspel.db import write
from wijkspel.errors import Conflict
from wijkspel.places.queries import spot_called
from wijkspel.players.actions.players import choose_home


def test_a_home_place_is_chosen_once_a_week(app: Flask, time: Time) -> None:
    player = new_player(home="bakkerij")
    with pytest.raises(Conflict, match="home_chosen_lately"), write():
        choose_home(player, spot_called(koppel(), "sluis"))
    time.pass_by(days=7)
    with write():
        choose_home(player, spot_called(koppel(), "sluis"))
    assert player.home_spot and player.home_spot.slug == "sluis"
