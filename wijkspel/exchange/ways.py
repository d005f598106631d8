"""From a track and some places beside it to a walk: in which order the track passes them, and the way of each leg."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from wijkspel import earth
from wijkspel.earth import Point
from wijkspel.errors import Refused
from wijkspel.exchange.doubts import Doubt, doubt
from wijkspel.exchange.lines import Line, Passage, simplified
from wijkspel.exchange.tour_file import StopInFile, TourInFile, Where
from wijkspel.tours.rules import FEWEST_STOPS, MOST_POINTS

TOLERANCE = 3.0  # metres that a simplified way may be off: less than a phone is
BESIDE, FAR_BESIDE = 25, 100  # metres: another passage of the same place; so far off that we ask
GAP, LOOP, LOOSE_END = 100, 25, 50  # metres
_ENDS = {
    "begin": {"nl": "Begin", "en": "Start", "tr": "Başlangıç", "ar": "البداية"},
    "halfway": {"nl": "Halverwege", "en": "Halfway", "tr": "Yarı yol", "ar": "منتصف الطريق"},
    "end": {"nl": "Einde", "en": "End", "tr": "Bitiş", "ar": "النهاية"},
}


@dataclass(slots=True)
class Walk:
    """Stops in the order they are walked, with the way from each to the next, or None where it goes straight on.

    `tolerance` is by how many metres the ways were simplified, if they were.
    """

    stops: list[StopInFile]
    paths: list[list[Point] | None]
    points_read: int = 0
    tolerance: float | None = None
    doubts: list[Doubt] = field(default_factory=list)

    @property
    def points_kept(self) -> int:
        """How many points all ways have."""
        return sum(len(path) for path in self.paths if path)


def walk_of(tour: TourInFile, *, pieces: Sequence[int] = ()) -> Walk:
    """Return the walk that a file describes, or the one along some pieces of its way alone, counted from 1.

    Stops that are far from those pieces belong to another walk. Raises Refused when there is nothing to walk.
    """
    if not pieces and tour.legs and len(tour.legs) == len(tour.stops) and sum(tour.legs) == len(tour.way):
        return Walk(tour.stops, _own_paths(tour), len(tour.way))
    if any(not 1 <= piece <= len(tour.pieces) for piece in pieces):
        raise Refused("no_such_piece", pieces=len(tour.pieces))
    chosen = [tour.pieces[piece - 1] for piece in pieces] or tour.pieces
    line, doubts = _joined(chosen)
    if len(line) < 2:
        return _straight(tour)
    whole = Line(line)
    stops = [stop for stop in tour.stops if not pieces or whole.nearest(stop.point).off <= FAR_BESIDE]
    if len(stops) < len(tour.stops):
        doubts.append(doubt("stops_of_another_way", stops=len(tour.stops) - len(stops)))
    if len(stops) < FEWEST_STOPS:
        doubts.append(doubt("too_few_stops", stops=len(stops)))
        stops = _with_ends(whole, tour.element, stops)
    walk = _along(whole, stops)
    walk.points_read = sum(map(len, chosen))
    walk.doubts = doubts + walk.doubts
    return walk


def _own_paths(tour: TourInFile) -> list[list[Point] | None]:
    paths: list[list[Point] | None] = []
    way, start = tour.way, 0
    for count in tour.legs or []:
        paths.append(way[start : start + count] if count > 1 else None)
        start += count
    return paths


def _straight(tour: TourInFile) -> Walk:
    if not tour.stops:
        raise Refused("file_without_places")
    doubts = [doubt("no_way_in_file")] if len(tour.stops) > 1 else []
    return Walk(tour.stops, [None] * len(tour.stops), len(tour.way), doubts=doubts)


def _joined(pieces: Sequence[Sequence[Point]]) -> tuple[list[Point], list[Doubt]]:
    """Return all pieces as one line without a point twice in a row, and a doubt for where it was torn."""
    gaps = [gap for one, next_ in pairwise(pieces) if (gap := earth.metres_along([one[-1], next_[0]])) > GAP]
    doubts = [doubt("way_torn", pieces=_lengths(pieces), metres=round(max(gaps)))] if gaps else []
    line: list[Point] = []
    for piece in pieces:
        for point in piece:
            if not line or point != line[-1]:
                line.append(point)
    return line, doubts


def _lengths(pieces: Sequence[Sequence[Point]]) -> str:
    return ", ".join(f"{number}: {earth.metres_along(piece):.0f} m" for number, piece in enumerate(pieces, 1))


def _with_ends(whole: Line, element: str, stops: Sequence[StopInFile]) -> list[StopInFile]:
    """Return stops where a track begins and ends, and halfway when that is the same place, with the one it has."""
    here, there = whole.line[0], whole.line[-1]
    numbers = {"begin": 0, "end": len(whole.line) - 1}
    if earth.metres_along([here, there]) <= LOOP:
        numbers = {"begin": 0, "halfway": _halfway(whole)}
    ends = [
        StopInFile(*whole.line[number], Where(element, number + 1), dict(_ENDS[name]))
        for name, number in numbers.items()
    ]
    ends = [next((stop for stop in stops if _is_at(stop, end)), end) for end in ends]
    between = [stop for stop in stops if stop not in ends]
    return [ends[0], *between, *ends[1:], *([replace(ends[0], text="", teller="")] if "halfway" in numbers else [])]


def _is_at(stop: StopInFile, end: StopInFile) -> bool:
    return earth.metres_along([stop.point, end.point]) <= LOOP


def _halfway(whole: Line) -> int:
    return next(number for number, length in enumerate(whole.lengths) if length >= whole.lengths[-1] / 2)


def _along(whole: Line, stops: Sequence[StopInFile]) -> Walk:
    """Return the walk along a line: stops in the order of the file if the line passes them so, else in its own."""
    passages = [whole.passages(stop.point, beside=BESIDE) for stop in stops]
    found, doubts = _in_order(passages), list[Doubt]()
    if found is None:
        nearest = [min(ways, key=lambda passage: passage.off) for ways in passages]
        order = sorted(range(len(stops)), key=lambda number: nearest[number].along)
        stops, found = [stops[number] for number in order], [nearest[number] for number in order]
        doubts.append(doubt("order_of_way"))
    for stop, passage in zip(stops, found, strict=True):
        if passage.off > FAR_BESIDE:
            doubts.append(doubt("stop_beside_way", metres=round(passage.off), **stop.where.values))
    loose = found[0].along + whole.lengths[-1] - found[-1].along
    if loose > LOOSE_END:
        doubts.append(doubt("way_without_stops", metres=round(loose)))
    legs = [whole.between(here, there) for here, there in pairwise(found)]
    simple, tolerance = _simplified(legs)
    paths = [_in_degrees(whole, leg) for leg in simple]
    return Walk(list(stops), [*paths, None], tolerance=tolerance, doubts=doubts)


def _in_order(passages: Sequence[Sequence[Passage]]) -> list[Passage] | None:
    """Return a passage for each stop, each after the one before; None when the line passes them in another order.

    Taking the earliest that still fits leaves the most for those to come, except for the last: a walk that comes back
    to a place ends where the line passes it for the last time.
    """
    found: list[Passage] = []
    for ways in passages:
        later = [passage for passage in ways if not found or passage.along >= found[-1].along]
        if not later:
            return None
        found.append(later[-1] if len(found) == len(passages) - 1 else later[0])
    return found


def _simplified(legs: Sequence[Sequence[Point]]) -> tuple[list[list[Point]], float]:
    """Return lines with fewer points, and by how many metres they may be off; twice as many until each is short."""
    tolerance = TOLERANCE
    while True:
        simple = [simplified(leg, tolerance) for leg in legs]
        if all(len(leg) <= MOST_POINTS for leg in simple):
            return simple, tolerance
        tolerance *= 2


def _in_degrees(whole: Line, leg: Sequence[Point]) -> list[Point] | None:
    line = [(round(lon, 6), round(lat, 6)) for lon, lat in map(whole.to_degrees, leg)]
    distinct = [point for number, point in enumerate(line) if number == 0 or point != line[number - 1]]
    return distinct if len(distinct) > 1 else None
