"""The geometry of one GeoJSON feature, checked: every refusal says which feature it is about."""

import math
from collections.abc import Iterator
from typing import Any, NoReturn

from wijkspel.basemaps.model import Bounds, Point, Shape
from wijkspel.errors import Refused

Parts = tuple[tuple[Point, ...], ...]
# How deep the positions lie in the coordinates, and whether one feature holds several shapes.
_TYPES: dict[str, tuple[Shape, bool]] = {
    "Point": ("point", False),
    "MultiPoint": ("point", True),
    "LineString": ("line", False),
    "MultiLineString": ("line", True),
    "Polygon": ("area", False),
    "MultiPolygon": ("area", True),
}
_NEAR = 1.0  # degrees: farther from the box than this, a point may have its axes swapped


def shapes_of(geometry: object, number: int, bounds: Bounds) -> Iterator[tuple[Shape, Parts]]:
    """Yield each point, line and area of a geometry; a feature without geometry has none.

    `number` is the feature's, for the refusals: `feature_not_geojson`, `feature_not_numbers`, `feature_zero`,
    `feature_not_on_earth`, `feature_axes_swapped`, `feature_too_short` and `feature_ring_open`.
    """
    if geometry is None:
        return
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if not isinstance(geometry, dict) or kind not in _TYPES:
        _refuse("feature_not_geojson", number)
    shape, is_many = _TYPES[kind]
    coordinates = _list(geometry.get("coordinates"), number)
    for one in coordinates if is_many else [coordinates]:
        yield shape, _parts(shape, one, number, bounds)


def _parts(shape: Shape, coordinates: object, number: int, bounds: Bounds) -> Parts:
    if shape == "point":
        return ((_point(coordinates, number, bounds),),)
    if shape == "line":
        return (_line(coordinates, number, bounds, at_least=2),)
    rings = tuple(_line(ring, number, bounds, at_least=4) for ring in _list(coordinates, number))
    if not rings:
        _refuse("feature_too_short", number)
    if any(ring[0] != ring[-1] for ring in rings):
        _refuse("feature_ring_open", number)
    return rings


def _line(coordinates: object, number: int, bounds: Bounds, *, at_least: int) -> tuple[Point, ...]:
    points = tuple(_point(position, number, bounds) for position in _list(coordinates, number))
    if len(points) < at_least:
        _refuse("feature_too_short", number)
    return points


def _point(position: object, number: int, bounds: Bounds) -> Point:
    numbers = _list(position, number)[:2]
    if len(numbers) < 2 or not all(_is_number(value) for value in numbers):
        _refuse("feature_not_numbers", number)
    lon, lat = numbers
    if lon == 0 and lat == 0:
        _refuse("feature_zero", number)
    if _is_near(lat, lon, bounds) and not _is_near(lon, lat, bounds):
        _refuse("feature_axes_swapped", number)
    if abs(lon) > 180 or abs(lat) > 90:
        _refuse("feature_not_on_earth", number)
    return float(lon), float(lat)


def _is_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return isinstance(value, int) or math.isfinite(value)


def _is_near(lon: float, lat: float, bounds: Bounds) -> bool:
    west, south, east, north = bounds
    return west - _NEAR <= lon <= east + _NEAR and south - _NEAR <= lat <= north + _NEAR


def _list(value: object, number: int) -> list[Any]:
    if not isinstance(value, list):
        _refuse("feature_not_geojson", number)
    return value


def _refuse(code: str, number: int) -> NoReturn:
    raise Refused(code, feature=number)
