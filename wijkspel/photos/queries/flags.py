"""What others say of photos, and what waits for somebody to look."""

from typing import Any

from sqlalchemy import exists, func, or_, select

from wijkspel.clock import to_the_second
from wijkspel.db import db
from wijkspel.errors import Missing
from wijkspel.game.models import Pair
from wijkspel.game.rules import COUNTED
from wijkspel.photos.models import Photo, PhotoFlag
from wijkspel.players.models import Player
from wijkspel.rounds.models import PointEntry


def flag_of(photo: Photo, player: Player | None, words: str) -> PhotoFlag | None:
    """Return what a player said of a photo; of who does not play, what says the same and waits."""
    about = select(PhotoFlag).where(PhotoFlag.photo_id == photo.id)
    if player is not None:
        return db.session.scalar(about.where(PhotoFlag.player_id == player.id))
    same = about.where(PhotoFlag.player_id.is_(None), PhotoFlag.words == words, PhotoFlag.looked_at.is_(None))
    return db.session.scalar(same.limit(1))


def flags_kept_of(player: Player) -> list[dict[str, Any]]:
    """Return what a player said of photos, as plain values: to be shown, and to be taken along."""
    own = select(PhotoFlag).where(PhotoFlag.player_id == player.id).order_by(PhotoFlag.id)
    return [
        {
            "photo": flag.photo.public_id,
            "words": flag.words,
            "at": to_the_second(flag.said_at),
            "outcome": flag.outcome,
        }
        for flag in db.session.scalars(own)
    ]


def weight_of(player: Player | None) -> int:
    """Return how much a report of somebody weighs: 1 of a player who has met somebody, else 0 (trust rule 10).

    The ledger says so of every round. Pairs say it as well of who had no room left for points, until a round is cleaned
    up; from then on only the ledger does.
    """
    if player is None:
        return 0
    paid = exists().where(PointEntry.player_id == player.id, PointEntry.reason.in_(COUNTED))
    met = exists().where(or_(Pair.low_id == player.id, Pair.high_id == player.id), Pair.outcome.in_(COUNTED))
    return int(db.session.scalar(select(or_(paid, met))) or 0)


def weight_against(photo: Photo) -> int:
    """Return how much the reports of a photo weigh that nobody has looked at."""
    waiting = select(func.sum(PhotoFlag.weight)).where(PhotoFlag.photo_id == photo.id, PhotoFlag.looked_at.is_(None))
    return db.session.scalar(waiting) or 0


def open_flags() -> list[PhotoFlag]:
    """Return the reports of photos that nobody has looked at, oldest first."""
    waiting = select(PhotoFlag).where(PhotoFlag.looked_at.is_(None)).order_by(PhotoFlag.said_at, PhotoFlag.id)
    return list(db.session.scalars(waiting))


def photo_called(public_id: str) -> Photo:
    """Return the photo with this name, for who runs the server. Raises Missing."""
    found = db.session.scalar(select(Photo).where(Photo.public_id == public_id, Photo.gone_at.is_(None)))
    if found is None:
        raise Missing("no_such_photo", photo=public_id)
    return found
