"""Reads about players and their phones."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from wijkspel.db import db
from wijkspel.errors import Missing
from wijkspel.players.models import Device, NicknameFlag, PlayedOn, Player
from wijkspel.players.rules import token_hash


def device_with(token: str, neighbourhood_id: int) -> Device | None:
    """Return the phone with this cookie in a neighbourhood, with who plays on it now."""
    wanted = select(Device).where(Device.token_hash == token_hash(token), Device.neighbourhood_id == neighbourhood_id)
    return db.session.scalar(wanted.options(joinedload(Device.player)))


def player_with(public_id: str, neighbourhood_id: int) -> Player:
    """Return the player with this random name who is not gone. Raises Missing."""
    wanted = select(Player).where(Player.public_id == public_id, Player.neighbourhood_id == neighbourhood_id)
    found = db.session.scalar(wanted.where(Player.gone_at.is_(None)))
    if found is None:
        raise Missing("no_such_player")
    return found


def player_with_phrase(phrase_key: str, neighbourhood_id: int) -> Player | None:
    """Return the player whose recovery phrase is known by this key."""
    wanted = select(Player).where(Player.phrase_key == phrase_key, Player.neighbourhood_id == neighbourhood_id)
    return db.session.scalar(wanted)


def players_on(device: Device) -> list[Player]:
    """Return who plays on a phone, in the order in which they came."""
    on_it = select(Player).join(PlayedOn, PlayedOn.player_id == Player.id).where(PlayedOn.device_id == device.id)
    return list(db.session.scalars(on_it.where(Player.gone_at.is_(None)).order_by(PlayedOn.id)))


def share_a_phone(one: Player, other: Player) -> bool:
    """Return whether two players ever played on the same phone."""
    of_one = select(PlayedOn.device_id).where(PlayedOn.player_id == one.id)
    shared = select(PlayedOn.id).where(PlayedOn.player_id == other.id, PlayedOn.device_id.in_(of_one))
    return db.session.scalar(shared.limit(1)) is not None


def looks_taken(skeleton: str, neighbourhood_id: int) -> bool:
    """Return whether a player of this neighbourhood has a nickname that looks like this."""
    wanted = select(Player.id).where(Player.neighbourhood_id == neighbourhood_id, Player.skeleton == skeleton)
    return db.session.scalar(wanted) is not None


def player_called(skeleton: str, neighbourhood_id: int) -> Player:
    """Return the player of a neighbourhood whose nickname looks like this. Raises Missing."""
    wanted = select(Player).where(Player.neighbourhood_id == neighbourhood_id, Player.skeleton == skeleton)
    found = db.session.scalar(wanted)
    if found is None:
        raise Missing("no_such_player")
    return found


def any_player_with(public_id: str) -> Player:
    """Return the player with this random name, of whatever neighbourhood, who is not gone. Raises Missing."""
    found = db.session.scalar(select(Player).where(Player.public_id == public_id, Player.gone_at.is_(None)))
    if found is None:
        raise Missing("no_such_player", player=public_id)
    return found


def flags_on(player: Player) -> list[NicknameFlag]:
    """Return the flags on the nickname that a player has now, also those that somebody looked at."""
    about = select(NicknameFlag).where(NicknameFlag.other_id == player.id, NicknameFlag.skeleton == player.skeleton)
    return list(db.session.scalars(about.order_by(NicknameFlag.id)))


def flag_of(player_id: int, other: Player) -> NicknameFlag | None:
    """Return the flag of a player on the nickname that another has now."""
    own = select(NicknameFlag).where(NicknameFlag.player_id == player_id, NicknameFlag.other_id == other.id)
    return db.session.scalar(own.where(NicknameFlag.skeleton == other.skeleton))


def flags_by(player_id: int) -> list[NicknameFlag]:
    """Return the flags that a player put on nicknames of others."""
    own = select(NicknameFlag).where(NicknameFlag.player_id == player_id)
    return list(db.session.scalars(own.order_by(NicknameFlag.id)))


def open_flags() -> list[NicknameFlag]:
    """Return the flags that nobody has looked at, oldest first."""
    waiting = select(NicknameFlag).where(NicknameFlag.looked_at.is_(None))
    return list(db.session.scalars(waiting.order_by(NicknameFlag.said_at, NicknameFlag.id)))


def was_taken_away(player: Player, skeleton: str) -> bool:
    """Return whether a nickname that looks like this was taken from a player because it did not feel good."""
    taken = select(NicknameFlag.id).where(NicknameFlag.other_id == player.id, NicknameFlag.skeleton == skeleton)
    return db.session.scalar(taken.where(NicknameFlag.outcome == "renamed").limit(1)) is not None


def locked(players: Collection[int]) -> dict[int, Player]:
    """Return players by id, their rows locked until the end of the transaction, always in one order."""
    wanted = select(Player).where(Player.id.in_(players)).order_by(Player.id).with_for_update(key_share=True)
    return {player.id: player for player in db.session.scalars(wanted.execution_options(populate_existing=True))}
