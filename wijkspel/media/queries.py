"""Reads about pictures and sound."""

from collections.abc import Iterator

from sqlalchemy import select

from wijkspel.db import db
from wijkspel.media.models import Picture, Sound
from wijkspel.pictures import SIDES, SUFFIXES


def all_pictures() -> Iterator[Picture]:
    """Yield every picture, a hundred at a time."""
    yield from db.session.scalars(select(Picture).execution_options(yield_per=100))


def files_that_belong() -> set[str]:
    """Return the name of every file that a row speaks of."""
    pictures = {row.file_name(side, kind) for row in all_pictures() for side in SIDES for kind in SUFFIXES}
    sounds = {row.file_name for row in db.session.scalars(select(Sound).execution_options(yield_per=100))}
    return pictures | sounds
