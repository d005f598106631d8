"""What a tour has to look like, and how long walking takes."""

import itertools
import math
from collections.abc import Mapping, Sequence
from typing import Protocol

from wijkspel import earth
from wijkspel.earth import Point
from wijkspel.languages import NAMES

THEMES = ("water", "green", "work", "arriving", "playing", "food")
RADIUS, SMALLEST_RADIUS, LARGEST_RADIUS = 30, 15, 100  # metres (mission L2)
FEWEST_STOPS, MOST_STOPS = 2, 60
MOST_POINTS = 2_000  # of one leg
FARTHEST_FROM_STOP = 100  # metres between a spot and where a leg begins or ends: what a garden or a square takes
LONGEST_NAME, LONGEST_INTRO, LONGEST_TOWARDS = 80, 1_000, 80
MOST_MINUTES = 90  # said without hours
METRES_PER_MINUTE = 70  # 4.2 km an hour, the walking speed of somebody who looks around

# step: (from which states, to which state)
STEPS: dict[str, tuple[tuple[str, ...], str]] = {
    "publish": (("draft", "hidden"), "published"),
    "hide": (("published",), "hidden"),
}


class Planned(Protocol):
    """A stop as somebody plans it, as far as these rules look at it."""

    radius: int
    path: Sequence[tuple[float, float]] | None
    benches: int | None
    toilets: int | None
    towards: Mapping[str, str]


def minutes_to_walk(metres: int) -> int:
    """Return how many minutes it takes to walk some metres, at least one."""
    return max(1, math.ceil(metres / METRES_PER_MINUTE))


def hours_and_minutes(minutes: int) -> tuple[int, int]:
    """Return minutes as one says them: without hours up to an hour and a half, 190 as three hours and ten."""
    return (0, minutes) if minutes <= MOST_MINUTES else divmod(minutes, 60)


def problems_of_tour(
    *, theme: str, names: Mapping[str, str], intros: Mapping[str, str], plain_intro: str
) -> dict[str, str]:
    """Return a code for each field of a tour that does not fit."""
    found = {}
    if theme not in THEMES:
        found["theme"] = "unknown"
    if not any(name.strip() for name in names.values()):
        found["names"] = "missing"
    if any(len(name) > LONGEST_NAME for name in names.values()):
        found["names"] = "too_long"
    if any(len(intro) > LONGEST_INTRO for intro in (*intros.values(), plain_intro)):
        found["intros"] = "too_long"
    if not all(text.isprintable() for text in (*names.values(), *intros.values(), plain_intro)):
        found["names"] = "not_text"
    if not {*names, *intros} <= set(NAMES):
        found["languages"] = "unknown"
    return found


def problems_of_stops(stops: Sequence[Planned], spots: Sequence[int]) -> dict[str, str]:
    """Return a code when the stops of a tour, at spots with these ids, cannot be walked one after the other."""
    found = {}
    if len(stops) > MOST_STOPS:
        found["stops"] = "too_many"
    if any(here == there for here, there in itertools.pairwise(spots)):
        found["stops"] = "same_twice"  # a walk may come back to a spot, but not stand still
    for stop in stops:
        found |= _problems_of_stop(stop)
    return found


def problems_of_leg(path: Sequence[Point], here: Point, there: Point) -> dict[str, str]:
    """Return a code when the way of a leg does not lead from its stop to the next one; points are (lon, lat)."""
    gaps = ([here, path[0]], [path[-1], there])
    if any(earth.metres_along(gap) > FARTHEST_FROM_STOP for gap in gaps):
        return {"path": "not_between"}
    return {}


def missing_for_a_walk(stop_count: int) -> list[str]:
    """Return a code for each thing without which a tour is not published: one stop alone is a spot, not a walk."""
    return [] if stop_count >= FEWEST_STOPS else ["second_stop"]


def _problems_of_stop(stop: Planned) -> dict[str, str]:
    found = {}
    if not SMALLEST_RADIUS <= stop.radius <= LARGEST_RADIUS:
        found["radius"] = "out_of_reach"
    if stop.path is not None and not 2 <= len(stop.path) <= MOST_POINTS:
        found["path"] = "not_a_way"
    if any(count is not None and not 0 <= count <= 99 for count in (stop.benches, stop.toilets)):
        found["benches"] = "not_a_count"
    if any(len(words) > LONGEST_TOWARDS or not words.isprintable() for words in stop.towards.values()):
        found["towards"] = "too_long"
    if not set(stop.towards) <= set(NAMES):
        found["languages"] = "unknown"
    return found
