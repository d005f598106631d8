"""Reads of what boards show: neighbours around a player, why a line was written, and what a round came to."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, Select, and_, distinct, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from wijkspel.boards.rules import ABOVE_AND_BELOW, FEWEST, Most, best_of
from wijkspel.clock import now
from wijkspel.db import db
from wijkspel.game.models import Block, Meeting, Met, Pair
from wijkspel.game.rules import COUNTED
from wijkspel.places.models import Spot
from wijkspel.players.models import Player
from wijkspel.rounds.models import PointEntry, Round, Standing
from wijkspel.rounds.queries import Team, score_of_all, teams_by_bridges, teams_of
from wijkspel.wordlists.assignments import assignment_called


class Around(NamedTuple):
    """A neighbour just above or below a player, or the player: the place among who wants to be seen, and the points."""

    place: int
    player: Player
    points: int


class Why(NamedTuple):
    """A line of the ledger with whom and where it came from, as far as that is still kept."""

    entry: PointEntry
    others: list[Player]
    spot: Spot | None


def neighbours_around(player: Player, playing: Round) -> list[Around]:
    """Return the two neighbours above and below a player, and the player, the highest first.

    Who wants to be seen sees who wants that too: people of 16 and older with points, but none that a block keeps apart.
    With fewer than five of them there is nobody, and while the round is frozen it stands still.
    """
    if not player.is_around or not player.is_grown_up:
        return []
    figure = Standing.shown if playing.state_at(now()) in ("open", "frozen") else Standing.points
    place, row = func.rank().over(order_by=figure.desc()), func.row_number().over(order_by=[figure.desc(), Player.id])
    seen = select(
        Player.id, figure.label("points"), place.label("place"), row.label("row"), func.count().over().label("all")
    )
    wants = and_(Player.is_around.is_(True), Player.is_grown_up.is_(True), Player.gone_at.is_(None))
    of_round = seen.join(Standing, Standing.player_id == Player.id).where(Standing.round_id == playing.id, figure > 0)
    all_of_them = of_round.where(wants, Player.id.not_in(_kept_apart_from(player.id))).subquery()
    own = select(all_of_them.c.row).where(all_of_them.c.id == player.id).scalar_subquery()
    near = select(all_of_them.c.place, Player, all_of_them.c.points).join(Player, Player.id == all_of_them.c.id)
    here = all_of_them.c.row.between(own - ABOVE_AND_BELOW, own + ABOVE_AND_BELOW)
    rows = db.session.execute(near.where(here, all_of_them.c.all >= FEWEST).order_by(all_of_them.c.row))
    return [Around(*row) for row in rows]


def explained(player: Player, entries: Collection[PointEntry]) -> list[Why]:
    """Return lines of a player, each with whom and where it came from.

    A gathering and a day at a place name nobody: the meeting that brought them may have been one of others.
    """
    people = joinedload(Meeting.spot), selectinload(Meeting.people).joinedload(Met.player)
    ids = {entry.meeting_id for entry in entries if entry.meeting_id}
    kept = db.session.scalars(select(Meeting).where(Meeting.id.in_(ids)).options(*people))
    meetings = {meeting.id: meeting for meeting in kept}
    named = {_spot_in(entry) for entry in entries}
    spots = {spot.public_id: spot for spot in db.session.scalars(select(Spot).where(Spot.public_id.in_(named - {""})))}
    return [_why(entry, meetings.get(entry.meeting_id or 0), spots.get(_spot_in(entry)), player) for entry in entries]


def figures_of(over: Round) -> dict[str, Any]:
    """Return what a round came to, without any person, as it is kept: totals, and several kinds of bests.

    Each best is a list, since ties share; each rests on five people or more, else its list is empty.
    """
    of_round = select(func.count(distinct(Met.player_id)), func.count(distinct(Met.meeting_id)))
    people, meetings = db.session.execute(of_round.where(Met.meeting_id.in_(_meetings_that_count(over)))).one()
    enough = people >= FEWEST
    return {
        "points": score_of_all(over),
        "people": people if enough else None,
        "meetings": meetings if enough else None,
        "team_points": _best_teams(teams_of(over)),
        "team_bridges": _best_teams(teams_by_bridges(over.id)),
        "spot_meetings": _best_spots(_meetings_at_spots(over)),
        "spot_again": _best_spots(_again_at_spots(over)),
        "assignments": _best_assignments(over),
        "gatherings": _best_gatherings(over),
    }


def _kept_apart_from(player_id: int) -> Select[int]:
    own = select(Block.other_id).where(Block.player_id == player_id)
    return select(Block.player_id).where(Block.other_id == player_id).union(own)  # type: ignore[return-value]


def _spot_in(entry: PointEntry) -> str:
    """Return the random name of the spot that a claim is about, or nothing."""
    parts = entry.claim_key.split(":")
    return {"gathering": parts[2], "spot": parts[-1]}.get(entry.reason, "") if len(parts) > 2 else ""


def _why(entry: PointEntry, meeting: Meeting | None, spot: Spot | None, player: Player) -> Why:
    if meeting is None or entry.reason in ("spot", "gathering"):
        return Why(entry, [], spot)
    others = [met.player for met in meeting.people if met.player_id != player.id]
    if entry.reason != "assignment":
        others = [other for other in others if other.public_id in entry.claim_key]
    return Why(entry, others, meeting.spot)


def _meetings_that_count(over: Round) -> Select[int]:
    return select(Pair.meeting_id).where(Pair.round_id == over.id, Pair.outcome.in_(COUNTED))


def _meetings_at_spots(over: Round) -> Select[int, int, int]:
    people, meetings = func.count(distinct(Met.player_id)), func.count(distinct(Meeting.id))
    counted = select(Meeting.spot_id, meetings, people).join(Met, Met.meeting_id == Meeting.id)
    return counted.where(Meeting.id.in_(_meetings_that_count(over))).group_by(Meeting.spot_id)


def _again_at_spots(over: Round) -> Select[int, int, int]:
    people = func.count(distinct(Met.player_id))
    again = select(Meeting.spot_id, people, people).join(Met, Met.meeting_id == Meeting.id)
    return again.join(Pair, _is_again(over)).group_by(Meeting.spot_id)


def _is_again(over: Round) -> ColumnElement[bool]:
    in_it = or_(Pair.low_id == Met.player_id, Pair.high_id == Met.player_id)
    return and_(Pair.meeting_id == Meeting.id, Pair.round_id == over.id, Pair.outcome == "again", in_it)


def _best_spots(counted: Select[int, int, int]) -> list[dict[str, Any]]:
    rows = db.session.execute(counted).all()
    spots = {spot.id: spot for spot in db.session.scalars(select(Spot).where(Spot.id.in_([row[0] for row in rows])))}
    best = best_of([Most(spots[spot].slug, many, people) for spot, many, people in rows])
    names = {spot.slug: spot.names for spot in spots.values()}
    return [{"names": names[one.name], "count": one.many} for one in best]


def _best_teams(teams: Iterable[Team]) -> list[dict[str, Any]]:
    first = [team for team in teams if team.place == 1 and team.points > 0]
    return [{"names": team.spot.names, "count": team.points} for team in first]


def _best_assignments(over: Round) -> list[dict[str, Any]]:
    """Return the assignments that were done in the most meetings, by what their claims say."""
    people, meetings = defaultdict(set), defaultdict(set)
    for key, player, meeting in _claims(over, "assignment"):
        slug = key.split(":")[2]
        people[slug].add(player)
        meetings[slug].add(meeting)
    best = best_of([Most(slug, len(meetings[slug]), len(people[slug])) for slug in people])
    known = [(assignment_called(one.name), one.many) for one in best]
    titles = [({language: words.title for language, words in one.texts.items()}, count) for one, count in known if one]
    return [{"names": names, "count": count} for names, count in titles]


def _best_gatherings(over: Round) -> list[dict[str, Any]]:
    """Return where the most people gathered on one day; on which day is not said."""
    people = defaultdict(set)
    for key, player, _meeting in _claims(over, "gathering"):
        _, _, spot, day, _ = key.split(":")
        people[spot, day].add(player)
    largest = {one.name for one in best_of([Most(spot, len(all_), len(all_)) for (spot, _), all_ in people.items()])}
    spots = db.session.scalars(select(Spot).where(Spot.public_id.in_(largest)).order_by(Spot.slug))
    count = max((len(all_) for all_ in people.values()), default=0)
    return [{"names": spot.names, "count": count} for spot in spots]


def _claims(over: Round, reason: str) -> Iterable[Row[str, int, int | None]]:
    lines = select(PointEntry.claim_key, PointEntry.player_id, PointEntry.meeting_id)
    return db.session.execute(lines.where(PointEntry.round_id == over.id, PointEntry.reason == reason))
