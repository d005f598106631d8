"""Who leaves takes everything along but the points of others, and holds nobody up."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import text

from tests.conftest import on_both_engines
from tests.playing import Time, a_store, meet, new_player, score
from tests.world import koppel
from wijkspel.db import db, write
from wijkspel.errors import Invalid
from wijkspel.game.actions.complaining import close_complaint, complain, stay_apart
from wijkspel.game.actions.flagging import choose_nickname, flag_nickname, keep_nickname, take_nickname_away
from wijkspel.game.actions.leaving import leave_game
from wijkspel.game.models import Complaint
from wijkspel.game.queries.complaints import open_complaints
from wijkspel.game.queries.own_data import everything_of
from wijkspel.jobs.forgetting import forget_old
from wijkspel.players.actions.parents import add_child
from wijkspel.players.models import Player
from wijkspel.players.queries import flags_by, open_flags


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


@on_both_engines
def test_what_did_not_feel_good_to_me_and_whom_i_keep_apart_are_part_of_what_is_kept(app: Flask, time: Time) -> None:
    one, other = new_player(), new_player()
    meeting = meet(one, other)
    with write():
        complain(one, other, meeting, words="Hij bleef aandringen.")
        stay_apart(one, other)
    kept = everything_of(one)
    (said,), (apart,) = kept["complaints"], kept["kept_apart"]
    assert (said["about"], said["spot"], said["words"]) == (other.nickname, "bakkerij", "Hij bleef aandringen.")
    assert said["at"] == apart["since"] == f"{time.moment:%Y-%m-%dT%H:%M:%S}+00:00" and not said["looked_at"]
    assert apart["with"] == other.nickname
    told = everything_of(other)
    assert told["complaints"] == told["kept_apart"] == [], "the other is not told"


@on_both_engines
def test_of_what_a_leaver_told_no_word_stays_and_what_waits_is_still_looked_at(app: Flask, time: Time) -> None:
    one, other = new_player(), new_player()
    meeting = meet(one, other)
    with write():
        looked_at = complain(one, other, meeting, words="Hij bleef aandringen.").id
        close_complaint(db.session.get_one(Complaint, looked_at), by="Noor", outcome="Gebeld.")
        waits = complain(one, other, meeting, words="En nog een keer.").id
        leave_game(one)
    db.session.expire_all()
    assert db.session.get(Complaint, looked_at) is None
    (waiting,) = [complaint for complaint in open_complaints() if complaint.other_id == other.id]
    assert (waiting.id, waiting.words, waiting.player.nickname) == (waits, "", None)


@on_both_engines
def test_flags_of_a_leaver_go_but_for_what_they_hide_until_somebody_looked(app: Flask, time: Time) -> None:
    leaver, hidden, shown, stranger = (new_player() for _ in range(4))
    meet(leaver, hidden)
    meet(leaver, shown)
    with write():
        flag_nickname(leaver, hidden, reason="insulting")
        flag_nickname(leaver, shown)
        flag_nickname(leaver, stranger, reason="private")
        leave_game(leaver)
    assert hidden.is_nickname_hidden and not shown.is_nickname_hidden
    assert [flag.other_id for flag in flags_by(leaver.id)] == [hidden.id]
    assert hidden.id in {flag.other_id for flag in open_flags()}, "and somebody can find it"
    with write():
        keep_nickname(hidden, by="Noor")
    time.pass_by(days=91)
    forget_old(a_store())
    assert flags_by(leaver.id) == []


@on_both_engines
def test_a_nickname_that_was_taken_away_does_not_come_back_because_who_flagged_it_left(app: Flask, time: Time) -> None:
    leaver, player = new_player(), new_player()
    meet(leaver, player)
    with write():
        choose_nickname(player, "Fietsbel")
        flag_nickname(leaver, player, reason="insulting")
    with write():
        take_nickname_away(player, by="Noor")
        leave_game(leaver)
    with pytest.raises(Invalid, match="insult"), write():
        choose_nickname(player, "Fietsbel")


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
