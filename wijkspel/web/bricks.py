"""Every component in its states on one page, to look at while building. Served in development only."""

from flask import Blueprint, Response

from wijkspel.places.queries import all_neighbourhoods, live_spots
from wijkspel.places.rules import KINDS
from wijkspel.stories.queries import stories_at
from wijkspel.web.assets import STATIC
from wijkspel.web.pages import fresh_page
from wijkspel.web.reading import reader
from wijkspel.web.telling import signposts, tellings

blueprint = Blueprint("bricks", __name__)


@blueprint.get("/bouwstenen")
def show() -> Response:
    """Show the components, with whatever stories there are."""
    spots = [spot for neighbourhood in all_neighbourhoods() for spot in live_spots(neighbourhood)]
    told = [telling for spot in spots for telling in tellings(stories_at(spot), reader())]
    icons = sorted(path.stem for path in (STATIC / "icons" / "ui").glob("*.svg"))
    return fresh_page(
        "bricks/show.html",
        signposts=signposts([(spot, 120.0 * far) for far, spot in enumerate(spots[:3], 1)], reader()),
        tellings=told[:1],
        kinds=KINDS,
        icons=icons,
    )
