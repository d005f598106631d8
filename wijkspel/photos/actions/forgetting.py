"""What has to go: photos that somebody does not want or nobody chose about, and what is left of those that are gone."""

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, delete, or_, select, update

from wijkspel.clock import now
from wijkspel.db import db
from wijkspel.game.actions.objecting import answer_all_about, forget_objections_about
from wijkspel.game.models import Meeting
from wijkspel.media.actions import forget_picture
from wijkspel.photos.models import Photo, PhotoConsent, PhotoFlag, PhotoPerson
from wijkspel.photos.queries.seeing import everyone_said, is_in_it, nobody_objects, with_somebody_who_may_not
from wijkspel.photos.rules import FLAG_DAYS, TRACE_DAYS, UPLOAD
from wijkspel.players.models import Player
from wijkspel.rounds.models import Round
from wijkspel.upkeep.actions import forget_cases

_GONE = "the photo is gone"


def take_away(photo: Photo) -> list[str]:
    """Delete a photo, and return the names of its files.

    The row stays and says that it is gone, when it was taken, and of which meeting until the round is cleaned up: by
    that and by `sent` a second try is known.
    """
    picture = photo.picture
    photo.picture_id = photo.spot_id = photo.taken_by_id = photo.shows_on = photo.hidden_at = photo.verdict = None
    photo.gone_at = now()
    answered = update(PhotoFlag).where(PhotoFlag.photo_id == photo.id, PhotoFlag.looked_at.is_(None))
    db.session.execute(answered.values(looked_at=now(), looked_by="Wijkspel", outcome=_GONE))
    answer_all_about("photo", photo.public_id, outcome=_GONE)
    db.session.flush()
    return forget_picture(picture) if picture is not None else []


def leave_photos(*people: Player) -> list[str]:
    """Take back every photo that players are in, delete what is kept of them and photos, and return names of files.

    What they said of a photo of others goes as well; while it waits, that somebody said something stays.
    """
    names, who = _take_away_all(_held(or_(*(is_in_it(player) for player in people)))), [player.id for player in people]
    for table in (PhotoConsent, PhotoPerson):
        db.session.execute(delete(table).where(table.player_id.in_(who)))
    said = PhotoFlag.player_id.in_(who)
    db.session.execute(delete(PhotoFlag).where(said, PhotoFlag.looked_at.is_not(None)))
    db.session.execute(update(PhotoFlag).where(said).values(player_id=None, words=""))
    return names


def let_go_of_photos(over: Round) -> list[str]:
    """Let photos go of a round that is cleaned up, and return the names of the files of those that are deleted.

    What everybody in it released stays, without the meeting it came from; of the others nothing says who was in them.
    """
    of_it = Photo.meeting_id.in_(select(Meeting.id).where(Meeting.round_id == over.id))
    names = _take_away_all(_held(of_it, ~_released()))
    gone = select(Photo.id).where(of_it, Photo.gone_at.is_not(None))
    for table in (PhotoConsent, PhotoPerson, PhotoFlag):
        db.session.execute(delete(table).where(table.photo_id.in_(gone)))
    # Two who objected about one photo tell who met whom.
    forget_objections_about("photo", select(Photo.public_id).where(Photo.id.in_(gone)))
    db.session.execute(update(Photo).where(of_it).values(meeting_id=None, sent=None))
    return names


def forget_photos() -> list[str]:
    """Delete the photos that not everybody chose about in time or whose yes has ended, and return names of files.

    A photo without its meeting stays only as long as everybody in it released it.
    """
    no_longer = or_(~nobody_objects(now()), with_somebody_who_may_not(), and_(Photo.meeting_id.is_(None), ~_released()))
    return _take_away_all(_held(no_longer))


def forget_traces() -> int:
    """Delete who was in photos that are long gone and what people said of photos, and return how many rows."""
    moment = now()
    gone = select(Photo.id).where(Photo.gone_at < moment - timedelta(days=TRACE_DAYS))
    traces = [delete(table).where(table.photo_id.in_(gone)) for table in (PhotoConsent, PhotoPerson)]
    # By now nothing can be sent a second time.
    db.session.execute(update(Photo).where(Photo.gone_at < moment - UPLOAD).values(sent=None))
    count = sum(len(db.session.execute(trace.returning(trace.table.c.id)).all()) for trace in traces)
    return count + forget_cases(PhotoFlag, PhotoFlag.said_at, days=FLAG_DAYS)


def _released() -> ColumnElement[bool]:
    moment = now()
    return or_(everyone_said("gallery", moment), everyone_said("print", moment))


def _held(*conditions: ColumnElement[bool]) -> list[Photo]:
    """Return the photos that are there and fit, held until the end of the transaction, always in one order."""
    fitting = select(Photo).where(Photo.gone_at.is_(None), *conditions).order_by(Photo.id)
    return list(db.session.scalars(fitting.with_for_update(key_share=True, of=Photo)))


def _take_away_all(photos: Iterable[Photo]) -> list[str]:
    return [name for photo in photos for name in take_away(photo)]
