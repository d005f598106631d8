"""Reads about what did not feel good."""

from sqlalchemy import select

from wijkspel.db import db
from wijkspel.errors import Missing
from wijkspel.game.models import Block, Complaint


def same_complaint(player_id: int, other_id: int, meeting_id: int, words: str) -> Complaint | None:
    """Return a complaint that says the same about the same meeting."""
    about = (Complaint.player_id == player_id, Complaint.other_id == other_id, Complaint.meeting_id == meeting_id)
    return db.session.scalar(select(Complaint).where(*about, Complaint.words == words))


def open_complaints() -> list[Complaint]:
    """Return the complaints that nobody has looked at, oldest first."""
    waiting = select(Complaint).where(Complaint.looked_at.is_(None)).order_by(Complaint.said_at, Complaint.id)
    return list(db.session.scalars(waiting))


def complaints_by(player_id: int) -> list[Complaint]:
    """Return what a player told about meetings, in the order in which it came."""
    return list(db.session.scalars(select(Complaint).where(Complaint.player_id == player_id).order_by(Complaint.id)))


def blocks_by(player_id: int) -> list[Block]:
    """Return whom a player never wants to meet again, in the order in which that was said."""
    return list(db.session.scalars(select(Block).where(Block.player_id == player_id).order_by(Block.id)))


def complaint_with(public_id: str) -> Complaint:
    """Return the complaint with this name. Raises Missing."""
    found = db.session.scalar(select(Complaint).where(Complaint.public_id == public_id))
    if found is None:
        raise Missing("no_such_complaint", complaint=public_id)
    return found
