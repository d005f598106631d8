"""Everything that changes rounds, and the only code that writes to the ledger."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from wijkspel.clock import now
from wijkspel.db import db, insert_into, tenant_of
from wijkspel.errors import Conflict, Invalid
from wijkspel.places.actions.neighbourhoods import count_publication
from wijkspel.places.models import Neighbourhood
from wijkspel.rounds.models import PointEntry, Round, Standing
from wijkspel.rounds.rules import problems_of_round, read_rules


def plan_round(
    neighbourhood: Neighbourhood,
    *,
    names: Mapping[str, str],
    goal: int,
    reward: Mapping[str, str],
    times: tuple[datetime, datetime, datetime, datetime],
    rules: Mapping[str, Any] | None = None,
) -> Round:
    """Plan a round as a draft; `times` say when it opens, freezes, closes and is cleaned up. Raises Invalid."""
    problems = problems_of_round(names=names, goal=goal, reward=reward, times=times)
    if problems:
        raise Invalid(**problems)
    opens, freezes, closes, cleans = times
    planned = Round(
        organisation_id=neighbourhood.organisation_id,
        neighbourhood_id=neighbourhood.id,
        names=dict(names),
        goal=goal,
        reward=dict(reward),
        rules=read_rules(rules or {}).as_json(),
        opens_at=opens,
        freezes_at=freezes,
        closes_at=closes,
        cleans_at=cleans,
    )
    db.session.add(planned)
    db.session.flush()
    return planned


def announce_round(planned: Round, *, by: str) -> None:
    """Make a draft public: from when it opens, people can play. Raises Conflict when it is no draft."""
    db.session.refresh(planned, with_for_update=True)
    if planned.announced_at is not None:
        raise Conflict("round_announced", round=planned.public_id)
    if not by.strip():
        raise Invalid(by="missing")
    planned.announced_at, planned.announced_by = now(), by.strip()[:80]
    db.session.flush()
    count_publication(planned.neighbourhood_id)


def mark_cleaned(over: Round) -> None:
    """Keep that what was promised to be deleted of a round is deleted."""
    over.cleaned_at = now()
    db.session.flush()
    count_publication(over.neighbourhood_id)


def claim(playing: Round, player_id: int, *, reason: str, points: int, key: str, meeting_id: int | None = None) -> None:
    """Write a line of the ledger, unless what it claims was claimed before: then nothing happens, and no error."""
    if not points:
        return
    line = {
        **tenant_of(playing),
        "round_id": playing.id,
        "player_id": player_id,
        "meeting_id": meeting_id,
        "reason": reason,
        "points": points,
        "claim_key": key,
        "at": now(),
    }
    once = insert_into(PointEntry).values(line).on_conflict_do_nothing(index_elements=["claim_key"])
    if db.session.execute(once.returning(PointEntry.id)).first() is not None:
        _add_to_standing(playing, player_id, points)


def _add_to_standing(playing: Round, player_id: int, points: int) -> None:
    shown = 0 if playing.state_at(now()) == "frozen" else points
    row = {**tenant_of(playing), "round_id": playing.id, "player_id": player_id, "points": points, "shown": shown}
    more = {"points": Standing.points + points, "shown": Standing.shown + shown}
    added = insert_into(Standing).values(row)
    db.session.execute(added.on_conflict_do_update(index_elements=["round_id", "player_id"], set_=more))
