"""Reads about meetings, their pairs, and what these are worth."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, or_, select

from wijkspel.clock import now
from wijkspel.db import db
from wijkspel.errors import Missing
from wijkspel.game.models import Block, Invitation, Meeting, Met, Pair
from wijkspel.game.queries.presences import is_far_from
from wijkspel.game.rules import COUNTED, TOGETHER, PairFacts
from wijkspel.players.models import Player
from wijkspel.players.queries import are_family, share_a_phone
from wijkspel.rounds.rules import begin_of, day_of

_OF_PAIR = (Pair.low_id, Pair.high_id, Pair.meeting_id, Pair.outcome, Pair.doubt, Pair.at)


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


def when_they_met(pair: Pair) -> list[datetime]:
    """Return when the two of a pair met in its round, so that it scored."""
    same = select(Pair.at).where(
        Pair.round_id == pair.round_id, Pair.low_id == pair.low_id, Pair.high_id == pair.high_id
    )
    return list(db.session.scalars(same.where(Pair.outcome.in_(COUNTED)).order_by(Pair.id)))


def most_paid_in(meeting_id: int, both: Collection[int]) -> int:
    """Return how many pairs of a meeting already pay whichever of two people has more of them."""
    paid = select(Pair.low_id, Pair.high_id).where(Pair.meeting_id == meeting_id, Pair.outcome.in_(COUNTED))
    there = [player for pair in db.session.execute(paid) for player in pair]
    return max(there.count(player) for player in both)


def others_met(round_id: int, players: Collection[int]) -> dict[int, set[int]]:
    """Return for some players whom each made a pair with that scored in a round."""
    pairs = select(Pair.low_id, Pair.high_id).where(_has_one_of(players), Pair.round_id == round_id)
    found: dict[int, set[int]] = {player: set() for player in players}
    for low, high in db.session.execute(pairs.where(Pair.outcome.in_(COUNTED))):
        for one, other in ((low, high), (high, low)):
            if one in found:
                found[one].add(other)
    return found


def who_met_between(round_id: int, players: Collection[int], begin: datetime, end: datetime) -> set[int]:
    """Return who of some players met somebody from one moment until before another, so that it scored."""
    met = select(Pair.low_id, Pair.high_id).where(_has_one_of(players), Pair.round_id == round_id)
    found = db.session.execute(met.where(Pair.outcome.in_(COUNTED), Pair.at >= begin, Pair.at < end))
    return {player for both in found for player in both} & set(players)


def people_at(spot_id: int, round_id: int, since: datetime) -> list[int]:
    """Return who was together with somebody at a spot since a moment, also with one who scores no more today."""
    here = (
        select(Pair.low_id, Pair.high_id)
        .join(Meeting, Meeting.id == Pair.meeting_id)
        .where(Meeting.spot_id == spot_id, Pair.round_id == round_id, Pair.outcome.in_(TOGETHER), Pair.at > since)
    )
    return sorted({player for both in db.session.execute(here) for player in both})


def keep_apart(player_id: int, others: Collection[int]) -> bool:
    """Return whether a player and one of the others never want to meet, whoever of them said so."""
    between = or_(
        and_(Block.player_id == player_id, Block.other_id.in_(others)),
        and_(Block.other_id == player_id, Block.player_id.in_(others)),
    )
    return db.session.scalar(select(Block.id).where(between).limit(1)) is not None


def any_keep_apart(players: Collection[int]) -> bool:
    """Return whether any two of these players never want to meet."""
    among = select(Block.id).where(Block.player_id.in_(players), Block.other_id.in_(players))
    return db.session.scalar(among.limit(1)) is not None


def is_over_for(invitation: Invitation, player: Player | None) -> bool:
    """Return whether an invitation looks over to somebody at this moment: it is, or one of those in it keeps apart.

    The two are never told from each other, so that nobody learns of a block.
    """
    if invitation.until <= now():
        return True
    people = [invitation.player_id, *(people_in(invitation.meeting) if invitation.meeting else [])]
    return player is not None and keep_apart(player.id, people)


def facts_of_pair(meeting: Meeting, low: Player, high: Player) -> PairFacts:
    """Return all that decides what two people of a meeting are worth to each other."""
    moment, zone, both = now(), meeting.spot.neighbourhood.timezone, {low.id, high.id}
    today, hour_ago = day_of(moment, zone), moment - timedelta(hours=1)
    made = list(db.session.execute(select(*_OF_PAIR).where(Pair.round_id == meeting.round_id, _has_one_of(both))))
    earlier = [pair for pair in made if {pair.low_id, pair.high_id} == both]
    counted = [[pair for pair in made if player in pair[:2] and pair.outcome in COUNTED] for player in both]
    return PairFacts(
        same_phone=share_a_phone(low, high),
        same_family=are_family(low, high),
        is_far=is_far_from(meeting.spot, both, moment),
        pending=_pending(earlier, today, zone),
        days_counted=tuple(day_of(pair.at, zone) for pair in earlier if pair.outcome in COUNTED),
        today=today,
        paid_here=max(sum(pair.meeting_id == meeting.id for pair in own) for own in counted),
        new_this_hour=max(sum(pair.outcome == "new" and pair.at > hour_ago for pair in own) for own in counted),
        guests_today=_guests_today(meeting.round_id, both, counted, begin_of(today, zone)),
    )


def _pending(earlier: Sequence[Any], today: date, zone: str) -> str | None:
    """Return what holds up a pair that met before: one that waits still does, and so does a hurry of the same day.

    Who was far once and is near now has met, and so has who showed one card too many and now meets without.
    """
    if any(pair.outcome == "waits" for pair in earlier):
        return "waits"
    hurries = [pair for pair in earlier if pair.outcome == "doubtful" and pair.doubt == "hurry"]
    return "doubtful" if any(day_of(pair.at, zone) == today for pair in hurries) else None


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
