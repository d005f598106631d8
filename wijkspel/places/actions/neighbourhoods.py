"""Everything that changes organisations and neighbourhoods, and what they count."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import update

from wijkspel import geo
from wijkspel.basemaps.drawn import as_geojson
from wijkspel.basemaps.model import Basemap
from wijkspel.basemaps.tiles import packed
from wijkspel.db import db, new_public_id
from wijkspel.errors import Invalid
from wijkspel.places.models import Neighbourhood, Organisation
from wijkspel.places.queries import basemap_files
from wijkspel.places.rules import (
    COLOURS,
    RASTERS,
    clean,
    clean_all,
    problems_of_neighbourhood,
    problems_of_slug,
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
        name=clean(name),
        names=clean_all(names or {}),
        about=clean_all(about or {}),
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


def choose_colours(neighbourhood: Neighbourhood, colours: str) -> None:
    """Let the stickers of a neighbourhood have other colours from now on. Raises Invalid for colours we do not have."""
    if colours not in COLOURS:
        raise Invalid(colours="unknown")
    neighbourhood.colours = colours
    db.session.flush()


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
