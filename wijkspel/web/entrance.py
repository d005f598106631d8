"""The front door, and the page that is shown without a network."""

from flask import Blueprint, Response

from wijkspel.places.queries import all_neighbourhoods, live_spots
from wijkspel.web.pages import fresh_page
from wijkspel.web.reading import reader
from wijkspel.web.telling import signposts

blueprint = Blueprint("entrance", __name__)
MOST_SPOTS = 12


@blueprint.get("/")
def welcome() -> Response:
    """Show what Wijkspel is, a field for a code, and the neighbourhoods with spots to visit."""
    visited = [(neighbourhood, live_spots(neighbourhood)[:MOST_SPOTS]) for neighbourhood in all_neighbourhoods()]
    shown = [(wijk, signposts([(spot, None) for spot in spots], reader())) for wijk, spots in visited if spots]
    return fresh_page("entrance/welcome.html", neighbourhoods=shown)


@blueprint.get("/offline")
def offline() -> Response:
    """Show what can be done without a network; the service worker keeps this page."""
    return fresh_page("entrance/offline.html")
