"""Reads about pictures and sound."""

from collections.abc import Iterator

from sqlalchemy import select

from wijkspel.db import db
from wijkspel.media.models import Picture, Sound
from wijkspel.pictures.sizes import WANTED


def all_pictures() -> Iterator[Picture]:
    """Yield every picture, a hundred at a time."""
    yield from db.session.scalars(select(Picture).execution_options(yield_per=100))


def every_picture_id() -> list[str]:
    """Return the public id of every picture."""
    return list(db.session.scalars(select(Picture.public_id).order_by(Picture.id)))


def picture_with(public_id: str) -> Picture | None:
    """Return the picture with this public id, if it is still there."""
    return db.session.scalars(select(Picture).where(Picture.public_id == public_id)).one_or_none()


def files_that_belong() -> set[str]:
    """Return the name of every file that a row speaks of."""
    pictures = {row.file_name(side, kind) for row in all_pictures() for side, kind in WANTED}
    sounds = {row.file_name for row in db.session.scalars(select(Sound).execution_options(yield_per=100))}
    return pictures | sounds
