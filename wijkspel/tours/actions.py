"""Everything that changes tours."""

import itertools
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from wijkspel import earth, geo
from wijkspel.db import db, new_public_id, tenant_of
from wijkspel.errors import Invalid
from wijkspel.places.models import Neighbourhood, Spot
from wijkspel.places.rules import SURROUNDINGS_METRES, problems_of_point, problems_of_slug
from wijkspel.tours.models import Stop, Tour
from wijkspel.tours.rules import RADIUS, problems_of_leg, problems_of_stops, problems_of_tour


@dataclass(slots=True)
class PlannedStop:
    """A stop as somebody plans it, with the leg to the next one.

    `radius` is in metres; `path` is the way to the next stop as (lon, lat), from this spot to that one.
    """

    spot: Spot
    radius: int = RADIUS
    path: Sequence[tuple[float, float]] | None = None
    step_free: bool | None = None
    benches: int | None = None
    toilets: int | None = None
    towards: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # Rounded before it is measured: the length is that of the way as it is kept, on whichever server.
        self.path = None if self.path is None else [(round(lon, 6), round(lat, 6)) for lon, lat in self.path]

    def metres_to(self, following: Spot) -> int:
        """Return how long the leg is, in metres along its way, or straight on where no way was drawn."""
        here, there = (self.spot.lon, self.spot.lat), (following.lon, following.lat)
        return round(earth.metres_along([here, *(self.path or []), there]))


def plan_tour(
    neighbourhood: Neighbourhood,
    *,
    slug: str,
    names: Mapping[str, str],
    stops: Sequence[PlannedStop],
    theme: str,
    intros: Mapping[str, str] | None = None,
    plain_intro: str = "",
    order: int = 1,
    public_id: str | None = None,
) -> Tour:
    """Keep a tour with its stops; nobody sees it until it is published. Raises Invalid."""
    intros = intros or {}
    problems = problems_of_slug(slug)
    problems |= problems_of_tour(theme=theme, names=names, intros=intros, plain_intro=plain_intro)
    problems |= _problems_of_ways(neighbourhood, stops) | problems_of_stops(stops, [stop.spot.id for stop in stops])
    if problems:
        raise Invalid(**problems)
    legs = [stop.metres_to(to.spot) for stop, to in itertools.pairwise(stops)]
    tour = Tour(
        organisation_id=neighbourhood.organisation_id,
        neighbourhood_id=neighbourhood.id,
        public_id=public_id or new_public_id(),
        slug=slug,
        order=order,
        theme=theme,
        names=_clean(names),
        intros=_clean(intros),
        plain_intro=unicodedata.normalize("NFC", plain_intro.strip()),
        metres=sum(legs),
        stop_count=len(stops),
        step_free=_step_free(stops[:-1]),
    )
    db.session.add(tour)
    db.session.flush()
    lengths = [*legs, None]
    db.session.add_all(_row(tour, stop, number, lengths[number - 1]) for number, stop in enumerate(stops, 1))
    db.session.flush()
    return tour


def _problems_of_ways(neighbourhood: Neighbourhood, stops: Sequence[PlannedStop]) -> dict[str, str]:
    """A walk may cross the border of its neighbourhood; it does not go to another town, or begin away from its stop."""
    ring = geo.outer_ring(neighbourhood.boundary_geojson)
    margin = geo.box_around(0, 0, SURROUNDINGS_METRES).north
    found: dict[str, str] = {}
    for stop, to in itertools.pairwise(stops):
        if stop.path:
            found |= problems_of_leg(stop.path, (stop.spot.lon, stop.spot.lat), (to.spot.lon, to.spot.lat))
    for lon, lat in [point for stop in stops for point in stop.path or []]:
        for code in problems_of_point(lon, lat, ring=ring, margin=margin).values():
            found["path"] = code
    return found


def _step_free(legs: Sequence[PlannedStop]) -> bool | None:
    """Say whether a whole tour has no steps: no as soon as one leg has them, unknown while one leg is unknown."""
    if any(leg.step_free is False for leg in legs):
        return False
    return True if legs and all(leg.step_free for leg in legs) else None


def _row(tour: Tour, stop: PlannedStop, number: int, metres: int | None) -> Stop:
    is_last = metres is None
    return Stop(
        **tenant_of(tour),
        tour_id=tour.id,
        spot_id=stop.spot.id,
        number=number,
        radius=stop.radius,
        path=None if is_last or stop.path is None else [list(point) for point in stop.path],
        metres=metres,
        step_free=None if is_last else stop.step_free,
        benches=None if is_last else stop.benches,
        toilets=None if is_last else stop.toilets,
        towards={} if is_last else _clean(stop.towards),
    )


def _clean(texts: Mapping[str, str]) -> dict[str, str]:
    return {language: unicodedata.normalize("NFC", text.strip()) for language, text in texts.items() if text.strip()}
