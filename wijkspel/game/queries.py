"""Reads about presences, invitations and meetings."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, or_, select
from sqlalchemy.orm import joinedload

from wijkspel.clock import now
from wijkspel.db import db
from wijkspel.errors import Missing
from wijkspel.game.models import Block, Complaint, Invitation, Meeting, Met, Pair, Presence
from wijkspel.game.rules import COUNTED, PENDING, PRESENCE, PairFacts
from wijkspel.places.models import Spot
from wijkspel.players.models import Player
from wijkspel.players.queries import share_a_phone
from wijkspel.rounds.models import PointEntry
from wijkspel.rounds.rules import begin_of, day_of

_OF_PAIR = (Pair.low_id, Pair.high_id, Pair.meeting_id, Pair.outcome, Pair.at)


def presence_of(player_id: int, spot: Spot, moment: datetime) -> Presence | None:
    """Return the newest presence of a player at a spot that still holds."""
    held = select(Presence).where(Presence.player_id == player_id, Presence.spot_id == spot.id)
    return db.session.scalar(held.where(Presence.at > moment - PRESENCE).order_by(Presence.at.desc()).limit(1))


def last_presence(player_id: int, moment: datetime) -> Presence | None:
    """Return the newest presence of a player anywhere that still holds."""
    held = select(Presence).where(Presence.player_id == player_id, Presence.at > moment - PRESENCE)
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
    held = select(Invitation).where(Invitation.id == invitation.id).with_for_update(key_share=True)
    db.session.execute(held.execution_options(populate_existing=True))


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


def people_in(meeting: Meeting) -> list[int]:
    """Return the rows of who is in a meeting, in the order in which they confirmed."""
    return list(db.session.scalars(select(Met.player_id).where(Met.meeting_id == meeting.id).order_by(Met.id)))


def pairs_of(player_id: int, meeting: Meeting) -> list[Pair]:
    """Return the pairs that a player makes with the others in a meeting."""
    return list(db.session.scalars(_pairs_of(player_id).where(Pair.meeting_id == meeting.id).order_by(Pair.id)))


def pair_scores(meeting_id: int, one: int, other: int) -> bool:
    """Return whether two people of a meeting scored with each other in it."""
    low, high = sorted((one, other))
    same = select(Pair.id).where(Pair.meeting_id == meeting_id, Pair.low_id == low, Pair.high_id == high)
    return db.session.scalar(same.where(Pair.outcome.in_(COUNTED))) is not None


def people_met(round_id: int, player_id: int) -> int:
    """Return how many others a player made a pair with that scored in a round."""
    return len(others_met(round_id, [player_id])[player_id])


def untried_guests_of(round_id: int, player_id: int, since: datetime) -> int:
    """Return how many a player met for the first time since a moment who have met nobody else until now."""
    new = select(_other_than(player_id)).where(_has(player_id), Pair.round_id == round_id, Pair.outcome == "new")
    guests = set(db.session.scalars(new.where(Pair.at >= since)))
    return sum(met == {player_id} for met in others_met(round_id, guests).values()) if guests else 0


def waiting_of(round_id: int, players: Collection[int]) -> list[Pair]:
    """Return the pairs of some players in a round that count as soon as both have met somebody else."""
    waiting = select(Pair).where(_has_one_of(players), Pair.round_id == round_id, Pair.outcome == "waits")
    return list(db.session.scalars(waiting.order_by(Pair.id)))


def others_met(round_id: int, players: Collection[int]) -> dict[int, set[int]]:
    """Return for some players whom each made a pair with that scored in a round."""
    pairs = select(Pair.low_id, Pair.high_id).where(_has_one_of(players), Pair.round_id == round_id)
    found: dict[int, set[int]] = {player: set() for player in players}
    for low, high in db.session.execute(pairs.where(Pair.outcome.in_(COUNTED))):
        for one, other in ((low, high), (high, low)):
            if one in found:
                found[one].add(other)
    return found


def who_met_since(round_id: int, players: Collection[int], since: datetime) -> set[int]:
    """Return who of some players met somebody since a moment, so that it scored."""
    met = select(Pair.low_id, Pair.high_id).where(_has_one_of(players), Pair.round_id == round_id, Pair.at >= since)
    found = db.session.execute(met.where(Pair.outcome.in_(COUNTED)))
    return {player for both in found for player in both} & set(players)


def people_at(spot_id: int, round_id: int, since: datetime) -> list[int]:
    """Return who met somebody at a spot since a moment, so that it scored."""
    here = (
        select(Pair.low_id, Pair.high_id)
        .join(Meeting, Meeting.id == Pair.meeting_id)
        .where(Meeting.spot_id == spot_id, Pair.round_id == round_id, Pair.outcome.in_(COUNTED), Pair.at > since)
    )
    return sorted({player for both in db.session.execute(here) for player in both})


def spots_by_day(players: Collection[int], days: Sequence[date], zone: str) -> dict[tuple[int, date], list[str]]:
    """Return at which spots players were on each of some days that follow each other, in order and each spot once."""
    begin, end = begin_of(days[0], zone), begin_of(days[-1] + timedelta(days=1), zone)
    were = select(Presence.player_id, Presence.at, Spot.public_id).join(Spot, Spot.id == Presence.spot_id)
    within = were.where(Presence.player_id.in_(players), Presence.at >= begin, Presence.at < end)
    found: dict[tuple[int, date], list[str]] = {}
    for player, at, spot in db.session.execute(within.order_by(Presence.at, Presence.id)):
        spots = found.setdefault((player, day_of(at, zone)), [])
        if spot not in spots:
            spots.append(spot)
    return found


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
    moment, zone, both = now(), meeting.spot.neighbourhood.timezone, {low.id, high.id}
    today, hour_ago = day_of(moment, zone), moment - timedelta(hours=1)
    made = list(db.session.execute(select(*_OF_PAIR).where(Pair.round_id == meeting.round_id, _has_one_of(both))))
    earlier = [pair for pair in made if {pair.low_id, pair.high_id} == both]
    counted = [[pair for pair in made if player in pair[:2] and pair.outcome in COUNTED] for player in both]
    return PairFacts(
        same_phone=share_a_phone(low, high),
        pending=next((pair.outcome for pair in earlier if pair.outcome in PENDING), None),
        days_counted=tuple(day_of(pair.at, zone) for pair in earlier if pair.outcome in COUNTED),
        today=today,
        paid_here=max(sum(pair.meeting_id == meeting.id for pair in own) for own in counted),
        new_this_hour=max(sum(pair.outcome == "new" and pair.at > hour_ago for pair in own) for own in counted),
        guests_today=_guests_today(meeting.round_id, both, counted, begin_of(today, zone)),
    )


def everything_of(player: Player) -> dict[str, Any]:
    """Return all that is kept of a player, as plain values: to be shown, and to be taken along."""
    presences = db.session.scalars(select(Presence).where(Presence.player_id == player.id).order_by(Presence.at))
    own = select(Meeting).join(Met, Met.meeting_id == Meeting.id).where(Met.player_id == player.id)
    lines = select(PointEntry).where(PointEntry.player_id == player.id).order_by(PointEntry.id)
    return {
        "nickname": player.nickname,
        "is_16_or_older": player.is_grown_up,
        "home_spot": player.home_spot.slug if player.home_spot else None,
        "began_at": player.began_at.isoformat(timespec="seconds"),
        "presences": [{"spot": one.spot.slug, "at": one.at.isoformat(timespec="seconds")} for one in presences],
        "meetings": [_met(meeting, player) for meeting in db.session.scalars(own.order_by(Meeting.id))],
        "points": [
            {"reason": line.reason, "points": line.points, "at": line.at.isoformat(timespec="seconds")}
            for line in db.session.scalars(lines)
        ],
    }


def _met(meeting: Meeting, player: Player) -> dict[str, Any]:
    others = [met.player.nickname for met in meeting.people if met.player_id != player.id]
    return {"spot": meeting.spot.slug, "at": meeting.began_at.isoformat(timespec="seconds"), "with": others}


def _guests_today(round_id: int, both: Collection[int], counted: Sequence[Sequence[Any]], since: datetime) -> int:
    """Return how many untried guests one of the two met today, when the other has met nobody else; else none."""
    untried = [all(set(pair[:2]) == both for pair in own) for own in counted]
    hosts = [host for host, guest_is_untried in zip(both, untried[::-1], strict=True) if guest_is_untried]
    return max((untried_guests_of(round_id, host, since) for host in hosts), default=0)


def _has_one_of(players: Collection[int]) -> ColumnElement[bool]:
    return or_(Pair.low_id.in_(players), Pair.high_id.in_(players))


def _has(player_id: int) -> ColumnElement[bool]:
    return or_(Pair.low_id == player_id, Pair.high_id == player_id)


def _pairs_of(player_id: int) -> Select[Pair]:
    return select(Pair).where(_has(player_id))


def _other_than(player_id: int) -> ColumnElement[int]:
    return case((Pair.low_id == player_id, Pair.high_id), else_=Pair.low_id)
