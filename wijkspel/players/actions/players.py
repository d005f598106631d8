"""Players and the phones they play from."""

import secrets

from sqlalchemy import delete, select, update

from wijkspel.clock import now
from wijkspel.db import db, insert_into, tenant_of
from wijkspel.errors import Conflict, Invalid, NotAllowed
from wijkspel.places.models import Neighbourhood, Spot
from wijkspel.players.models import Card, Device, Guardianship, Host, NicknameFlag, Objection, PlayedOn, Player
from wijkspel.players.queries import device_with, looks_taken, player_with_phrase, players_on
from wijkspel.players.rules import MOST_ON_A_DEVICE, may_choose_home, new_token, token_hash
from wijkspel.wordlists.nicknames import made_up_nickname, problems_of_nickname, skeleton, tidy

_TRIES = 50


def player_on(token: str, neighbourhood: Neighbourhood, *, language: str) -> Player:
    """Return who plays on a phone in a neighbourhood; on a phone that is new here, a guest who begins now.

    A double tap is one guest: the second finds the phone there already.
    """
    device = phone_with(token, neighbourhood)
    return device.player or add_player(device, neighbourhood, language=language)


def add_player(device: Device, neighbourhood: Neighbourhood, *, language: str) -> Player:
    """Add a guest with a made-up nickname to a phone, and let them play on it. Raises Conflict when it is full."""
    if len(players_on(device)) >= MOST_ON_A_DEVICE:
        raise Conflict("phone_full")
    player = new_guest(neighbourhood, language=language)
    db.session.add(PlayedOn(**tenant_of(player), device_id=device.id, player_id=player.id))
    play_as(device, player)
    return player


def new_guest(neighbourhood: Neighbourhood, *, language: str) -> Player:
    """Make a player with a made-up nickname, who plays on no phone yet."""
    nickname = _free_nickname(neighbourhood.id, language)
    player = Player(
        organisation_id=neighbourhood.organisation_id,
        neighbourhood_id=neighbourhood.id,
        nickname=nickname,
        skeleton=skeleton(nickname),
        began_at=now(),
    )
    db.session.add(player)
    db.session.flush()
    return player


def play_as(device: Device, player: Player) -> None:
    """Let somebody who plays on a phone play on it from now. Raises NotAllowed for anybody else."""
    if player not in players_on(device):
        raise NotAllowed("not_on_this_phone")
    device.player_id = player.id
    db.session.flush()
    db.session.refresh(device)


def rename_player(player: Player, nickname: str) -> None:
    """Give a player another nickname. Raises Invalid; also when it looks like one of another player."""
    nickname = tidy(nickname)
    problems = problems_of_nickname(nickname)
    if problems:
        raise Invalid(**problems)
    looks = skeleton(nickname)
    if looks != player.skeleton and looks_taken(looks, player.neighbourhood_id):
        raise Invalid(nickname="taken")
    player.nickname, player.skeleton, player.nickname_state = nickname, looks, None
    db.session.flush()


def give_made_up_nickname(player: Player, *, language: str) -> None:
    """Give a player a made-up nickname in place of one that did not feel good, and remember to say so."""
    nickname = _free_nickname(player.neighbourhood_id, language)
    player.nickname, player.skeleton, player.nickname_state = nickname, skeleton(nickname), "renamed"
    db.session.flush()


def show_around(player: Player, *, is_around: bool) -> None:
    """Let a player and the neighbours just above and below see each other's nickname, or no longer.

    Raises NotAllowed for somebody who is younger than 16 or did not say (trust rule 4).
    """
    if is_around and not player.is_grown_up:
        raise NotAllowed("age_unknown" if player.is_grown_up is None else "too_young")
    player.is_around = is_around
    db.session.flush()


def say_age(player: Player, *, is_grown_up: bool) -> None:
    """Keep whether a player is 16 or older. A first “no” stays until a parent has said yes. Raises NotAllowed."""
    if player.is_grown_up is False and is_grown_up:
        raise NotAllowed("a_parent_first")
    player.is_grown_up = is_grown_up
    player.is_around = player.is_around and is_grown_up
    db.session.flush()


def choose_home(player: Player, spot: Spot) -> None:
    """Let a player choose the spot that feels like home: the team. Raises Conflict within a week of the last choice."""
    if player.home_spot_id == spot.id:
        return
    if not may_choose_home(player.home_chosen_at, now()):
        raise Conflict("home_chosen_lately")
    player.home_spot_id, player.home_chosen_at = spot.id, now()
    db.session.flush()


