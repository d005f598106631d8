"""Tables of players, of the phones they play from, and of what stands for a phone: cards, hosts and parents."""

from datetime import date, datetime

from sqlalchemy import Boolean, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from wijkspel.db import Base, OfNeighbourhood, in_its_neighbourhood, one_by, public_id, same_neighbourhood
from wijkspel.places.models import Neighbourhood, Spot
from wijkspel.wordlists.nicknames import MOST_CHARACTERS, MOST_OF_SKELETON


class Player(OfNeighbourhood, Base):
    """Somebody who plays: a nickname that others see, and the spot that feels like home, which is the team.

    `skeleton` is what the nickname looks like to an eye, so that no two look the same. `is_grown_up` is the answer to
    “are you 16 or older?”, None while nobody asked. `is_around` says that the player and the neighbours just above and
    below may see each other's nickname. `nickname_state` is `hidden` while others see no nickname until somebody looked
    at it, and `renamed` when it was given in place of one that did not feel good. Of a player who is gone nothing is
    left but the row and its random name, by which the ledger still adds up.
    """

    __tablename__ = "player"
    __table_args__ = (
        in_its_neighbourhood(),
        same_neighbourhood("home_spot_id", "spot"),
        UniqueConstraint("organisation_id", "neighbourhood_id", "id"),
        UniqueConstraint("neighbourhood_id", "skeleton"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = public_id()
    nickname: Mapped[str | None] = mapped_column(String(MOST_CHARACTERS))
    skeleton: Mapped[str | None] = mapped_column(String(MOST_OF_SKELETON))
    is_grown_up: Mapped[bool | None] = mapped_column(Boolean(create_constraint=False))
    is_around: Mapped[bool] = mapped_column(Boolean(create_constraint=False), default=False)
    nickname_state: Mapped[str | None] = mapped_column(String(10))
    home_spot_id: Mapped[int | None]
    home_chosen_at: Mapped[datetime | None]
    phrase_key: Mapped[str | None] = mapped_column(String(64), unique=True)
    began_at: Mapped[datetime]
    gone_at: Mapped[datetime | None]

    neighbourhood: Mapped[Neighbourhood] = one_by("Player.neighbourhood_id", "Neighbourhood")
    home_spot: Mapped[Spot | None] = one_by("Player.home_spot_id", "Spot")

    @property
    def is_gone(self) -> bool:
        """Whether this player took everything back."""
        return self.gone_at is not None

    @property
    def is_nickname_hidden(self) -> bool:
        """Whether neighbours do not see the nickname of this player now."""
        return self.nickname_state == "hidden"

    @property
    def public_name(self) -> str | None:
        """The nickname as others may read it; None while it is hidden, and of somebody who is gone."""
        return None if self.is_nickname_hidden else self.nickname


class Device(OfNeighbourhood, Base):
    """A phone, in one neighbourhood: the hash of its cookie, and who plays on it at this moment."""

    __tablename__ = "device"
    __table_args__ = (
        in_its_neighbourhood(),
        same_neighbourhood("player_id", "player"),
        UniqueConstraint("organisation_id", "neighbourhood_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    player_id: Mapped[int | None]
    seen_on: Mapped[date]

    player: Mapped[Player | None] = one_by("Device.player_id", "Player")


class PlayedOn(OfNeighbourhood, Base):
    """That a player plays on a phone, or did until `ended_at`: a family may share one.

    What is over is kept, since two who ever shared a phone score nothing together.
    """

    __tablename__ = "played_on"
    __table_args__ = (
        in_its_neighbourhood(),
        same_neighbourhood("device_id", "device"),
        same_neighbourhood("player_id", "player"),
        UniqueConstraint("device_id", "player_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    device_id: Mapped[int]
    player_id: Mapped[int] = mapped_column(index=True)
    ended_at: Mapped[datetime | None]


class Card(OfNeighbourhood, Base):
    """A printed code that stands for a player who plays without a phone: it is made, handed out, and perhaps revoked.

    `photo_choice` is what its holder says about every photo, in one word: `none`, `game`, `gallery` or `print`.
    """

    __tablename__ = "card"
    __table_args__ = (
        in_its_neighbourhood(),
        same_neighbourhood("player_id", "player"),
        UniqueConstraint("organisation_id", "neighbourhood_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    player_id: Mapped[int] = mapped_column(index=True)
    code: Mapped[str] = mapped_column(String(12), unique=True)
    photo_choice: Mapped[str] = mapped_column(String(10))
    move_key: Mapped[str | None] = mapped_column(String(43))  # of a link to a phone: another one after every use
    made_at: Mapped[datetime]
    handed_out_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]

    player: Mapped[Player] = one_by("Card.player_id", "Player")

    @property
    def status(self) -> str:
        """What became of this card, in one word."""
        if self.revoked_at is not None:
            return "revoked"
        return "handed_out" if self.handed_out_at is not None else "made"


class Host(OfNeighbourhood, Base):
    """Somebody who receives people at a spot, and the device on which that was taken up with a code that works once.

    `first_card_id` is the card that was scanned first of two, while the host looks for the second.
    """

    __tablename__ = "host"
    __table_args__ = (
        in_its_neighbourhood(),
        same_neighbourhood("spot_id", "spot"),
        same_neighbourhood("device_id", "device"),
        same_neighbourhood("first_card_id", "card"),
        UniqueConstraint("organisation_id", "neighbourhood_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = public_id()
    spot_id: Mapped[int]
    first_name: Mapped[str | None] = mapped_column(String(40))
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    invited_at: Mapped[datetime]
    until: Mapped[datetime]
    device_id: Mapped[int | None] = mapped_column(index=True)
    began_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    first_card_id: Mapped[int | None]
    first_card_at: Mapped[datetime | None]

    spot: Mapped[Spot] = one_by("Host.spot_id", "Spot")
    device: Mapped[Device | None] = one_by("Host.device_id", "Device")
    first_card: Mapped[Card | None] = one_by("Host.first_card_id", "Card")

    def state_at(self, moment: datetime) -> str:
        """Return `invited`, `late` when nobody took it up in time, `receives`, or `ended`."""
        if self.ended_at is not None:
            return "ended"
        if self.began_at is not None:
            return "receives"
        return "invited" if moment < self.until else "late"


class Guardianship(OfNeighbourhood, Base):
    """That a child may play where a host sees it: the parent who said so, or the host who was told so by a parent."""

    __tablename__ = "guardianship"
    __table_args__ = (
        in_its_neighbourhood(),
        same_neighbourhood("child_id", "player"),
        same_neighbourhood("parent_id", "player"),
        same_neighbourhood("host_id", "host"),
        UniqueConstraint("child_id", "parent_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    child_id: Mapped[int]
    parent_id: Mapped[int | None] = mapped_column(index=True)
    host_id: Mapped[int | None]
    said_at: Mapped[datetime]

    child: Mapped[Player] = one_by("Guardianship.child_id", "Player")
    parent: Mapped[Player | None] = one_by("Guardianship.parent_id", "Player")


class NicknameFlag(OfNeighbourhood, Base):
    """That a nickname does not feel good to somebody, and why if they said so: `insulting`, `private` or `other`.

    It is about the nickname as it was then, kept as it looks to an eye as well; `weight` is 1 when the two had met.
    `outcome` is `kept` or `renamed`, by whoever looked at it, or `gone` when the player had chosen another by then.
    """

    __tablename__ = "nickname_flag"
    __table_args__ = (
        in_its_neighbourhood(),
        same_neighbourhood("player_id", "player"),
        same_neighbourhood("other_id", "player"),
        UniqueConstraint("player_id", "other_id", "skeleton"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    player_id: Mapped[int]
    other_id: Mapped[int] = mapped_column(index=True)
    nickname: Mapped[str] = mapped_column(String(MOST_CHARACTERS))
    skeleton: Mapped[str] = mapped_column(String(MOST_OF_SKELETON))
    reason: Mapped[str | None] = mapped_column(String(20))
    weight: Mapped[int]
    said_at: Mapped[datetime]
    looked_at: Mapped[datetime | None]
    looked_by: Mapped[str | None] = mapped_column(String(80))
    outcome: Mapped[str | None] = mapped_column(String(10))

    other: Mapped[Player] = one_by("NicknameFlag.other_id", "Player")


class Objection(OfNeighbourhood, Base):
    """That a player does not agree with what somebody decided who looked, and what came of saying so. Once for each.

    `about` is `photo`, with its random name as `subject`, or `nickname`, with the one that was hidden or taken away.
    """

    __tablename__ = "objection"
    __table_args__ = (
        in_its_neighbourhood(),
        same_neighbourhood("player_id", "player"),
        UniqueConstraint("player_id", "about", "subject"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = public_id()
    player_id: Mapped[int]
    about: Mapped[str] = mapped_column(String(10))
    subject: Mapped[str] = mapped_column(String(MOST_CHARACTERS))
    words: Mapped[str] = mapped_column(String(400))
    said_at: Mapped[datetime]
    looked_at: Mapped[datetime | None]
    looked_by: Mapped[str | None] = mapped_column(String(80))
    outcome: Mapped[str | None] = mapped_column(String(200))

    player: Mapped[Player] = one_by("Objection.player_id", "Player")
