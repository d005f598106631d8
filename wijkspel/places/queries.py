"""Reads about neighbourhoods, spots and stickers."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, bindparam, exists, func, select
from sqlalchemy.orm import joinedload, selectinload

from wijkspel import geo
from wijkspel.basemaps.drawn import read_drawn
from wijkspel.basemaps.frame import inset
from wijkspel.basemaps.model import Basemap
from wijkspel.db import db
from wijkspel.errors import Missing
from wijkspel.glance import Glance
from wijkspel.places.models import Neighbourhood, Organisation, Spot, Sticker
from wijkspel.storage import Store

_RIM = -0.03  # a map is read a little larger than it is shown, or its edge would be drawn as a bank
_COUNT = select(Neighbourhood.publication_version).where(Neighbourhood.id == bindparam("id"))


def publication_version(glance: Glance, neighbourhood_id: int) -> int | None:
    """Return how often something was published or hidden in a neighbourhood; None when it is gone."""
    count: int | None = glance(_COUNT, id=neighbourhood_id)
    return count


def all_neighbourhoods(*, most: int | None = None) -> list[Neighbourhood]:
    """Return every neighbourhood by name, or the first ones."""
    return list(db.session.scalars(select(Neighbourhood).order_by(Neighbourhood.name, Neighbourhood.id).limit(most)))


class BasemapFiles(NamedTuple):
    """The names in the store of a neighbourhood's map: as it was drawn, and packed in tiles."""

    drawn: str
    tiles: str


def basemap_files(basemap: str) -> BasemapFiles:
    """Return which files a map has, by its public id."""
    return BasemapFiles(*[f"maps/{basemap[:2]}/{basemap}.{suffix}" for suffix in ("geojson", "pmtiles")])


def has_basemap(basemap: str) -> bool:
    """Return whether a neighbourhood has this map."""
    return bool(db.session.scalar(select(exists().where(Neighbourhood.basemap == basemap))))


def all_basemap_files() -> set[str]:
    """Return the name of every file that belongs to the map of a neighbourhood."""
    kept = db.session.scalars(select(Neighbourhood.basemap).where(Neighbourhood.basemap.is_not(None)))
    return {name for basemap in kept if basemap for name in basemap_files(basemap)}


def box_of(neighbourhood: Neighbourhood, *, points: Sequence[tuple[float, float]] = ()) -> geo.Box:
    """Return the box around a neighbourhood, grown to hold some points of (lon, lat) as well."""
    corners = [*geo.outer_ring(neighbourhood.boundary_geojson), *points]
    lons, lats = [corner[0] for corner in corners], [corner[1] for corner in corners]
    return geo.Box(min(lons), min(lats), max(lons), max(lats))


def basemap_of(neighbourhood: Neighbourhood, box: geo.Box, store: Store) -> Basemap:
    """Return what the map of a neighbourhood shows in a box; an empty one where there is no map of its own."""
    bounds = inset(box, _RIM)
    if neighbourhood.basemap is None:
        return Basemap(bounds, ())
    return read_drawn(store.read(basemap_files(neighbourhood.basemap).drawn), bounds)


def organisation_called(slug: str) -> Organisation | None:
    """Return the organisation with this name for addresses."""
    return db.session.scalar(select(Organisation).where(Organisation.slug == slug))


def neighbourhood_called(slug: str) -> Neighbourhood:
    """Return the neighbourhood with this name in addresses, with its organisation for the foot. Raises Missing."""
    wanted = select(Neighbourhood).where(Neighbourhood.slug == slug).options(joinedload(Neighbourhood.organisation))
    found = db.session.scalar(wanted)
    if found is None:
        raise Missing("no_such_neighbourhood", slug=slug)
    return found


def has_neighbourhood(slug: str) -> bool:
    """Return whether a neighbourhood has this name in addresses."""
    return bool(db.session.scalar(select(exists().where(Neighbourhood.slug == slug))))


def spot_called(neighbourhood: Neighbourhood, slug: str) -> Spot:
    """Return a spot of a neighbourhood by its name in addresses. Raises Missing."""
    found = db.session.scalar(select(Spot).where(Spot.neighbourhood_id == neighbourhood.id, Spot.slug == slug))
    if found is None:
        raise Missing("no_such_spot", slug=slug)
    return found


