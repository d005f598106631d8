"""Reads about people and their consent."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select

from wijkspel.db import db
from wijkspel.people.models import Consent


def in_force(moment: datetime) -> ColumnElement[bool]:
    """Return the condition under which a consent holds at a moment, for use in a query."""
    not_over = or_(Consent.until.is_(None), Consent.until > moment)
    return and_(Consent.given_at <= moment, not_over, Consent.withdrawn_at.is_(None))


def consents_in_force(story_id: int, purpose: str, moment: datetime) -> list[Consent]:
    """Return what was agreed about a story for a purpose and still holds."""
    wanted = select(Consent).where(Consent.story_id == story_id, Consent.purpose == purpose, in_force(moment))
    return list(db.session.scalars(wanted))
