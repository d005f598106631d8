"""From degrees to pixels: which piece of the earth a picture shows, and where on it a point comes."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wijkspel.basemaps.cutting import Edges, Place
from wijkspel.basemaps.model import Bounds, Point, bounds_of

_METRES_PER_DEGREE = 111_320  # along a meridian, on average


@dataclass(frozen=True, slots=True)
class Frame:
    """A picture of a box, in pixels from its upper left corner. A neighbourhood is small enough to be flat."""

    bounds: Bounds
    width: int
    height: int

    @property
    def pixels_per_metre(self) -> float:
        """How long a metre is in the picture."""
        return self.height / ((self.bounds[3] - self.bounds[1]) * _METRES_PER_DEGREE)

    @property
    def edges(self) -> Edges:
        """The picture's own edges, with room for what a line is thick."""
        return -20, -20, self.width + 20, self.height + 20

    def place(self, point: Point) -> Place:
        """Return where a point comes, in pixels."""
        west, south, east, north = self.bounds
        x = (point[0] - west) / (east - west) * self.width
        return x, (north - point[1]) / (north - south) * self.height

    def places(self, points: Iterable[Point]) -> list[Place]:
        """Return where points come, in pixels."""
        return [self.place(point) for point in points]


def height_for(bounds: Bounds, width: int) -> int:
    """Return how high a picture of this width has to be to show a box and nothing else."""
    west, south, east, north = bounds
    return max(1, round(width * (north - south) / ((east - west) * _squeeze(bounds))))


def grown(bounds: Bounds, width: int, height: int) -> Bounds:
    """Return a box with the same centre, grown to the form of a picture."""
    west, south, east, north = bounds
    squeeze = _squeeze(bounds)
    tall = max(north - south, (east - west) * squeeze * height / width)
    wide = tall * width / height / squeeze
    lon, lat = (west + east) / 2, (south + north) / 2
    return lon - wide / 2, lat - tall / 2, lon + wide / 2, lat + tall / 2


def around(points: Sequence[Point], *, at_least: float = 300) -> Bounds:
    """Return a box around points with a quarter of air around them, at least so many metres high and wide."""
    west, south, east, north = bounds_of(points)
    squeeze = _squeeze((west, south, east, north))
    span = max((east - west) * squeeze, north - south)
    air = max(span * 0.125, (at_least / _METRES_PER_DEGREE - span) / 2)
    return west - air / squeeze, south - air, east + air / squeeze, north + air


def inset(bounds: Bounds, share: float = 0.02) -> Bounds:
    """Return a box without its rim, where areas that were cut show a straight edge; below zero, with a rim more."""
    wide, tall = (bounds[2] - bounds[0]) * share, (bounds[3] - bounds[1]) * share
    return bounds[0] + wide, bounds[1] + tall, bounds[2] - wide, bounds[3] - tall


def shifted_into(bounds: Bounds, outer: Bounds) -> Bounds:
    """Return a box moved, not shrunk, into another; along a side that is too long it stays in the middle."""
    west, east = _shifted(bounds[0], bounds[2], outer[0], outer[2])
    south, north = _shifted(bounds[1], bounds[3], outer[1], outer[3])
    return west, south, east, north


def _shifted(low: float, high: float, lowest: float, highest: float) -> tuple[float, float]:
    length = high - low
    if length >= highest - lowest:
        start = (lowest + highest - length) / 2
        return start, start + length
    start = min(max(low, lowest), highest - length)
    return start, start + length


def _squeeze(bounds: Bounds) -> float:
    """Return how much shorter a degree of longitude is than one of latitude here."""
    return max(math.cos(math.radians((bounds[1] + bounds[3]) / 2)), 0.01)
