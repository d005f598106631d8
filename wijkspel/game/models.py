"""Tables of presences, invitations and meetings."""

from datetime import datetime

from sqlalchemy import Boolean, Index, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wijkspel.db import Base, OfNeighbourhood, in_its_neighbourhood, one_by, public_id, same_neighbourhood
from wijkspel.places.models import Spot
from wijkspel.players.models import Player
from wijkspel.rounds.models import Round


class Presence(OfNeighbourhood, Base):
    """That a player was at a spot, and how we know: by `sticker`, `invitation`, `host` or `card`.

    `is_far` is all that we hear of where a phone is: it said itself that it was far from the spot.
    """

    __tablename__ = "presence"
    __table_args__ = (
        in_its_neighbourhood(),
        same_neighbourhood("player_id", "player"),
        same_neighbourhood("spot_id", "spot"),
        Index(None, "player_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    player_id: Mapped[int]
    spot_id: Mapped[int]
    how: Mapped[str] = mapped_column(String(10))
    is_far: Mapped[bool] = mapped_column(Boolean(create_constraint=False), default=False, server_default=false())
    at: Mapped[datetime]

    spot: Mapped[Spot] = one_by("Presence.spot_id", "Spot")


class Meeting(OfNeighbourhood, Base):
    """Two to six people at a spot who each confirmed; `how` says by what: `invitation`, `card` or `host`."""

    __tablename__ = "meeting"
    __table_args__ = (
        in_its_neighbourhood(),
        same_neighbourhood("round_id", "round"),
        same_neighbourhood("spot_id", "spot"),
        UniqueConstraint("organisation_id", "neighbourhood_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = public_id()
    round_id: Mapped[int]
    spot_id: Mapped[int]
    how: Mapped[str] = mapped_column(String(12), default="invitation", server_default="invitation")
    began_at: Mapped[datetime]

    round: Mapped[Round] = one_by("Meeting.round_id", "Round")
    spot: Mapped[Spot] = one_by("Meeting.spot_id", "Spot")
    people: Mapped[list["Met"]] = relationship(
        primaryjoin="Meeting.id == foreign(Met.meeting_id)", order_by="Met.id", viewonly=True
    )


class Met(OfNeighbourhood, Base):
    """That a player was in a meeting and confirmed it."""

    __tablename__ = "met"
    __table_args__ = (
        in_its_neighbourhood(),
        same_neighbourhood("meeting_id", "meeting"),
        same_neighbourhood("player_id", "player"),
        UniqueConstraint("meeting_id", "player_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int]
    player_id: Mapped[int] = mapped_column(index=True)
    confirmed_at: Mapped[datetime]

    player: Mapped[Player] = one_by("Met.player_id", "Player", at_once=True)


class Pair(OfNeighbourhood, Base):
    """Two people of a meeting, the one with the lower row first, and what their pair is worth and why.

    `doubt` is why it is doubtful, when it is: `far`, `cards` or `hurry`.
    """

    __tablename__ = "pair"
    __table_args__ = (
        in_its_neighbourhood(),
        same_neighbourhood("meeting_id", "meeting"),
        same_neighbourhood("round_id", "round"),
        same_neighbourhood("low_id", "player"),
        same_neighbourhood("high_id", "player"),
        UniqueConstraint("meeting_id", "low_id", "high_id"),
        Index(None, "round_id", "low_id", "high_id"),
        Index(None, "round_id", "high_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int]
    round_id: Mapped[int]
    low_id: Mapped[int]
    high_id: Mapped[int]
    outcome: Mapped[str] = mapped_column(String(20))
    doubt: Mapped[str | None] = mapped_column(String(10))
    at: Mapped[datetime]

    meeting: Mapped[Meeting] = one_by("Pair.meeting_id", "Meeting")
    low: Mapped[Player] = one_by("Pair.low_id", "Player")
    high: Mapped[Player] = one_by("Pair.high_id", "Player")

    @property
    def said(self) -> str:
        """Under which name the screen says what this pair is worth: a doubt that we can explain has one of its own."""
        has_own_words = self.outcome == "doubtful" and self.doubt in ("far", "cards")
        return f"doubtful_{self.doubt}" if has_own_words else self.outcome

    def other(self, player_id: int) -> int:
        """Return the row of the one who is not this player."""
        return self.high_id if player_id == self.low_id else self.low_id


class Vouch(OfNeighbourhood, Base):
    """That somebody else saw two people of a meeting together: asked for by a secret name in a QR, or by four digits,
    and then said by a player; or by a host, without either.
    """

    __tablename__ = "vouch"
    __table_args__ = (
        in_its_neighbourhood(),
        same_neighbourhood("meeting_id", "meeting"),
        same_neighbourhood("low_id", "player"),
        same_neighbourhood("high_id", "player"),
        same_neighbourhood("player_id", "player"),
        same_neighbourhood("host_id", "host"),
        Index(None, "meeting_id", "low_id", "high_id"),
        Index(None, "player_id", "vouched_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(String(24), unique=True)
    meeting_id: Mapped[int]
    low_id: Mapped[int]
    high_id: Mapped[int]
    digits: Mapped[str | None] = mapped_column(String(4))
    made_at: Mapped[datetime]
    until: Mapped[datetime]
    player_id: Mapped[int | None]
    host_id: Mapped[int | None]
    vouched_at: Mapped[datetime | None]

    meeting: Mapped[Meeting] = one_by("Vouch.meeting_id", "Meeting")
    low: Mapped[Player] = one_by("Vouch.low_id", "Player")
    high: Mapped[Player] = one_by("Vouch.high_id", "Player")


class Invitation(OfNeighbourhood, Base):
    """What a player's screen shows for others to scan: a secret name in its QR, four digits, and two signs.

    `assignment` names what they set out to do together, if anything.
    """

    __tablename__ = "invitation"
    __table_args__ = (
        in_its_neighbourhood(),
        same_neighbourhood("player_id", "player"),
        same_neighbourhood("spot_id", "spot"),
        same_neighbourhood("meeting_id", "meeting"),
        Index(None, "spot_id", "until"),
        Index(None, "player_id", "until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(String(24), unique=True)
    player_id: Mapped[int]
    spot_id: Mapped[int]
    digits: Mapped[str] = mapped_column(String(4))
    first_sign: Mapped[str] = mapped_column(String(20))
    second_sign: Mapped[str] = mapped_column(String(20))
    assignment: Mapped[str | None] = mapped_column(String(60))
    made_at: Mapped[datetime]
    until: Mapped[datetime]
    meeting_id: Mapped[int | None]

    player: Mapped[Player] = one_by("Invitation.player_id", "Player")
    spot: Mapped[Spot] = one_by("Invitation.spot_id", "Spot")
    meeting: Mapped[Meeting | None] = one_by("Invitation.meeting_id", "Meeting")


class Block(OfNeighbourhood, Base):
    """That a player never wants to meet another one again. It works both ways, and the other is not told."""

    __tablename__ = "block"
    __table_args__ = (
        in_its_neighbourhood(),
        same_neighbourhood("player_id", "player"),
        same_neighbourhood("other_id", "player"),
        UniqueConstraint("player_id", "other_id"),
        Index(None, "other_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    player_id: Mapped[int]
    other_id: Mapped[int]
    since: Mapped[datetime]

    other: Mapped[Player] = one_by("Block.other_id", "Player")


class Complaint(OfNeighbourhood, Base):
    """What did not feel good about a meeting, in the words of one of the two, and what came of it."""

    __tablename__ = "complaint"
    __table_args__ = (
        in_its_neighbourhood(),
        same_neighbourhood("player_id", "player"),
        same_neighbourhood("other_id", "player"),
        same_neighbourhood("meeting_id", "meeting"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = public_id()
    player_id: Mapped[int]
    other_id: Mapped[int]
    meeting_id: Mapped[int | None]
    words: Mapped[str] = mapped_column(String(400))
    said_at: Mapped[datetime]
    looked_at: Mapped[datetime | None]
    looked_by: Mapped[str | None] = mapped_column(String(80))
    outcome: Mapped[str | None] = mapped_column(String(200))

    player: Mapped[Player] = one_by("Complaint.player_id", "Player")
    other: Mapped[Player] = one_by("Complaint.other_id", "Player")
    meeting: Mapped[Meeting | None] = one_by("Complaint.meeting_id", "Meeting")
