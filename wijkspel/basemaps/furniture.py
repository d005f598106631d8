"""What stands around a map: a scale in metres, an arrow to the north, and whom to thank."""

from collections.abc import Callable

from wijkspel.basemaps.canvas import Canvas

_SIZE = 11
_LENGTHS = (5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000)
_AT_MOST = 90  # pixels
_EDGE = 10
_HALO = {"stroke_width": 3, "paint_order": "stroke"}


def draw(canvas: Canvas, attribution: str, scale_words: Callable[[int], str]) -> None:
    """Draw all three."""
    _scale(canvas, scale_words)
    _north(canvas)
    if attribution:
        x, y = canvas.frame.width - _EDGE, canvas.frame.height - _EDGE
        canvas.add("text", "name thanks", attribution, x=x, y=y, font_size=_SIZE, **_HALO)


def _scale(canvas: Canvas, words: Callable[[int], str]) -> None:
    fitting = [metres for metres in _LENGTHS if metres * canvas.frame.pixels_per_metre <= _AT_MOST]
    metres = max(fitting, default=_LENGTHS[0])
    long = round(metres * canvas.frame.pixels_per_metre, 1)
    bottom = canvas.frame.height - _EDGE
    data = f"M{_EDGE} {bottom - 5}v5h{long}v-5"
    canvas.stroke("route-halo", data, stroke_width=4)
    canvas.stroke("measure", data, stroke_width=1.6)
    canvas.add("text", "name scale", words(metres), x=_EDGE + 5, y=bottom - 7, font_size=_SIZE, **_HALO)


def _north(canvas: Canvas) -> None:
    x = canvas.frame.width - 17
    canvas.stroke("arrow", f"M{x} 8l5 13-5-3-5 3z")
    canvas.add("text", "name", "N", x=x, y=34, font_size=_SIZE + 1, **_HALO)
