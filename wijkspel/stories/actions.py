"""Telling a story."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from wijkspel.clock import now
from wijkspel.db import db, new_public_id, tenant_of
from wijkspel.errors import Invalid
from wijkspel.media.models import Picture, Sound
from wijkspel.people.models import Person
from wijkspel.places.models import Spot
from wijkspel.places.rules import problems_of_slug
from wijkspel.stories.models import Story, StoryText
from wijkspel.stories.rules import problems_of_texts, problems_of_year


@dataclass(slots=True)
class ToldText:
    """One wording of a story as somebody hands it over."""

    language: str
    kind: str
    title: str
    body: str
    sound: Sound | None = None

    def __post_init__(self) -> None:
        self.title = unicodedata.normalize("NFC", self.title.strip())
        self.body = unicodedata.normalize("NFC", self.body.strip().replace("\r\n", "\n"))


def tell_story(
    *,
    teller: Person,
    spot: Spot,
    slug: str,
    texts: Sequence[ToldText],
    year: int | None = None,
    order: int = 1,
    recorded: Mapping[str, str] | None = None,
    old_picture: Picture | None = None,
    new_picture: Picture | None = None,
    public_id: str | None = None,
    told_at: datetime | None = None,
) -> Story:
    """Keep what somebody tells at a spot; nobody else sees it until it is published. Raises Invalid."""
    problems = problems_of_slug(slug) | problems_of_texts(texts) | problems_of_year(year)
    if problems:
        raise Invalid(**problems)
    story = Story(
        **tenant_of(spot),
        public_id=public_id or new_public_id(),
        slug=slug,
        spot_id=spot.id,
        teller_id=teller.id,
        year=year,
        order=order,
        recorded=dict(recorded or {}),
        told_at=told_at or now(),
        old_picture_id=old_picture.id if old_picture else None,
        new_picture_id=new_picture.id if new_picture else None,
    )
    db.session.add(story)
    db.session.flush()
    db.session.add_all(_row(story, text) for text in texts)
    db.session.flush()
    return story


def _row(story: Story, text: ToldText) -> StoryText:
    return StoryText(
        **tenant_of(story),
        story_id=story.id,
        language=text.language,
        kind=text.kind,
        title=text.title,
        body=text.body,
        sound_id=text.sound.id if text.sound else None,
    )
