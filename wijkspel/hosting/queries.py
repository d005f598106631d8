"""Reads about meetings that somebody else confirms."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import aliased, contains_eager

from wijkspel.clock import to_the_second
from wijkspel.db import db
from wijkspel.errors import Missing
from wijkspel.game.models import Meeting, Met, Pair, Vouch
from wijkspel.game.queries.meetings import people_at
from wijkspel.game.rules import COUNTED, PENDING
from wijkspel.hosting.rules import shown_count
from wijkspel.places.models import Spot
from wijkspel.players.models import Host, Player
from wijkspel.players.queries import own_players_of
from wijkspel.rounds.models import Round
from wijkspel.rounds.rules import begin_of, day_of


def met_lately(one: int, other: int, spot_id: int, how: str, since: datetime) -> Meeting | None:
    """Return the newest meeting of two players at a spot since a moment that was confirmed in one way."""
    met, with_other = aliased(Met), aliased(Met)
    both = select(Meeting).join(met, met.meeting_id == Meeting.id).join(with_other, with_other.meeting_id == Meeting.id)
    both = both.where(met.player_id == one, with_other.player_id == other)
    lately = both.where(Meeting.spot_id == spot_id, Meeting.how == how, Meeting.began_at > since)
    return db.session.scalar(lately.order_by(Meeting.id.desc()).limit(1))


def cards_that_counted(round_id: int, player_id: int, since: datetime) -> int:
    """Return how many pairs that a player made by scanning cards since a moment scored."""
    scanned = select(func.count(Pair.id)).join(Meeting, Meeting.id == Pair.meeting_id).where(Meeting.how == "card")
    own = scanned.where(Pair.round_id == round_id, or_(Pair.low_id == player_id, Pair.high_id == player_id))
    return db.session.scalar(own.where(Pair.outcome.in_(COUNTED), Pair.at >= since)) or 0


def pair_of(meeting: Meeting, one_id: int, other_id: int) -> Pair:
    """Return the pair that two people make in a meeting. Raises Missing."""
    low, high = sorted((one_id, other_id))
    found = db.session.scalar(
        select(Pair).where(Pair.meeting_id == meeting.id, Pair.low_id == low, Pair.high_id == high)
    )
    if found is None:
        raise Missing("no_such_meeting")
    return found


def meeting_at(public_id: str, spot: Spot, *, how: str | None = None) -> Meeting:
    """Return a meeting at a spot, for its host, of one way of confirming or of any. Raises Missing."""
    wanted = select(Meeting).where(Meeting.public_id == public_id, Meeting.spot_id == spot.id)
    found = db.session.scalar(wanted if how is None else wanted.where(Meeting.how == how))
    if found is None:
        raise Missing("no_such_meeting")
    return found


def pending_at(host: Host, since: datetime) -> list[Pair]:
    """Return the pairs at a host's spot since a moment that wait to count, newest first.

    Of nobody who left, and of nobody who plays on the device of that host.
    """
    low, high = aliased(Player), aliased(Player)
    here = select(Pair).join(Meeting, Meeting.id == Pair.meeting_id).where(Meeting.spot_id == host.spot_id)
    waiting = here.where(Pair.outcome.in_(PENDING), Pair.at > since)
    stayed = waiting.join(low, low.id == Pair.low_id).join(high, high.id == Pair.high_id)
    stayed = stayed.where(low.gone_at.is_(None), high.gone_at.is_(None))
    own = own_players_of(host)
    others = stayed.where(Pair.low_id.not_in(own), Pair.high_id.not_in(own))
    read_along = (Pair.meeting, Pair.low.of_type(low), Pair.high.of_type(high))  # they were joined anyway
    others = others.options(*map(contains_eager, read_along))
    return list(db.session.scalars(others.order_by(Pair.id.desc())))


def vouch_with(token: str, neighbourhood_id: int) -> Vouch:
    """Return what somebody is asked to confirm, by its secret name. Raises Missing."""
    found = db.session.scalar(select(Vouch).where(Vouch.token == token, Vouch.neighbourhood_id == neighbourhood_id))
    if found is None:
        raise Missing("no_such_vouch")
    return found


def open_vouch_with(digits: str, spot: Spot, moment: datetime) -> Vouch | None:
    """Return what can still be confirmed at a spot under these digits."""
    here = select(Vouch).join(Meeting, Meeting.id == Vouch.meeting_id).where(Meeting.spot_id == spot.id)
    asked = here.where(Vouch.digits == digits, Vouch.vouched_at.is_(None), Vouch.until > moment)
    return db.session.scalar(asked.limit(1))


def open_vouch_for(pair: Pair, moment: datetime) -> Vouch | None:
    """Return what can still be confirmed about a pair."""
    asked = _about(pair).where(Vouch.vouched_at.is_(None), Vouch.until > moment)
    return db.session.scalar(asked.order_by(Vouch.id.desc()).limit(1))


def vouched_for(pair: Pair) -> Vouch | None:
    """Return who said that a pair was together, if somebody did."""
    return db.session.scalar(_about(pair).where(Vouch.vouched_at.is_not(None)).limit(1))


def vouched_for_in(meeting: Meeting) -> dict[tuple[int, int], Vouch]:
    """Return who said that a pair of a meeting was together, by the rows of the two, the lower one first."""
    said = select(Vouch).where(Vouch.meeting_id == meeting.id, Vouch.vouched_at.is_not(None))
    return {(vouch.low_id, vouch.high_id): vouch for vouch in db.session.scalars(said)}


def vouches_since(player_id: int, since: datetime) -> int:
    """Return how many pairs a player vouched for since a moment."""
    said = select(func.count(Vouch.id)).where(Vouch.player_id == player_id, Vouch.vouched_at >= since)
    return db.session.scalar(said) or 0


def vouches_of(player: Player) -> list[dict[str, Any]]:
    """Return for whom a player vouched, as plain values."""
    said = select(Vouch).where(Vouch.player_id == player.id, Vouch.vouched_at.is_not(None)).order_by(Vouch.id)
    return [
        {
            "for": [vouch.low.public_name, vouch.high.public_name],
            "spot": vouch.meeting.spot.slug,
            "at": to_the_second(vouch.vouched_at) if vouch.vouched_at else None,
        }
        for vouch in db.session.scalars(said)
    ]


def met_today(spot: Spot, playing: Round, moment: datetime) -> int:
    """Return how many people met somebody at a spot today, as a screen may show it: in steps of five."""
    zone = spot.neighbourhood.timezone
    return shown_count(len(people_at(spot.id, playing.id, begin_of(day_of(moment, zone), zone))))


def _about(pair: Pair) -> Select[Vouch]:
    return select(Vouch).where(
        Vouch.meeting_id == pair.meeting_id, Vouch.low_id == pair.low_id, Vouch.high_id == pair.high_id
    )
