"""The scanner: the camera of the phone in a page of ours, for whoever has no camera app that reads squares."""

from flask import Blueprint, Response

from wijkspel.places.queries import neighbourhood_called
from wijkspel.web.playing import play_page
from wijkspel.web.safety import page_headers

blueprint = Blueprint("scanner", __name__)


@blueprint.get("/<slug:wijk>/spel/scan")
def show(wijk: str) -> Response:
    """Show the scanner: the one page that may ask for the camera."""
    response = play_page("scanner/show.html", neighbourhood_called(wijk))
    response.headers.extend(page_headers(camera=True))
    return response
