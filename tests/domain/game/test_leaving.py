"""Who leaves takes everything along but the points of others, and holds nobody up."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import text

from tests.conftest import on_both_engines
from tests.playing import Time, meet, new_player, score
from tests.world import koppel
from wijkspel.db import db, write
from wijkspel.game.actions.leaving import leave_game
from wijkspel.game.queries.own_data import everything_of
from wijkspel.players.actions.parents import add_child
from wijkspel.players.models import Player


@on_both_engines
def test_who_leaves_takes_everything_along_but_the_points_of_others_stay(app: Flask, time: Time) -> None:
    one, other = new_player(home="bakkerij"), new_player()
    meet(one, other)
    before = score(other)
    kept = everything_of(one)
    assert kept["nickname"] == one.nickname and len(kept["meetings"]) == 1 and kept["presences"]
    with write():
        leave_game(one)
    assert score(other) == before
    gone = everything_of(one)
    assert one.is_gone and gone["nickname"] is None and gone["home_spot"] is None and not gone["presences"]


@pytest.mark.parametrize("engine", ["postgis"], indirect=True)
def test_a_parent_who_leaves_holds_no_child_while_a_host_holds_the_parent(app: Flask, time: Time) -> None:
    parent = new_player()
    with write():
        child = add_child(parent, koppel(), language="nl").player
    ids = {"parent": parent.id, "child": child.id}

    def leave() -> None:
        with app.app_context(), write():
            leave_game(db.session.get_one(Player, ids["parent"]))

    hold = "SELECT id FROM player WHERE id = {} FOR NO KEY UPDATE {}"
    with ThreadPoolExecutor(1) as others, db.engine.connect() as host:
        host.execute(text(hold.format(ids["parent"], "")))
        leaving = others.submit(leave)
        while not host.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")):
            assert not leaving.done()
        host.execute(text(hold.format(ids["child"], "NOWAIT")))  # raises when it is held
        host.rollback()
        leaving.result()
    db.session.expire_all()
    assert parent.is_gone and child.is_gone
