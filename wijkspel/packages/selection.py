"""What of a neighbourhood travels: what anybody may see or, with everything, all but what was taken back.

A story whose teller took the yes back is in no package at all: a copy elsewhere would be out of reach of that no.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, SelectBase, and_, exists, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from wijkspel.clock import now
from wijkspel.curation.models import Decision
from wijkspel.db import db
from wijkspel.media.models import Picture, Sound
from wijkspel.people.models import Consent, Person
from wijkspel.people.queries import in_force
from wijkspel.places.models import Neighbourhood, Spot
from wijkspel.stories.models import Story, StoryText
from wijkspel.stories.queries import published
from wijkspel.tours.models import Stop, Tour
from wijkspel.tours.queries import published_tours
from wijkspel.upkeep.queries import days_by_sticker

_AT_A_TIME = 50


@dataclass(frozen=True, slots=True)
class Selection:
    """The rows of one neighbourhood that travel, each kind in the order in which it was made."""

    neighbourhood: Neighbourhood
    everything: bool

    def people(self) -> list[Person]:
        """Return who tells a story that travels, hosts a spot, or agreed to something that travels."""
        tells = exists().where(Story.teller_id == Person.id, self._told())
        hosts = exists().where(Spot.host_id == Person.id)
        agreed = exists().where(Consent.person_id == Person.id, Consent.story_id == Story.id, self._told())
        known = or_(tells, hosts, agreed) if self.everything else or_(tells, hosts)
        own = Person.neighbourhood_id == self.neighbourhood.id
        return list(db.session.scalars(select(Person).where(own, known).order_by(Person.id)))

    def spots(self) -> list[Spot]:
        """Return every spot, with its stickers."""
        wanted = select(Spot).where(Spot.neighbourhood_id == self.neighbourhood.id).order_by(Spot.id)
        return list(db.session.scalars(wanted.options(selectinload(Spot.stickers))))

    def scans(self) -> dict[int, dict[date, int]]:
        """Return how often each sticker was scanned on each day; how much a place is visited is not public."""
        return days_by_sticker(self.neighbourhood) if self.everything else {}

    def stories(self) -> Iterator[Story]:
        """Yield each story with its texts, a few at a time."""
        whole = [
            joinedload(Story.spot),
            joinedload(Story.old_picture),
            joinedload(Story.new_picture),
            selectinload(Story.texts).joinedload(StoryText.sound),
        ]
        wanted = select(Story).where(self._told()).options(*whole).order_by(Story.id)
        yield from db.session.scalars(wanted.execution_options(yield_per=_AT_A_TIME))

    def tours(self) -> Iterator[Tour]:
        """Yield each tour with its stops."""
        wanted = select(Tour).where(self._walked()).order_by(Tour.id)
        stops = selectinload(Tour.stops).joinedload(Stop.spot)
        yield from db.session.scalars(wanted.options(stops).execution_options(yield_per=_AT_A_TIME))

    def pictures(self) -> Iterator[Picture]:
        """Yield each picture that a story shows."""
        shown = exists().where(or_(Story.old_picture_id == Picture.id, Story.new_picture_id == Picture.id))
        wanted = select(Picture).where(shown.where(self._told())).order_by(Picture.id)
        yield from db.session.scalars(wanted.execution_options(yield_per=_AT_A_TIME))

    def sounds(self) -> Iterator[Sound]:
        """Yield each recording that belongs to a story."""
        heard = exists().where(StoryText.sound_id == Sound.id, StoryText.story_id == Story.id, self._told())
        wanted = select(Sound).where(heard).order_by(Sound.id)
        yield from db.session.scalars(wanted.execution_options(yield_per=_AT_A_TIME))

    def consents_to(self, story: Story) -> list[Consent]:
        """Return what was agreed about a story: with the public part only the yes by which it is public."""
        own_yes = and_(Consent.person_id == story.teller_id, Consent.purpose == "public", in_force(now()))
        about = Consent.story_id == story.id
        wanted = select(Consent).where(about if self.everything else about & own_yes)
        return list(db.session.scalars(wanted.order_by(Consent.id)))

    def decisions_about(self, thing: Story | Tour) -> list[Decision]:
        """Return what was decided about a story or a tour, oldest first; nothing of it is public."""
        if not self.everything:
            return []
        about = Decision.story_id == thing.id if isinstance(thing, Story) else Decision.tour_id == thing.id
        return list(db.session.scalars(select(Decision).where(about).order_by(Decision.id)))

    def count(self) -> int:
        """Return how many stories, tours, pictures and recordings travel, to show how far the work is."""
        told = select(Story.id).where(self._told())
        shown = select(Story.old_picture_id).where(self._told()).union(select(Story.new_picture_id).where(self._told()))
        heard = select(StoryText.sound_id).join(Story, Story.id == StoryText.story_id).where(self._told()).distinct()
        walks = select(Tour.id).where(self._walked())
        return sum(_rows(wanted) for wanted in (told, shown, heard, walks))

    def _walked(self) -> ColumnElement[bool]:
        own = Tour.neighbourhood_id == self.neighbourhood.id
        return own if self.everything else own & published_tours()

    def _told(self) -> ColumnElement[bool]:
        told = ~_withdrawn() if self.everything else published()
        return and_(Story.neighbourhood_id == self.neighbourhood.id, told)


def _withdrawn() -> ColumnElement[bool]:
    """Return the condition under which a teller took the yes back, and has not said yes again since."""
    own = and_(Consent.story_id == Story.id, Consent.person_id == Story.teller_id, Consent.purpose == "public")
    # Said by name, since the query around it may read consents too.
    taken_back = exists().where(own, Consent.withdrawn_at.is_not(None)).correlate(Story)
    asked_for = exists().where(Decision.story_id == Story.id, Decision.step == "withdraw").correlate(Story)
    return and_(or_(taken_back, asked_for), ~exists().where(own, in_force(now())).correlate(Story))


def _rows(wanted: SelectBase) -> int:
    """Return how many rows a query of one column finds; a picture that is not there is no row."""
    found = wanted.subquery()
    return db.session.scalar(select(func.count(found.c[0])).select_from(found)) or 0
