"""Reads about presences, invitations and meetings."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, distinct, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from wijkspel.clock import now, to_the_second
from wijkspel.db import db
from wijkspel.errors import Missing
from wijkspel.game.models import Block, Complaint, Invitation, Meeting, Met, Pair, Presence
from wijkspel.game.rules import COUNTED, INVITATION, PENDING, PRESENCE, PairFacts
from wijkspel.places.models import Spot
from wijkspel.players.models import Player
from wijkspel.players.queries import are_family, cards_and_family_of, flags_by, share_a_phone
from wijkspel.rounds.models import PointEntry
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


def invitation_with(token: str, neighbourhood_id: int) -> Invitation:
    """Return the invitation with this secret name. Raises Missing."""
    wanted = select(Invitation).where(Invitation.token == token, Invitation.neighbourhood_id == neighbourhood_id)
    found = db.session.scalar(wanted.options(joinedload(Invitation.spot), joinedload(Invitation.player)))
    if found is None:
        raise Missing("no_such_invitation")
    return found


def hold_invitation(invitation: Invitation) -> None:
    """Hold an invitation until the end of the transaction, and read it again: who confirms at the same moment waits."""
    db.session.execute(select(Invitation.id).where(Invitation.id == invitation.id).with_for_update(key_share=True))
    db.session.refresh(invitation)


def open_invitation_of(player_id: int, spot: Spot, moment: datetime) -> Invitation | None:
    """Return the invitation of a player at a spot that is still open."""
    own = select(Invitation).where(Invitation.player_id == player_id, Invitation.spot_id == spot.id)
    return db.session.scalar(own.where(Invitation.until > moment).order_by(Invitation.id.desc()).limit(1))


def open_invitation_with(digits: str, spot: Spot, moment: datetime) -> Invitation | None:
    """Return the open invitation at a spot that shows these digits."""
    open_here = select(Invitation).where(Invitation.spot_id == spot.id, Invitation.until > moment)
    return db.session.scalar(open_here.where(Invitation.digits == digits))


def digits_in_use(spot: Spot, moment: datetime) -> set[str]:
    """Return the digits of the open invitations at a spot."""
    open_here = select(Invitation.digits).where(Invitation.spot_id == spot.id, Invitation.until > moment)
    return set(db.session.scalars(open_here))


def meeting_with(public_id: str, player_id: int) -> Meeting:
    """Return a meeting by its name, for somebody who was in it. Raises Missing for everybody else."""
    was_in_it = exists().where(Met.meeting_id == Meeting.id, Met.player_id == player_id)
    found = db.session.scalar(select(Meeting).where(Meeting.public_id == public_id, was_in_it))
    if found is None:
        raise Missing("no_such_meeting")
    return found


def pairs_of(player_id: int, meeting: Meeting) -> list[Pair]:
    """Return the pairs that a player makes with the others in a meeting."""
    return list(db.session.scalars(_pairs_of(player_id).where(Pair.meeting_id == meeting.id).order_by(Pair.id)))


def pairs_between(round_id: int, one: int, other: int) -> list[Pair]:
    """Return every pair that two players made in a round."""
    low, high = sorted((one, other))
    same = select(Pair).where(Pair.round_id == round_id, Pair.low_id == low, Pair.high_id == high)
    return list(db.session.scalars(same.order_by(Pair.id)))


def paid_in(meeting: Meeting, player_id: int) -> int:
    """Return how many pairs of a meeting already pay a player."""
    return _count(_pairs_of(player_id).where(Pair.meeting_id == meeting.id, Pair.outcome.in_(COUNTED)))


def pair_scores(meeting_id: int, one: int, other: int) -> bool:
    """Return whether two people of a meeting scored with each other in it."""
    low, high = sorted((one, other))
    same = select(Pair.id).where(Pair.meeting_id == meeting_id, Pair.low_id == low, Pair.high_id == high)
    return db.session.scalar(same.where(Pair.outcome.in_(COUNTED))) is not None


def new_since(round_id: int, player_id: int, since: datetime) -> int:
    """Return how many people a player met for the first time since a moment."""
    return _count(_pairs_of(player_id).where(Pair.round_id == round_id, Pair.outcome == "new", Pair.at > since))


def people_met(round_id: int, player_id: int, *, but: Collection[int] = ()) -> int:
    """Return how many others a player made a pair with that scored in a round, leaving some out."""
    other = _other_than(player_id)
    met = select(func.count(distinct(other))).where(
        Pair.round_id == round_id, _has(player_id), Pair.outcome.in_(COUNTED), other.not_in(but)
    )
    return db.session.scalar(met) or 0


def untried_guests_of(round_id: int, player_id: int, since: datetime) -> int:
    """Return how many a player met for the first time since a moment who have met nobody else until now."""
    other, elsewhere = _other_than(player_id), aliased(Pair)
    with_another = or_(
        and_(elsewhere.low_id == other, elsewhere.high_id != player_id),
        and_(elsewhere.high_id == other, elsewhere.low_id != player_id),
    )
    has_met_others = exists().where(elsewhere.round_id == round_id, elsewhere.outcome.in_(COUNTED), with_another)
    new = _pairs_of(player_id).where(Pair.round_id == round_id, Pair.outcome == "new", Pair.at >= since)
    return _count(new.where(~has_met_others))


def pending_of(round_id: int, player_id: int) -> list[Pair]:
    """Return the pairs of a player in a round that wait to count."""
    waiting = _pairs_of(player_id).where(Pair.round_id == round_id, Pair.outcome.in_(PENDING))
    return list(db.session.scalars(waiting.order_by(Pair.id)))


def met_since(round_id: int, player_id: int, since: datetime) -> bool:
    """Return whether a player met somebody since a moment, so that it scored."""
    scored = _pairs_of(player_id).where(Pair.round_id == round_id, Pair.outcome.in_(COUNTED), Pair.at >= since)
    return _count(scored) > 0


def people_at(spot_id: int, round_id: int, since: datetime) -> list[int]:
    """Return who met somebody at a spot since a moment, so that it scored."""
    at_it = select(Pair).join(Meeting, Meeting.id == Pair.meeting_id).where(Meeting.spot_id == spot_id)
    here = at_it.where(Pair.round_id == round_id, Pair.outcome.in_(COUNTED), Pair.at > since)
    return sorted({player for pair in db.session.scalars(here) for player in (pair.low_id, pair.high_id)})


def presences_on(player_id: int, day: date, zone: str) -> list[Presence]:
    """Return where a player was on a day of the neighbourhood, in order, as far as the own phone does not deny it."""
    begin, end = begin_of(day, zone), begin_of(day + timedelta(days=1), zone)
    on_day = select(Presence).where(Presence.player_id == player_id, Presence.at >= begin, Presence.at < end)
    return list(db.session.scalars(on_day.where(~Presence.is_far).order_by(Presence.at, Presence.id)))


def keep_apart(player_id: int, others: Collection[int]) -> bool:
    """Return whether a player and one of the others never want to meet, whoever of them said so."""
    between = or_(
        and_(Block.player_id == player_id, Block.other_id.in_(others)),
        and_(Block.other_id == player_id, Block.player_id.in_(others)),
    )
    return db.session.scalar(select(Block.id).where(between).limit(1)) is not None


def same_complaint(player_id: int, other_id: int, meeting_id: int, words: str) -> Complaint | None:
    """Return a complaint that says the same about the same meeting."""
    about = (Complaint.player_id == player_id, Complaint.other_id == other_id, Complaint.meeting_id == meeting_id)
    return db.session.scalar(select(Complaint).where(*about, Complaint.words == words))


def open_complaints() -> list[Complaint]:
    """Return the complaints that nobody has looked at, oldest first."""
    waiting = select(Complaint).where(Complaint.looked_at.is_(None)).order_by(Complaint.said_at, Complaint.id)
    return list(db.session.scalars(waiting))


def complaint_with(public_id: str) -> Complaint:
    """Return the complaint with this name. Raises Missing."""
    found = db.session.scalar(select(Complaint).where(Complaint.public_id == public_id))
    if found is None:
        raise Missing("no_such_complaint", complaint=public_id)
    return found


def facts_of_pair(meeting: Meeting, low: Player, high: Player) -> PairFacts:
    """Return all that decides what two people of a meeting are worth to each other."""
    moment, zone, round_id = now(), meeting.spot.neighbourhood.timezone, meeting.round_id
    earlier, both = pairs_between(round_id, low.id, high.id), (low.id, high.id)
    today, hour_ago = day_of(moment, zone), moment - timedelta(hours=1)
    begin = begin_of(today, zone)
    return PairFacts(
        same_phone=share_a_phone(low, high),
        same_family=are_family(low, high),
        is_far=is_far_from(meeting.spot, both, moment),
        # Who was far once, and is near now, has met: that one does not wait for anything.
        pending=next((pair.outcome for pair in earlier if pair.outcome in PENDING and pair.doubt != "far"), None),
        days_counted=tuple(day_of(pair.at, zone) for pair in earlier if pair.outcome in COUNTED),
        today=today,
        paid_here=max(paid_in(meeting, player) for player in both),
        new_this_hour=max(new_since(round_id, player, hour_ago) for player in both),
        guests_today=max(_guests_today(round_id, guest, host, begin) for guest, host in (both, both[::-1])),
    )


def everything_of(player: Player) -> dict[str, Any]:
    """Return all that is kept of a player, as plain values: to be shown, and to be taken along."""
    presences = db.session.scalars(select(Presence).where(Presence.player_id == player.id).order_by(Presence.at))
    own = select(Meeting).join(Met, Met.meeting_id == Meeting.id).where(Met.player_id == player.id)
    lines = db.session.scalars(select(PointEntry).where(PointEntry.player_id == player.id).order_by(PointEntry.id))
    return {
        "nickname": player.nickname,
        "shown_to_neighbours_around": player.is_around,
        "flags": [{"nickname": flag.nickname, "reason": flag.reason} for flag in flags_by(player.id)],
        "is_16_or_older": player.is_grown_up,
        "home_spot": player.home_spot.slug if player.home_spot else None,
        "began_at": to_the_second(player.began_at),
        **cards_and_family_of(player),
        "presences": [{"spot": one.spot.slug, "at": to_the_second(one.at), "far": one.is_far} for one in presences],
        "meetings": [_met(meeting, player) for meeting in db.session.scalars(own.order_by(Meeting.id))],
        "points": [
            {"reason": line.reason, "points": line.points, "words": line.words, "at": to_the_second(line.at)}
            for line in lines
        ],
    }


def _met(meeting: Meeting, player: Player) -> dict[str, Any]:
    others = [met.player.public_name for met in meeting.people if met.player_id != player.id]
    return {"spot": meeting.spot.slug, "at": to_the_second(meeting.began_at), "with": others}


def _guests_today(round_id: int, guest: int, host: int, since: datetime) -> int:
    """Return how many untried guests somebody met today, when this one is such a guest; else none."""
    return 0 if people_met(round_id, guest, but=[host]) else untried_guests_of(round_id, host, since)


def _has(player_id: int) -> ColumnElement[bool]:
    return or_(Pair.low_id == player_id, Pair.high_id == player_id)


def _pairs_of(player_id: int) -> Select[Pair]:
    return select(Pair).where(_has(player_id))


def _other_than(player_id: int) -> ColumnElement[int]:
    return case((Pair.low_id == player_id, Pair.high_id), else_=Pair.low_id)


def _count(rows: Select[Pair]) -> int:
    return db.session.scalar(select(func.count()).select_from(rows.subquery())) or 0
