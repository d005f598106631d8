"""Tables of photos of meetings, of who is in them, of what each of those said, and of what others say of them."""

from datetime import date, datetime

from sqlalchemy import Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from wijkspel.db import Base, OfNeighbourhood, in_its_neighbourhood, one_by, public_id, same_neighbourhood
from wijkspel.game.models import Meeting
from wijkspel.media.models import Picture
from wijkspel.places.models import Spot
from wijkspel.players.models import Player
from wijkspel.upkeep.rules import LONGEST_BY, LONGEST_OUTCOME

_LIVE = text("gone_at IS NULL")


class Photo(OfNeighbourhood, Base):
    """A photo of a meeting. Of one that is gone the row stays, so that its address can say so: its name, when it was
    taken and when it went; its meeting until the round is cleaned up, and `sent` until nothing can be sent again.

    `sent` is the fingerprint of what a phone sent, by which a second try is recognised. `shows_on` is the day from
    which the gallery has it, None until everybody said yes to that. `verdict` is why somebody who looked hid or showed
    it, for the people in it to read.
    """

    __tablename__ = "photo"
    __table_args__ = (
        in_its_neighbourhood(),
        same_neighbourhood("meeting_id", "meeting"),
        same_neighbourhood("spot_id", "spot"),
        same_neighbourhood("taken_by_id", "player"),
        same_neighbourhood("picture_id", "picture"),
        UniqueConstraint("organisation_id", "neighbourhood_id", "id"),
        Index("uq_photo_meeting_id", "meeting_id", unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE),
        Index(None, "neighbourhood_id", "shows_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = public_id()
    meeting_id: Mapped[int | None]
    spot_id: Mapped[int | None]
    taken_by_id: Mapped[int | None]
    picture_id: Mapped[int | None]
    sent: Mapped[str | None] = mapped_column(String(64))
    taken_at: Mapped[datetime]
    shows_on: Mapped[date | None]
    gone_at: Mapped[datetime | None]
    hidden_at: Mapped[datetime | None]
    verdict: Mapped[str | None] = mapped_column(String(LONGEST_OUTCOME))

    meeting: Mapped[Meeting | None] = one_by("Photo.meeting_id", "Meeting")
    spot: Mapped[Spot | None] = one_by("Photo.spot_id", "Spot")
    taken_by: Mapped[Player | None] = one_by("Photo.taken_by_id", "Player")
    picture: Mapped[Picture | None] = one_by("Photo.picture_id", "Picture")

    @property
    def is_gone(self) -> bool:
        """Whether its files are deleted."""
        return self.gone_at is not None

    @property
    def is_hidden(self) -> bool:
        """Whether nobody sees it until somebody has looked, or because somebody did."""
        return self.hidden_at is not None

    @property
    def is_judged_hidden(self) -> bool:
        """Whether it is hidden and somebody who looked said why: then the people in it can object."""
        return self.is_hidden and self.verdict is not None


class PhotoPerson(OfNeighbourhood, Base):
    """That a player is in a photo: everybody who was in the meeting when it was sent. All of them decide."""

    __tablename__ = "photo_person"
    __table_args__ = (
        in_its_neighbourhood(),
        same_neighbourhood("photo_id", "photo"),
        same_neighbourhood("player_id", "player"),
        UniqueConstraint("photo_id", "player_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    photo_id: Mapped[int]
    player_id: Mapped[int] = mapped_column(index=True)

    player: Mapped[Player] = one_by("PhotoPerson.player_id", "Player")


class PhotoConsent(OfNeighbourhood, Base):
    """What one person agreed to about one photo, for one purpose, until when, and when it was taken back.

    A yes after a no is a row of its own: what was said before is never overwritten.
    """

    __tablename__ = "photo_consent"
    __table_args__ = (
        in_its_neighbourhood(),
        same_neighbourhood("photo_id", "photo"),
        same_neighbourhood("player_id", "player"),
        Index(None, "photo_id", "player_id", "purpose"),
        Index(None, "player_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    photo_id: Mapped[int]
    player_id: Mapped[int]
    purpose: Mapped[str] = mapped_column(String(10))
    given_at: Mapped[datetime]
    until: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class PhotoFlag(OfNeighbourhood, Base):
    """That a photo does not feel good to somebody, perhaps to somebody who does not play, and what came of it.

    `weight` is 1 for a player who is no new account, else 0.
    """

    __tablename__ = "photo_flag"
    __table_args__ = (
        in_its_neighbourhood(),
        same_neighbourhood("photo_id", "photo"),
        same_neighbourhood("player_id", "player"),
        UniqueConstraint("photo_id", "player_id"),
        Index(None, "looked_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    photo_id: Mapped[int]
    player_id: Mapped[int | None] = mapped_column(index=True)
    weight: Mapped[int]
    words: Mapped[str] = mapped_column(String(400))
    said_at: Mapped[datetime]
    looked_at: Mapped[datetime | None]
    looked_by: Mapped[str | None] = mapped_column(String(LONGEST_BY))
    outcome: Mapped[str | None] = mapped_column(String(LONGEST_OUTCOME))

    photo: Mapped[Photo] = one_by("PhotoFlag.photo_id", "Photo")
