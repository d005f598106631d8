"""The sheet a sketch is drawn on: shapes are defined once and drawn as often as ink goes over them."""

from collections.abc import Iterable, Sequence
from html import escape

from wijkspel.basemaps.cutting import Place, cut_area, cut_line
from wijkspel.basemaps.frame import Frame
from wijkspel.basemaps.model import Feature, Point
from wijkspel.basemaps.strokes import joined, path, simplified, size, turning


class Canvas:
    """What was drawn so far, lowest first, and the shapes it refers to."""

    def __init__(self, frame: Frame, prefix: str) -> None:
        self.frame = frame
        self.prefix = prefix
        self.defined: list[str] = []
        self.drawn: list[str] = []

    def name(self, part: str) -> str:
        """Return the id of a part, unlike that of any other drawing in the page."""
        return f"{self.prefix}-{part}"

    def metres(self, metres: float, least: float, most: float) -> float:
        """Return how many pixels some metres are, held between a smallest and a largest."""
        return round(min(max(metres * self.frame.pixels_per_metre, least), most), 1)

    def define(self, part: str, data: str) -> bool:
        """Keep the data of a path for `ink`; return whether there is anything to draw."""
        if data:
            self.defined.append(f'<path id="{self.name(part)}" d="{data}"/>')
        return bool(data)

    def ink(self, part: str, block: str, **more: object) -> None:
        """Draw a defined shape in the ink of one class; `more` are attributes, with _ for -."""
        self.drawn.append(f'<use href="#{self.name(part)}" class="{_classes(block)}"{_written(more)}/>')

    def stroke(self, block: str, data: str, **more: object) -> None:
        """Draw a path that is needed once."""
        if data:
            self.drawn.append(f'<path class="{_classes(block)}" d="{data}"{_written(more)}/>')

    def add(self, element: str, block: str, text: str = "", **more: object) -> None:
        """Draw any other element, with text in it."""
        body = f">{escape(text)}</{element}>" if text else "/>"
        self.drawn.append(f'<{element} class="{_classes(block)}"{_written(more)}{body}')

    def lines(self, features: Iterable[Feature]) -> list[list[Place]]:
        """Return line features in pixels: joined, cut to the picture, and without what the eye does not see."""
        return self.in_pixels([feature.parts[0] for feature in features if feature.shape == "line"])

    def in_pixels(self, lines: Iterable[Sequence[Point]]) -> list[list[Place]]:
        """Return lines of degrees in pixels, as `lines` does."""
        whole = joined(self.frame.places(line) for line in lines)
        return [simplified(piece) for line in whole for piece in cut_line(line, self.frame.edges)]

    def rings(self, feature: Feature, *, least: float = 0) -> list[list[Place]]:
        """Return the rings of an area in pixels, without those under some square pixels; none if the outer one is.

        The outer one turns one way and its holes the other, so that areas may lie over each other in one path.
        """
        rings = [simplified(cut_area(self.frame.places(part), self.frame.edges)) for part in feature.parts]
        large = [ring if len(ring) > 3 and size(ring) > least else [] for ring in rings]
        turned = [turning(ring, clockwise=number == 0) for number, ring in enumerate(large) if ring]
        return turned if large[0] else []

    def areas(self, features: Iterable[Feature], *, least: float = 0) -> str:
        """Return area features as the data of one path."""
        rings = (self.rings(feature, least=least) for feature in features if feature.shape == "area")
        return "".join(path(found, closed=True) for found in rings)


def _classes(block: str) -> str:
    return " ".join(f"sketch__{name}" for name in block.split())


def _written(more: dict[str, object]) -> str:
    return "".join(f' {name.replace("_", "-")}="{escape(str(value))}"' for name, value in more.items())
