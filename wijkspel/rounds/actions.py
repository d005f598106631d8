"""Everything that changes rounds, and the only code that writes to the ledger."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select

from wijkspel.clock import now
from wijkspel.db import db, insert_into, tenant_of
from wijkspel.errors import Conflict, Invalid
from wijkspel.places.actions.neighbourhoods import count_publication
from wijkspel.places.models import Neighbourhood
from wijkspel.rounds.models import PointEntry, Round, Standing
from wijkspel.rounds.queries import keys_kept, scores_of
from wijkspel.rounds.rules import Claim, problems_of_round, read_rules, room_so_far, within_room


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


def forget_how(over: Round) -> None:
    """Write the ledger of a round that is over anew, with who has how many points and why, and nothing else.

    A claim key names who met whom and who was where; so do two lines of the same moment, or beside each other.
    """
    lines = select(PointEntry.player_id, PointEntry.reason, PointEntry.points).where(PointEntry.round_id == over.id)
    kept = db.session.execute(lines.order_by(PointEntry.player_id, PointEntry.reason, PointEntry.points)).all()
    db.session.execute(delete(PointEntry).where(PointEntry.round_id == over.id))
    same = {**tenant_of(over), "round_id": over.id, "at": over.closes_at}
    rows = [
        {
            **same,
            "player_id": player,
            "reason": reason,
            "points": points,
            "claim_key": f"over:{over.public_id}:{number}",
        }
        for number, (player, reason, points) in enumerate(kept)
    ]
    if rows:
        db.session.execute(insert(PointEntry), rows)


def claim(playing: Round, player_id: int, *, reason: str, points: int, key: str, meeting_id: int | None = None) -> None:
    """Write a line of the ledger, unless what it claims was claimed before: then nothing happens, and no error."""
    claim_all(playing, [Claim(player_id, reason, points, key)], meeting_id=meeting_id)


def claim_all(playing: Round, claims: Sequence[Claim], *, meeting_id: int | None = None) -> None:
    """Write lines of the ledger, as far as they were not claimed before and each player has room for them by now.

    Call it with the rows of the players locked: what they have is read before it is written.
    """
    kept = keys_kept([claim.key for claim in claims if claim.points])
    fresh = list({claim.key: claim for claim in claims if claim.points and claim.key not in kept}.values())
    if not fresh:
        return
    room = room_so_far(read_rules(playing.rules), opens_at=playing.opens_at, moment=now())
    fitting = within_room(fresh, scores_of({claim.player_id for claim in fresh}, playing.id), room)
    if fitting:
        _add_to_standings(playing, _written(playing, fitting, meeting_id))


def _written(playing: Round, claims: Sequence[Claim], meeting_id: int | None) -> Counter[int]:
    """Write lines of the ledger, and return how many points came of it for whom: another may have been first."""
    same = {**tenant_of(playing), "round_id": playing.id, "meeting_id": meeting_id, "at": now()}
    lines = [
        {**same, "player_id": claim.player_id, "reason": claim.reason, "points": claim.points, "claim_key": claim.key}
        for claim in claims
    ]
    once = insert_into(PointEntry).on_conflict_do_nothing(index_elements=["claim_key"])
    added: Counter[int] = Counter()
    # The lines apart from the statement: with them in it, SQLAlchemy would compile it anew each time.
    for player_id, points in db.session.execute(once.returning(PointEntry.player_id, PointEntry.points), lines):
        added[player_id] += points
    return added


def _add_to_standings(playing: Round, added: Mapping[int, int]) -> None:
    is_shown = playing.state_at(now()) != "frozen"
    rows = [
        {
            **tenant_of(playing),
            "round_id": playing.id,
            "player_id": player,
            "points": points,
            "shown": points if is_shown else 0,
        }
        for player, points in sorted(added.items())
    ]
    if not rows:
        return
    wanted = insert_into(Standing)
    more = {name: getattr(Standing, name) + wanted.excluded[name] for name in ("points", "shown")}
    db.session.execute(wanted.on_conflict_do_update(index_elements=["round_id", "player_id"], set_=more), rows)
