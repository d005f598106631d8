"""The streets of a sketch, by kind, each with an edge; rails, paths, and bridges over everything they cross."""

from wijkspel.basemaps.canvas import Canvas
from wijkspel.basemaps.model import Basemap, Feature
from wijkspel.basemaps.strokes import away, path

_EDGE = 1.3
_METRES = {"main": (15, 5.0, 20.0), "street": (10.5, 3.4, 15.0), "path": (3.2, 1.4, 5.0), "rail": (4, 2.4, 6.0)}


def draw(canvas: Canvas, basemap: Basemap) -> None:
    """Draw streets, all edges first so that crossings stay open."""
    streets = basemap.layer("streets")
    for kind in ("path", "rail", "street", "main"):
        canvas.define(kind, path(canvas.lines(street for street in streets if street.kind == kind)))
    there = {kind for kind in _METRES if any(street.kind == kind for street in streets)}
    _paths_and_rails(canvas, there)
    for kind, edge in (("street", "edge"), ("main", "main-edge")):
        if kind in there:
            canvas.ink(kind, edge, stroke_width=round(_wide(canvas, kind) + 2 * _EDGE, 1))
    _bridges(canvas, basemap.layer("bridges"), streets)
    for kind in ("street", "main"):
        if kind in there:
            canvas.ink(kind, kind, stroke_width=_wide(canvas, kind))


def _wide(canvas: Canvas, kind: str) -> float:
    return canvas.metres(*_METRES[kind])


def _paths_and_rails(canvas: Canvas, there: set[str]) -> None:
    if "path" in there:
        wide = _wide(canvas, "path")
        canvas.ink("path", "street", stroke_width=round(wide + 1.6, 1))
        canvas.ink(
            "path", "path", stroke_width=round(wide * 0.62, 1), stroke_dasharray=f"{wide * 1.6:.1f} {wide * 1.5:.1f}"
        )
    if "rail" in there:
        wide = _wide(canvas, "rail")
        canvas.ink("rail", "rail", stroke_width=wide)
        canvas.ink("rail", "street", stroke_width=round(wide - 1.4, 1), stroke_dasharray="6 6", stroke_linecap="butt")


def _bridges(canvas: Canvas, bridges: list[Feature], streets: list[Feature]) -> None:
    canvas.stroke("deck", canvas.areas(bridges, least=2), stroke_width=1)
    lines = [bridge for bridge in bridges if bridge.shape == "line"]
    kinds = {bridge: bridge.kind or _kind_over(bridge, streets) for bridge in lines}
    for kind in ("path", "street", "main"):
        data = path(canvas.lines(bridge for bridge in lines if kinds[bridge] == kind))
        wide = _wide(canvas, kind)
        canvas.stroke("parapet", data, stroke_width=round(wide + 2 * _EDGE + 2.4, 1), stroke_linecap="butt")
        canvas.stroke("street", data, stroke_width=wide)


def _kind_over(bridge: Feature, streets: list[Feature]) -> str:
    """Return the kind of the street that goes over a bridge that does not say so: the one that comes nearest."""
    middle = bridge.parts[0][len(bridge.parts[0]) // 2]
    nearest = min(
        (street for street in streets if street.kind != "rail"),
        key=lambda street: min(away(middle, a, b) for a, b in zip(street.parts[0], street.parts[0][1:], strict=False)),
        default=bridge,
    )
    return nearest.kind or "street"
