"""Tables of rounds and of the ledger of points."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from wijkspel.db import Base, OfNeighbourhood, in_its_neighbourhood, one_by, public_id, same_neighbourhood
from wijkspel.places.models import Neighbourhood


class Round(OfNeighbourhood, Base):
    """One season of the game in one neighbourhood, with its own rule table.

    `goal` is what the neighbourhood wants to reach together in points, and `reward` what happens then, in words.
    While it is frozen points still count and boards stand still. Until it is announced it is a draft. `closing` is what
    was reached, counted when it closed and without any person, so that it stays when who met whom is deleted.
    """

    __tablename__ = "round"
    __table_args__ = (
        in_its_neighbourhood(),
        UniqueConstraint("organisation_id", "neighbourhood_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = public_id()
    names: Mapped[dict[str, str]]
    goal: Mapped[int]
    reward: Mapped[dict[str, str]]
    rules: Mapped[dict[str, Any]] = mapped_column(JSON)
    announced_at: Mapped[datetime | None]
    announced_by: Mapped[str | None] = mapped_column(String(80))
    opens_at: Mapped[datetime]
    freezes_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    cleans_at: Mapped[datetime]
    cleaned_at: Mapped[datetime | None]
    closing: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))

    neighbourhood: Mapped[Neighbourhood] = one_by("Round.neighbourhood_id", "Neighbourhood")

    def state_at(self, moment: datetime) -> str:
        """Return `draft`, `announced`, `open`, `frozen`, `closed` or `cleaned_up`."""
        if self.announced_at is None:
            return "draft"
        if self.cleaned_at is not None:
            return "cleaned_up"
        begins = (("closed", self.closes_at), ("frozen", self.freezes_at), ("open", self.opens_at))
        return next((state for state, begin in begins if begin <= moment), "announced")

    def counts_at(self, moment: datetime) -> bool:
        """Return whether a meeting at this moment scores."""
        return self.state_at(moment) in ("open", "frozen")


class Standing(OfNeighbourhood, Base):
    """What the lines of a player in a round add up to, written with each line: a ledger of a million lines is not added
    up for every page. `shown` is what boards show, which stand still while the round is frozen.
    """

    __tablename__ = "standing"
    __table_args__ = (
        in_its_neighbourhood(),
        same_neighbourhood("round_id", "round"),
        same_neighbourhood("player_id", "player"),
        UniqueConstraint("round_id", "player_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int]
    player_id: Mapped[int]
    points: Mapped[int]
    shown: Mapped[int]


class TeamShare(OfNeighbourhood, Base):
    """What a player brought a team in a round: the points and bridges claimed while its spot was the player's home.

    They stay with the team when the player chooses another or leaves the game. So a board never falls by what one
    person has, and two looks at it do not say what that was (trust rule 7).
    """

    __tablename__ = "team_share"
    __table_args__ = (
        in_its_neighbourhood(),
        same_neighbourhood("round_id", "round"),
        same_neighbourhood("player_id", "player"),
        same_neighbourhood("spot_id", "spot"),
        UniqueConstraint("round_id", "player_id", "spot_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int]
    player_id: Mapped[int]
    spot_id: Mapped[int]
    points: Mapped[int]
    shown: Mapped[int]
    bridges: Mapped[int]


class PointEntry(OfNeighbourhood, Base):
    """One line of the ledger: points for a player, and why. A line is never changed; a correction is another line.

    `claim_key` says what is claimed, and is unique: a double tap, a retry and two servers at once end in one line.
    `words` say why a line of the reason `correction` was written.
    """

    __tablename__ = "point_entry"
    __table_args__ = (
        in_its_neighbourhood(),
        same_neighbourhood("round_id", "round"),
        same_neighbourhood("player_id", "player"),
        same_neighbourhood("meeting_id", "meeting"),  # of a room above
        Index(None, "round_id", "player_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int]
    player_id: Mapped[int]
    meeting_id: Mapped[int | None]
    reason: Mapped[str] = mapped_column(String(20))
    words: Mapped[str | None] = mapped_column(String(200))
    points: Mapped[int]
    claim_key: Mapped[str] = mapped_column(String(120), unique=True)
    at: Mapped[datetime]
