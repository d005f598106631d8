"""Nicknames as they are kept: of every length that may be typed, on both engines, and none that looks like another."""

import pytest
from flask import Flask

from tests.conftest import on_both_engines
from tests.playing import new_player
from wijkspel.db import db, write
from wijkspel.errors import Invalid
from wijkspel.players.actions.players import rename_player
from wijkspel.players.models import Player


@on_both_engines
@pytest.mark.parametrize(
    "nickname", ["مُّ" * 24, "ﬃ" * 24, "ß" * 24, "Jo"], ids=["marks", "one-sign-three", "sharp-s", "short"]
)
def test_whatever_may_be_typed_can_be_kept(app: Flask, nickname: str) -> None:
    player = new_player()
    with write():
        rename_player(player, nickname)
    assert db.session.get_one(Player, player.id).nickname == nickname


@on_both_engines
@pytest.mark.parametrize("typed", ["ﷺ" * 9, "\u3164\u3164"], ids=["one-sign-a-sentence", "nothing-to-see"])
def test_what_cannot_be_kept_or_seen_is_refused_in_time(app: Flask, typed: str) -> None:
    player = new_player()
    with pytest.raises(Invalid, match="nickname"), write():
        rename_player(player, typed)


@on_both_engines
def test_nobody_takes_a_nickname_that_looks_like_one_that_is_there(app: Flask) -> None:
    one, other = new_player(), new_player()
    with write():
        rename_player(one, "Fietsbel")
    with pytest.raises(Invalid, match="taken"), write():
        rename_player(other, "FIETSBE1")
    with write():
        rename_player(one, "fietsBel")
