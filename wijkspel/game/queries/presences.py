"""Reads about who is where, and which invitations are open."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from wijkspel.db import db
from wijkspel.errors import Conflict, Missing
from wijkspel.game.models import Invitation, Meeting, Presence, Vouch
from wijkspel.game.rules import INVITATION, PRESENCE
from wijkspel.places.models import Spot
from wijkspel.rounds.rules import begin_of, day_of


def presence_of(player_id: int, spot: Spot, moment: datetime) -> Presence | None:
    """Return the newest presence of a player at a spot that still holds."""
    held = select(Presence).where(Presence.player_id == player_id, Presence.spot_id == spot.id)
    return db.session.scalar(held.where(Presence.at > moment - PRESENCE).order_by(Presence.at.desc()).limit(1))


def is_far_from(spot: Spot, players: Collection[int], moment: datetime) -> bool:
    """Return whether the phone of one of these players says it is far from a spot, also at the end of an invitation."""
    here = (Presence.spot_id == spot.id, Presence.at > moment - PRESENCE - INVITATION, Presence.player_id.in_(players))
    said = db.session.execute(select(Presence.player_id, Presence.is_far).where(*here).order_by(Presence.at))
    return any({player: is_far for player, is_far in said}.values())  # the last word of each


def last_presence(player_id: int, moment: datetime) -> Presence | None:
    """Return the newest presence of a player anywhere that still holds."""
    held = select(Presence).where(Presence.player_id == player_id, Presence.at > moment - PRESENCE)
    held = held.options(joinedload(Presence.spot))
    return db.session.scalar(held.order_by(Presence.at.desc(), Presence.id.desc()).limit(1))


def spots_by_day(
    players: Collection[int], days: Sequence[date], zone: str, *, since: datetime | None = None
) -> dict[tuple[int, date], list[str]]:
    """Return at which spots players were on each of some days that follow each other, in order and each spot once.

    What was before `since` is left out, and what the own phone denies.
    """
    begin, end = begin_of(days[0], zone), begin_of(days[-1] + timedelta(days=1), zone)
    begin = max(begin, since) if since else begin
    were = select(Presence.player_id, Presence.at, Spot.public_id).join(Spot, Spot.id == Presence.spot_id)
    within = were.where(Presence.player_id.in_(players), Presence.at >= begin, Presence.at < end, ~Presence.is_far)
    found: dict[tuple[int, date], list[str]] = {}
    for player, at, spot in db.session.execute(within.order_by(Presence.at, Presence.id)):
        spots = found.setdefault((player, day_of(at, zone)), [])
        if spot not in spots:
            spots.append(spot)
    return found


def invitation_with(token: str, neighbourhood_id: int) -> Invitation:
    """Return the invitation with this secret name. Raises Missing."""
    wanted = select(Invitation).where(Invitation.token == token, Invitation.neighbourhood_id == neighbourhood_id)
    found = db.session.scalar(wanted.options(joinedload(Invitation.spot), joinedload(Invitation.player)))
    if found is None:
        raise Missing("no_such_invitation")
    return found


def hold_invitation(invitation: Invitation) -> None:
    """Hold an invitation until the end of the transaction, and read it again: who confirms at the same moment waits.

    Raises Conflict when it is not there any more: who made it left meanwhile.
    """
    held = select(Invitation).where(Invitation.id == invitation.id).with_for_update(key_share=True)
    if db.session.scalar(held.execution_options(populate_existing=True)) is None:
        raise Conflict("invitation_over")


def open_invitation_of(player_id: int, spot: Spot, moment: datetime) -> Invitation | None:
    """Return the invitation of a player at a spot that is still open."""
    own = select(Invitation).where(Invitation.player_id == player_id, Invitation.spot_id == spot.id)
    return db.session.scalar(own.where(Invitation.until > moment).order_by(Invitation.id.desc()).limit(1))


def open_invitation_with(digits: str, spot: Spot, moment: datetime) -> Invitation | None:
    """Return the open invitation at a spot that shows these digits."""
    open_here = select(Invitation).where(Invitation.spot_id == spot.id, Invitation.until > moment)
    return db.session.scalar(open_here.where(Invitation.digits == digits))


def invitation_of(meeting: Meeting) -> Invitation | None:
    """Return the invitation that people confirmed to be in a meeting; a host or a card makes one without."""
    return db.session.scalar(select(Invitation).where(Invitation.meeting_id == meeting.id))


def digits_in_use(spot: Spot, moment: datetime) -> set[str]:
    """Return the digits that somebody at a spot may type now: of invitations, and of meetings to confirm."""
    open_here = select(Invitation.digits).where(Invitation.spot_id == spot.id, Invitation.until > moment)
    asked = select(Vouch.digits).join(Meeting, Meeting.id == Vouch.meeting_id).where(Meeting.spot_id == spot.id)
    to_confirm = db.session.scalars(asked.where(Vouch.until > moment))
    return {*db.session.scalars(open_here), *filter(None, to_confirm)}
