"""Tours on the phone: the list, one tour with its stops and its map, and the page of each stop."""

from flask import Blueprint, Response
from werkzeug.exceptions import NotFound

from wijkspel.places.queries import neighbourhood_called
from wijkspel.tours.models import Tour
from wijkspel.tours.queries import told_along, tour_called, tours_of
from wijkspel.web.machines import trip
from wijkspel.web.moving import moving
from wijkspel.web.pages import kept_page
from wijkspel.web.reading import Reader, reader
from wijkspel.web.spot_page import values_of_spot
from wijkspel.web.walking import Card, cards, onward, passed

blueprint = Blueprint("tours", __name__)
MOST_OTHERS = 2


@blueprint.get("/<slug:wijk>/wandelingen")
def every(wijk: str) -> Response:
    """List the tours of a neighbourhood."""
    who, neighbourhood = reader(), neighbourhood_called(wijk)
    return kept_page(
        "tours/every.html",
        who,
        neighbourhood,
        tours=cards(tours_of(neighbourhood), who),
    )


@blueprint.get("/<slug:wijk>/wandelingen/<slug:tour>")
def show(wijk: str, tour: str) -> Response:
    """Show a tour: where it goes, how long it is, and its stops, each a place to begin."""
    who, neighbourhood = reader(), neighbourhood_called(wijk)
    found = tour_called(neighbourhood, tour)
    return kept_page(
        "tours/show.html",
        who,
        neighbourhood,
        tour=found,
        told=told_along(found),
        passed=passed(found, who),
        moving=moving(found),
        trip=trip(found, who),
    )


@blueprint.get("/<slug:wijk>/wandelingen/<slug:tour>/<int:number>")
def stop(wijk: str, tour: str, number: int) -> Response:
    """Show one stop of a tour: the stories told there, and the way to the next stop."""
    who, neighbourhood = reader(), neighbourhood_called(wijk)
    found = tour_called(neighbourhood, tour)
    here = next((stop for stop in found.stops if stop.number == number), None)
    if here is None:
        raise NotFound
    return kept_page(
        "tours/stop.html",
        who,
        neighbourhood,
        tour=found,
        stop=here,
        onward=onward(here),
        others=_others(found, who) if here is found.stops[-1] else [],
        **values_of_spot(here.spot, who),
    )


def _others(tour: Tour, who: Reader) -> list[Card]:
    """Return walks to go on with after this one."""
    found = tours_of(tour.neighbourhood, most=MOST_OTHERS + 1)
    return cards([other for other in found if other.id != tour.id][:MOST_OTHERS], who)
