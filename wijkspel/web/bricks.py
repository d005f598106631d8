"""Every component in its states on one page, to look at while building. Served in development only."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from typing import Any

from flask import Blueprint, Response
from markupsafe import Markup

from wijkspel.places.models import Spot
from wijkspel.places.queries import all_neighbourhoods, live_spots
from wijkspel.places.rules import KINDS
from wijkspel.stories.queries import stories_at
from wijkspel.tours.models import Tour
from wijkspel.tours.queries import tour_called, tours_of
from wijkspel.tours.rules import THEMES
from wijkspel.web.assets import STATIC
from wijkspel.web.moving import moving
from wijkspel.web.pages import fresh_page
from wijkspel.web.reading import Reader, reader
from wijkspel.web.sentences import every_sentence
from wijkspel.web.telling import Telling, signposts, tellings
from wijkspel.web.walking import Passed, cards, onward, passed

blueprint = Blueprint("bricks", __name__)

Change = Sequence[str]
"""What stands in a component as it comes from the server, and what its script makes of it."""

SENTENCES = ("looking", "unsure", "denied", "unavailable", "slow", "failed", "pretending", "there")  # of near-stops
_BEGUN = [(f" {begin}", f" hidden {begin}") for begin in ('data-key="phone"', 'data-key="pretend"', "data-why")]
_OURS = re.compile(r"<(/?)(?:near-stops|tour-map)\b")
_NAMED = re.compile(r'\b(id|aria-describedby|aria-labelledby)="([^"]+)"')


@blueprint.get("/bouwstenen")
def show() -> Response:
    """Show the components, with whatever stories and walks there are."""
    who, wijken = reader(), all_neighbourhoods()
    spots = [spot for neighbourhood in wijken for spot in live_spots(neighbourhood)]
    told = [telling for spot in spots for telling in tellings(stories_at(spot), who) if telling.sound]
    tours = [tour for neighbourhood in wijken for tour in tours_of(neighbourhood)][:2]
    numbers = count(1)
    return fresh_page(
        "bricks/show.html",
        spot=max(spots, key=_facts, default=None),
        signposts=signposts([(spot, 120.0 * far or None) for far, spot in enumerate(spots[:3])], who),
        telling=next((telling for telling in told if len(telling.pictures) == 2), None),
        foreign=next(filter(None, map(_in_another_language, told)), None),
        kinds=KINDS,
        themes=THEMES,
        icons=sorted(path.stem for path in (STATIC / "icons" / "ui").glob("*.svg")),
        refusals=every_sentence().items(),
        cards=cards(tours, who),
        **_walk(tours[0], who) if tours else {},
        held=lambda component, *changes: _held(component, next(numbers), changes),
        without=lambda component, tag: Markup(re.sub(rf"<{tag}\b[^>]*>", "", component)),
        sentence=_sentence,
    )


def _walk(found: Tour, who: Reader) -> dict[str, Any]:
    """Return a walk with its stops, and once more its first as if nobody had told anything there."""
    tour = tour_called(found.neighbourhood, found.slug)
    stops = passed(tour, who)
    return {
        "neighbourhood": tour.neighbourhood,
        "tour": tour,
        "moving": moving(tour),
        "stops": [*stops, *_untold(stops[:1])],
        "last": onward(tour.stops[-1]),
        "others": [],
        "sentences": SENTENCES if tour.neighbourhood.made_up else SENTENCES[:-2],
        "under_way": [*_BEGUN, _shows("pause"), _shows("stop")],
        "resting": [*_BEGUN, _shows("on"), _shows("stop")],
    }


def _untold(stops: list[Passed]) -> list[Passed]:
    return [replace(one, picture=None, text=None) for one in stops]


def _in_another_language(telling: Telling) -> Telling | None:
    """Return a story as somebody hears it of whose language there is no sound."""
    texts = [text for text in telling.story.texts if text.sound and text.language != telling.text.language]
    return replace(telling, spoken=texts[0]) if texts else None


def _facts(spot: Spot) -> int:
    return sum(map(bool, (spot.host, spot.hours, spot.coffee, spot.step_free, spot.bench, spot.toilet, spot.quiet)))


def _shows(key: str) -> Change:
    return f'data-key="{key}" hidden', f'data-key="{key}"'


def _sentence(name: str) -> list[Change]:
    return [(f'data-says="{name}" hidden', f'data-says="{name}"')]


def _held(component: Markup, number: int, changes: Sequence[Change]) -> Markup:
    """Return a component as its script leaves it in one of its states, without that script and with ids of its own.

    Raises LookupError when it does not have what a change speaks of, so that this page cannot fall behind.
    """
    held = str(component)
    for before, after in changes:
        if before not in held:
            raise LookupError(f"the component has no {before}")
        held = held.replace(before, after)
    held = _NAMED.sub(rf'\1="\2-{number}"', _OURS.sub(r"<\1div", held))
    return Markup(held)
