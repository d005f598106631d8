"""The rule table of a round, its days, and what a round has to look like.

The default figures are those of ZWERM (Ghent 2013) for being somewhere and meeting somebody, and our own for the rest.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from wijkspel.errors import Invalid

LONGEST_TEXT = 200
MOST_POINTS = 1000  # of one reason: a slip of the keyboard shall not decide a round
SMALLEST_TEAM = 5
# What is 0 is switched off, and then a round is still a round: so each of these has to be something.
LEAST = {
    "pairs_a_meeting": 1,  # with none, no meeting pays anybody
    "gathering_people": 2,  # one alone is no gathering
    "gathering_minutes": 1,  # in no time nobody comes after the first
    "most_a_week": 1,
}


@dataclass(frozen=True, slots=True)
class RuleTable:
    """What scores in a round, and how often. The page “how points work” shows this very table."""

    spot: int = 10
    spots_a_day: int = 2
    new: int = 40
    again: int = 15
    again_a_pair: int = 5
    bridge: int = 10
    assignment_1: int = 5
    assignment_2: int = 10
    assignment_3: int = 20
    gathering: int = 25
    gathering_people: int = 5
    gathering_minutes: int = 30
    pairs_a_meeting: int = 3
    new_an_hour: int = 12
    guests_a_day: int = 3
    cards_a_day: int = 3
    vouches_a_day: int = 3
    most_a_week: int = 300

    def assignment(self, step: int) -> int:
        """Return the points of an assignment of a step of courage, 1 to 3."""
        return (self.assignment_1, self.assignment_2, self.assignment_3)[step - 1]

    def as_json(self) -> dict[str, int]:
        """Return the table as it is kept."""
        return asdict(self)


def read_rules(kept: Mapping[str, Any]) -> RuleTable:
    """Return a rule table as it was kept or sent. Raises Invalid with a code for each figure that does not fit."""
    known = {field.name for field in fields(RuleTable)}
    problems = {name: "unknown" for name in kept if name not in known}
    for name, value in kept.items():
        if name not in known:
            continue
        if type(value) is not int or not 0 <= value <= MOST_POINTS:
            problems[name] = "not_a_figure"
        elif value < LEAST.get(name, 0):
            problems[name] = f"at_least_{LEAST[name]}"
    if problems:
        raise Invalid(**problems)
    table = RuleTable(**kept)
    if table.most_a_week < table.new:
        raise Invalid(most_a_week="less_than_new")  # or the very first meeting of a round would be cut short
    return table


class Claim(NamedTuple):
    """A line of the ledger that a player claims: why, how many points, the key by which it counts once, and words."""

    player_id: int
    reason: str
    points: int
    key: str
    words: str | None = None


def weeks_begun(opens_at: datetime, moment: datetime, zone: str) -> int:
    """Return how many weeks of a round have begun at a moment, from when it opened, not from Monday.

    A week is one on the clocks of the neighbourhood, also when these are put back or forward in it.
    """
    return max((_on_the_wall(moment, zone) - _on_the_wall(opens_at, zone)) // timedelta(weeks=1) + 1, 0)


def begin_of_week(opens_at: datetime, weeks: int, zone: str) -> datetime:
    """Return when the next week of a round begins after as many weeks, on the clocks of the neighbourhood."""
    return (_on_the_wall(opens_at, zone) + timedelta(weeks=weeks)).replace(tzinfo=ZoneInfo(zone))


def room_so_far(rules: RuleTable, *, opens_at: datetime, moment: datetime, zone: str) -> int:
    """Return how many points a player can have by now: each week makes room for as many, and what is left over stays.

    Whoever plays for points alone, with however many phones, gets no further than this; it asks nobody who they are.
    """
    return rules.most_a_week * weeks_begun(opens_at, moment, zone)


def within_room(claims: Sequence[Claim], scores: Mapping[int, int], room: int) -> list[Claim]:
    """Return the claims with as many points as each player still has room for; those without room are left out.

    A correction always fits: it is written by a person, for a reason.
    """
    found, so_far = [], dict(scores)
    for claim in claims:
        had = so_far.get(claim.player_id, 0)
        points = claim.points if claim.reason == "correction" else min(claim.points, max(room - had, 0))
        if points:
            so_far[claim.player_id] = had + points
            found.append(claim._replace(points=points))
    return found


def problems_of_round(
    *, names: Mapping[str, str], goal: int, reward: Mapping[str, str], times: tuple[datetime, ...]
) -> dict[str, str]:
    """Return a code for each field of a round that does not fit; its four times follow each other."""
    found = {}
    if not any(name.strip() for name in names.values()):
        found["names"] = "missing"
    if any(len(text) > LONGEST_TEXT for text in (*names.values(), *reward.values())):
        found["names"] = "too_long"
    if goal < 1:
        found["goal"] = "missing"
    opens, freezes, closes, cleans = times
    if not opens < freezes <= closes < cleans:
        found["times"] = "not_in_order"
    return found


def problems_of_correction(*, points: int, why: str) -> dict[str, str]:
    """Return a code for each field of a correction that does not fit."""
    found = {}
    if not points:
        found["points"] = "missing"
    elif abs(points) > 10 * MOST_POINTS:
        found["points"] = "not_a_figure"
    if not why or len(why) > LONGEST_TEXT:
        found["why"] = "too_long" if why else "missing"
    return found


def places_of(points: Sequence[int]) -> list[int]:
    """Return the place of each of these points: equal points share a place, and the next one counts on (1, 1, 3)."""
    return [1 + sum(other > own for other in points) for own in points]


def day_of(moment: datetime, zone: str) -> date:
    """Return the day of a moment on the clocks of a neighbourhood."""
    return moment.astimezone(ZoneInfo(zone)).date()


def week_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def begin_of(day: date, zone: str) -> datetime:
    """Return when a day begins on the clocks of a neighbourhood."""
    return datetime.combine(day, datetime.min.time(), ZoneInfo(zone))


def _on_the_wall(moment: datetime, zone: str) -> datetime:
    """Return what a clock on a wall of a neighbourhood shows at a moment."""
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
