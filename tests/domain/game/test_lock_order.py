"""Whoever waits for a row holds none that comes after it: phone, invitation, spot, players. So two never wait for ever.

Only PostgreSQL holds rows; on SQLite there is one write at a time.
"""

import secrets
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from tests.playing import Time, invites, new_player, score, the_round
from tests.waiting import while_it_waits
from tests.world import koppel
from wijkspel.db import db, write
from wijkspel.game.actions.inviting import invite
from wijkspel.game.actions.leaving import leave_game
from wijkspel.game.models import Invitation
from wijkspel.places.queries import spot_called
from wijkspel.players.actions.players import bring, play_here_alone
from wijkspel.players.models import Device, Player
from wijkspel.rounds.actions import correct
from wijkspel.rounds.models import Round
from wijkspel.wordlists.signs import SIGNS

pytestmark = pytest.mark.parametrize("engine", ["postgis"], indirect=True)


def test_who_leaves_waits_for_a_phone_before_anything_else(app: Flask, time: Time) -> None:
    """As on another page of the same phone, where “I am here” holds the phone and then the player."""
    player = new_player()
    made = invites(player)
    name, invitation = player.id, made.id
    phone = db.session.scalars(select(Device.id).where(Device.player_id == name)).one()
    while_it_waits(
        _written(app, lambda: leave_game(db.session.get_one(Player, name))),
        held=f"device WHERE id = {phone}",
        free=[f"player WHERE id = {name}", f"invitation WHERE id = {invitation}"],
    )
    assert db.session.get_one(Player, name).is_gone


def test_who_plays_on_one_phone_alone_waits_for_the_others_before_anything_else(app: Flask, time: Time) -> None:
    player, phone = new_player(), secrets.token_urlsafe(32)
    with write():
        bring(player, phone, koppel())
    name = player.id
    old, new = db.session.scalars(select(Device.id).where(Device.player_id == name).order_by(Device.id))
    while_it_waits(
        _written(app, lambda: play_here_alone(db.session.get_one(Player, name), db.session.get_one(Device, new))),
        held=f"device WHERE id = {old}",
        free=[f"player WHERE id = {name}", f"played_on WHERE player_id = {name}"],
    )
    assert db.session.get_one(Device, old).player_id is None


def test_who_invites_once_more_waits_for_the_invitation_before_the_spot(app: Flask, time: Time) -> None:
    """As whoever confirms it: who holds the invitation, and then the spot."""
    player = new_player()
    made = invites(player)
    name, invitation, place = player.id, made.id, made.spot_id

    def once_more() -> None:
        who, where = db.session.get_one(Player, name), spot_called(koppel(), "bakkerij")
        assert invite(who, where, signs=SIGNS, assignment="het-weerbericht").id == invitation

    while_it_waits(
        _written(app, once_more), held=f"invitation WHERE id = {invitation}", free=[f"spot WHERE id = {place}"]
    )
    assert db.session.get_one(Invitation, invitation).assignment == "het-weerbericht"


def test_a_correction_waits_for_whoever_pays_the_same_player(app: Flask, time: Time) -> None:
    """So that its line and the sum of the player are written before or after those of a meeting."""
    player, playing = new_player(), the_round()
    name, round_id = player.id, playing.id

    def put_right() -> None:
        correct(db.session.get_one(Round, round_id), db.session.get_one(Player, name), 5, why="Vergeten te tellen")

    while_it_waits(
        _written(app, put_right), held=f"player WHERE id = {name}", free=[f"standing WHERE player_id = {name}"]
    )
    assert score(player) == 5


def _written(app: Flask, change: Callable[[], object]) -> Callable[[], None]:
    """Return what makes a change as a request does."""

    def change_it() -> None:
        with app.app_context(), write():
            change()

    return change_it
