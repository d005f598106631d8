"""A tour on paper, for everybody: its booklet and its poster as PDF, made when somebody asks and kept like a page."""

from flask import Blueprint, Response, current_app

from wijkspel.places.queries import neighbourhood_called
from wijkspel.prints.tours import Where, booklet_of, poster_of
from wijkspel.tours.queries import tour_called
from wijkspel.web.pages import kept_answer
from wijkspel.web.reading import reader

blueprint = Blueprint("prints", __name__)


@blueprint.get("/<slug:wijk>/wandelingen/<slug:tour>/<any(boekje,poster):form>.pdf")
def of_tour(wijk: str, tour: str, form: str) -> Response:
    """Print a tour as a booklet to fold, or as a poster."""
    who, neighbourhood = reader(), neighbourhood_called(wijk)
    found = tour_called(neighbourhood, tour)
    where = Where(current_app.config["SETTINGS"].url, current_app.extensions["store"])
    made = (booklet_of if form == "boekje" else poster_of)(found, where, language=who.language)
    return kept_answer(made, "application/pdf", who, neighbourhood)
