"""Tables of persons and of what they agreed to."""

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from wijkspel.db import Base, OfNeighbourhood, in_its_neighbourhood, one_by, public_id, same_neighbourhood


class Person(OfNeighbourhood, Base):
    """Somebody who tells a story or hosts a spot; all we ask is a first name, and how other scripts write it."""

    __tablename__ = "person"
    __table_args__ = (
        in_its_neighbourhood(),
        UniqueConstraint("organisation_id", "neighbourhood_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = public_id()
    first_name: Mapped[str] = mapped_column(String(40))
    names: Mapped[dict[str, str]] = mapped_column(default=dict)

    def called(self, language: str) -> str:
        """Return the first name as readers of a language write it, else as the person does."""
        return self.names.get(language, self.first_name)


class Consent(OfNeighbourhood, Base):
    """What one person agreed to about one story, for one purpose, and until when."""

    __tablename__ = "consent"
    __table_args__ = (
        in_its_neighbourhood(),
        same_neighbourhood("person_id", "person"),
        ForeignKeyConstraint(
            ["organisation_id", "neighbourhood_id", "story_id"],
            ["story.organisation_id", "story.neighbourhood_id", "story.id"],
        ),
        Index(None, "story_id", "purpose"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int]
    story_id: Mapped[int]
    purpose: Mapped[str] = mapped_column(String(20))
    how: Mapped[str] = mapped_column(String(200))
    given_at: Mapped[datetime]
    until: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]

    person: Mapped[Person] = one_by("Consent.person_id", "Person")

    def holds_at(self, moment: datetime) -> bool:
        """Return whether this agreement is in force at a moment."""
        not_over = self.until is None or moment < self.until
        return self.given_at <= moment and not_over and self.withdrawn_at is None