def spot_slugs(neighbourhood: Neighbourhood) -> set[str]:
    """Return the names in addresses of all spots of a neighbourhood."""
    return set(db.session.scalars(select(Spot.slug).where(Spot.neighbourhood_id == neighbourhood.id)))


def sticker_with(code: str) -> Sticker | None:
    """Return the sticker with this code, retired or not, with its spot and neighbourhood."""
    whole = joinedload(Sticker.spot).options(
        joinedload(Spot.neighbourhood), joinedload(Spot.host), selectinload(Spot.stickers)
    )
    return db.session.scalar(select(Sticker).where(Sticker.code == code).options(whole))


def all_stickers() -> list[Sticker]:
    """Return every sticker, by neighbourhood and spot, retired ones included."""
    whole = joinedload(Sticker.spot).joinedload(Spot.neighbourhood)
    ordered = select(Sticker).join(Spot, Spot.id == Sticker.spot_id).options(whole)
    return list(db.session.scalars(ordered.order_by(Sticker.neighbourhood_id, Spot.slug, Sticker.id)))


def live_stickers(neighbourhood: Neighbourhood | None = None) -> list[Sticker]:
    """Return the stickers that are not retired, of one neighbourhood or of all, by neighbourhood and spot."""
    whole = joinedload(Sticker.spot).joinedload(Spot.neighbourhood)
    wanted = select(Sticker).join(Spot, Spot.id == Sticker.spot_id).where(Sticker.retired_at.is_(None)).options(whole)
    if neighbourhood is not None:
        wanted = wanted.where(Sticker.neighbourhood_id == neighbourhood.id)
    return list(db.session.scalars(wanted.order_by(Sticker.neighbourhood_id, Spot.slug, Sticker.id)))


def live_spots(neighbourhood: Neighbourhood, *, most: int | None = None) -> list[Spot]:
    """Return the first spots of a neighbourhood at which a sticker hangs."""
    hangs = exists().where(Sticker.spot_id == Spot.id, Sticker.retired_at.is_(None))
    wanted = select(Spot).where(Spot.neighbourhood_id == neighbourhood.id, hangs)
    return list(db.session.scalars(wanted.options(selectinload(Spot.stickers)).order_by(Spot.id).limit(most)))


def public_spots(neighbourhood: Neighbourhood) -> list[Spot]:
    """Return the spots of a neighbourhood, without their stickers."""
    return list(db.session.scalars(select(Spot).where(Spot.neighbourhood_id == neighbourhood.id).order_by(Spot.slug)))


def count_spots(neighbourhood: Neighbourhood) -> int:
    """Return how many spots a neighbourhood has."""
    return db.session.scalar(select(func.count(Spot.id)).where(Spot.neighbourhood_id == neighbourhood.id)) or 0


def spot_with(neighbourhood: Neighbourhood, slug: str) -> Spot:
    """Return a spot by its name in addresses, with all that its page shows of it. Raises Missing."""
    wanted = select(Spot).where(Spot.neighbourhood_id == neighbourhood.id, Spot.slug == slug)
    whole = (joinedload(Spot.neighbourhood), joinedload(Spot.host), selectinload(Spot.stickers))
    found = db.session.scalar(wanted.options(*whole))
    if found is None:
        raise Missing("no_such_spot", slug=slug)
    return found


def spots_near(
    neighbourhood_id: int, lon: float, lat: float, *, most: int = 10, live: bool = False
) -> list[tuple[Spot, float]]:
    """Return the nearest spots of a neighbourhood with their distance in metres, nearest first.

    With `live` only those at which a sticker hangs, their stickers read along.
    """
    metres: ColumnElement[float] = geo.metres_from(Spot.point, lon, lat)
    nearest = (
        select(Spot, metres).where(Spot.neighbourhood_id == neighbourhood_id).order_by(metres, Spot.id).limit(most)
    )
    if live:
        hangs = exists().where(Sticker.spot_id == Spot.id, Sticker.retired_at.is_(None))
        nearest = nearest.where(hangs).options(selectinload(Spot.stickers))
    return [(spot, float(distance)) for spot, distance in db.session.execute(nearest.limit(most))]


def lock_spot(spot: Spot) -> None:
    """Hold a spot until the end of the transaction, so that what happens there happens one after the other.

    Rows that point at it may still be written meanwhile (`key_share`): else two would wait for each other.
    """
    db.session.execute(select(Spot.id).where(Spot.id == spot.id).with_for_update(key_share=True))
