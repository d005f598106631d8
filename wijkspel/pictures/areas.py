"""What of a photo has to become unrecognisable: circles and rectangles, in shares of the picture as people see it.

A share does not depend on a size, so what somebody taps on a phone holds for the picture that is sent.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wijkspel.errors import Invalid

MOST_AREAS = 20
_SMALLEST = 0.005  # a touch of a finger is larger; what is smaller is a mistake of a program


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle: its middle in shares of width and height, its radius in shares of the longest side."""

    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A rectangle, in shares of width and height from the upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


Area = Circle | Rectangle
_KINDS: dict[frozenset[str], type[Area]] = {frozenset(kind.__slots__): kind for kind in (Circle, Rectangle)}


def areas_in(given: object) -> list[Area]:
    """Return the areas that a phone sent, as lists and numbers of JSON.

    Raises Invalid with `areas` being `too_many` or `not_an_area`. One area that is not understood refuses them all:
    a face that stays visible by mistake is worse than a second try.
    """
    if not isinstance(given, Sequence) or isinstance(given, str | bytes):
        raise Invalid(areas="not_an_area")
    if len(given) > MOST_AREAS:
        raise Invalid(areas="too_many")
    return [_area(one) for one in given]


def _area(given: object) -> Area:
    kind = _KINDS.get(frozenset(given)) if isinstance(given, Mapping) else None
    if kind is None or not isinstance(given, Mapping):
        raise Invalid(areas="not_an_area")
    area = kind(**{name: _share(value) for name, value in given.items()})
    if not _has_size(area):
        raise Invalid(areas="not_an_area")
    return area


def _share(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Invalid(areas="not_an_area")
    if not 0 <= value <= 1:  # which no infinity is, and nothing that is not a number
        raise Invalid(areas="not_an_area")
    return float(value)


def _has_size(area: Area) -> bool:
    if isinstance(area, Circle):
        return area.radius >= _SMALLEST
    return min(area.right - area.left, area.bottom - area.top) >= _SMALLEST
