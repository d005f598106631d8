"""Every component in its states on one page, to look at while building. Served in development only."""

from flask import Blueprint, Response

from wijkspel.places.queries import all_neighbourhoods, live_spots
from wijkspel.places.rules import KINDS
from wijkspel.stories.queries import stories_at
from wijkspel.tours.queries import tours_of
from wijkspel.web.assets import STATIC
from wijkspel.web.pages import fresh_page
from wijkspel.web.reading import reader
from wijkspel.web.telling import signposts, tellings
from wijkspel.web.walking import cards, onward

blueprint = Blueprint("bricks", __name__)


@blueprint.get("/bouwstenen")
def show() -> Response:
    """Show the components, with whatever stories and walks there are."""
    who, wijken = reader(), all_neighbourhoods()
    spots = [spot for neighbourhood in wijken for spot in live_spots(neighbourhood)]
    told = [telling for spot in spots for telling in tellings(stories_at(spot), who) if len(telling.pictures) == 2]
    tours = [tour for neighbourhood in wijken for tour in tours_of(neighbourhood)][:1]
    return fresh_page(
        "bricks/show.html",
        neighbourhood=tours[0].neighbourhood if tours else None,
        signposts=signposts([(spot, 120.0 * far) for far, spot in enumerate(spots[:3], 1)], who),
        tellings=told[:1],
        tours=cards(tours, who),
        onwards=[onward(stop) for tour in tours for stop in (tour.stops[0], tour.stops[-1])],
        kinds=KINDS,
        icons=sorted(path.stem for path in (STATIC / "icons" / "ui").glob("*.svg")),
    )
