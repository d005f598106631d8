"""Lines in pixels: joined, smoothed to what the eye sees, and written as short SVG paths."""

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

from wijkspel.basemaps.cutting import Place

TOLERANCE = 0.45  # pixels


def joined(lines: Iterable[Sequence[Place]]) -> list[list[Place]]:
    """Return lines joined end to end where exactly two ends meet: longer strokes, smoother corners, fewer bytes."""
    left = {number: list(line) for number, line in enumerate(lines)}
    ends: dict[Place, list[int]] = {}
    for number, line in left.items():
        for end in (line[0], line[-1]):
            ends.setdefault(end, []).append(number)
    for end, meeting in ends.items():
        if len(meeting) != 2 or meeting[0] == meeting[1]:
            continue
        kept, taken = meeting
        other = left.pop(taken)
        far = other[0] if other[-1] == end else other[-1]
        left[kept] = _one_line(left[kept], other, end)
        ends[far] = [kept if number == taken else number for number in ends[far]]
    return list(left.values())


def simplified(points: Sequence[Place], tolerance: float = TOLERANCE) -> list[Place]:
    """Return a line without the points that lie within a tolerance of it (Douglas and Peucker, 1973).

    A closed line stays closed.
    """
    if len(points) < 3:
        return list(points)
    if points[0] == points[-1]:
        far = max(range(len(points)), key=lambda i: math.dist(points[i], points[0]))
        return [*_thinned(points[: far + 1], tolerance)[:-1], *_thinned(points[far:], tolerance)]
    return _thinned(points, tolerance)


def path(lines: Iterable[Sequence[Place]], *, closed: bool = False) -> str:
    """Return lines as the data of one SVG path, in tenths of a pixel and relative steps."""
    return "".join(_one_path(line, closed) for line in lines)


def dots(points: Iterable[Place]) -> str:
    """Return points as the data of one SVG path that a round line cap makes into dots."""
    return "".join(f"M{_number(round(x * 10))}{_step(round(y * 10))}h.01" for x, y in points)


def length(points: Sequence[Place]) -> float:
    """Return the length of a line in pixels."""
    return sum(math.dist(a, b) for a, b in pairwise(points))


def size(ring: Sequence[Place]) -> float:
    """Return the area of a closed ring in square pixels."""
    return abs(_turn(ring))


def turning(ring: Sequence[Place], *, clockwise: bool) -> list[Place]:
    """Return a closed ring with its points in one direction, as seen on a screen."""
    return list(ring) if (_turn(ring) > 0) == clockwise else list(reversed(ring))


def _turn(ring: Sequence[Place]) -> float:
    """Return the area of a closed ring, below zero when it turns against the clock (the shoelace formula)."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2


def _one_line(first: list[Place], second: list[Place], at: Place) -> list[Place]:
    before = first if first[-1] == at else first[::-1]
    after = second if second[0] == at else second[::-1]
    return before + after[1:]


def _thinned(points: Sequence[Place], tolerance: float) -> list[Place]:
    kept = {0, len(points) - 1}
    stretches = [(0, len(points) - 1)]
    while stretches:
        first, last = stretches.pop()
        far, most = first, tolerance
        for number in range(first + 1, last):
            if (lies := away(points[number], points[first], points[last])) > most:
                far, most = number, lies
        if far != first:
            kept.add(far)
            stretches += [(first, far), (far, last)]
    return [points[number] for number in sorted(kept)]


def away(point: Place, a: Place, b: Place) -> float:
    """Return how far a point lies from the stretch between a and b."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    squared = dx * dx + dy * dy
    if squared == 0:
        return math.dist(point, a)
    along = max(0.0, min(1.0, ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / squared))
    return math.dist(point, (a[0] + along * dx, a[1] + along * dy))


def _one_path(line: Sequence[Place], closed: bool) -> str:
    tenths = [(round(x * 10), round(y * 10)) for x, y in line]
    words = [f"M{_number(tenths[0][0])}{_step(tenths[0][1])}"]
    for before, after in zip(tenths, tenths[1:-1] if closed else tenths[1:], strict=False):
        dx, dy = after[0] - before[0], after[1] - before[1]
        if dx and dy:
            words.append(f"l{_number(dx)}{_step(dy)}")
        elif dx or dy:
            words.append(f"h{_number(dx)}" if dx else f"v{_number(dy)}")
    return "".join(words) + ("z" if closed else "")


def _number(tenths: int) -> str:
    whole, rest = divmod(abs(tenths), 10)
    digits = f"{whole or ''}.{rest}" if rest else str(whole)
    return f"-{digits}" if tenths < 0 else digits


def _step(tenths: int) -> str:
    """Return a number that follows another: a minus keeps them apart, else a space does."""
    word = _number(tenths)
    return word if word.startswith("-") else f" {word}"
