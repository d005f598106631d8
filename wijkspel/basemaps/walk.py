"""The walk on a sketch: its route, and its stops as round numbers."""

from collections.abc import Sequence

from wijkspel.basemaps.canvas import Canvas
from wijkspel.basemaps.frame import Frame
from wijkspel.basemaps.markers import RADIUS, Marker, placed
from wijkspel.basemaps.model import Point
from wijkspel.basemaps.strokes import dots, path

_WIDE = 4.0
_NUMBER = 14.5


def markers(frame: Frame, stops: Sequence[tuple[float, float, str]]) -> list[Marker]:
    """Return where the stops come, none covering another."""
    return placed([(frame.place((lon, lat)), label) for lon, lat, label in stops], frame.width, frame.height)


def draw(canvas: Canvas, route: Sequence[Sequence[Point]], shown: Sequence[Marker], *, dashed: bool) -> None:
    """Draw the route and over it the stops, the first on top."""
    if canvas.define("route", path(canvas.in_pixels(route))):
        canvas.ink("route", "route-halo", stroke_width=_WIDE + 4.6)
        more = {"stroke_dasharray": "7 7"} if dashed else {}
        canvas.ink("route", "route", stroke_width=_WIDE, **more)
    moved = [marker for marker in shown if marker.is_moved]
    canvas.stroke("stem", path([marker.true, marker.shown] for marker in moved), stroke_width=2)
    canvas.stroke("stem", dots(marker.true for marker in moved), stroke_width=6)
    for marker in reversed(shown):
        _draw_stop(canvas, marker)


def _draw_stop(canvas: Canvas, marker: Marker) -> None:
    x, y = (round(value, 1) for value in marker.shown)
    canvas.add("circle", "stop", cx=x, cy=y, r=RADIUS - 1.2, stroke_width=2.4)
    small = _NUMBER if len(marker.label) < 3 else _NUMBER * 0.75
    canvas.add("text", "number", marker.label, x=x, y=round(y + small * 0.35, 1), font_size=small)
