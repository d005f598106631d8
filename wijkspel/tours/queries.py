"""Reads about tours. What anybody may walk goes through `published_tours`."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload
from sqlalchemy.orm.strategy_options import _AbstractLoad

from wijkspel.db import db
from wijkspel.errors import Missing
from wijkspel.media.models import Sound
from wijkspel.places.models import Neighbourhood, Spot
from wijkspel.stories.models import Story, StoryText
from wijkspel.stories.queries import published
from wijkspel.tours.models import Stop, Tour


class Told(NamedTuple):
    """What a walker can hear on a tour: how many stories, in which languages all of them, and seconds of sound."""

    stories: int
    languages: list[str]
    seconds: int


def published_tours() -> ColumnElement[bool]:
    """Return the condition under which anybody may walk a tour."""
    return Tour.status == "published"


def tours_of(neighbourhood: Neighbourhood, *, most: int | None = None) -> list[Tour]:
    """Return the public tours of a neighbourhood in their order, without their stops."""
    wanted = select(Tour).where(Tour.neighbourhood_id == neighbourhood.id, published_tours())
    return list(db.session.scalars(wanted.order_by(Tour.order, Tour.id).limit(most)))


def count_tours(neighbourhood: Neighbourhood) -> int:
    """Return how many public tours a neighbourhood has."""
    wanted = select(func.count()).where(Tour.neighbourhood_id == neighbourhood.id, published_tours())
    return db.session.scalar(wanted.select_from(Tour)) or 0


def tour_called(neighbourhood: Neighbourhood, slug: str) -> Tour:
    """Return a public tour by its name in addresses, with its stops and their spots. Raises Missing."""
    return _found(_whole(neighbourhood, slug).where(published_tours()), slug)


def any_tour_called(neighbourhood: Neighbourhood, slug: str) -> Tour:
    """Return a tour by its name in addresses, public or not. Raises Missing."""
    return _found(_whole(neighbourhood, slug), slug)


def tours_anywhere(slug: str) -> list[Tour]:
    """Return the public tours with a name in addresses, of whatever neighbourhood, with their stops."""
    wanted = select(Tour).where(Tour.slug == slug, published_tours()).options(_stops(), joinedload(Tour.neighbourhood))
    return list(db.session.scalars(wanted.order_by(Tour.neighbourhood_id)))


def has_tour(neighbourhood: Neighbourhood, slug: str) -> bool:
    """Return whether a neighbourhood has a tour of that name in addresses, public or not."""
    wanted = select(exists().where(Tour.neighbourhood_id == neighbourhood.id, Tour.slug == slug))
    return bool(db.session.scalar(wanted))


def last_order(neighbourhood: Neighbourhood) -> int:
    """Return the place in the list of the last tour of a neighbourhood, public or not; 0 when there is none."""
    return db.session.scalar(select(func.max(Tour.order)).where(Tour.neighbourhood_id == neighbourhood.id)) or 0


def all_tours() -> list[Tour]:
    """Return every tour, public or not, by neighbourhood."""
    ordered = select(Tour).options(joinedload(Tour.neighbourhood)).order_by(Tour.neighbourhood_id, Tour.order, Tour.id)
    return list(db.session.scalars(ordered))


def stops_at(spot: Spot) -> list[Stop]:
    """Return where public tours pass a spot, with the tour and all its stops."""
    wanted = (
        select(Stop)
        .join(Tour, Tour.id == Stop.tour_id)
        .where(Stop.spot_id == spot.id, published_tours())
        .options(contains_eager(Stop.tour).options(_stops()))
        .order_by(Tour.order, Tour.id, Stop.number)
    )
    return list(db.session.scalars(wanted))


def first_spots(tours: Sequence[Tour]) -> dict[int, int]:
    """Return the id of the spot at which each tour begins, by the tour's id."""
    wanted = select(Stop.tour_id, Stop.spot_id).where(Stop.tour_id.in_([tour.id for tour in tours]), Stop.number == 1)
    return {tour_id: spot_id for tour_id, spot_id in db.session.execute(wanted)}


def told_along(tour: Tour) -> Told:
    """Return what a walker can hear on a tour."""
    spots = [stop.spot_id for stop in tour.stops]
    public = select(Story.id).where(Story.spot_id.in_(spots), published())
    stories = set(db.session.scalars(public))
    texts = db.session.execute(
        select(StoryText.story_id, StoryText.language, Sound.seconds)
        .outerjoin(Sound, Sound.id == StoryText.sound_id)
        .where(StoryText.story_id.in_(stories))
    ).all()
    by_language: dict[str, set[int]] = {}
    seconds: dict[int, int] = {}
    for story_id, language, length in texts:
        by_language.setdefault(language, set()).add(story_id)
        seconds[story_id] = max(seconds.get(story_id, 0), length or 0)
    complete = [language for language, told in by_language.items() if told == stories]
    return Told(len(stories), complete, sum(seconds.values()))


def _whole(neighbourhood: Neighbourhood, slug: str) -> Select[Tour]:
    wanted = select(Tour).where(Tour.neighbourhood_id == neighbourhood.id, Tour.slug == slug)
    return wanted.options(_stops())


def _stops() -> _AbstractLoad:
    return selectinload(Tour.stops).joinedload(Stop.spot).selectinload(Spot.stickers)


def _found(wanted: Select[Tour], slug: str) -> Tour:
    found = db.session.scalar(wanted)
    if found is None:
        raise Missing("no_such_tour", slug=slug)
    return found
