"""What a meeting pays: its pairs, the pairs that waited for it, places of this week, and a gathering."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from wijkspel.clock import now
from wijkspel.db import db
from wijkspel.game.models import Invitation, Meeting, Pair
from wijkspel.game.queries.meetings import (
    most_paid_in,
    others_met,
    pair_scores,
    people_at,
    waiting_of,
    when_they_met,
    who_met_between,
)
from wijkspel.game.queries.presences import spots_by_day
from wijkspel.game.rules import COUNTED, facts_of_a_seen_pair, lines_of_pair, outcome_of
from wijkspel.players.models import Player
from wijkspel.players.queries import locked
from wijkspel.rounds.actions import claim_all
from wijkspel.rounds.models import Round
from wijkspel.rounds.queries import claimed
from wijkspel.rounds.rules import Claim, begin_of, day_of, read_rules, week_of
from wijkspel.wordlists.assignments import assignment_called


def locked_with_whom_it_touches(meeting: Meeting, playing: Round, here: Collection[int]) -> dict[int, Player]:
    """Return everybody whom this may pay, locked at once and in one order: two such never wait for each other."""
    waiting = {player for pair in waiting_of(playing.id, here) for player in (pair.low_id, pair.high_id)}
    return locked({*here, *waiting, *_gathered(meeting, playing)})


def settle(meeting: Meeting, playing: Round, here: Collection[int], people: Mapping[int, Player]) -> None:
    """Pay what a meeting makes possible besides its own pairs. `people` holds everybody it may touch, locked."""
    _release(playing, here, people)
    _pay_week(playing, [people[each] for each in here], now(), meeting)
    _pay_gathering(meeting, playing, people)


def pay_pair(pair: Pair, playing: Round, low: Player, high: Player) -> None:
    """Write the lines of the ledger for a pair whose outcome scores."""
    rules = read_rules(playing.rules)
    bridge = None not in (low.home_spot_id, high.home_spot_id) and low.home_spot_id != high.home_spot_id
    name = f"{playing.public_id}:{low.public_id}:{high.public_id}"
    claims = []
    for player in (low, high):
        times = claimed(playing.id, player.id, f"again:{name}:") if pair.outcome == "again" else 0
        lines = lines_of_pair(pair.outcome, rules, pair=name, player=player.public_id, bridge=bridge, times=times)
        claims += [Claim(player.id, *line) for line in lines]
    claim_all(playing, claims, meeting_id=pair.meeting_id)


def count_late(pair: Pair, playing: Round, people: Mapping[int, Player]) -> None:
    """Let a pair that waited or was doubtful count as it would have at once, on its own day and in its own meeting.

    The places of that week are paid as well. `people` holds the two, locked.
    """
    zone, both = playing.neighbourhood.timezone, (pair.low_id, pair.high_id)
    days, day = tuple(day_of(at, zone) for at in when_they_met(pair)), day_of(pair.at, zone)
    facts = facts_of_a_seen_pair(days, day, paid_here=most_paid_in(pair.meeting_id, both))
    pair.outcome = outcome_of(facts, read_rules(playing.rules))
    db.session.flush()
    pay_pair(pair, playing, people[pair.low_id], people[pair.high_id])
    _pay_week(playing, [people[each] for each in both], pair.at, pair.meeting)


def pay_assignment(invitation: Invitation, meeting: Meeting, playing: Round, both: Sequence[Player]) -> None:
    """Pay two people for what they set out to do, each once a day, when their pair scores."""
    done = assignment_called(invitation.assignment)
    if done is None or not pair_scores(meeting.id, *(player.id for player in both)):
        return
    points, day = read_rules(playing.rules).assignment(done.step), day_of(now(), playing.neighbourhood.timezone)
    keys = {player: f"assignment:{playing.public_id}:{done.slug}:{day}:{player.public_id}" for player in both}
    claims = [Claim(player.id, "assignment", points, key) for player, key in keys.items()]
    claim_all(playing, claims, meeting_id=meeting.id)


def pay_presences(playing: Round, player: Player, moment: datetime) -> None:
    """Pay for being at spots, on each day of a week in which the player met somebody."""
    _pay_week(playing, [player], moment, None)


def _pay_week(playing: Round, players: Sequence[Player], moment: datetime, meeting: Meeting | None) -> None:
    """Pay players for the spots of each day in the week of a moment, until today, when they met somebody in it."""
    zone, rules = playing.neighbourhood.timezone, read_rules(playing.rules)
    monday, today = week_of(day_of(moment, zone)), day_of(now(), zone)
    days = [day for day in (monday + timedelta(days=number) for number in range(7)) if day <= today]
    begin, end = begin_of(monday, zone), begin_of(monday + timedelta(days=7), zone)
    met = who_met_between(playing.id, [player.id for player in players], begin, end)
    if not met:
        return
    spots = spots_by_day(met, days, zone, since=playing.opens_at)
    claims = [
        Claim(player.id, "spot", rules.spot, f"spot:{playing.public_id}:{player.public_id}:{day}:{spot}")
        for player in players
        for day in days
        for spot in spots.get((player.id, day), [])[: rules.spots_a_day]
    ]
    claim_all(playing, claims, meeting_id=meeting.id if meeting else None)


def _release(playing: Round, players: Collection[int], people: Mapping[int, Player]) -> None:
    """Let the waiting pairs of players count of which both have now met somebody else as well."""
    waiting = waiting_of(playing.id, players)
    met = others_met(playing.id, {player for pair in waiting for player in (pair.low_id, pair.high_id)})
    for pair in waiting:
        low, high = pair.low_id, pair.high_id
        if not (met[low] - {high} and met[high] - {low}):
            continue
        count_late(pair, playing, people)
        if pair.outcome in COUNTED:
            met[low].add(high)
            met[high].add(low)


def _pay_gathering(meeting: Meeting, playing: Round, people: Mapping[int, Player]) -> None:
    """Pay everybody who met somebody at a spot within half an hour, when they are five or more."""
    rules, gathered = read_rules(playing.rules), _gathered(meeting, playing)
    if len(gathered) < rules.gathering_people:
        return
    name = f"gathering:{playing.public_id}:{meeting.spot.public_id}:{day_of(now(), playing.neighbourhood.timezone)}"
    # Whose pair counted by a meeting elsewhere, while we waited for the others, is not locked: the next meeting pays.
    keys = {player: f"{name}:{people[player].public_id}" for player in gathered if player in people}
    claims = [Claim(player, "gathering", rules.gathering, key) for player, key in keys.items()]
    claim_all(playing, claims, meeting_id=meeting.id)


def _gathered(meeting: Meeting, playing: Round) -> list[int]:
    within = timedelta(minutes=read_rules(playing.rules).gathering_minutes)
    return people_at(meeting.spot_id, playing.id, now() - within)
