"""What every meeting is made of, whoever confirms it: its people, and what each two of them are worth."""

from wijkspel.clock import now
from wijkspel.db import db, tenant_of
from wijkspel.game.actions.paying import pay_pair
from wijkspel.game.models import Meeting, Met, Pair
from wijkspel.game.queries.meetings import facts_of_pair
from wijkspel.game.rules import PairFacts, doubt_of, outcome_of
from wijkspel.places.models import Spot
from wijkspel.players.models import Player
from wijkspel.rounds.models import Round
from wijkspel.rounds.rules import read_rules


def begin_meeting(spot: Spot, playing: Round, *first: Player, how: str) -> Meeting:
    """Begin a meeting at a spot with those who are in it from the start."""
    meeting = Meeting(**tenant_of(spot), round_id=playing.id, spot_id=spot.id, how=how, began_at=now())
    db.session.add(meeting)
    db.session.flush()
    for player in first:
        join(meeting, player)
    return meeting


def join(meeting: Meeting, player: Player) -> None:
    """Keep that somebody is in a meeting."""
    db.session.add(
        Met(
            **tenant_of(meeting),
            meeting_id=meeting.id,
            player_id=player.id,
            confirmed_at=now(),
        )
    )
    db.session.flush()
    db.session.expire(meeting, ["people"])


def keep_pair(meeting: Meeting, playing: Round, one: Player, other: Player, **known: object) -> Pair:
    """Keep what two people of a meeting are worth to each other, and pay it.

    `known` are fields of PairFacts on which the way they met has the last word.
    """
    low, high = sorted((one, other), key=lambda player: player.id)
    facts: PairFacts = facts_of_pair(meeting, low, high)._replace(**known)  # type: ignore[arg-type]
    rules = read_rules(playing.rules)
    outcome = outcome_of(facts, rules)
    pair = Pair(
        **tenant_of(meeting),
        meeting_id=meeting.id,
        round_id=playing.id,
        low_id=low.id,
        high_id=high.id,
        outcome=outcome,
        doubt=doubt_of(outcome, facts, rules),
        at=now(),
    )
    db.session.add(pair)
    db.session.flush()
    pay_pair(pair, playing, low, high)
    return pair
