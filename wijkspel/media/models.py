"""Tables of pictures and sound."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Boolean, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from wijkspel import recordings
from wijkspel.db import Base, OfNeighbourhood, in_its_neighbourhood, public_id
from wijkspel.pictures.sizes import SIDES, file_name, fitted_size


class Picture(OfNeighbourhood, Base):
    """A picture, with its maker, its licence and what it shows in each language.

    `checksum` is of the bytes that came in; `checksums` of each file that was made of them, such as `800.webp`, so that
    a damaged one is seen. In rows of before there are none, until the sweep comes by.
    """

    __tablename__ = "picture"
    __table_args__ = (in_its_neighbourhood(), UniqueConstraint("organisation_id", "neighbourhood_id", "id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = public_id()
    width: Mapped[int]
    height: Mapped[int]
    year: Mapped[int | None]
    maker: Mapped[str] = mapped_column(String(120))
    licence: Mapped[str] = mapped_column(String(120))
    alternative: Mapped[dict[str, str]]
    checksum: Mapped[str] = mapped_column(String(64))
    checksums: Mapped[dict[str, str]] = mapped_column(default=dict)
    kept_at: Mapped[datetime]

    @property
    def sides(self) -> list[int]:
        """The sizes that differ from each other, smallest first: a small picture is the same in all of them."""
        widths = {self.size(side): side for side in SIDES}
        return sorted(widths.values())

    def size(self, side: int) -> tuple[int, int]:
        """Return width and height in pixels of the derivative whose longest side is at most `side`."""
        return fitted_size(self.width, self.height, side)

    def file_name(self, side: int, file_format: str) -> str:
        """Return the name of a derivative in the store."""
        return file_name(self.public_id, side, file_format)


class Sound(OfNeighbourhood, Base):
    """A recording of a text being told, by a person or by a computer voice.

    `cues` says when each sentence is spoken, where that is known: `from` and `to` in seconds, and its `text`.
    """

    __tablename__ = "sound"
    __table_args__ = (in_its_neighbourhood(), UniqueConstraint("organisation_id", "neighbourhood_id", "id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = public_id()
    seconds: Mapped[int]
    by_computer: Mapped[bool] = mapped_column(Boolean(create_constraint=False))
    cues: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))
    checksum: Mapped[str] = mapped_column(String(64))
    kept_at: Mapped[datetime]

    @property
    def file_name(self) -> str:
        """The name of the file in the store."""
        return recordings.file_name(self.public_id)
