"""“This does not feel good”: hidden at once where it must be, and looked at by somebody within a day."""

from sqlalchemy import select

from wijkspel.clock import now
from wijkspel.db import db, tenant_of
from wijkspel.errors import Conflict, Gone, Invalid, Missing
from wijkspel.game.actions.objecting import object_to
from wijkspel.game.queries.objections import objection_of
from wijkspel.photos.models import Photo, PhotoFlag
from wijkspel.photos.queries.flags import flag_of, weight_against, weight_of
from wijkspel.photos.queries.saying import hold_photo
from wijkspel.photos.queries.seeing import is_in_it
from wijkspel.photos.rules import ENOUGH_WEIGHT, problems_of_flag
from wijkspel.players.models import Player
from wijkspel.upkeep.actions import read_outcome
from wijkspel.upkeep.rules import tidy


def flag_photo(photo: Photo, player: Player | None, *, words: str) -> None:
    """Keep that a photo does not feel good to somebody, once for each player. Raises Invalid, and Gone.

    From somebody in it, or when enough weighs against it, it is hidden until somebody has looked. Once somebody did and
    let it be shown, reports of others wait for a look and hide it no more. Nobody is punished.
    """
    words = tidy(words)
    problems = problems_of_flag(words)
    if problems:
        raise Invalid(**problems)
    hold_photo(photo)
    if photo.is_gone:
        raise Gone("photo_gone")
    if flag_of(photo, player, words) is not None:
        return
    flag = PhotoFlag(
        **tenant_of(photo),
        photo_id=photo.id,
        player_id=player.id if player else None,
        weight=weight_of(player, now()),
        words=words,
        said_at=now(),
    )
    db.session.add(flag)
    db.session.flush()
    if _is_in(photo, player) or (photo.verdict is None and weight_against(photo) >= ENOUGH_WEIGHT):
        photo.hidden_at = photo.hidden_at or now()
    db.session.flush()


def judge_photo(photo: Photo, *, by: str, outcome: str, hidden: bool | None = None) -> None:
    """Write down who looked at a photo and what came of it, and show or hide it if that is said. Raises Invalid.

    The people in it get to read the outcome. Raises Conflict when there is nothing to look at and nothing to change.
    """
    by, outcome = read_outcome(by=by, outcome=outcome)
    hold_photo(photo)
    waiting = select(PhotoFlag).where(PhotoFlag.photo_id == photo.id, PhotoFlag.looked_at.is_(None))
    flags = list(db.session.scalars(waiting.order_by(PhotoFlag.id)))
    if not flags and hidden in (None, photo.is_hidden):
        raise Conflict("photo_looked_at", photo=photo.public_id)
    for flag in flags:
        flag.looked_at, flag.looked_by, flag.outcome = now(), by, outcome
    if hidden is not None:
        photo.hidden_at = (photo.hidden_at or now()) if hidden else None
    photo.verdict = outcome
    db.session.flush()


def object_to_photo(photo: Photo, player: Player, *, words: str) -> None:
    """Keep that somebody in a photo does not agree that it stays hidden, once. Raises Invalid, and Gone.

    Raises Missing for who is not in it, and when nobody who looked hid it.
    """
    hold_photo(photo)
    if photo.is_gone:
        raise Gone("photo_gone")
    if objection_of(player, "photo", photo.public_id) is not None:
        return
    if not photo.is_judged_hidden or not _is_in(photo, player):
        raise Missing("no_such_photo")
    object_to(player, "photo", photo.public_id, words=words)


def _is_in(photo: Photo, player: Player | None) -> bool:
    if player is None:
        return False
    return db.session.scalar(select(Photo.id).where(Photo.id == photo.id, is_in_it(player))) is not None
