"""Judging what comes in: what is refused, naming where it stands, and which words have to be made to fit."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from wijkspel import geo
from wijkspel.earth import Point
from wijkspel.errors import Refused
from wijkspel.exchange.tour_file import StopInFile, TourInFile, Where
from wijkspel.places.rules import KINDS, SURROUNDINGS_METRES, problems_of_point

SAME_PLACE_METRES = 25  # two points of one place, taken by two phones
_SIMILAR, _LONG_ENOUGH = 0.8, 5
_KINDS_IN_DUTCH = {
    **{"bibliotheek": "library", "winkel": "shop", "café": "cafe", "markt": "market", "speeltuin": "playground"},
    **{"tuin": "garden", "sportclub": "sports_club", "kerk": "worship", "moskee": "worship", "bank": "bench"},
    **{"buurthuis": "community_centre", "zorg": "health", "bankje": "bench", "brug": "bridge", "straat": "street"},
    **{"monument": "monument", "beeld": "monument", "werkplaats": "workshop", "atelier": "workshop"},
}


def refuse_way_elsewhere(tour: TourInFile, ring: Sequence[Point], *, pieces: Sequence[int] = ()) -> None:
    """Raise Refused for the first point of the way, or of some pieces of it, that is not in or near a neighbourhood.

    `ring` is the boundary. What lies in its box needs no second look; a million points are looked at in a second.
    """
    margin = _margin()
    lons, lats = [corner[0] for corner in ring], [corner[1] for corner in ring]
    west, east, south, north = min(lons), max(lons), min(lats), max(lats)
    before = 0
    for number, piece in enumerate(tour.pieces, 1):
        for place, point in enumerate(piece if not pieces or number in pieces else (), before + 1):
            if not (west <= point[0] <= east and south <= point[1] <= north):
                _refuse_elsewhere(point, Where(tour.element, place), ring, margin)
        before += len(piece)


def refuse_stop_elsewhere(stop: StopInFile, ring: Sequence[Point]) -> None:
    """Raise Refused for a stop that is not in or near a neighbourhood."""
    _refuse_elsewhere(stop.point, stop.where, ring, _margin())


def refuse_problems(problems: Mapping[str, str], where: Where) -> None:
    """Raise Refused for the first field that does not fit, naming where it stands."""
    for name, code in problems.items():
        raise Refused("stop_does_not_fit", field=name, problem=code, **where.values)


def kind_from(words: str) -> str | None:
    """Return the kind of a spot from its own name or the Dutch word for it; None for what we do not know."""
    kind = words.strip().casefold().replace(" ", "_")
    return kind if kind in KINDS else _KINDS_IN_DUTCH.get(words.strip().casefold())


def is_similar(names: Iterable[str], others: Iterable[str]) -> bool:
    """Return whether two places seem to be called the same: nearly the same letters, or all words of one in both."""
    return any(_alike(one.casefold(), other.casefold()) for one in names for other in others)


def is_inside(point: Point, ring: Sequence[Point]) -> bool:
    """Return whether a point lies within a closed ring: going east from it then crosses the ring an odd time."""
    lon, lat = point
    crossings = 0
    for (west, low), (east, high) in pairwise(ring):
        if (low > lat) != (high > lat):
            crossings += lon < west + (lat - low) * (east - west) / (high - low)
    return crossings % 2 == 1


def slug_from(words: str) -> str:
    """Return a name for addresses made of words, or nothing when no letter of ours is in them."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:50].strip("-")


def free_slug(wanted: str, taken: set[str]) -> str:
    """Return a name for addresses that nothing has yet: the one that was wanted, or with a number behind it."""
    slug, number = wanted, 1
    while slug in taken:
        number += 1
        slug = f"{wanted[:50]}-{number}".replace("--", "-")
    return slug


def shortened(text: str, most: int) -> str:
    """Return a text that fits, cut at a space where there is one near the end."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > most * 0.6 else cut).rstrip() + "…"


def _margin() -> float:
    return geo.box_around(0, 0, SURROUNDINGS_METRES).north


def _refuse_elsewhere(point: Point, where: Where, ring: Sequence[Point], margin: float) -> None:
    for code in problems_of_point(*point, ring=ring, margin=margin).values():
        raise Refused(f"place_{code}", **where.values)


def _alike(one: str, other: str) -> bool:
    fewer, more = sorted((set(one.split()), set(other.split())), key=len)
    if fewer <= more and any(len(word) >= _LONG_ENOUGH for word in fewer):
        return True
    return SequenceMatcher(None, one, other).ratio() >= _SIMILAR
