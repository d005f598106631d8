"""The front door, and the page that is shown without a network."""

from flask import Blueprint, Response

from wijkspel.places.queries import all_neighbourhoods, live_spots
from wijkspel.web.pages import fresh_page

blueprint = Blueprint("entrance", __name__)
MOST_SPOTS = 12


@blueprint.get("/")
def welcome() -> Response:
    """Show what Wijkspel is, a field for a code, and the neighbourhoods with spots to visit."""
    visited = [(neighbourhood, live_spots(neighbourhood)[:MOST_SPOTS]) for neighbourhood in all_neighbourhoods()]
    return fresh_page("entrance/welcome.html", neighbourhoods=[(place, spots) for place, spots in visited if spots])


@blueprint.get("/offline")
def offline() -> Response:
    """Show what can be done without a network; the service worker keeps this page."""
    return fresh_page("entrance/offline.html")
