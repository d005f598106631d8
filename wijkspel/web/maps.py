"""Maps: drawn ones that everybody gets as a picture, and the tiles for the one that a phone can move.

A drawing takes a tenth of a second, so it is kept like a page, until something is published or hidden in its
neighbourhood.
"""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, current_app
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from wijkspel import geo
from wijkspel.basemaps.model import Basemap
from wijkspel.basemaps.png import sketch_png
from wijkspel.basemaps.sketch import sketch
from wijkspel.basemaps.theme import Theme
from wijkspel.languages import digits, in_language
from wijkspel.places.models import Neighbourhood
from wijkspel.places.queries import basemap_files, basemap_of, box_of, has_basemap, neighbourhood_called
from wijkspel.storage import Store
from wijkspel.tours.models import Tour
from wijkspel.tours.queries import tour_called, tours_of
from wijkspel.web.media import file_answer
from wijkspel.web.pages import kept_answer
from wijkspel.web.reading import Reader, reader

blueprint = Blueprint("maps", __name__)
WIDE, HIGH = 400, 340  # of a map on a page, in pixels at the size its letters are meant for
MOST_WAYS = 4  # on the map of a neighbourhood, as many as its home shows
SHARE_WIDE, SHARE_HIGH, SHARE_PIXELS = 600, 315, 1200  # what chats show with a link
_THEMES: dict[str, Theme] = {"kaart": "light", "kaart-donker": "dark"}


@dataclass(frozen=True, slots=True)
class Size:
    """A drawing's width and height in pixels."""

    width: int
    height: int


@blueprint.get("/<slug:wijk>/<any(kaart,'kaart-donker'):theme>.svg")
def of_neighbourhood(wijk: str, theme: str) -> Response:
    """Draw the whole neighbourhood, with the ways of its first tours."""
    who, found = reader(), neighbourhood_called(wijk)
    box = box_of(found)
    ways = [tour.route for tour in tours_of(found, most=MOST_WAYS)]
    route = [way for way in ways if len(way) > 1]
    title = _map_title(found, who)
    drawn = _drawn(_basemap(found, box), who, title=title, box=box, theme=_THEMES[theme], route=route)
    return kept_answer(drawn.encode(), "image/svg+xml", who, found)


@blueprint.get("/<slug:wijk>/wandelingen/<slug:tour>/<any(kaart,'kaart-donker'):theme>.svg")
def of_tour(wijk: str, tour: str, theme: str) -> Response:
    """Draw the way and the stops of a tour."""
    who, found = reader(), neighbourhood_called(wijk)
    drawn = _drawn_tour(tour_called(found, tour), who, Size(WIDE, HIGH), _THEMES[theme])
    return kept_answer(drawn.encode(), "image/svg+xml", who, found)


@blueprint.get("/<slug:wijk>/wandelingen/<slug:tour>/kaart.png")
def to_share(wijk: str, tour: str) -> Response:
    """Draw a tour as a picture that other apps show with a link."""
    who, found = reader(), neighbourhood_called(wijk)
    drawn = _drawn_tour(tour_called(found, tour), who, Size(SHARE_WIDE, SHARE_HIGH), "light")
    picture = sketch_png(drawn, SHARE_PIXELS)
    return kept_answer(picture, "image/png", who, found)


@blueprint.get("/media/kaart/<public:public_id>.pmtiles")
def tiles(public_id: str) -> Response:
    """Answer with the tiles of a neighbourhood's own map, in one file."""
    if not has_basemap(public_id):
        raise NotFound
    return file_answer(basemap_files(public_id).tiles, "application/vnd.pmtiles")


def _drawn_tour(tour: Tour, who: Reader, size: Size, theme: Theme) -> str:
    stops = [(stop.spot.lon, stop.spot.lat, digits(stop.number, who.language)) for stop in tour.stops]
    basemap = _basemap(tour.neighbourhood, box_of(tour.neighbourhood, points=tour.route))
    title = _("Map of the walk %(tour)s", tour=in_language(tour.names, who.language))
    ways = [tour.route] if len(tour.route) > 1 else []
    return _drawn(basemap, who, title=title, size=size, theme=theme, route=ways, stops=stops)


def _drawn(basemap: Basemap, who: Reader, *, title: str, size: Size = Size(WIDE, HIGH), **shown: Any) -> str:
    def scale_words(metres: int) -> str:
        return str(_("%(metres)s m", metres=digits(metres, who.language)))

    box = shown.pop("box", None)
    return sketch(
        basemap,
        title=title,
        width=size.width,
        height=size.height,
        box=box,
        scale_words=scale_words,
        standalone=True,
        **shown,
    )


def _basemap(neighbourhood: Neighbourhood, box: geo.Box) -> Basemap:
    store: Store = current_app.extensions["store"]
    return basemap_of(neighbourhood, box, store)


def _map_title(neighbourhood: Neighbourhood, who: Reader) -> str:
    name = in_language(neighbourhood.names or {"nl": neighbourhood.name}, who.language)
    return str(_("Map of %(wijk)s", wijk=name))
