"""Reads about rounds and points."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import InstrumentedAttribute

from wijkspel.clock import now
from wijkspel.db import db
from wijkspel.errors import Missing
from wijkspel.places.models import Neighbourhood, Spot
from wijkspel.players.models import Player
from wijkspel.rounds.models import PointEntry, Round, Standing, TeamShare
from wijkspel.rounds.rules import SMALLEST_TEAM, begin_of_week, places_of, read_rules, room_so_far, weeks_begun


class Team(NamedTuple):
    """A team, whose home place is one spot: its place on the board, how many people built it, and its points."""

    place: int
    spot: Spot
    people: int
    points: int


def latest_round(neighbourhood: Neighbourhood, moment: datetime | None = None) -> Round | None:
    """Return the round of a neighbourhood that opened last, whatever became of it since, if there is one."""
    announced = select(Round).where(Round.neighbourhood_id == neighbourhood.id, Round.announced_at.is_not(None))
    begun = announced.where(Round.opens_at <= (moment or now())).order_by(Round.opens_at.desc(), Round.id.desc())
    return db.session.scalar(begun.limit(1))


def next_round(neighbourhood: Neighbourhood, moment: datetime | None = None) -> Round | None:
    """Return the announced round of a neighbourhood that opens next, if there is one."""
    announced = select(Round).where(Round.neighbourhood_id == neighbourhood.id, Round.announced_at.is_not(None))
    coming = announced.where(Round.opens_at > (moment or now())).order_by(Round.opens_at, Round.id)
    return db.session.scalar(coming.limit(1))


def playing_round(neighbourhood: Neighbourhood, moment: datetime | None = None) -> Round | None:
    """Return the round in which a meeting counts at a moment, if there is one."""
    moment = moment or now()
    latest = latest_round(neighbourhood, moment)
    return latest if latest is not None and latest.counts_at(moment) else None


def round_during(planned: Round) -> Round | None:
    """Return the first announced round of the same neighbourhood that is played while another one would be, if any."""
    announced = select(Round).where(Round.neighbourhood_id == planned.neighbourhood_id, Round.announced_at.is_not(None))
    others = announced.where(Round.id != planned.id, Round.opens_at < planned.closes_at)
    meanwhile = others.where(Round.closes_at > planned.opens_at).order_by(Round.opens_at, Round.id)
    return db.session.scalar(meanwhile.limit(1))


def next_turn(neighbourhood_id: int) -> datetime | None:
    """Return when a round of a neighbourhood opens, freezes or closes next: until then its pages are right."""
    moment, turns = now(), (Round.opens_at, Round.freezes_at, Round.closes_at)
    coming = select(*(func.min(case((turn > moment, turn))) for turn in turns))
    of_wijk = coming.where(Round.neighbourhood_id == neighbourhood_id, Round.announced_at.is_not(None))
    return min((turn for turn in db.session.execute(of_wijk).one() if turn is not None), default=None)


def rounds_of(neighbourhood: Neighbourhood) -> list[Round]:
    """Return the rounds of a neighbourhood, drafts as well, newest first."""
    own = select(Round).where(Round.neighbourhood_id == neighbourhood.id)
    return list(db.session.scalars(own.order_by(Round.opens_at.desc(), Round.id.desc())))


def rounds_to_clean() -> list[Round]:
    """Return the rounds of which it is time to delete what was promised to be deleted."""
    due = select(Round).where(Round.announced_at.is_not(None), Round.cleaned_at.is_(None), Round.cleans_at <= now())
    return list(db.session.scalars(due.order_by(Round.id)))


def round_with(public_id: str) -> Round:
    """Return the round with this name. Raises Missing."""
    found = db.session.scalar(select(Round).where(Round.public_id == public_id))
    if found is None:
        raise Missing("no_such_round", round=public_id)
    return found


def claimed(round_id: int, player_id: int, prefix: str) -> int:
    """Return how many lines of a player in a round have a claim key that begins like this."""
    lines = select(func.count(PointEntry.id)).where(PointEntry.round_id == round_id, PointEntry.player_id == player_id)
    return db.session.scalar(lines.where(PointEntry.claim_key.startswith(prefix, autoescape=True))) or 0


def keys_kept(keys: Collection[str]) -> set[str]:
    """Return which of these claim keys the ledger has already."""
    wanted = select(PointEntry.claim_key).where(PointEntry.claim_key.in_(keys))
    return set(db.session.scalars(wanted)) if keys else set()


def scores_of(players: Collection[int], round_id: int) -> dict[int, int]:
    """Return the score in a round of each of some players who has any."""
    own = select(Standing.player_id, Standing.points).where(Standing.round_id == round_id)
    return {player: points for player, points in db.session.execute(own.where(Standing.player_id.in_(players)))}


def homes_of(players: Collection[int]) -> dict[int, int | None]:
    """Return for some players the spot that feels like home, by its row."""
    own = select(Player.id, Player.home_spot_id).where(Player.id.in_(players))
    return {player: home for player, home in db.session.execute(own)}


def full_until(player_id: int, playing: Round) -> datetime | None:
    """Return when a player who has all points that there is room for can get more; None for everybody else."""
    rules, moment, opened, zone = read_rules(playing.rules), now(), playing.opens_at, playing.neighbourhood.timezone
    if score_of(player_id, playing.id) < room_so_far(rules, opens_at=opened, moment=moment, zone=zone):
        return None
    return min(begin_of_week(opened, weeks_begun(opened, moment, zone), zone), playing.closes_at)


def score_of(player_id: int, round_id: int) -> int:
    """Return the score of a player in a round: what the lines of the ledger add up to."""
    own = select(Standing.points).where(Standing.player_id == player_id, Standing.round_id == round_id)
    return db.session.scalar(own) or 0


def score_of_all(playing: Round) -> int:
    """Return what a neighbourhood has together in a round, by what boards show."""
    together = select(func.sum(_on_boards(playing, Standing))).where(Standing.round_id == playing.id)
    return db.session.scalar(together) or 0


def score_and_together(playing: Round, player_id: int | None) -> tuple[int, int]:
    """Return the score of a player in a round, and what the neighbourhood has together by boards, in one look."""
    own, all_of_them = case((Standing.player_id == player_id, Standing.points)), _on_boards(playing, Standing)
    both = select(func.sum(own), func.sum(all_of_them)).where(Standing.round_id == playing.id)
    score, together = db.session.execute(both).one()
    return score or 0, together or 0


def teams_of(playing: Round) -> list[Team]:
    """Return the teams of a round by what boards show, best first; one that fewer than five players built is not shown.

    A team of few would say what each of them has. It counts who ever brought it something, those who left as well: so
    somebody who leaves takes nothing off the board, by which others could tell what that was (trust rule 7).
    """
    counted = _on_boards(playing, TeamShare)
    return _ranked_teams(playing.id, func.sum(counted), func.count(case((counted != 0, 1))))


def teams_by_bridges(round_id: int) -> list[Team]:
    """Return the teams of a round by their bridges, the most first; `points` holds how many."""
    return _ranked_teams(round_id, func.sum(TeamShare.bridges), func.count(case((TeamShare.bridges != 0, 1))))


def _on_boards(playing: Round, table: type[Standing] | type[TeamShare]) -> InstrumentedAttribute[int]:
    """Return the figure that boards show: while a round is frozen they stand still, and at the end they say all."""
    return table.points if playing.state_at(now()) in ("closed", "cleaned_up") else table.shown


def _ranked_teams(round_id: int, figure: ColumnElement[int], people: ColumnElement[int]) -> list[Team]:
    """Return the teams of a round by a figure that enough people built, the highest first, ties together."""
    teams = select(TeamShare.spot_id, people, figure).where(TeamShare.round_id == round_id)
    rows = db.session.execute(teams.group_by(TeamShare.spot_id).having(people >= SMALLEST_TEAM)).all()
    if not rows:
        return []
    spots = {spot.id: spot for spot in db.session.scalars(select(Spot).where(Spot.id.in_(row[0] for row in rows)))}
    places = places_of([total for _, _, total in rows])
    ranked = [Team(place, spots[spot], count, total) for place, (spot, count, total) in zip(places, rows, strict=True)]
    return sorted(ranked, key=lambda team: (team.place, team.spot.slug))


def entries_of(player_id: int, round_id: int, *, most: int, after: int = 0) -> list[PointEntry]:
    """Return the newest lines of a player in a round, the newest first, after leaving out some."""
    lines = select(PointEntry).where(PointEntry.player_id == player_id, PointEntry.round_id == round_id)
    return list(db.session.scalars(lines.order_by(PointEntry.id.desc()).limit(most).offset(after)))


def count_entries(player_id: int, round_id: int) -> dict[str, int]:
    """Return how many lines a player has in a round, for each reason."""
    lines = select(PointEntry.reason, func.count(PointEntry.id)).where(PointEntry.player_id == player_id)
    rows = db.session.execute(lines.where(PointEntry.round_id == round_id).group_by(PointEntry.reason))
    return {reason: count for reason, count in rows}


def rounds_to_sum_up() -> list[Round]:
    """Return the rounds that are closed, and of which it is not written down yet what was reached."""
    over = select(Round).where(Round.announced_at.is_not(None), Round.cleaned_at.is_(None), Round.closing.is_(None))
    return list(db.session.scalars(over.where(Round.closes_at <= now()).order_by(Round.id)))


def entries_for(meeting_id: int, player_id: int) -> list[PointEntry]:
    """Return the lines that a meeting brought a player, in the order they came."""
    lines = select(PointEntry).where(PointEntry.meeting_id == meeting_id, PointEntry.player_id == player_id)
    return list(db.session.scalars(lines.order_by(PointEntry.id)))
