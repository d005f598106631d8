"""Everything that changes rounds, and the only code that writes to the ledger."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from wijkspel.clock import now
from wijkspel.db import db, insert_into, tenant_of
from wijkspel.errors import Conflict, Invalid, Missing
from wijkspel.places.actions.neighbourhoods import count_publication
from wijkspel.places.models import Neighbourhood
from wijkspel.players.models import Player
from wijkspel.rounds.models import PointEntry, Round, Standing, TeamShare
from wijkspel.rounds.rules import day_of, problems_of_correction, problems_of_round, read_rules


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


def keep_closing(over: Round, figures: Mapping[str, Any]) -> None:
    """Keep what was reached in a round that is closed; only rounds that are not cleaned up are counted again."""
    db.session.refresh(over, with_for_update=True)
    if over.cleaned_at is not None:
        return
    over.closing = dict(figures)
    db.session.flush()
    count_publication(over.neighbourhood_id)


def correct(playing: Round, player: Player, points: int, *, why: str, key: str | None = None) -> None:
    """Write a line that puts a score right, with the reason in words; what was written stays. Raises Invalid, Missing.

    With the same key, or without one the same words on the same day, it is written once. Raises Conflict
    for a round that is cleaned up.
    """
    why = why.strip()
    problems = problems_of_correction(points=points, why=why)
    if problems:
        raise Invalid(**problems)
    if playing.cleaned_at is not None:
        raise Conflict("round_cleaned", round=playing.public_id)
    if player.neighbourhood_id != playing.neighbourhood_id or player.is_gone:
        raise Missing("no_such_player", player=player.public_id)
    day = day_of(now(), playing.neighbourhood.timezone)
    said = hashlib.sha256((key or f"{points}:{why}:{day}").encode()).hexdigest()[:24]
    name = f"correction:{playing.public_id}:{player.public_id}:{said}"
    claim(playing, player.id, reason="correction", points=points, key=name, words=why)


def claim(
    playing: Round,
    player_id: int,
    *,
    reason: str,
    points: int,
    key: str,
    meeting_id: int | None = None,
    words: str | None = None,
) -> None:
    """Write a line of the ledger, unless what it claims was claimed before: then nothing happens, and no error."""
    if not points:
        return
    line = {
        **tenant_of(playing),
        "round_id": playing.id,
        "player_id": player_id,
        "meeting_id": meeting_id,
        "reason": reason,
        "words": words,
        "points": points,
        "claim_key": key,
        "at": now(),
    }
    once = insert_into(PointEntry).values(line).on_conflict_do_nothing(index_elements=["claim_key"])
    if db.session.execute(once.returning(PointEntry.id)).first() is not None:
        shown = 0 if playing.state_at(now()) == "frozen" else points
        whose = {**tenant_of(playing), "round_id": playing.id, "player_id": player_id}
        _add(Standing, whose, {"points": points, "shown": shown})
        home = db.session.get_one(Player, player_id).home_spot_id
        if home is not None:
            added = {"points": points, "shown": shown, "bridges": int(reason == "bridge")}
            _add(TeamShare, whose | {"spot_id": home}, added)


def _add(table: type[Standing] | type[TeamShare], whose: Mapping[str, int], figures: Mapping[str, int]) -> None:
    """Add to the figures of a row; nobody else writes there, since whoever pays a player holds that player's row."""
    row = insert_into(table).values({**whose, **figures})
    more = {name: getattr(table, name) + figure for name, figure in figures.items()}
    keys = [name for name in whose if name not in ("organisation_id", "neighbourhood_id")]
    db.session.execute(row.on_conflict_do_update(index_elements=keys, set_=more))
