"""A tour of ours as a file for other programs: in which formats, and what goes into it.

Everything that the tour itself says goes out. Stories do not, nor who tells them: a file that somebody keeps cannot be
taken back, so it leads to their pages instead.
"""

from collections.abc import Callable
from typing import NamedTuple

from wijkspel.exchange.formats import geojson, gpx, kml, tour_json
from wijkspel.exchange.tour_file import Shown, StopInFile, TourInFile, Where
from wijkspel.places.rules import ACCESS_FACTS
from wijkspel.tours.models import Stop, Tour


class Format(NamedTuple):
    """A format we write: what browsers call it, and what writes it."""

    content_type: str
    written: Callable[[TourInFile, Shown], bytes]


FORMATS = {
    "gpx": Format("application/gpx+xml", gpx.written),
    "kml": Format("application/vnd.google-earth.kml+xml", kml.written),
    "geojson": Format("application/geo+json", geojson.written),
    "json": Format("application/json", tour_json.written),
}


def tour_to_file(tour: Tour) -> TourInFile:
    """Return what a file says of a tour. Whoever calls this has made sure that the tour is public."""
    ways = [[(point[0], point[1]) for point in stop.way] for stop in tour.stops]
    return TourInFile(
        stops=[_stop(stop) for stop in tour.stops],
        pieces=[[point for way in ways for point in way]],
        legs=[len(way) for way in ways],
        names=dict(tour.names),
        intros=dict(tour.intros),
        plain_intro=tour.plain_intro,
        slug=tour.slug,
        theme=tour.theme,
        order=tour.order,
        metres=tour.metres,
    )


def _stop(stop: Stop) -> StopInFile:
    spot = stop.spot
    return StopInFile(
        lon=spot.lon,
        lat=spot.lat,
        where=Where("stop", stop.number),
        names=dict(spot.names),
        slug=spot.slug,
        kind=spot.kind,
        hints=dict(spot.hints),
        access=[fact for fact in ACCESS_FACTS if getattr(spot, fact)],
        radius=stop.radius,
        step_free=stop.step_free,
        benches=stop.benches,
        toilets=stop.toilets,
        towards=dict(stop.towards),
    )
