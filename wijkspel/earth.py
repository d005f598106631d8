"""How far and in which direction, reckoned without a database; exact to a thousandth up to some kilometres.

The length of a degree at each latitude is the usual series for the WGS 84 ellipsoid. Points are (lon, lat) in degrees.
"""

import math
from collections.abc import Sequence
from itertools import pairwise

Point = tuple[float, float]


def metres_along(points: Sequence[Point]) -> float:
    """Return the length in metres of a line through points."""
    return sum(math.hypot(*_east_and_north(here, there)) for here, there in pairwise(points))


def bearing(here: Point, there: Point) -> float:
    """Return the direction from one point to another, in degrees clockwise from north."""
    east, north = _east_and_north(here, there)
    return math.degrees(math.atan2(east, north)) % 360


def metres_per_degree(lat: float) -> tuple[float, float]:
    """Return how long a degree of longitude and one of latitude are at a latitude, in metres."""
    at = math.radians(lat)
    of_longitude = 111_412.84 * math.cos(at) - 93.5 * math.cos(3 * at) + 0.118 * math.cos(5 * at)
    of_latitude = 111_132.92 - 559.82 * math.cos(2 * at) + 1.175 * math.cos(4 * at)
    return of_longitude, of_latitude


def _east_and_north(here: Point, there: Point) -> tuple[float, float]:
    """Return how many metres one point lies east and north of another."""
    of_longitude, of_latitude = metres_per_degree((here[1] + there[1]) / 2)
    return (there[0] - here[0]) * of_longitude, (there[1] - here[1]) * of_latitude
