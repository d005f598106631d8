"""The table of decisions."""

from datetime import datetime

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from wijkspel.db import Base, OfNeighbourhood, in_its_neighbourhood, same_neighbourhood


class Decision(OfNeighbourhood, Base):
    """What was done to a story or to a tour: which step, by whom, why and when."""

    __tablename__ = "decision"
    __table_args__ = (
        in_its_neighbourhood(),
        same_neighbourhood("story_id", "story"),
        same_neighbourhood("tour_id", "tour"),
        CheckConstraint("(story_id IS NULL) <> (tour_id IS NULL)", name="about_one_thing"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    story_id: Mapped[int | None] = mapped_column(index=True)
    tour_id: Mapped[int | None] = mapped_column(index=True)
    step: Mapped[str] = mapped_column(String(12))
    by: Mapped[str] = mapped_column("decided_by", String(80))
    why: Mapped[str] = mapped_column(String(400))
    decided_at: Mapped[datetime]
