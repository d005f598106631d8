"""What a file says of a tour, in one form for all formats."""

from dataclasses import dataclass, field

from wijkspel.earth import Point


@dataclass(frozen=True, slots=True)
class Where:
    """A part of a file: what its format calls it, its number from 1, and the line it stands on if that is known."""

    element: str
    number: int
    line: int | None = None

    @property
    def values(self) -> dict[str, object]:
        """The same as values of a refusal or a doubt."""
        return {"element": self.element, "number": self.number, "line": self.line}


@dataclass(slots=True)
class StopInFile:
    """A stop: its point in degrees, what is known of its spot, and of the leg to the next stop.

    Empty or None is what the file does not say. `text` is somebody's words about the place, and `teller` who told them.
    """

    lon: float
    lat: float
    where: Where = field(compare=False)
    names: dict[str, str] = field(default_factory=dict)
    slug: str = ""
    kind: str = ""
    hints: dict[str, str] = field(default_factory=dict)
    access: list[str] = field(default_factory=list)
    radius: int | None = None
    step_free: bool | None = None
    benches: int | None = None
    toilets: int | None = None
    towards: dict[str, str] = field(default_factory=dict)
    text: str = ""
    teller: str = ""

    @property
    def point(self) -> Point:
        """Where it is, as (lon, lat)."""
        return self.lon, self.lat


@dataclass(slots=True)
class TourInFile:
    """A tour: what it is called, its stops, and its way in one or several pieces.

    `legs` says how many points of the way belong to each stop, one for a leg that nobody drew; None where the file has
    a way and does not say which part of it leads where. `element` is what the file calls a point of the way.
    """

    stops: list[StopInFile]
    pieces: list[list[Point]] = field(default_factory=list)
    legs: list[int] | None = None
    names: dict[str, str] = field(default_factory=dict)
    intros: dict[str, str] = field(default_factory=dict)
    plain_intro: str = ""
    slug: str = ""
    theme: str = ""
    order: int | None = None
    format: str = field(default="", compare=False)
    element: str = field(default="position", compare=False)
    left_out: int = field(default=0, compare=False)  # shapes that are neither a place nor a way
    metres: int | None = field(default=None, compare=False)

    @property
    def way(self) -> list[Point]:
        """All pieces as one line."""
        return [point for piece in self.pieces for point in piece]


@dataclass(frozen=True, slots=True)
class Shown:
    """For whom a file is written: the language of what other programs show, and the address of the tour's own page."""

    language: str
    address: str = ""

    def page(self, number: int) -> str:
        """The address of the page of a stop, if there is one."""
        return f"{self.address}/{number}" if self.address else ""
