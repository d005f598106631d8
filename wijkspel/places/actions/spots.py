"""Everything that changes spots."""

from collections.abc import Mapping, Sequence
from typing import Any

from wijkspel import geo
from wijkspel.db import db, new_public_id
from wijkspel.errors import Invalid
from wijkspel.people.models import Person
from wijkspel.places.models import Neighbourhood, Spot
from wijkspel.places.rules import (
    ACCESS_FACTS,
    SURROUNDINGS_METRES,
    clean_all,
    problems_of_point,
    problems_of_spot,
    problems_of_times,
)


def add_spot(
    neighbourhood: Neighbourhood,
    *,
    slug: str,
    kind: str,
    names: Mapping[str, str],
    lon: float,
    lat: float,
    hints: Mapping[str, str] | None = None,
    host: Person | None = None,
    hours: Sequence[Mapping[str, Any]] = (),
    coffee: Mapping[str, Any] | None = None,
    access: Mapping[str, bool] | None = None,
    residential: bool = False,
    public_id: str | None = None,
) -> Spot:
    """Add a spot at a point in degrees. Raises Invalid for a home, an odd time, or a point that is not in the area."""
    problems = problems_of_spot(slug=slug, kind=kind, names=names, hints=hints or {}, residential=residential)
    problems |= problems_of_times(hours, coffee) | _problems_of_place(neighbourhood, lon, lat)
    if problems:
        raise Invalid(**problems)
    spot = Spot(
        organisation_id=neighbourhood.organisation_id,
        neighbourhood_id=neighbourhood.id,
        public_id=public_id or new_public_id(),
        slug=slug,
        kind=kind,
        names=clean_all(names),
        hints=clean_all(hints or {}),
        host_id=host.id if host else None,
        hours=[dict(entry) for entry in hours],
        coffee=dict(coffee) if coffee else None,
        **{fact: bool((access or {}).get(fact)) for fact in ACCESS_FACTS},
        point=geo.point(lon, lat),
    )
    db.session.add(spot)
    db.session.flush()
    return spot


def _problems_of_place(neighbourhood: Neighbourhood, lon: float, lat: float) -> dict[str, str]:
    margin = geo.box_around(0, 0, SURROUNDINGS_METRES).north
    return problems_of_point(lon, lat, ring=geo.outer_ring(neighbourhood.boundary_geojson), margin=margin)
