"""What the tests of moves between two servers share."""

from collections.abc import Callable

from config import Testing

RING = [(5.0, 52.0), (5.02, 52.0), (5.02, 52.02), (5.0, 52.02), (5.0, 52.0)]
OTHER = {"spatialite": "postgis", "postgis": "spatialite"}
Opens = Callable[[str], Testing]
