"""What is odd and yet allowed: walks and stories at the edges of what may be planned or told, in De Koppel."""

from collections.abc import Sequence
from typing import Any

from tests.world import a_person, koppel
from wijkspel.curation.actions import decide_about_tour, decide_all
from wijkspel.db import write
from wijkspel.people.actions import give_consent
from wijkspel.places.queries import spot_called
from wijkspel.stories.actions import ToldText, tell_story
from wijkspel.tours.actions import PlannedStop, plan_tour

EMPTY_SPOT = "viskar"  # nobody tells there in the demo, so that what is told here stands on top
TEN_THOUSAND = [f"woord{number}" for number in range(10_000)]
LONG_BODY = "\n\n".join(" ".join(TEN_THOUSAND[begin : begin + 100]) for begin in range(0, 10_000, 100))
ARABIC = ToldText("ar", "original", "ثلاث ملاعق سكّر", "كانت جدّتي تضع في الشاي ثلاث ملاعق من السكّر.\n\nأمّا أنا فواحدة.")


def publish_walk(slug: str, spots: Sequence[str], paths: Sequence[Any] = ()) -> None:
    """Plan a walk past these spots of De Koppel and publish it; `paths` are the ways of its first legs."""
    with write():
        stops = [PlannedStop(spot_called(koppel(), spot)) for spot in spots]
        for stop, path in zip(stops, paths, strict=False):
            stop.path = path
        tour = plan_tour(koppel(), slug=slug, names={"nl": "Een rare wandeling"}, theme="food", stops=stops, order=8)
        decide_about_tour(tour, "publish", by="Noor")


def publish_sixty_stops() -> None:
    """Publish a walk with as many stops as a walk may have."""
    publish_walk("zestig", [("bakkerij", "sluis", "markt", "kerk")[number % 4] for number in range(60)])


def publish_story(*texts: ToldText, **pictures: Any) -> None:
    """Tell a story at a spot without one and publish it."""
    with write():
        spot, teller = spot_called(koppel(), EMPTY_SPOT), a_person(koppel(), "Bo")
        story = tell_story(teller=teller, spot=spot, slug="raar", texts=texts, **pictures)
        give_consent(teller, story=story, purpose="public", how="op papier")
        decide_all(story, ["hand_in", "approve", "publish"], by="Noor")
