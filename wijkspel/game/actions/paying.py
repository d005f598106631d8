"""What a meeting pays: its pairs, the pairs that waited for it, places of this week, and a gathering."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from wijkspel.clock import now
from wijkspel.db import db
from wijkspel.game.models import Invitation, Meeting, Pair
from wijkspel.game.queries.meetings import others_met, pair_scores, people_at, waiting_of, who_met_since
from wijkspel.game.queries.presences import spots_by_day
from wijkspel.game.rules import COUNTED, lines_of_pair
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
    """Pay players for the spots of each day of this week, when they met somebody in it: in this meeting, or before."""
    zone, rules = playing.neighbourhood.timezone, read_rules(playing.rules)
    today = day_of(moment, zone)
    days = [week_of(today) + timedelta(days=number) for number in range(today.weekday() + 1)]
    met = who_met_since(playing.id, [player.id for player in players], begin_of(days[0], zone))
    if not met:
        return
    spots = spots_by_day(met, days, zone)
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
        is_full = _most_paid_in(pair.meeting_id, (low, high)) >= read_rules(playing.rules).pairs_a_meeting
        # Two who met twice while they waited meet for the first time once.
        pair.outcome = "again_today" if high in met[low] else "enough_here" if is_full else "new"
        db.session.flush()
        if pair.outcome == "new":
            met[low].add(high)
            met[high].add(low)
            pay_pair(pair, playing, people[low], people[high])


def _most_paid_in(meeting_id: int, both: tuple[int, int]) -> int:
    """Return how many pairs of a meeting already pay whichever of two people has more of them."""
    paid = select(Pair.low_id, Pair.high_id).where(Pair.meeting_id == meeting_id, Pair.outcome.in_(COUNTED))
    there = [player for pair in db.session.execute(paid) for player in pair]
    return max(there.count(player) for player in both)


def _pay_gathering(meeting: Meeting, playing: Round, people: Mapping[int, Player]) -> None:
    """Pay everybody who met somebody at a spot within half an hour, when they are five or more."""
    rules, gathered = read_rules(playing.rules), _gathered(meeting, playing)
    if len(gathered) < rules.gathering_people:
        return
    name = f"gathering:{playing.public_id}:{meeting.spot.public_id}:{day_of(now(), playing.neighbourhood.timezone)}"
    keys = {player: f"{name}:{people[player].public_id}" for player in gathered}
    claims = [Claim(player, "gathering", rules.gathering, key) for player, key in keys.items()]
    claim_all(playing, claims, meeting_id=meeting.id)


def _gathered(meeting: Meeting, playing: Round) -> list[int]:
    within = timedelta(minutes=read_rules(playing.rules).gathering_minutes)
    return people_at(meeting.spot_id, playing.id, now() - within)
