"""Everything that changes neighbourhoods, spots and stickers."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import update

from wijkspel import geo, qr
from wijkspel.basemaps.drawn import as_geojson
from wijkspel.basemaps.model import Basemap
from wijkspel.basemaps.tiles import packed
from wijkspel.clock import now
from wijkspel.db import db, new_public_id
from wijkspel.errors import Conflict, Invalid
from wijkspel.people.models import Person
from wijkspel.places.models import Neighbourhood, Organisation, Spot, Sticker
from wijkspel.places.queries import basemap_files, sticker_with
from wijkspel.places.rules import (
    ACCESS_FACTS,
    LONGEST_BY,
    RASTERS,
    SURROUNDINGS_METRES,
    problems_of_hanging,
    problems_of_neighbourhood,
    problems_of_point,
    problems_of_slug,
    problems_of_spot,
    problems_of_times,
)
from wijkspel.storage import Store


@dataclass(frozen=True, slots=True)
class MadeBasemap:
    """A map whose files are written and that no neighbourhood shows yet, with whom to thank for it."""

    public_id: str
    attribution: str


def add_organisation(*, slug: str, name: str, public_id: str | None = None) -> Organisation:
    """Add a tenant. Raises Invalid."""
    problems = problems_of_slug(slug) | ({} if name.strip() else {"name": "missing"})
    if problems:
        raise Invalid(**problems)
    organisation = Organisation(slug=slug, name=name.strip(), public_id=public_id or new_public_id())
    db.session.add(organisation)
    db.session.flush()
    return organisation


def add_neighbourhood(
    organisation: Organisation,
    *,
    slug: str,
    name: str,
    boundary: Sequence[tuple[float, float]],
    languages: Sequence[str],
    timezone: str = "Europe/Amsterdam",
    names: Mapping[str, str] | None = None,
    about: Mapping[str, str] | None = None,
    made_up: bool = False,
    public_id: str | None = None,
) -> Neighbourhood:
    """Add a neighbourhood; its boundary is a closed ring of (lon, lat). Raises Invalid."""
    problems = problems_of_neighbourhood(slug=slug, name=name, languages=languages, timezone=timezone)
    if len(boundary) < 4 or tuple(boundary[0]) != tuple(boundary[-1]):
        problems["boundary"] = "not_a_ring"
    elif not all(-180 <= lon <= 180 and -90 <= lat <= 90 for lon, lat in boundary):
        problems["boundary"] = "not_on_earth"
    if problems:
        raise Invalid(**problems)
    neighbourhood = Neighbourhood(
        organisation_id=organisation.id,
        public_id=public_id or new_public_id(),
        slug=slug,
        name=_clean(name),
        names=_clean_all(names or {}),
        about=_clean_all(about or {}),
        languages=list(languages),
        timezone=timezone,
        made_up=made_up,
        boundary=geo.area([(corner[0], corner[1]) for corner in boundary]),
    )
    db.session.add(neighbourhood)
    db.session.flush()
    return neighbourhood


def make_basemap(basemap: Basemap, store: Store) -> MadeBasemap:
    """Pack a map and write its files: slow, so outside any transaction. Raises Refused."""
    public_id = new_public_id()
    files = basemap_files(public_id)
    store.keep(files.drawn, as_geojson(basemap).encode())
    store.keep(files.tiles, packed(basemap, name=public_id))
    return MadeBasemap(public_id, basemap.attribution)


def hang_basemap(neighbourhood: Neighbourhood, basemap: MadeBasemap) -> None:
    """Give a neighbourhood its own map, in place of the one it had."""
    neighbourhood.basemap, neighbourhood.basemap_by = basemap.public_id, basemap.attribution or None
    db.session.flush()
    count_publication(neighbourhood.id)


def choose_raster(neighbourhood: Neighbourhood, raster: str | None) -> None:
    """Let phones fetch an online layer for the map that moves, or none. Raises Invalid for a layer we do not know."""
    if raster is not None and raster not in RASTERS:
        raise Invalid(raster="unknown")
    neighbourhood.raster = raster
    db.session.flush()
    count_publication(neighbourhood.id)


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
        names=_clean_all(names),
        hints=_clean_all(hints or {}),
        host_id=host.id if host else None,
        hours=[dict(entry) for entry in hours],
        coffee=dict(coffee) if coffee else None,
        **{fact: bool((access or {}).get(fact)) for fact in ACCESS_FACTS},
        point=geo.point(lon, lat),
    )
    db.session.add(spot)
    db.session.flush()
    return spot


def make_sticker(
    spot: Spot, *, code: str | None = None, made_at: datetime | None = None, replaces: Sticker | None = None
) -> Sticker:
    """Make a sticker for a spot, with a new code or with a given one. Raises Invalid or Conflict for the code."""
    chosen = qr.new_code() if code is None else qr.read_code(code)
    if chosen is None:
        raise Invalid(code="not_a_code")
    if sticker_with(chosen) is not None:
        raise Conflict("code_taken", sticker=chosen)
    sticker = Sticker(
        organisation_id=spot.organisation_id,
        neighbourhood_id=spot.neighbourhood_id,
        spot_id=spot.id,
        code=chosen,
        made_at=made_at or now(),
        replaces_id=replaces.id if replaces else None,
    )
    db.session.add(sticker)
    db.session.flush()
    count_publication(spot.neighbourhood_id)
    return sticker


def mark_printed(stickers: Sequence[Sticker], *, at: datetime | None = None) -> None:
    """Say of stickers that they were printed, now or at an earlier moment; the first time is what counts."""
    moment = at or now()
    for sticker in stickers:
        sticker.printed_at = sticker.printed_at or moment
    db.session.flush()


def hang_sticker(sticker: Sticker, *, by: str, where: str, permission: str, at: datetime | None = None) -> None:
    """Say that a sticker hangs: by whom, on what, and who owns that and said yes. Hung anew, the last time counts.

    Raises Conflict for one that is out of use, and Invalid when something of it is not known.
    """
    by, where, permission = _clean(by), _clean(where), _clean(permission)
    problems = problems_of_hanging(by=by, where=where, permission=permission)
    if problems:
        raise Invalid(**problems)
    if sticker.is_retired:
        raise Conflict("sticker_retired", sticker=sticker.code)
    sticker.hung_at, sticker.hung_by, sticker.hung_where, sticker.permission = at or now(), by, where, permission
    db.session.flush()


def reissue_sticker(sticker: Sticker, *, by: str = "") -> Sticker:
    """Make a sticker with a new code in place of this one, which goes out of use. Raises Conflict if it already is."""
    if sticker.is_retired:
        raise Conflict("sticker_retired", sticker=sticker.code)
    retire_sticker(sticker, by=by)
    return make_sticker(sticker.spot, replaces=sticker)


def retire_sticker(sticker: Sticker, *, by: str = "", at: datetime | None = None) -> None:
    """Take a sticker out of use. Its page then says where the spot lives on; a second time changes nothing."""
    if len(by) > LONGEST_BY:
        raise Invalid(by="too_long")
    if not sticker.is_retired:
        sticker.retired_at, sticker.retired_by = at or now(), _clean(by) or None
    db.session.flush()
    count_publication(sticker.neighbourhood_id)


def count_publication(neighbourhood_id: int) -> None:
    """Say that something public changed, so that no server shows a page it kept from before."""
    one_more = Neighbourhood.publication_version + 1
    counted = update(Neighbourhood).where(Neighbourhood.id == neighbourhood_id).values(publication_version=one_more)
    # Nothing in a session goes by this count; looking for what does would take longer with every row that is in it.
    db.session.execute(counted, execution_options={"synchronize_session": False})


def continue_counting(neighbourhood: Neighbourhood, publications: int) -> None:
    """Go on with the count of publications where another server left it; phones compare what they kept with it."""
    its_own = Neighbourhood.id == neighbourhood.id
    db.session.execute(update(Neighbourhood).where(its_own).values(publication_version=publications))


def _problems_of_place(neighbourhood: Neighbourhood, lon: float, lat: float) -> dict[str, str]:
    margin = geo.box_around(0, 0, SURROUNDINGS_METRES).north
    return problems_of_point(lon, lat, ring=geo.outer_ring(neighbourhood.boundary_geojson), margin=margin)


def _clean(text: str) -> str:
    return unicodedata.normalize("NFC", text.strip())


def _clean_all(texts: Mapping[str, str]) -> dict[str, str]:
    return {language: _clean(text) for language, text in texts.items() if text.strip()}
