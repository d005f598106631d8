"""Which names come on a sketch: the longest streets, the widest water and the largest parks first."""

from collections.abc import Iterable, Sequence
from html import escape

from wijkspel.basemaps.canvas import Canvas
from wijkspel.basemaps.cutting import Place, cut_line
from wijkspel.basemaps.lettering import Circle, Lettering, Room, beads
from wijkspel.basemaps.markers import RADIUS, Marker
from wijkspel.basemaps.model import Basemap, Feature, Point
from wijkspel.basemaps.strokes import joined, length, path, simplified, size

_SIZE = 11.5
_PIXELS_A_NAME = 9_000  # square pixels of picture for each name


def draw(canvas: Canvas, basemap: Basemap, *, route: Sequence[Sequence[Point]], markers: Sequence[Marker]) -> None:
    """Draw names where they cover no stop, no route and no other name."""
    frame = canvas.frame
    room = Room(frame.width, frame.height, _SIZE)
    room.take(Circle(*marker.shown, RADIUS + 3) for marker in markers)
    for line in canvas.in_pixels(route):
        room.take(beads(line, 4.0))
    room.take(_corners(frame.width, frame.height))
    left = max(3, frame.width * frame.height // _PIXELS_A_NAME)
    for number, (block, lettering) in enumerate(_letterings(canvas, basemap, room)):
        if number == left:
            break
        _write(canvas, number, block, lettering)


def _corners(width: int, height: int) -> list[Circle]:
    """Return the room that the scale, the thanks and the arrow to the north take."""
    thanks = [Circle(width - x, height - 10, 12) for x in range(10, 130, 12)]
    scale = [Circle(x, height - 12, 14) for x in range(10, 100, 12)]
    return [*thanks, *scale, Circle(width - 16, 20, 18)]


def _letterings(canvas: Canvas, basemap: Basemap, room: Room) -> Iterable[tuple[str, Lettering]]:
    for feature in _largest(canvas, [*basemap.layer("water"), *basemap.layer("green"), *basemap.layer("squares")]):
        block = {"water": "name water-name", "green": "name green-name"}.get(feature.layer, "name")
        if found := room.across(feature.name, canvas.rings(feature)):
            yield block, found
    lines = [f for f in basemap.features if f.shape == "line" and f.name and f.layer in ("water", "streets")]
    for name, line, feature in _longest(canvas, [f for f in lines if f.kind != "rail"]):
        is_water = feature.layer == "water"
        aside = (0.0,) if is_water else (0.0, _SIZE * 0.95, -_SIZE * 0.95)
        if found := room.along(name, line, aside=aside):
            yield "name water-name" if is_water else "name", found


def _largest(canvas: Canvas, areas: list[Feature]) -> list[Feature]:
    """Return the largest area of each name, largest first."""
    sizes: dict[str, tuple[float, Feature]] = {}
    for area in areas:
        rings = canvas.rings(area) if area.name and area.shape == "area" else []
        if rings and size(rings[0]) > sizes.get(area.name, (0.0, area))[0]:
            sizes[area.name] = size(rings[0]), area
    return [area for _, area in sorted(sizes.values(), key=lambda row: -row[0])]


def _longest(canvas: Canvas, lines: list[Feature]) -> list[tuple[str, list[Place], Feature]]:
    """Return the longest stretch of each name, longest first; main streets count double, paths half."""
    weights = {"main": 2.0, "path": 0.5}
    found = []
    for name in sorted({line.name for line in lines}):
        same = [line for line in lines if line.name == name]
        whole = joined(canvas.frame.places(line.parts[0]) for line in same)
        box = (0, 0, canvas.frame.width, canvas.frame.height)
        pieces = [simplified(piece) for line in whole for piece in cut_line(line, box)]
        if pieces:
            longest = max(pieces, key=length)
            found.append((length(longest) * weights.get(same[0].kind, 1.0), name, longest, same[0]))
    found.sort(key=lambda row: (-row[0], row[1]))
    return [(name, line, feature) for _, name, line, feature in found]


def _write(canvas: Canvas, number: int, block: str, lettering: Lettering) -> None:
    part = f"n{number}"
    canvas.define(part, path([lettering.line]))
    classes = " ".join(f"sketch__{name}" for name in block.split())
    halo = f'font-size="{_SIZE}" stroke-width="3" paint-order="stroke"'
    on_line = f'<textPath href="#{canvas.name(part)}" startOffset="50%">{escape(lettering.text)}</textPath>'
    canvas.drawn.append(f'<text class="{classes}" {halo}>{on_line}</text>')
