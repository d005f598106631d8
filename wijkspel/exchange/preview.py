"""What would be made, drawn on the map of its neighbourhood."""

from wijkspel.basemaps.sketch import sketch
from wijkspel.exchange.proposal import Proposal
from wijkspel.languages import FIRST, in_language
from wijkspel.places.models import Neighbourhood
from wijkspel.places.queries import basemap_of, box_of
from wijkspel.storage import Store

WIDE = 720


def drawn_proposal(proposal: Proposal, neighbourhood: Neighbourhood, store: Store) -> str:
    """Return a drawing of a proposed tour; dashed where nobody drew its way."""
    route = proposal.route
    return sketch(
        basemap_of(neighbourhood, box_of(neighbourhood, points=route), store),
        title=in_language(proposal.names, FIRST),
        width=WIDE,
        route=[route] if len(route) > 1 else [],
        dashed=not proposal.points_kept,
        stops=[(*stop.point, str(stop.number)) for stop in proposal.stops],
        standalone=True,
    )
