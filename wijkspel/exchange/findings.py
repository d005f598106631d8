"""What the readers of all formats share: positions that can be, counted while they come in, and clean words."""

import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from wijkspel.earth import Point
from wijkspel.errors import Refused
from wijkspel.exchange.tour_file import StopInFile, Where
from wijkspel.languages import FIRST
from wijkspel.tours.rules import MOST_STOPS

MOST_BYTES = 50 * 1024 * 1024
MOST_POINTS = 1_000_000
MOST_DEEP = 60
# The Dutch national grid (EPSG:28992), in metres: x and y of everything on land.
_RD_X, _RD_Y = (-10_000, 300_000), (289_000, 630_000)
_SPACE = re.compile(r"[\t\n\r\f\v\u2028\u2029]\s*|\xa0")


@dataclass(frozen=True, slots=True)
class How:
    """How to read a file: the language of words that do not say theirs, which column is what, and how much is fine."""

    language: str = FIRST
    columns: Mapping[str, str] = field(default_factory=dict)
    most_points: int = MOST_POINTS


class Findings:
    """The stops and the way of a file, as they are found in it."""

    def __init__(self, how: How) -> None:
        self.how = how
        self.stops: list[StopInFile] = []
        self.pieces: list[list[Point]] = []
        self.left_out = 0
        self._count = 0

    def count(self, more: int = 1) -> int:
        """Count points, and return how many there are now. Raises Refused as soon as there are too many."""
        self._count += more
        if self._count > self.how.most_points:
            raise Refused("file_too_many_points", most=self.how.most_points)
        return self._count

    def add_stop(self, stop: StopInFile) -> None:
        """Keep a stop. Raises Refused for more than fit on one tour."""
        self.count()
        self.stops.append(stop)
        if len(self.stops) > MOST_STOPS:
            raise Refused("file_too_many_stops", most=MOST_STOPS)

    def begin_piece(self) -> None:
        """Say that the points to come belong together."""
        if not self.pieces or self.pieces[-1]:
            self.pieces.append([])

    def add_point(self, point: Point) -> None:
        """Keep a point of the way; it has been counted."""
        if not self.pieces:
            self.pieces.append([])
        self.pieces[-1].append(point)

    @property
    def ways(self) -> list[list[Point]]:
        """The pieces that have a point."""
        return [piece for piece in self.pieces if piece]


def position(lon: object, lat: object, where: Where) -> Point:
    """Return a point in degrees from two numbers, or from the text of two. Raises Refused naming where it stands."""
    try:
        point = float(lon), float(lat)  # type: ignore[arg-type]  # what is no number raises here
    except (TypeError, ValueError, OverflowError) as error:
        raise Refused("place_not_numbers", **where.values) from error
    if not (math.isfinite(point[0]) and math.isfinite(point[1])):
        raise Refused("place_not_numbers", **where.values)
    if not (-180 <= point[0] <= 180 and -90 <= point[1] <= 90):
        raise Refused("place_in_rd" if _is_rd(*point) else "place_not_on_earth", **where.values)
    if point == (0, 0):
        raise Refused("place_zero", **where.values)
    return point


def degrees(number: float) -> str:
    """Return a longitude or latitude to a centimetre, as every format writes it."""
    return f"{number:.7f}".rstrip("0").rstrip(".")


def clean(text: str) -> str:
    """Return words as we keep them: composed, in one line, without what cannot be shown."""
    line = _SPACE.sub(" ", unicodedata.normalize("NFC", text))
    return "".join(letter for letter in line if letter.isprintable()).strip()


def clean_body(text: str) -> str:
    """Return a longer text as we keep it: its paragraphs stay."""
    return "\n\n".join(filter(None, (clean(part) for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")))))


def _is_rd(x: float, y: float) -> bool:
    def fits(one: float, other: float) -> bool:
        return _RD_X[0] <= one <= _RD_X[1] and _RD_Y[0] <= other <= _RD_Y[1]

    return fits(x, y) or fits(y, x)
