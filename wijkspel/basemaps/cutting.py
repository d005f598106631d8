"""Cutting lines and areas along the edges of a box, in whatever unit they are given."""

from collections.abc import Callable, Sequence
from itertools import pairwise

Place = tuple[float, float]
Edges = tuple[float, float, float, float]


def is_inside(point: Place, box: Edges) -> bool:
    """Return whether a point lies in a box, its edges included."""
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def cut_line(points: Sequence[Place], box: Edges) -> list[list[Place]]:
    """Return the pieces of a line that lie in a box (Liang and Barsky, 1984)."""
    pieces: list[list[Place]] = []
    for start, end in pairwise(points):
        stretch = _cut_stretch(start, end, box)
        if stretch is None:
            continue
        if pieces and pieces[-1][-1] == stretch[0]:
            pieces[-1].append(stretch[1])
        else:
            pieces.append(list(stretch))
    return [piece for piece in pieces if len(set(piece)) > 1]


def cut_area(ring: Sequence[Place], box: Edges) -> list[Place]:
    """Return the part of a closed ring that lies in a box, closed too (Sutherland and Hodgman, 1974).

    Pieces that the box would separate stay joined along its edge, which a fill does not show. Empty when nothing is
    left.
    """
    west, south, east, north = box
    points = list(ring[:-1])
    points = _keep(points, lambda p: p[0] >= west, lambda a, b: (west, _along(a[0], a[1], b[0], b[1], west)))
    points = _keep(points, lambda p: p[0] <= east, lambda a, b: (east, _along(a[0], a[1], b[0], b[1], east)))
    points = _keep(points, lambda p: p[1] >= south, lambda a, b: (_along(a[1], a[0], b[1], b[0], south), south))
    points = _keep(points, lambda p: p[1] <= north, lambda a, b: (_along(a[1], a[0], b[1], b[0], north), north))
    return [*points, points[0]] if len(set(points)) >= 3 else []


def _cut_stretch(start: Place, end: Place, box: Edges) -> tuple[Place, Place] | None:
    dx, dy = end[0] - start[0], end[1] - start[1]
    enters, leaves = 0.0, 1.0
    walls = ((-dx, start[0] - box[0]), (dx, box[2] - start[0]), (-dy, start[1] - box[1]), (dy, box[3] - start[1]))
    for towards, room in walls:
        if towards == 0:
            if room < 0:
                return None
        elif towards < 0:
            enters = max(enters, room / towards)
        else:
            leaves = min(leaves, room / towards)
    if enters > leaves:
        return None
    first = _held(start if enters == 0 else (start[0] + enters * dx, start[1] + enters * dy), box)
    last = _held(end if leaves == 1 else (start[0] + leaves * dx, start[1] + leaves * dy), box)
    return first, last


def _held(point: Place, box: Edges) -> Place:
    # Arithmetic may put a point a hair outside the edge it was cut at.
    return min(max(point[0], box[0]), box[2]), min(max(point[1], box[1]), box[3])


def _keep(
    points: list[Place], inside: Callable[[Place], bool], crossing: Callable[[Place, Place], Place]
) -> list[Place]:
    kept: list[Place] = []
    for before, point in zip(points[-1:] + points[:-1], points, strict=True):
        if inside(before) != inside(point):
            kept.append(crossing(before, point))
        if inside(point):
            kept.append(point)
    return kept


def _along(a: float, value_at_a: float, b: float, value_at_b: float, at: float) -> float:
    """Return the value at a place between a and b."""
    value = value_at_a + (value_at_b - value_at_a) * (at - a) / (b - a)
    return min(max(value, min(value_at_a, value_at_b)), max(value_at_a, value_at_b))
