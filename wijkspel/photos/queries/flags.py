"""What others say of photos, and what waits for somebody to look."""

from datetime import datetime
from typing import Any

from sqlalchemy import case, func, or_, select

from wijkspel.clock import to_the_second
from wijkspel.db import db
from wijkspel.errors import Missing
from wijkspel.game.models import Pair
from wijkspel.game.rules import COUNTED
from wijkspel.photos.models import Photo, PhotoFlag
from wijkspel.photos.rules import TRIED
from wijkspel.players.models import Player
from wijkspel.rounds.models import PointEntry, Round
from wijkspel.rounds.rules import begin_of, day_of


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


def weight_of(player: Player | None, moment: datetime) -> int:
    """Return how much a report of somebody weighs at a moment: 1 of a player who is no new account, else 0.

    That is who met at least two different people so that it counted, one of them on an earlier day of the
    neighbourhood (trust rule 10, decision 15): two windows that were opened for it meet each other within a minute.
    Of a round that is cleaned up nothing says whom: there two lines of the ledger for somebody new are as good.
    """
    if player is None:
        return 0
    other = case((Pair.low_id == player.id, Pair.high_id), else_=Pair.low_id)
    own = or_(Pair.low_id == player.id, Pair.high_id == player.id), Pair.outcome.in_(COUNTED)
    first = list(db.session.scalars(select(func.min(Pair.at)).where(*own).group_by(other)))
    zone = player.neighbourhood.timezone
    if len(first) >= TRIED and min(first) < begin_of(day_of(moment, zone), zone):
        return 1
    lines = select(func.count(PointEntry.id)).join(Round, Round.id == PointEntry.round_id)
    lines = lines.where(PointEntry.player_id == player.id, PointEntry.reason == "new", Round.cleaned_at.is_not(None))
    return int((db.session.scalar(lines) or 0) >= TRIED)


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
