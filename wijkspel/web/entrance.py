"""The front door, and the page that is shown without a network."""

from dataclasses import dataclass

from flask import Blueprint, Response

from wijkspel.places.models import Neighbourhood
from wijkspel.places.queries import all_neighbourhoods, live_spots
from wijkspel.tours.queries import tours_of
from wijkspel.web.boards import game_in
from wijkspel.web.pages import fresh_page
from wijkspel.web.reading import reader
from wijkspel.web.telling import Signpost, with_stories_first
from wijkspel.web.walking import Card, cards

blueprint = Blueprint("entrance", __name__)
IN_FULL, MOST_NAMES = 3, 200
MOST_TOURS, MOST_SPOTS, AMONG = 2, 3, 12  # spots shown, chosen among the first so many


@blueprint.get("/")
def welcome() -> Response:
    """Show what Wijkspel is, a field for a code, the first neighbourhoods, and the names of the others."""
    found = all_neighbourhoods(most=MOST_NAMES)
    shown = [invitation for wijk in found[:IN_FULL] if (invitation := _invitation(wijk))]
    return fresh_page("entrance/welcome.html", invitations=shown, others=found[IN_FULL:])


@dataclass(frozen=True, slots=True)
class Invitation:
    """A neighbourhood at the front door: some of its tours and of its spots, and how its game stands."""

    neighbourhood: Neighbourhood
    tours: list[Card]
    signposts: list[Signpost]
    game: str | None


def _invitation(wijk: Neighbourhood) -> Invitation | None:
    who = reader()
    tours = cards(tours_of(wijk, most=MOST_TOURS), who)
    spots = with_stories_first(live_spots(wijk, most=AMONG), who, most=MOST_SPOTS)
    return Invitation(wijk, tours, spots, game_in(wijk)) if tours or spots else None


@blueprint.get("/offline")
def offline() -> Response:
    """Show what can be done without a network; the service worker keeps this page."""
    return fresh_page("entrance/offline.html")
