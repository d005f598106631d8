"""Reads about players, their phones, their cards, hosts and families."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from wijkspel.clock import to_the_second
from wijkspel.db import db
from wijkspel.errors import Missing
from wijkspel.players.models import Card, Device, Guardianship, Host, NicknameFlag, PlayedOn, Player
from wijkspel.players.rules import token_hash

_TIE = (Guardianship.child_id, Guardianship.parent_id)


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
    still = on_it.where(Player.gone_at.is_(None), PlayedOn.ended_at.is_(None))
    return list(db.session.scalars(still.order_by(PlayedOn.id)))


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


def card_with(code: str | None, neighbourhood_id: int | None = None) -> Card:
    """Return the card with this code, also when it is revoked, of a neighbourhood or of any. Raises Missing."""
    wanted = select(Card).where(Card.code == code).options(joinedload(Card.player))
    if neighbourhood_id is not None:
        wanted = wanted.where(Card.neighbourhood_id == neighbourhood_id)
    found = db.session.scalar(wanted)
    if found is None:
        raise Missing("no_such_card")
    return found


def cards_of_all(neighbourhood_id: int | None = None) -> list[Card]:
    """Return the cards of a neighbourhood or of all, in the order they were made."""
    wanted = select(Card).options(joinedload(Card.player)).order_by(Card.id)
    if neighbourhood_id is not None:
        wanted = wanted.where(Card.neighbourhood_id == neighbourhood_id)
    return list(db.session.scalars(wanted))


def card_of(player_id: int) -> Card | None:
    """Return the card of a player that holds."""
    own = select(Card).where(Card.player_id == player_id, Card.revoked_at.is_(None))
    return db.session.scalar(own.order_by(Card.id.desc()).limit(1))


def photo_choice_of(player: Player) -> str | None:
    """Return what the holder of a card says once for every photo; None for who says so on a phone, about each."""
    return photo_choices_of([player])[player.id]


def photo_choices_of(players: Collection[Player]) -> dict[int, str | None]:
    """Return `photo_choice_of` for many at once."""
    ids = [player.id for player in players]
    held = select(Card.player_id, Card.photo_choice).where(Card.player_id.in_(ids), Card.revoked_at.is_(None))
    said = {player: choice for player, choice in db.session.execute(held.order_by(Card.id))}  # the newer card holds
    on_phones = set(db.session.scalars(select(PlayedOn.player_id).where(PlayedOn.player_id.in_(ids)).distinct()))
    with_a_card = [one.id for one in players if one.is_grown_up is False or one.id not in on_phones]
    return dict.fromkeys(ids) | {player: said.get(player, "none") for player in with_a_card}


def count_phones(player_id: int) -> int:
    """Return on how many phones a player plays."""
    own = select(func.count(PlayedOn.id)).where(PlayedOn.player_id == player_id, PlayedOn.ended_at.is_(None))
    return db.session.scalar(own) or 0


def plays_on_a_phone(player_id: int) -> bool:
    """Return whether a player plays, or once played, on a phone."""
    return db.session.scalar(select(PlayedOn.id).where(PlayedOn.player_id == player_id).limit(1)) is not None


def host_on(device: Device) -> Host | None:
    """Return who receives people with this device."""
    taken_up = select(Host).where(Host.device_id == device.id, Host.ended_at.is_(None))
    return db.session.scalar(taken_up.options(joinedload(Host.spot)).order_by(Host.began_at.desc()).limit(1))


def own_players_of(host: Host) -> set[int]:
    """Return who plays, or once played, on the device of a host: for them somebody else has to speak."""
    return set(db.session.scalars(select(PlayedOn.player_id).where(PlayedOn.device_id == host.device_id)))


def host_with_code(code: str, neighbourhood_id: int) -> Host | None:
    """Return the host of a neighbourhood who was invited with this code."""
    wanted = select(Host).where(Host.code_hash == token_hash(code), Host.neighbourhood_id == neighbourhood_id)
    return db.session.scalar(wanted)


def host_with(public_id: str) -> Host:
    """Return the host with this random name. Raises Missing."""
    found = db.session.scalar(select(Host).where(Host.public_id == public_id))
    if found is None:
        raise Missing("no_such_host", host=public_id)
    return found


def hosts_of(neighbourhood_id: int | None = None) -> list[Host]:
    """Return the hosts of a neighbourhood or of all, in the order in which they were invited."""
    wanted = select(Host).options(joinedload(Host.spot)).order_by(Host.id)
    if neighbourhood_id is not None:
        wanted = wanted.where(Host.neighbourhood_id == neighbourhood_id)
    return list(db.session.scalars(wanted))


def a_parent_said_yes(child_id: int) -> bool:
    """Return whether a parent said, or told a host, that a child may play."""
    return db.session.scalar(select(Guardianship.id).where(Guardianship.child_id == child_id).limit(1)) is not None


def children_of(parent_id: int) -> list[Player]:
    """Return the children of a parent, in the order in which they were added."""
    own = select(Player).join(Guardianship, Guardianship.child_id == Player.id)
    return list(db.session.scalars(own.where(Guardianship.parent_id == parent_id).order_by(Guardianship.id)))


def children_with_nobody_else(parent_id: int) -> list[Player]:
    """Return the children of a parent that play on nobody's phone and for whom nobody else said yes."""
    one_yes = select(Guardianship.child_id).group_by(Guardianship.child_id).having(func.count() == 1)
    own = select(Player).join(Guardianship, Guardianship.child_id == Player.id).where(Player.id.in_(one_yes))
    alone = own.where(Guardianship.parent_id == parent_id, Player.id.not_in(select(PlayedOn.player_id)))
    return list(db.session.scalars(alone.order_by(Guardianship.id)))


def newest_child_of(parent_id: int, since: datetime) -> Player | None:
    """Return the child that a parent added last, when that was since a moment."""
    lately = select(Player).join(Guardianship, Guardianship.child_id == Player.id)
    lately = lately.where(Guardianship.parent_id == parent_id, Guardianship.said_at > since)
    return db.session.scalar(lately.order_by(Guardianship.id.desc()).limit(1))


def child_of(parent: Player, public_id: str) -> Player:
    """Return the child of a parent with this random name. Raises Missing."""
    found = next((child for child in children_of(parent.id) if child.public_id == public_id), None)
    if found is None:
        raise Missing("no_such_player")
    return found


def are_family(one: Player, other: Player) -> bool:
    """Return whether one of two players is a parent of the other, or both are children of one parent."""
    ties = select(Guardianship.child_id, Guardianship.parent_id).where(Guardianship.parent_id.is_not(None))
    of_both = ties.where(or_(*(column.in_((one.id, other.id)) for column in _TIE)))
    rows = [tuple(row) for row in db.session.execute(of_both)]
    parents = [{parent for child, parent in rows if child == player.id} for player in (one, other)]
    return bool(parents[0] & parents[1]) or one.id in parents[1] or other.id in parents[0]


def cards_and_family_of(player: Player) -> dict[str, Any]:
    """Return the cards of a player, and who is its parent or its child, as plain values."""
    cards = db.session.scalars(select(Card).where(Card.player_id == player.id).order_by(Card.id))
    yeses = db.session.scalars(select(Guardianship).where(Guardianship.child_id == player.id).order_by(Guardianship.id))
    return {
        "cards": [{"code": card.code, "status": card.status, "photo_choice": card.photo_choice} for card in cards],
        "children": [child.nickname for child in children_of(player.id)],
        "parents_who_said_yes": [
            {"parent": yes.parent.nickname if yes.parent else None, "at": to_the_second(yes.said_at)} for yes in yeses
        ],
    }