def keep_phrase(player: Player, key: str) -> None:
    """Keep what a player's new recovery phrase is known by; the one before no longer works."""
    player.phrase_key = key
    db.session.flush()


def bring_player(token: str, neighbourhood: Neighbourhood, *, phrase_key: str) -> Player | None:
    """Let whoever has a recovery phrase play on a phone from now, and return the player; None when nobody has it."""
    player = player_with_phrase(phrase_key, neighbourhood.id)
    if player is not None:
        bring(player, token, neighbourhood)
    return player


def bring(player: Player, token: str, neighbourhood: Neighbourhood) -> None:
    """Let a player play on a phone from now; a second time changes nothing."""
    device = phone_with(token, neighbourhood)
    row = {**tenant_of(player), "device_id": device.id, "player_id": player.id, "ended_at": None}
    plays = insert_into(PlayedOn).values(row)
    again = plays.on_conflict_do_update(index_elements=["device_id", "player_id"], set_={"ended_at": None})
    db.session.execute(again)
    play_as(device, player)


def play_here_alone(player: Player, device: Device) -> None:
    """Let a player play on one phone alone from now: its four words, and links from its card, are over."""
    hold_phones_of(player)
    elsewhere = PlayedOn.device_id != device.id, PlayedOn.ended_at.is_(None)
    ended = update(PlayedOn).where(PlayedOn.player_id == player.id, *elsewhere).values(ended_at=now())
    db.session.execute(ended)
    others = update(Device).where(Device.player_id == player.id, Device.id != device.id).values(player_id=None)
    db.session.execute(others)
    db.session.execute(update(Card).where(Card.player_id == player.id).values(move_key=new_token()))
    player.phrase_key = None
    db.session.flush()


def forget_player(player: Player) -> None:
    """Delete everything we know of a player; a nameless row stays, so that the scores of others still add up."""
    db.session.execute(update(Device).where(Device.player_id == player.id).values(player_id=None))
    db.session.execute(delete(PlayedOn).where(PlayedOn.player_id == player.id))
    cards = select(Card.id).where(Card.player_id == player.id)
    db.session.execute(update(Host).where(Host.first_card_id.in_(cards)).values(first_card_id=None))
    db.session.execute(delete(Card).where(Card.player_id == player.id))
    family = (Guardianship.child_id == player.id) | (Guardianship.parent_id == player.id)
    db.session.execute(delete(Guardianship).where(family))
    db.session.execute(delete(NicknameFlag).where(NicknameFlag.other_id == player.id))
    db.session.execute(delete(Objection).where(Objection.player_id == player.id))
    player.nickname = player.skeleton = player.phrase_key = player.nickname_state = None
    player.is_around = False
    player.is_grown_up = player.home_spot_id = player.home_chosen_at = None
    player.gone_at = now()
    db.session.flush()


def phone_with(token: str, neighbourhood: Neighbourhood) -> Device:
    """Return the phone with this cookie, added when it is new here; the row is locked until the end."""
    row = {
        "organisation_id": neighbourhood.organisation_id,
        "neighbourhood_id": neighbourhood.id,
        "token_hash": token_hash(token),
        "seen_on": now().date(),
    }
    seen = insert_into(Device).values(row)
    # Written also when it is there: so two taps at once wait for each other, and the second sees what the first made.
    seen = seen.on_conflict_do_update(index_elements=["token_hash"], set_={"seen_on": row["seen_on"]})
    db.session.execute(seen)
    device = device_with(token, neighbourhood.id)
    if device is None:
        raise NotAllowed("cookie_of_another_neighbourhood")
    db.session.refresh(device)
    return device


def hold_phones_of(player: Player) -> None:
    """Hold the phones on which a player plays now until the end of the transaction, always in one order.

    Before anything else of that player: a tap that may begin a guest holds its phone first as well, by `phone_with`.
    """
    own = select(Device.id).where(Device.player_id == player.id).order_by(Device.id)
    db.session.execute(own.with_for_update(key_share=True))


def _free_nickname(neighbourhood_id: int, language: str) -> str:
    for attempt in range(_TRIES):
        nickname = made_up_nickname(language, secrets.choice)
        # In a large neighbourhood most are taken; a number then makes it free.
        nickname += f" {secrets.randbelow(90) + 10}" if attempt >= 5 else ""
        if not looks_taken(skeleton(nickname), neighbourhood_id):
            return nickname
    raise Conflict("no_nickname_left")
