"""Lines on a flat piece of earth, in metres from their first point: where they pass a place, and with fewer points.

A track has a hundred thousand points and a walk sixty stops, so the line is looked at in chunks, most of which are too
far away to matter.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from wijkspel import earth
from wijkspel.earth import Point

_CHUNK = 64  # segments
_FULL = 2 * math.pi


class Passage(NamedTuple):
    """Where a line passes a place: how many metres along it, on which of its segments, the point, and how far off."""

    along: float
    segment: int
    point: Point
    off: float


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Some segments that follow on each other, and the box around them."""

    first: int
    last: int
    west: float
    south: float
    east: float
    north: float

    def off(self, place: Point) -> float:
        """Return how far a place is from the box: nothing in it is nearer."""
        east = max(self.west - place[0], 0, place[0] - self.east)
        return math.hypot(east, max(self.south - place[1], 0, place[1] - self.north))


class Line:
    """A line of at least two points (lon, lat)."""

    def __init__(self, line: Sequence[Point]) -> None:
        self.line = line
        self._origin = line[0]
        self._scale = earth.metres_per_degree(line[0][1])
        self.flat = [self.to_metres(point) for point in line]
        self.lengths = [0.0]
        for here, there in pairwise(self.flat):
            self.lengths.append(self.lengths[-1] + math.dist(here, there))
        self._chunks = list(self._cut())

    def to_metres(self, point: Point) -> Point:
        """Return how many metres east and north of the first point another lies."""
        return (point[0] - self._origin[0]) * self._scale[0], (point[1] - self._origin[1]) * self._scale[1]

    def to_degrees(self, point: Point) -> Point:
        """Return the longitude and latitude of a point in metres."""
        return point[0] / self._scale[0] + self._origin[0], point[1] / self._scale[1] + self._origin[1]

    def nearest(self, place: Point) -> Passage:
        """Return where the line comes nearest to a place (lon, lat), the first time."""
        at = self.to_metres(place)
        best = self._passage(0, at)
        for off, chunk in sorted(((chunk.off(at), chunk) for chunk in self._chunks), key=lambda pair: pair[0]):
            if off > best.off:
                break
            best = min([best, *self._in_chunk(chunk, at, best.off)], key=lambda passage: (passage.off, passage.along))
        return best

    def passages(self, place: Point, *, beside: float) -> list[Passage]:
        """Return where the line passes a place (lon, lat), in its own order.

        That is where it comes nearest, and wherever it comes by again no more than some metres farther off.
        """
        reach = self.nearest(place).off + beside
        runs: list[list[Passage]] = []
        for passage in self._within(self.to_metres(place), reach):
            before = runs[-1][-1] if runs else None
            # Long segments that follow on each other can also lead away and back.
            if before and before.segment == passage.segment - 1 and passage.along - before.along <= 2 * reach:
                runs[-1].append(passage)
            else:
                runs.append([passage])
        return [min(run, key=lambda passage: (passage.off, passage.along)) for run in runs]

    def between(self, here: Passage, there: Passage) -> list[Point]:
        """Return the line from one passage to a later one, in metres."""
        return [here.point, *self.flat[here.segment + 1 : there.segment + 1], there.point]

    def _cut(self) -> Iterator[_Chunk]:
        for first in range(0, len(self.flat) - 1, _CHUNK):
            last = min(first + _CHUNK, len(self.flat) - 1)
            easts, norths = zip(*self.flat[first : last + 1], strict=True)
            yield _Chunk(first, last, min(easts), min(norths), max(easts), max(norths))

    def _within(self, at: Point, reach: float) -> Iterator[Passage]:
        for chunk in self._chunks:
            if chunk.off(at) <= reach:
                yield from self._in_chunk(chunk, at, reach)

    def _in_chunk(self, chunk: _Chunk, at: Point, reach: float) -> Iterator[Passage]:
        for segment in range(chunk.first, chunk.last):
            passage = self._passage(segment, at)
            if passage.off <= reach:
                yield passage

    def _passage(self, segment: int, at: Point) -> Passage:
        """Return where one segment comes nearest to a place in metres."""
        (x, y), (to_x, to_y) = self.flat[segment], self.flat[segment + 1]
        east, north = to_x - x, to_y - y
        length = east * east + north * north
        share = ((at[0] - x) * east + (at[1] - y) * north) / length if length else 0.0
        share = 0.0 if share < 0 else 1.0 if share > 1 else share
        point = x + share * east, y + share * north
        along = self.lengths[segment] + share * (self.lengths[segment + 1] - self.lengths[segment])
        return Passage(along, segment, point, math.dist(point, at))


def simplified(line: Sequence[Point], tolerance: float) -> list[Point]:
    """Return a line in metres with fewer points, such that every point left out is within a tolerance of what is kept.

    From each point that is kept, the directions are followed that pass every point since within the tolerance; when
    none is left, the point before is kept. It looks at every point once, whatever the line is like: Douglas and Peucker
    take the square of that for a spiral (sleeve fitting, Zhao and Saalfeld 1997, “Linear-time sleeve-fitting polyline
    simplification algorithms”).
    """
    kept = [line[0]]
    sleeve = _Sleeve(line[0], tolerance)
    for before, point in pairwise(line):
        if not sleeve.takes(point):
            kept.append(before)
            sleeve = _Sleeve(before, tolerance)
            sleeve.takes(point)
    return [*kept, line[-1]]


class _Sleeve:
    """The directions from a point in which a straight line passes all points since within a tolerance."""

    def __init__(self, start: Point, tolerance: float) -> None:
        self._start = start
        # Together they are a tolerance: how far a point may be beside the line, and how far it may lie beyond its end.
        self._beside, self._beyond = 0.85 * tolerance, 0.5 * tolerance
        self._middle = 0.0  # of the directions, in radians
        self._half = math.pi
        self._farthest = 0.0

    def takes(self, point: Point) -> bool:
        """Return whether a line to this point passes all before it, and from now on see to it that it is passed."""
        far = math.dist(self._start, point)
        # A line that turns back would leave out where it had been.
        if far < self._farthest - self._beyond:
            return False
        self._farthest = max(self._farthest, far)
        if far <= self._beside:
            return self._farthest <= self._beside
        direction = math.atan2(point[1] - self._start[1], point[0] - self._start[0])
        aside = (direction - self._middle + math.pi) % _FULL - math.pi
        if abs(aside) > self._half:
            return False
        self._narrow(aside, math.asin(self._beside / far))
        return True

    def _narrow(self, aside: float, half: float) -> None:
        low, high = max(-self._half, aside - half), min(self._half, aside + half)
        self._middle, self._half = self._middle + (low + high) / 2, (high - low) / 2
