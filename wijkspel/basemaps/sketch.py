"""A map as an SVG drawing, like one from a hand press: for the first look, for paper, and for phones without script.

A page gives it its colours through `static/css/blocks/sketch.css`; `standalone` puts them into the drawing itself.
"""

import hashlib
from collections.abc import Callable, Sequence
from html import escape

from wijkspel.basemaps import furniture, ground, names, streets, walk
from wijkspel.basemaps.canvas import Canvas
from wijkspel.basemaps.frame import Frame, around, grown, height_for, inset, shifted_into
from wijkspel.basemaps.model import Basemap, Bounds, Point
from wijkspel.basemaps.theme import Theme, style

Stop = tuple[float, float, str]
"""Longitude, latitude, and the number as text in the reader's digits."""


def sketch(
    basemap: Basemap,
    *,
    title: str,
    width: int = 360,
    height: int | None = None,
    box: Bounds | None = None,
    route: Sequence[Sequence[Point]] = (),
    dashed: bool = False,
    stops: Sequence[Stop] = (),
    scale_words: Callable[[int], str] = "{} m".format,
    standalone: bool = False,
    theme: Theme = "light",
) -> str:
    """Return a drawing of a map, its route and its numbered stops.

    It shows `box`, else what is around the route and the stops, else the whole map. Width and height are in pixels at
    the size that letters are meant for; without a height it takes the form of what it shows. `title` is read aloud in
    its place. `theme` counts for a standalone drawing only; in a page the reader's own choice does.
    """
    frame = _frame(
        basemap, box, [*[p for line in route for p in line], *[(lon, lat) for lon, lat, _ in stops]], width, height
    )
    canvas = Canvas(frame, _prefix(title, frame))
    markers = walk.markers(frame, stops)
    ground.draw(canvas, basemap)
    streets.draw(canvas, basemap)
    ground.draw_trees(canvas, basemap)
    names.draw(canvas, basemap, route=route, markers=markers)
    walk.draw(canvas, route, markers, dashed=dashed)
    furniture.draw(canvas, basemap.attribution, scale_words)
    return _wrapped(canvas, title, style(theme) if standalone else "")


def _frame(basemap: Basemap, box: Bounds | None, shown: list[Point], width: int, height: int | None) -> Frame:
    whole = inset(basemap.bounds)
    bounds = box or (around(shown) if shown else whole)
    height = height or height_for(bounds, width)
    bounds = grown(bounds, width, height)
    return Frame(bounds if box else shifted_into(bounds, whole), width, height)


def _prefix(title: str, frame: Frame) -> str:
    """Return what begins the names of parts, so that two drawings in one page do not share them."""
    return "m" + hashlib.sha256(f"{title}{frame}".encode()).hexdigest()[:5]


def _wrapped(canvas: Canvas, title: str, styles: str) -> str:
    # Numbers on a map run from left to right in every language, also in a page that does not.
    width, height, name = canvas.frame.width, canvas.frame.height, canvas.name("title")
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}" direction="ltr"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" class="sketch" {size} role="img" aria-labelledby="{name}">'
    title = f'<title id="{name}">{escape(title)}</title>' + (f"<style>{styles}</style>" if styles else "")
    return f"{head}{title}<defs>{''.join(canvas.defined)}</defs>{''.join(canvas.drawn)}</svg>"
