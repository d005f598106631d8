"""Reads about stories. What the public sees goes through `published`, and through nothing else."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from wijkspel.clock import now
from wijkspel.db import db
from wijkspel.errors import Missing
from wijkspel.media.models import Picture, Sound
from wijkspel.people.models import Consent
from wijkspel.people.queries import in_force
from wijkspel.places.models import Neighbourhood, Spot
from wijkspel.stories.models import Story, StoryText


def published() -> ColumnElement[bool]:
    """Return the condition under which anybody may see a story: published, and the teller's yes still holds."""
    own_yes = (Consent.story_id == Story.id) & (Consent.person_id == Story.teller_id) & (Consent.purpose == "public")
    agreed = exists().where(own_yes, in_force(now()))
    return (Story.status == "published") & agreed


def stories_at(spot: Spot) -> list[Story]:
    """Return the public stories of a spot in their order, with all that a page shows of them."""
    whole = [
        joinedload(Story.teller),
        joinedload(Story.old_picture),
        joinedload(Story.new_picture),
        selectinload(Story.texts).joinedload(StoryText.sound),
    ]
    wanted = select(Story).where(Story.spot_id == spot.id, published()).options(*whole)
    return list(db.session.scalars(wanted.order_by(Story.order, Story.id)))


def first_stories(spot_ids: Iterable[int]) -> dict[int, Story]:
    """Return the first public story of each of these spots, by the spot's id; a spot without one is left out."""
    wanted = select(Story).where(Story.spot_id.in_(list(spot_ids)), published())
    whole = [joinedload(Story.old_picture), joinedload(Story.new_picture), selectinload(Story.texts)]
    ordered = wanted.options(*whole).order_by(Story.order.desc(), Story.id.desc())
    return {story.spot_id: story for story in db.session.scalars(ordered)}


def story_called(neighbourhood: Neighbourhood, slug: str) -> Story:
    """Return a story, published or not, by its name in addresses. Raises Missing."""
    found = db.session.scalar(select(Story).where(Story.neighbourhood_id == neighbourhood.id, Story.slug == slug))
    if found is None:
        raise Missing("no_such_story", slug=slug)
    return found


def story_slugs(neighbourhood: Neighbourhood) -> set[str]:
    """Return the names in addresses of all stories of a neighbourhood, published or not."""
    return set(db.session.scalars(select(Story.slug).where(Story.neighbourhood_id == neighbourhood.id)))


def all_stories() -> list[Story]:
    """Return every story, published or not, by neighbourhood and spot."""
    whole = [joinedload(Story.spot).joinedload(Spot.neighbourhood), joinedload(Story.teller)]
    ordered = select(Story).options(*whole).order_by(Story.neighbourhood_id, Story.spot_id, Story.order)
    return list(db.session.scalars(ordered))


def public_picture(public_id: str) -> Picture:
    """Return a picture that a public story shows. Raises Missing for every other."""
    shows = exists().where(or_(Story.old_picture_id == Picture.id, Story.new_picture_id == Picture.id), published())
    found = db.session.scalar(select(Picture).where(Picture.public_id == public_id, shows))
    if found is None:
        raise Missing("no_such_picture")
    return found


def public_sound(public_id: str) -> Sound:
    """Return a recording that belongs to a public story. Raises Missing for every other."""
    tells = exists().where(StoryText.sound_id == Sound.id, StoryText.story_id == Story.id, published())
    found = db.session.scalar(select(Sound).where(Sound.public_id == public_id, tells))
    if found is None:
        raise Missing("no_such_sound")
    return found


def next_end_of_consent(neighbourhood_id: int) -> datetime | None:
    """Return when the next yes to something public ends in a neighbourhood, if one ends by its date."""
    running = select(func.min(Consent.until)).where(
        Consent.neighbourhood_id == neighbourhood_id, Consent.purpose == "public", in_force(now())
    )
    return db.session.scalar(running)


def published_without_consent() -> list[Story]:
    """Return the stories that stand as published although the teller's yes is over."""
    return list(db.session.scalars(select(Story).where(Story.status == "published", ~published())))
