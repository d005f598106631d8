"""A neighbourhood on the phone: its home, its spots, and the page of one spot."""

from itertools import groupby

from flask import Blueprint, Response

from wijkspel.places.models import Neighbourhood, Spot
from wijkspel.places.queries import count_spots, live_spots, neighbourhood_called, public_spots, spot_with
from wijkspel.places.rules import KINDS
from wijkspel.tours.queries import count_tours, tours_of
from wijkspel.web.boards import game_in
from wijkspel.web.maps import HIGH, WIDE
from wijkspel.web.pages import kept_page
from wijkspel.web.reading import reader
from wijkspel.web.spot_page import values_of_spot
from wijkspel.web.telling import with_stories_first
from wijkspel.web.walking import cards

blueprint = Blueprint("places", __name__)
MOST_TOURS, MOST_SPOTS, AMONG = 4, 6, 24  # spots shown, chosen among the first so many


@blueprint.get("/<slug:wijk>")
def home(wijk: str) -> Response:
    """Show a neighbourhood: what it is, its map, its tours, and some of its spots."""
    who, found = reader(), neighbourhood_called(wijk)
    return kept_page(
        "places/home.html",
        who,
        found,
        tours=cards(tours_of(found, most=MOST_TOURS), who),
        tour_count=count_tours(found),
        signposts=with_stories_first(live_spots(found, most=AMONG), who, most=MOST_SPOTS),
        spot_count=count_spots(found),
        map_size=(WIDE, HIGH),
        game=game_in(found),
    )


@blueprint.get("/<slug:wijk>/plekken")
def spots(wijk: str) -> Response:
    """List every spot of a neighbourhood, by kind."""
    who, found = reader(), neighbourhood_called(wijk)
    return kept_page(
        "places/spots.html",
        who,
        found,
        by_kind=_by_kind(found),
    )


@blueprint.get("/<slug:wijk>/plekken/<slug:spot>")
def spot(wijk: str, spot: str) -> Response:
    """Show a spot to who has not scanned its sticker: the same page as behind the sticker."""
    who, found = reader(), spot_with(neighbourhood_called(wijk), spot)
    neighbourhood = found.neighbourhood
    return kept_page(
        "places/spot.html",
        who,
        neighbourhood,
        **values_of_spot(found, who),
    )


def _by_kind(neighbourhood: Neighbourhood) -> list[tuple[str, list[Spot]]]:
    ordered = sorted(public_spots(neighbourhood), key=lambda spot: (KINDS.index(spot.kind), spot.slug))
    return [(kind, list(spots)) for kind, spots in groupby(ordered, key=lambda spot: spot.kind)]
