"""Tables of stories and their texts."""

from datetime import datetime

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wijkspel.db import Base, OfNeighbourhood, in_its_neighbourhood, one_by, public_id, same_neighbourhood
from wijkspel.media.models import Picture, Sound
from wijkspel.people.models import Person
from wijkspel.places.models import Spot


class Story(OfNeighbourhood, Base):
    """What somebody tells at a spot about a year."""

    __tablename__ = "story"
    __table_args__ = (
        in_its_neighbourhood(),
        same_neighbourhood("spot_id", "spot"),
        same_neighbourhood("teller_id", "person"),
        same_neighbourhood("old_picture_id", "picture"),
        same_neighbourhood("new_picture_id", "picture"),
        UniqueConstraint("organisation_id", "neighbourhood_id", "id"),
        UniqueConstraint("neighbourhood_id", "slug"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = public_id()
    slug: Mapped[str] = mapped_column(String(80))
    spot_id: Mapped[int] = mapped_column(index=True)
    teller_id: Mapped[int]
    year: Mapped[int | None]
    order: Mapped[int] = mapped_column("place_in_order", default=1)
    recorded: Mapped[dict[str, str]]
    status: Mapped[str] = mapped_column(String(12), default="told")
    told_at: Mapped[datetime]
    old_picture_id: Mapped[int | None] = mapped_column(index=True)
    new_picture_id: Mapped[int | None] = mapped_column(index=True)

    spot: Mapped[Spot] = one_by("Story.spot_id", "Spot")
    teller: Mapped[Person] = one_by("Story.teller_id", "Person")
    old_picture: Mapped[Picture | None] = one_by("Story.old_picture_id", "Picture")
    new_picture: Mapped[Picture | None] = one_by("Story.new_picture_id", "Picture")
    texts: Mapped[list["StoryText"]] = relationship(
        primaryjoin="Story.id == foreign(StoryText.story_id)", order_by="StoryText.id", viewonly=True
    )

    @property
    def is_published(self) -> bool:
        """Whether anybody may read this story."""
        return self.status == "published"

    @property
    def original(self) -> "StoryText | None":
        """The text as it was told."""
        return next((text for text in self.texts if text.kind == "original"), None)


class StoryText(OfNeighbourhood, Base):
    """One wording of a story: the original, plain Dutch, or a translation, with its sound if it has any."""

    __tablename__ = "story_text"
    __table_args__ = (
        in_its_neighbourhood(),
        same_neighbourhood("story_id", "story"),
        same_neighbourhood("sound_id", "sound"),
        UniqueConstraint("story_id", "language", "kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    story_id: Mapped[int]
    language: Mapped[str] = mapped_column(String(8))
    kind: Mapped[str] = mapped_column(String(12))
    title: Mapped[str] = mapped_column(String(120))
    body: Mapped[str] = mapped_column(Text)
    sound_id: Mapped[int | None] = mapped_column(index=True)

    sound: Mapped[Sound | None] = one_by("StoryText.sound_id", "Sound")

    @property
    def paragraphs(self) -> list[str]:
        """The body, cut at its empty lines."""
        return [part.strip() for part in self.body.split("\n\n") if part.strip()]
