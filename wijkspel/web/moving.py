"""What the map that moves needs to know: its box, its tiles or the online layer in their place, and whom to thank."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from wijkspel.places.models import Neighbourhood
from wijkspel.places.queries import box_of
from wijkspel.tours.models import Tour
from wijkspel.web.maps import HIGH, WIDE
from wijkspel.web.rasters import raster_address


@dataclass(frozen=True, slots=True)
class Moving:
    """A tour's map: `box` is west, south, east and north in degrees; `tiles` or `raster` are addresses, or neither."""

    box: str
    tiles: str | None
    raster: str | None
    thanks: str
    size: tuple[int, int] = (WIDE, HIGH)


def moving(tour: Tour) -> Moving:
    """Return what the map of a tour needs."""
    wijk = tour.neighbourhood
    stops = [(stop.spot.lon, stop.spot.lat) for stop in tour.stops]
    box = ",".join(f"{edge:.6f}" for edge in box_of(wijk, points=[*tour.route, *stops]))
    tiles = url_for("maps.tiles", public_id=wijk.basemap) if wijk.basemap else None
    return Moving(box, tiles, raster_address(wijk.raster), _thanks(wijk))


def _thanks(wijk: Neighbourhood) -> str:
    if wijk.raster == "pdok":
        return str(_("Map data © Kadaster"))
    made_up = str(_("This neighbourhood is made up")) if wijk.made_up else ""
    return " · ".join(filter(None, [wijk.basemap_by, made_up]))
