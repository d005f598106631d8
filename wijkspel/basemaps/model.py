"""What is on a map: features in seven layers, the same whether OpenStreetMap or our own hand drew them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from wijkspel.basemaps.cutting import cut_area, cut_line, is_inside
from wijkspel.errors import Refused

Point = tuple[float, float]
"""Longitude and latitude in degrees (WGS 84)."""
Bounds = tuple[float, float, float, float]
"""West, south, east and north in degrees; a `geo.Box` is one."""
Shape = Literal["point", "line", "area"]

LAYERS = ("water", "green", "squares", "buildings", "streets", "bridges", "trees")
STREETS = ("main", "street", "path", "rail")
MOST_FEATURES = 200_000


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing on the map.

    `parts` is one list with one point; or one list of points along a line; or the closed rings of an area, the outer
    one first and its holes after it. `kind` is one of STREETS for streets, else a word such as park or house, or
    nothing.
    """

    layer: str
    shape: Shape
    parts: tuple[tuple[Point, ...], ...]
    kind: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Basemap:
    """A map: its bounds, its features, whom to thank, and how many features could not be used.

    `attribution` has to be shown with everything that is made of this map; it is empty when nobody asks for that.
    """

    bounds: Bounds
    features: tuple[Feature, ...]
    attribution: str = ""
    skipped: int = 0

    def layer(self, name: str) -> list[Feature]:
        """Return the features of one layer."""
        return [feature for feature in self.features if feature.layer == name]

    def counts(self) -> dict[str, int]:
        """Return how many features each layer has."""
        return {name: len(self.layer(name)) for name in LAYERS}

    def within(self, bounds: Bounds) -> "Basemap":
        """Return the part of this map that lies in a box."""
        features = tuple(piece for feature in self.features for piece in clipped(feature, bounds))
        return replace(self, bounds=bounds, features=features)


def mapped(bounds: Bounds, features: Iterable[Feature], *, attribution: str, skipped: int) -> Basemap:
    """Return a map of what lies in the box. Raises Refused with `map_empty` or `map_too_full`."""
    inside: list[Feature] = []
    for feature in features:
        inside += clipped(feature, bounds)
        if len(inside) > MOST_FEATURES:
            raise Refused("map_too_full", most=MOST_FEATURES)
    if not inside:
        raise Refused("map_empty")
    return Basemap(bounds, tuple(inside), attribution, skipped)


def clipped(feature: Feature, bounds: Bounds) -> list[Feature]:
    """Return what of a feature lies in a box: nothing, itself, or pieces of it."""
    if all(is_inside(point, bounds) for part in feature.parts for point in part):
        return [feature]
    if feature.shape == "point" or _is_apart(feature.parts[0], bounds):
        return []
    if feature.shape == "line":
        return [replace(feature, parts=(tuple(piece),)) for piece in cut_line(feature.parts[0], bounds)]
    # Holes lie within the outer ring: without it there is no area.
    if not (outer := cut_area(feature.parts[0], bounds)):
        return []
    holes = [hole for part in feature.parts[1:] if (hole := cut_area(part, bounds))]
    return [replace(feature, parts=tuple(tuple(ring) for ring in (outer, *holes)))]


def bounds_of(points: Iterable[Point]) -> Bounds:
    """Return the smallest box around some points."""
    lons, lats = zip(*points, strict=True)
    return min(lons), min(lats), max(lons), max(lats)


def _is_apart(points: Sequence[Point], bounds: Bounds) -> bool:
    west, south, east, north = bounds_of(points)
    return west > bounds[2] or east < bounds[0] or south > bounds[3] or north < bounds[1]
