"""The scanner: the camera of the phone in a page of ours, for whoever has no camera app that reads squares."""

from flask import Blueprint, Response

from wijkspel.clock import now
from wijkspel.game.queries.presences import last_presence
from wijkspel.places.queries import neighbourhood_called
from wijkspel.web.playing import play_page, player_of
from wijkspel.web.safety import page_headers

blueprint = Blueprint("scanner", __name__)


@blueprint.get("/<slug:wijk>/spel/scan")
def show(wijk: str) -> Response:
    """Show the scanner: the one page that may ask for the camera. Who is at a spot is led to where digits are typed."""
    neighbourhood = neighbourhood_called(wijk)
    player = player_of(neighbourhood)
    presence = last_presence(player.id, now()) if player and player.is_grown_up else None
    response = play_page("scanner/show.html", neighbourhood, spot=presence.spot if presence else None)
    response.headers.extend(page_headers(camera=True))
    return response
