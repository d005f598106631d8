"""Numbered stops on a sketch: round, in order, and moved apart where they would cover each other."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from wijkspel.basemaps.cutting import Place

RADIUS = 13.0
_GAP = 2.0
_ROUNDS = 80
_MOVED = 5.0  # pixels: from here on a stem shows where the stop really is


class Marker(NamedTuple):
    """One stop: where it is, where its number stands, and the number as text in the reader's digits."""

    true: Place
    shown: Place
    label: str

    @property
    def is_moved(self) -> bool:
        """Whether the number stands beside the place it is about."""
        return math.dist(self.true, self.shown) > _MOVED


def placed(stops: Sequence[tuple[Place, str]], width: int, height: int) -> list[Marker]:
    """Return the markers of stops, none covering another as far as the picture has room."""
    shown = [_kept_inside(place, width, height) for place, _ in stops]
    for _ in range(_ROUNDS):
        if not _pushed_apart(shown):
            break
        shown = [_kept_inside(place, width, height) for place in shown]
    return [Marker(place, moved, label) for (place, label), moved in zip(stops, shown, strict=True)]


def _pushed_apart(shown: list[Place]) -> bool:
    """Move every two that are too close half of what they lack; return whether any moved."""
    moved = False
    for second in range(len(shown)):
        for first in range(second):
            dx, dy = shown[second][0] - shown[first][0], shown[second][1] - shown[first][1]
            lack = 2 * RADIUS + _GAP - math.hypot(dx, dy)
            if lack <= 0.1:
                continue
            # Two stops at one place part in a direction of their own, the same at every drawing.
            angle = math.atan2(dy, dx) if dx or dy else second * 2.4
            step = math.cos(angle) * lack / 2, math.sin(angle) * lack / 2
            shown[first] = shown[first][0] - step[0], shown[first][1] - step[1]
            shown[second] = shown[second][0] + step[0], shown[second][1] + step[1]
            moved = True
    return moved


def _kept_inside(place: Place, width: int, height: int) -> Place:
    rim = RADIUS + _GAP
    return min(max(place[0], rim), max(rim, width - rim)), min(max(place[1], rim), max(rim, height - rim))
