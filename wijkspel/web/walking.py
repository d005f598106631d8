"""A tour as a walker meets it: where each leg goes, in words, and how long all of it takes."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from wijkspel import earth
from wijkspel.media.models import Picture
from wijkspel.stories.models import Story, StoryText
from wijkspel.stories.queries import first_stories
from wijkspel.stories.rules import wording_for
from wijkspel.tours.models import Stop, Tour
from wijkspel.tours.queries import first_spots
from wijkspel.web.reading import Reader

DEGREES_PER_DIRECTION = 45


@dataclass(frozen=True, slots=True)
class Onward:
    """Where a tour goes from one of its stops: the next stop, or none at the end, and the first one to begin again."""

    tour: Tour
    stop: Stop
    following: Stop | None

    @property
    def first(self) -> Stop:
        """The stop at which the tour begins."""
        return self.tour.stops[0]

    @property
    def compass(self) -> str:
        """The direction to the next stop in words, for a leg that nobody described."""
        here = (self.stop.spot.lon, self.stop.spot.lat)
        there = self.following.spot if self.following else self.stop.spot
        return _directions()[round(earth.bearing(here, (there.lon, there.lat)) / DEGREES_PER_DIRECTION) % 8]


@dataclass(frozen=True, slots=True)
class Passed:
    """A stop in the list of a tour: its first story's picture and title, and how many voices there are."""

    stop: Stop
    onward: Onward
    picture: Picture | None
    text: StoryText | None


@dataclass(frozen=True, slots=True)
class Card:
    """A tour in a list, with a picture of where it begins."""

    tour: Tour
    picture: Picture | None


def onward(stop: Stop) -> Onward:
    """Return where a tour goes from a stop."""
    following = next((other for other in stop.tour.stops if other.number == stop.number + 1), None)
    return Onward(stop.tour, stop, following)


def passed(tour: Tour, reader: Reader) -> list[Passed]:
    """Return the stops of a tour in their order, as this reader meets them."""
    stories = first_stories(stop.spot_id for stop in tour.stops)
    return [_passed(stop, stories.get(stop.spot_id), reader) for stop in tour.stops]


def cards(tours: Sequence[Tour], reader: Reader) -> list[Card]:
    """Return cards of tours, in the same order."""
    begins = first_spots(tours)
    stories = first_stories(begins.values())
    return [Card(tour, _picture(stories.get(begins.get(tour.id, 0)))) for tour in tours]


def _passed(stop: Stop, story: Story | None, reader: Reader) -> Passed:
    text = wording_for(story.texts, language=reader.language, plain=reader.plain) if story else None
    return Passed(stop, onward(stop), _picture(story), text)


def _picture(story: Story | None) -> Picture | None:
    return (story.new_picture or story.old_picture) if story else None


def _directions() -> list[str]:
    return [
        _("to the north"),
        _("to the north-east"),
        _("to the east"),
        _("to the south-east"),
        _("to the south"),
        _("to the south-west"),
        _("to the west"),
        _("to the north-west"),
    ]
