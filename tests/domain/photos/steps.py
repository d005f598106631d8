"""What people do with photos, and what it leaves in De Koppel."""

from sqlalchemy import func, select

from tests.world import koppel
from wijkspel.db import db, new_public_id, write
from wijkspel.game.models import Meeting
from wijkspel.media.actions import MadePicture
from wijkspel.photos.actions.choosing import take_back
from wijkspel.photos.actions.forgetting import forget_photos
from wijkspel.photos.actions.sending import add_photo
from wijkspel.photos.models import Photo, PhotoConsent, PhotoFlag, PhotoPerson
from wijkspel.photos.queries.seeing import sees
from wijkspel.players.models import Player

KINDS = 6  # files of a photo


def send(meeting: Meeting, by: Player, sent: str) -> Photo:
    """Let somebody send a photo, of which the bytes have a name."""
    with write():
        return add_photo(meeting, by, MadePicture(new_public_id(), "0" * 64, 800, 600), sent=sent)


def taken_back(photo: Photo, player: Player) -> list[str]:
    """Let somebody take a photo back, and return the files that are to go."""
    with write():
        return take_back(photo, player)


def forgotten() -> list[str]:
    """Let a night pass, and return the files that are to go."""
    with write():
        return forget_photos()


def row_counts() -> list[int]:
    """Return how many rows of De Koppel the tables of photos have."""
    tables = (Photo, PhotoPerson, PhotoConsent, PhotoFlag)
    rows = [select(func.count()).select_from(table).where(table.neighbourhood_id == koppel().id) for table in tables]
    return [db.session.scalar(row) or 0 for row in rows]


def who_sees(photo: Photo, *people: Player | None) -> list[bool]:
    """Return of each of some people whether they see a photo; nobody is somebody who does not play."""
    return [sees(player, photo, koppel()) for player in people]
