"""Reads about what did not feel good."""

from sqlalchemy import select

from wijkspel.db import db
from wijkspel.errors import Missing
from wijkspel.game.models import Complaint


def same_complaint(player_id: int, other_id: int, meeting_id: int, words: str) -> Complaint | None:
    """Return a complaint that says the same about the same meeting."""
    about = (Complaint.player_id == player_id, Complaint.other_id == other_id, Complaint.meeting_id == meeting_id)
    return db.session.scalar(select(Complaint).where(*about, Complaint.words == words))


def open_complaints() -> list[Complaint]:
    """Return the complaints that nobody has looked at, oldest first."""
    waiting = select(Complaint).where(Complaint.looked_at.is_(None)).order_by(Complaint.said_at, Complaint.id)
    return list(db.session.scalars(waiting))


def complaint_with(public_id: str) -> Complaint:
    """Return the complaint with this name. Raises Missing."""
    found = db.session.scalar(select(Complaint).where(Complaint.public_id == public_id))
    if found is None:
        raise Missing("no_such_complaint", complaint=public_id)
    return found
