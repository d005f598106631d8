"""Reads about decisions."""

from sqlalchemy import select

from wijkspel.curation.models import Decision
from wijkspel.db import db
from wijkspel.stories.models import Story


def decisions_about(story: Story) -> list[Decision]:
    """Return what was decided about a story, oldest first."""
    return list(db.session.scalars(select(Decision).where(Decision.story_id == story.id).order_by(Decision.id)))
