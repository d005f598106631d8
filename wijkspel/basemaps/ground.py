"""The ground of a sketch: parks, water with ripples, squares of brick, buildings with their shade, and trees."""

from wijkspel.basemaps.canvas import Canvas
from wijkspel.basemaps.model import Basemap, Feature
from wijkspel.basemaps.strokes import dots, path

_SMALLEST_BUILDING = 5.0  # square pixels
_STREAMS = {"river": 12, "canal": 10, "stream": 3, "ditch": 2, "drain": 2}  # metres wide
_LANDMARKS = {
    "public",
    "school",
    "church",
    "mosque",
    "temple",
    "synagogue",
    "chapel",
    "library",
    "train_station",
    "tower",
}
_TEXTURES = {
    # part: class, tile width, tile height, strokes, stroke width
    "tufts": ("tuft", 22, 18, "M4 6l1-3M5.5 6l.3-3.4M7 6l1.6-2.5M15 15l1-3M16.5 15l.3-3.4M18 15l1.6-2.5", 0.8),
    "ripples": ("ripple", 34, 20, "M3 6q2.5-2.5 5 0t5 0M20 16q2.5-2.5 5 0t5 0", 0.9),
    "stones": ("stone", 8, 6, "M0 .5h8M0 3.5h8M2 .5v3M6 3.5v3", 0.5),
}


def draw(canvas: Canvas, basemap: Basemap) -> None:
    """Draw everything that streets and names come on top of."""
    canvas.add("rect", "ground", width=canvas.frame.width, height=canvas.frame.height)
    _areas(canvas, basemap, "green", "green", "tufts")
    _water(canvas, basemap)
    _areas(canvas, basemap, "squares", "square", "stones")
    _buildings(canvas, basemap)


def draw_trees(canvas: Canvas, basemap: Basemap) -> None:
    """Draw trees, each with its shade to the south-east."""
    wide = canvas.metres(9, 3.6, 15)
    if canvas.define("trees", dots(canvas.frame.place(tree.parts[0][0]) for tree in basemap.layer("trees"))):
        canvas.ink("trees", "shade", stroke_width=wide, x=round(wide / 9, 1), y=round(wide / 7, 1))
        canvas.ink("trees", "tree", stroke_width=wide)


def _areas(canvas: Canvas, basemap: Basemap, layer: str, block: str, texture: str) -> None:
    if canvas.define(layer, canvas.areas(basemap.layer(layer), least=4)):
        canvas.ink(layer, block)
        _textured(canvas, layer, texture)


def _textured(canvas: Canvas, part: str, texture: str) -> None:
    block, width, height, strokes, thick = _TEXTURES[texture]
    canvas.defined.append(
        f'<pattern id="{canvas.name(texture)}" width="{width}" height="{height}" patternUnits="userSpaceOnUse">'
        f'<path class="sketch__{block}" fill="none" d="{strokes}" stroke-width="{thick}"/></pattern>'
    )
    canvas.drawn.append(f'<use href="#{canvas.name(part)}" fill="url(#{canvas.name(texture)})"/>')


def _water(canvas: Canvas, basemap: Basemap) -> None:
    water = basemap.layer("water")
    streams = {
        kind: canvas.lines(line for line in water if line.kind == kind) for kind in {line.kind for line in water}
    }
    for kind, lines in sorted(streams.items()):
        wide = canvas.metres(_STREAMS.get(kind, 4), 1.2, 30)
        canvas.stroke("bank", path(lines), stroke_width=wide + 1.4)
    if canvas.define("water", canvas.areas(water, least=2)):
        canvas.ink("water", "water bank", stroke_width=1.6)
    for kind, lines in sorted(streams.items()):
        canvas.stroke("stream", path(lines), stroke_width=canvas.metres(_STREAMS.get(kind, 4), 1.2, 30))
    if canvas.areas(water, least=2):
        _engraved(canvas)
        _textured(canvas, "water", "ripples")


def _engraved(canvas: Canvas) -> None:
    """Draw a thin line within the water along its bank, as engravers did: a wide stroke and a narrower one over it."""
    canvas.defined.append(f'<clipPath id="{canvas.name("bed")}"><use href="#{canvas.name("water")}"/></clipPath>')
    for block, wide in (("ripple", 7.4), ("stream", 6.0), ("bank", 1.6)):
        canvas.ink("water", block, clip_path=f"url(#{canvas.name('bed')})", stroke_width=wide)


def _buildings(canvas: Canvas, basemap: Basemap) -> None:
    deep = canvas.metres(3, 0.8, 2.4)
    buildings = basemap.layer("buildings")
    kinds = {
        "brick": [building for building in buildings if not _stands_out(building)],
        "landmark": [building for building in buildings if _stands_out(building)],
    }
    for block, features in kinds.items():
        if canvas.define(block, canvas.areas(features, least=_SMALLEST_BUILDING)):
            roof = "roof" if block == "brick" else "landmark-roof"
            canvas.ink(block, roof, x=round(deep * 0.7, 1), y=deep, stroke_width=0.5)
            canvas.ink(block, block, stroke_width=0.5)


def _stands_out(building: Feature) -> bool:
    """Return whether people find their way by a building."""
    return bool(building.name) or building.kind in _LANDMARKS
