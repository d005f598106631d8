"""Saying “I am here”, and showing an invitation to whoever stands there too."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from wijkspel.clock import now
from wijkspel.db import db, tenant_of
from wijkspel.errors import Conflict, NotAllowed, Refused
from wijkspel.game.actions.paying import pay_presences
from wijkspel.game.models import Invitation, Meeting, Presence
from wijkspel.game.queries.presences import (
    digits_in_use,
    hold_invitation,
    invitation_of,
    open_invitation_of,
    presence_of,
)
from wijkspel.game.rules import INVITATION, new_token, refusal_of_age
from wijkspel.places.models import Spot
from wijkspel.places.queries import lock_spot
from wijkspel.players.models import Player
from wijkspel.players.queries import locked
from wijkspel.rounds.queries import playing_round
from wijkspel.wordlists.assignments import assignment_called

_DIGIT_TRIES = 200


def be_present(player: Player, spot: Spot, *, how: str = "sticker", is_far: bool = False) -> Presence:
    """Keep that a player says “I am here”, and pay it in a week with a meeting. While an earlier one holds, it stays.

    `is_far` is what the player's own phone says. Whoever was far and says it again when near, is near; in a made-up
    neighbourhood nobody can stand, so there nobody is far.
    """
    moment = now()
    locked([player.id])
    held = presence_of(player.id, spot, moment)
    if held is not None and (is_far or not held.is_far):
        return held
    presence = keep_presence(player, spot, how=how, is_far=is_far)
    playing = playing_round(spot.neighbourhood, moment)
    if playing is not None:
        pay_presences(playing, player, moment)
    return presence


def keep_presence(player: Player, spot: Spot, *, how: str, is_far: bool | None = None) -> Presence:
    """Keep that a player, whose row is locked, is at a spot; an earlier presence that still holds is given again.

    `is_far` is what the player's own phone says, and None when it says nothing. Whoever is near stays near while that
    presence holds, and whoever was far and is not now, is near.
    """
    moment = now()
    presence = presence_of(player.id, spot, moment)
    if presence is None:
        far = bool(is_far) and not spot.neighbourhood.made_up
        presence = Presence(**tenant_of(spot), player_id=player.id, spot_id=spot.id, how=how, at=moment, is_far=far)
        db.session.add(presence)
    elif is_far is False:
        presence.is_far = False
    db.session.flush()
    return presence


def invite(player: Player, spot: Spot, *, signs: Sequence[str], assignment: str | None = None) -> Invitation:
    """Open an invitation of a player at a spot; the one that is still open is given again.

    Raises NotAllowed for somebody who is younger than 16 or did not say, and for who is not at the spot.
    """
    moment = now()
    refusal = refusal_of_age(player.is_grown_up)
    if refusal:
        raise NotAllowed(refusal)
    if presence_of(player.id, spot, moment) is None:
        raise NotAllowed("not_here")
    if playing_round(spot.neighbourhood, moment) is None:
        raise Conflict("no_round")
    assignment = assignment if assignment_called(assignment) else None
    still_open = _held_open_invitation(player, spot, moment)
    if still_open is not None:
        still_open.assignment = still_open.assignment or assignment
        return still_open
    lock_spot(spot)  # so that no two invitations at a spot show the same digits
    made_meanwhile = open_invitation_of(player.id, spot, moment)
    if made_meanwhile is not None:
        return made_meanwhile  # on another phone of the same player
    invitation = Invitation(
        **tenant_of(spot),
        token=new_token(),
        player_id=player.id,
        spot_id=spot.id,
        digits=free_digits(spot, moment),
        first_sign=secrets.choice(signs),
        second_sign=secrets.choice(signs),
        assignment=assignment,
        made_at=moment,
        until=moment + INVITATION,
    )
    db.session.add(invitation)
    db.session.flush()
    return invitation


def close_invitation_of(meeting: Meeting) -> None:
    """Let nobody join a meeting any more: whoever comes later is invited anew."""
    invitation = invitation_of(meeting)
    if invitation is not None:
        hold_invitation(invitation)
        invitation.until = min(invitation.until, now())
        db.session.flush()


def _held_open_invitation(player: Player, spot: Spot, moment: datetime) -> Invitation | None:
    """Return the invitation of a player that is open, held before the spot as by whoever confirms it."""
    found = open_invitation_of(player.id, spot, moment)
    if found is None:
        return None
    hold_invitation(found)
    return found if found.until > moment else None


def free_digits(spot: Spot, moment: datetime) -> str:
    """Return four digits that nobody at a spot, which is locked, shows now. Raises Refused when there are too many."""
    used = digits_in_use(spot, moment)
    for _ in range(_DIGIT_TRIES):
        digits = f"{secrets.randbelow(10_000):04}"
        if digits not in used:
            return digits
    raise Refused("too_many_invitations")
