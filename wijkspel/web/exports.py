"""Tours as files for other apps: GPX, KML, GeoJSON and JSON, at the address of the tour and kept like its page."""

from flask import Blueprint, Response, current_app, url_for

from wijkspel.exchange.going_out import FORMATS, tour_to_file
from wijkspel.exchange.tour_file import Shown
from wijkspel.places.queries import neighbourhood_called
from wijkspel.tours.queries import tour_called
from wijkspel.web.pages import kept_answer
from wijkspel.web.reading import reader

blueprint = Blueprint("exports", __name__)


@blueprint.get("/<slug:wijk>/wandelingen/<slug:tour>.<any(gpx,kml,geojson,json):suffix>")
def tour_as_file(wijk: str, tour: str, suffix: str) -> Response:
    """Answer with a public tour in one of the formats of other apps."""
    who, neighbourhood = reader(), neighbourhood_called(wijk)
    found = tour_called(neighbourhood, tour)
    page = f"{current_app.config['SETTINGS'].url}{url_for('tours.show', wijk=wijk, tour=tour)}"
    content_type, written = FORMATS[suffix]
    content = written(tour_to_file(found), Shown(who.language, page))
    return kept_answer(content, content_type, who, neighbourhood, file_name=f"{tour}.{suffix}")
