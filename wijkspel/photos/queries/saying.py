"""What the people in a photo said about it, and what a meeting allows."""

from collections.abc import Collection
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from wijkspel.clock import now, to_the_second
from wijkspel.db import db
from wijkspel.game.models import Meeting
from wijkspel.game.queries.meetings import any_keep_apart
from wijkspel.photos.models import Photo, PhotoConsent, PhotoPerson
from wijkspel.photos.rules import PhotoFacts
from wijkspel.players.models import Player
from wijkspel.players.queries import photo_choices_of
from wijkspel.players.rules import may_be_photographed


class Said(NamedTuple):
    """Somebody in a photo, and the purposes of the yes in force; None of who has not chosen yet."""

    player: Player
    purposes: frozenset[str] | None


def said_about(photo: Photo) -> list[Said]:
    """Return everybody in a photo with what they say now, in the order in which they came."""
    people = select(PhotoPerson).where(PhotoPerson.photo_id == photo.id).options(joinedload(PhotoPerson.player))
    rows = consents_about(photo)
    return [_said(one.player, rows) for one in db.session.scalars(people.order_by(PhotoPerson.id))]


def consents_about(photo: Photo) -> list[PhotoConsent]:
    """Return everything that was ever said about a photo, in order."""
    said = select(PhotoConsent).where(PhotoConsent.photo_id == photo.id)
    return list(db.session.scalars(said.order_by(PhotoConsent.id)))


def live_photo_of(meeting: Meeting) -> Photo | None:
    """Return the photo of a meeting that is not gone."""
    return db.session.scalar(select(Photo).where(Photo.meeting_id == meeting.id, Photo.gone_at.is_(None)))


def photo_sent_as(sent: str, meeting: Meeting) -> Photo | None:
    """Return the photo of a meeting that came in with this fingerprint, gone or not."""
    same = select(Photo).where(Photo.meeting_id == meeting.id, Photo.sent == sent)
    return db.session.scalar(same.order_by(Photo.id.desc()).limit(1))


def facts_of_photo(meeting: Meeting) -> PhotoFacts:
    """Return all that decides whether a meeting may have a photo."""
    people = [met.player for met in meeting.people]
    gone_at = list(db.session.scalars(select(Photo.gone_at).where(Photo.meeting_id == meeting.id)))
    return PhotoFacts(
        age=now() - meeting.began_at,
        is_there=None in gone_at,
        sent_before=len(gone_at),
        everyone_may=_all_may_be_photographed(people) and not any_keep_apart([one.id for one in people]),
    )


def photos_kept_of(player: Player) -> list[dict[str, Any]]:
    """Return what is kept of a player and photos, as plain values: to be shown, and to be taken along."""
    own = select(Photo).join(PhotoPerson, PhotoPerson.photo_id == Photo.id).where(PhotoPerson.player_id == player.id)
    return [_kept(photo, player) for photo in db.session.scalars(own.order_by(Photo.id))]


def hold_meeting(meeting: Meeting) -> None:
    """Hold a meeting until the end of the transaction: two photos at the same moment wait for each other."""
    db.session.execute(select(Meeting.id).where(Meeting.id == meeting.id).with_for_update(key_share=True))
    db.session.expire(meeting, ["people"])


def hold_photo(photo: Photo) -> None:
    """Hold a photo until the end of the transaction, and read it again."""
    db.session.refresh(photo, with_for_update={"key_share": True})


def _all_may_be_photographed(people: Collection[Player]) -> bool:
    """Return whether there may be a photo of these people at all, whatever each chooses about one."""
    choices = photo_choices_of(people)
    return all(not one.is_gone and may_be_photographed(one.is_grown_up, choices[one.id]) for one in people)


def _said(player: Player, rows: list[PhotoConsent]) -> Said:
    own, moment = [row for row in rows if row.player_id == player.id], now()
    in_force = frozenset(row.purpose for row in own if row.withdrawn_at is None and row.given_at <= moment < row.until)
    return Said(player, in_force if own else None)


def _kept(photo: Photo, player: Player) -> dict[str, Any]:
    own = [row for row in consents_about(photo) if row.player_id == player.id]
    return {
        "photo": photo.public_id,
        "at": to_the_second(photo.taken_at),
        "is_gone": photo.is_gone,
        "sent_by_me": photo.taken_by_id == player.id,
        "consents": [
            {
                "purpose": row.purpose,
                "given_at": to_the_second(row.given_at),
                "until": to_the_second(row.until),
                "withdrawn_at": to_the_second(row.withdrawn_at) if row.withdrawn_at else None,
            }
            for row in own
        ],
    }
