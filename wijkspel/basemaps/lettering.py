"""Where names come on a sketch: along streets and canals and across parks, only where there is room."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from wijkspel.basemaps.cutting import Place, is_inside
from wijkspel.basemaps.strokes import length, simplified

_ADVANCE = 0.55  # the width of an average letter, in its size
_AIR = 8.0
_SHARPEST = math.radians(28)
_MOST_TURN = math.radians(50)
_STEP = 7.0
_BEND = 1.6  # pixels: a street that bends less than this gets straight letters


class Circle(NamedTuple):
    """A spot of a picture that is in use."""

    x: float
    y: float
    radius: float


class Lettering(NamedTuple):
    """A name and the line it stands on, from its first letter to its last."""

    text: str
    line: list[Place]


class Room:
    """What is in use of a picture. Names take their room in the order in which they come."""

    def __init__(self, width: int, height: int, letters: float) -> None:
        self.box = (_AIR / 2, _AIR / 2, width - _AIR / 2, height - _AIR / 2)
        self.letters = letters
        self.taken: list[Circle] = []

    def take(self, circles: Iterable[Circle]) -> None:
        """Keep names away from these spots."""
        self.taken += circles

    def along(self, text: str, line: Sequence[Place], *, aside: Sequence[float] = (0.0,)) -> Lettering | None:
        """Return the name on the smoothest free stretch of a line, or beside it by one of these distances."""
        wide = self._width(text)
        smooth = simplified(line, 1.0)
        for start in _starts(length(smooth), wide + _AIR):
            stretch = simplified(_stretch(smooth, start, start + wide + _AIR), _BEND)
            if _turns_too_much(stretch):
                continue
            stretch = _smoothed(stretch)
            if (stretch[-1][0] - stretch[0][0], stretch[0][1] - stretch[-1][1]) < (0, 0):
                stretch.reverse()
            for distance in aside:
                if self._takes(beside := _beside(stretch, distance)):
                    return Lettering(text, _beside(beside, self.letters * 0.34))
        return None

    def across(self, text: str, rings: Sequence[Sequence[Place]]) -> Lettering | None:
        """Return the name on a straight line within an area, as level as it fits."""
        wide = self._width(text) + _AIR
        for angle in (0, 15, -15, 30, -30, 45, -45, 60, -60, 75, -75):
            turn = _turner(math.radians(angle))
            back = _turner(math.radians(-angle))
            turned = [[turn(point) for point in ring] for ring in rings]
            for left, right, y in _chords(turned, self.letters):
                middle = (left + right) / 2
                line = [back((middle - wide / 2, y)), back((middle + wide / 2, y))]
                if right - left >= wide and self._takes(line):
                    return Lettering(text, _beside(line, self.letters * 0.34))
        return None

    def _width(self, text: str) -> float:
        return len(text) * self.letters * _ADVANCE

    def _takes(self, line: Sequence[Place]) -> bool:
        radius = self.letters * 0.55
        spots = [Circle(*_at(line, at), radius) for at in _stops(length(line), radius)]
        if not all(is_inside((spot.x, spot.y), self.box) for spot in spots):
            return False
        for spot in spots:
            if any(math.dist(spot[:2], other[:2]) < spot.radius + other.radius for other in self.taken):
                return False
        self.taken += spots
        return True


def beads(line: Sequence[Place], radius: float) -> list[Circle]:
    """Return circles along a line that keep names away from it."""
    return [Circle(*_at(line, at), radius) for at in _stops(length(line), radius * 2)]


def _starts(whole: float, wide: float) -> Iterator[float]:
    """Yield where a name may begin on a line: in the middle first, then farther and farther from it."""
    room = whole - wide
    if room < 0:
        return
    away = 0.0
    while away <= room / 2:
        yield room / 2 - away
        if away:
            yield room / 2 + away
        away += _STEP


def _stops(whole: float, step: float) -> list[float]:
    count = max(1, math.ceil(whole / step))
    return [whole * number / count for number in range(count + 1)]


def _stretch(line: Sequence[Place], start: float, end: float) -> list[Place]:
    """Return the piece of a line between two distances from its beginning."""
    piece, walked = [_at(line, start)], 0.0
    for a, b in pairwise(line):
        walked += math.dist(a, b)
        if start < walked < end:
            piece.append(b)
    return [*piece, _at(line, end)]


def _smoothed(line: list[Place]) -> list[Place]:
    """Return a line with its corners cut twice (Chaikin, 1974), so that letters do not part at a bend."""
    for _ in range(2):
        inner = [
            (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)
            for a, b in pairwise(line)
            for share in (0.25, 0.75)
        ]
        line = [line[0], *inner[1:-1], line[-1]] if len(line) > 2 else line
    return line


def _at(line: Sequence[Place], distance: float) -> Place:
    for a, b in pairwise(line):
        step = math.dist(a, b)
        if distance <= step and step:
            share = distance / step
            return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share
        distance -= step
    return line[-1]


def _turns_too_much(line: Sequence[Place]) -> bool:
    headings = [math.atan2(b[1] - a[1], b[0] - a[0]) for a, b in pairwise(line) if a != b]
    turns = [abs(math.remainder(after - before, math.tau)) for before, after in pairwise(headings)]
    return sum(turns) > _MOST_TURN or max(turns, default=0) > _SHARPEST


def _beside(line: Sequence[Place], distance: float) -> list[Place]:
    """Return a line moved sideways, to the right of its direction, which is down for a level one."""
    moved = []
    for number, (x, y) in enumerate(line):
        before, after = line[max(number - 1, 0)], line[min(number + 1, len(line) - 1)]
        step = math.dist(before, after) or 1.0
        moved.append((x - (after[1] - before[1]) / step * distance, y + (after[0] - before[0]) / step * distance))
    return moved


def _turner(angle: float) -> Callable[[Place], Place]:
    """Return what turns a point around the origin, against the clock on a screen."""
    c, s = math.cos(angle), math.sin(angle)
    return lambda point: (point[0] * c + point[1] * s, point[1] * c - point[0] * s)


def _chords(rings: Sequence[Sequence[Place]], tall: float) -> Iterator[tuple[float, float, float]]:
    """Yield level stretches within an area with room above and below for letters: left, right, y; the middle first."""
    ys = [y for _, y in rings[0]]
    low, high = min(ys), max(ys)
    for share in (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8):
        y = low + (high - low) * share
        rows = [_spans(rings, y + shift * tall) for shift in (-0.6, 0, 0.6)]
        for left, right in rows[1]:
            above = [span for span in rows[0] if span[0] < right and span[1] > left]
            below = [span for span in rows[2] if span[0] < right and span[1] > left]
            if len(above) == len(below) == 1:
                yield max(left, above[0][0], below[0][0]), min(right, above[0][1], below[0][1]), y


def _spans(rings: Sequence[Sequence[Place]], y: float) -> list[tuple[float, float]]:
    """Return from where to where an area reaches at one height."""
    crossings = sorted(
        a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0])
        for ring in rings
        for a, b in pairwise(ring)
        if (a[1] <= y) != (b[1] <= y)
    )
    return list(zip(crossings[::2], crossings[1::2], strict=False))
