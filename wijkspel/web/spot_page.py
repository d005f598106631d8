"""What stands on the page of a spot, whether somebody scanned its sticker or followed a link."""

from typing import Any

from wijkspel import qr
from wijkspel.places.models import Spot
from wijkspel.places.queries import spots_near
from wijkspel.rounds.queries import playing_round
from wijkspel.stories.queries import stories_at
from wijkspel.tours.queries import stops_at
from wijkspel.web.reading import Reader
from wijkspel.web.telling import signposts, tellings
from wijkspel.web.walking import onward

NEARBY = 4


def values_of_spot(spot: Spot, who: Reader) -> dict[str, Any]:
    """Return what the templates of a spot need: its stories, where tours go on from here, and what is close by."""
    return {
        "spot": spot,
        "code": qr.written(spot.live_sticker.code) if spot.live_sticker else None,
        "tellings": tellings(stories_at(spot), who),
        "onwards": [onward(stop) for stop in stops_at(spot)],
        "plays": playing_round(spot.neighbourhood) is not None,
        "nearby": signposts(_nearby(spot), who),
    }


def _nearby(spot: Spot) -> list[tuple[Spot, float]]:
    found = spots_near(spot.neighbourhood_id, spot.lon, spot.lat, most=NEARBY + 1, live=True)
    return [(other, metres) for other, metres in found if other.id != spot.id][:NEARBY]
