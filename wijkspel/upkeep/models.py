"""Tables of scan counts and of reports about stickers."""

from datetime import date, datetime

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from wijkspel.db import Base, OfNeighbourhood, in_its_neighbourhood, one_by, public_id, same_neighbourhood
from wijkspel.places.models import Spot, Sticker


class ScanCount(OfNeighbourhood, Base):
    """How often a sticker was scanned on one day of its neighbourhood; nothing of whom, or at what time."""

    __tablename__ = "scan_count"
    __table_args__ = (
        in_its_neighbourhood(),
        same_neighbourhood("sticker_id", "sticker"),
        UniqueConstraint("sticker_id", "day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sticker_id: Mapped[int]
    day: Mapped[date]
    count: Mapped[int]


class StickerReport(OfNeighbourhood, Base):
    """What somebody saw of a sticker, or of a spot where one should hang, and what came of it."""

    __tablename__ = "sticker_report"
    __table_args__ = (
        in_its_neighbourhood(),
        same_neighbourhood("spot_id", "spot"),
        same_neighbourhood("sticker_id", "sticker"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = public_id()
    spot_id: Mapped[int] = mapped_column(index=True)
    sticker_id: Mapped[int | None] = mapped_column(index=True)
    reason: Mapped[str] = mapped_column(String(12))
    note: Mapped[str] = mapped_column(String(200))
    reported_at: Mapped[datetime]
    looked_at: Mapped[datetime | None]
    looked_by: Mapped[str | None] = mapped_column(String(80))
    outcome: Mapped[str | None] = mapped_column(String(200))

    spot: Mapped[Spot] = one_by("StickerReport.spot_id", "Spot")
    sticker: Mapped[Sticker | None] = one_by("StickerReport.sticker_id", "Sticker")

    @property
    def is_open(self) -> bool:
        """Whether nobody has looked at it yet."""
        return self.looked_at is None
