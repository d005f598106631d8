"""Everything that changes rounds, and the only code that writes to the ledger."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select

from wijkspel.clock import now
from wijkspel.db import db, insert_into, tenant_of
from wijkspel.errors import Conflict, Invalid, Missing
from wijkspel.places.actions.neighbourhoods import count_publication
from wijkspel.places.models import Neighbourhood
from wijkspel.players.models import Player
from wijkspel.players.queries import locked
from wijkspel.rounds.models import PointEntry, Round, Standing, TeamShare
from wijkspel.rounds.queries import homes_of, keys_kept, round_during, scores_of
from wijkspel.rounds.rules import (
    Claim,
    day_of,
    problems_of_correction,
    problems_of_round,
    read_rules,
    room_so_far,
    within_room,
)


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
    """Make a draft public: from when it opens, people can play.

    Raises Conflict when it is no draft, when it is over already, and when another round is played meanwhile.
    """
    db.session.refresh(planned, with_for_update=True)
    if planned.announced_at is not None:
        raise Conflict("round_announced", round=planned.public_id)
    if not by.strip():
        raise Invalid(by="missing")
    if planned.closes_at <= now():
        raise Conflict("round_over", round=planned.public_id)
    # This holds the neighbourhood, so that the second of two rounds announced at once sees the first.
    count_publication(planned.neighbourhood_id)
    _check_alone(planned)
    planned.announced_at, planned.announced_by = now(), by.strip()[:80]
    db.session.flush()


def _check_alone(planned: Round) -> None:
    """Raise Conflict when a round would make another one disappear: only one is played at a time."""
    other = round_during(planned)
    if other is not None:
        zone = planned.neighbourhood.timezone
        opens, closes = day_of(other.opens_at, zone), day_of(other.closes_at, zone)
        raise Conflict("rounds_overlap", round=planned.public_id, other=other.public_id, opens=opens, closes=closes)


def mark_cleaned(over: Round) -> None:
    """Keep that what was promised to be deleted of a round is deleted."""
    over.cleaned_at = now()
    db.session.flush()
    count_publication(over.neighbourhood_id)


def forget_how(over: Round) -> None:
    """Write the ledger of a round that is over anew, with who has how many points and why, and nothing else.

    A claim key names who met whom and who was where; so do two lines of the same moment, or beside each other.
    """
    columns = (PointEntry.player_id, PointEntry.reason, PointEntry.points, PointEntry.words)
    lines = select(*columns).where(PointEntry.round_id == over.id)
    kept = db.session.execute(lines.order_by(PointEntry.player_id, PointEntry.reason, PointEntry.points)).all()
    db.session.execute(delete(PointEntry).where(PointEntry.round_id == over.id))
    same = {**tenant_of(over), "round_id": over.id, "at": over.closes_at}
    rows = [
        {**same, **line._mapping, "claim_key": f"over:{over.public_id}:{number}"} for number, line in enumerate(kept)
    ]
    if rows:
        db.session.execute(insert(PointEntry), rows)


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
    locked([player.id])  # a meeting may pay the same player at this moment
    if player.neighbourhood_id != playing.neighbourhood_id or player.is_gone:
        raise Missing("no_such_player", player=player.public_id)
    day = day_of(now(), playing.neighbourhood.timezone)
    said = hashlib.sha256((key or f"{points}:{why}:{day}").encode()).hexdigest()[:24]
    name = f"correction:{playing.public_id}:{player.public_id}:{said}"
    claim_all(playing, [Claim(player.id, "correction", points, name, why)])


def claim_all(playing: Round, claims: Sequence[Claim], *, meeting_id: int | None = None) -> None:
    """Write lines of the ledger, as far as they were not claimed before and each player has room for them by now.

    Call it with the rows of the players locked: what they have is read before it is written. What was claimed before is
    no error, and nothing happens.
    """
    kept = keys_kept([claim.key for claim in claims if claim.points])
    fresh = list({claim.key: claim for claim in claims if claim.points and claim.key not in kept}.values())
    if not fresh:
        return
    rules, zone = read_rules(playing.rules), playing.neighbourhood.timezone
    room = room_so_far(rules, opens_at=playing.opens_at, moment=now(), zone=zone)
    fitting = within_room(fresh, scores_of({claim.player_id for claim in fresh}, playing.id), room)
    if fitting:
        _add_up(playing, _written(playing, fitting, meeting_id))


def _written(playing: Round, claims: Sequence[Claim], meeting_id: int | None) -> list[Claim]:
    """Write lines of the ledger, and return those that were written: another may have been first."""
    same = {**tenant_of(playing), "round_id": playing.id, "meeting_id": meeting_id, "at": now()}
    lines = [
        {
            **same,
            "player_id": claim.player_id,
            "reason": claim.reason,
            "words": claim.words,
            "points": claim.points,
            "claim_key": claim.key,
        }
        for claim in claims
    ]
    once = insert_into(PointEntry).on_conflict_do_nothing(index_elements=["claim_key"])
    # The lines apart from the statement: with them in it, SQLAlchemy would compile it anew each time.
    written = set(db.session.scalars(once.returning(PointEntry.claim_key), lines))
    return [claim for claim in claims if claim.key in written]


def _add_up(playing: Round, written: Sequence[Claim]) -> None:
    """Add lines to what their players have, and to what each of them brought the team of this moment.

    Nobody else adds to these rows meanwhile: whoever pays a player, or corrects a score, holds that player's row.
    """
    is_shown = playing.state_at(now()) != "frozen"
    homes = homes_of({claim.player_id for claim in written})
    standings: defaultdict[int, Counter[str]] = defaultdict(Counter)
    shares: defaultdict[tuple[int, int], Counter[str]] = defaultdict(Counter)
    for claim in written:
        figures = {"points": claim.points, "shown": claim.points if is_shown else 0}
        standings[claim.player_id].update(figures)
        home = homes.get(claim.player_id)
        if home is not None:
            shares[claim.player_id, home].update(figures | {"bridges": int(claim.reason == "bridge")})
    _add(Standing, playing, [{"player_id": player, **figures} for player, figures in sorted(standings.items())])
    brought = [{"player_id": player, "spot_id": home, **figures} for (player, home), figures in sorted(shares.items())]
    _add(TeamShare, playing, brought)


def _add(table: type[Standing] | type[TeamShare], playing: Round, rows: Sequence[Mapping[str, int]]) -> None:
    """Add figures to rows of a round that are named by whose they are, or make those that are not there yet."""
    if not rows:
        return
    whose = [name for name in ("player_id", "spot_id") if name in rows[0]]
    wanted = insert_into(table)
    more = {name: getattr(table, name) + wanted.excluded[name] for name in rows[0] if name not in whose}
    added = wanted.on_conflict_do_update(index_elements=["round_id", *whose], set_=more)
    of_round = {**tenant_of(playing), "round_id": playing.id}
    db.session.execute(added, [{**of_round, **row} for row in rows])
