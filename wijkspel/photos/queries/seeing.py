"""Who sees a photo. That is decided here, by `visible_to`, and nowhere else."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from wijkspel.clock import now
from wijkspel.db import db
from wijkspel.errors import Gone, Missing
from wijkspel.game.queries.objections import objection_of
from wijkspel.photos.models import Photo, PhotoConsent, PhotoFlag, PhotoPerson
from wijkspel.photos.rules import A_PAGE, PHOTO_DAYS, last_day_shown
from wijkspel.places.models import Neighbourhood
from wijkspel.players.models import Player


class GalleryPage(NamedTuple):
    """Some photos of the gallery, and how many pages there are."""

    photos: list[Photo]
    number: int
    pages: int


def visible_to(player: Player | None, neighbourhood: Neighbourhood, moment: datetime) -> ColumnElement[bool]:
    """Return the one condition under which a photo of a neighbourhood is shown to somebody at a moment.

    The people in it see it as long as each of them said yes or may still choose. Everybody else sees it once each of
    them released it for the gallery, from the next morning on. Nobody sees one that is gone or hidden, or with somebody
    in it who left or is no adult.
    """
    there = and_(
        Photo.neighbourhood_id == neighbourhood.id,
        Photo.gone_at.is_(None),
        Photo.picture_id.is_not(None),
        Photo.hidden_at.is_(None),
        ~with_somebody_who_may_not(),
    )
    last_day = last_day_shown(moment, neighbourhood.timezone)
    released = and_(everyone_said("game", moment), everyone_said("gallery", moment), Photo.shows_on <= last_day)
    if player is None:
        return and_(there, released)
    return and_(there, or_(released, and_(is_in_it(player), nobody_objects(moment))))


def is_in_it(player: Player) -> ColumnElement[bool]:
    """Return the condition that a player is in a photo."""
    return exists().where(PhotoPerson.photo_id == Photo.id, PhotoPerson.player_id == player.id)


def everyone_said(purpose: str, moment: datetime) -> ColumnElement[bool]:
    """Return the condition that everybody in a photo says yes to a purpose at a moment."""
    anybody = exists().where(PhotoPerson.photo_id == Photo.id)
    return and_(anybody, ~anybody.where(~_says(purpose, moment)))


def nobody_objects(moment: datetime) -> ColumnElement[bool]:
    """Return the condition that everybody in a photo said yes to it, or did not choose yet and may still do so."""
    still_chooses = and_(~_ever_chose(), Photo.taken_at > moment - timedelta(days=PHOTO_DAYS))
    return ~exists().where(PhotoPerson.photo_id == Photo.id, ~_says("game", moment), ~still_chooses)


def with_somebody_who_may_not() -> ColumnElement[bool]:
    """Return the condition that somebody in a photo left the game, or is not known to be 16 or older."""
    barred = or_(Player.gone_at.is_not(None), Player.is_grown_up.is_not(True))
    return exists().where(PhotoPerson.photo_id == Photo.id, Player.id == PhotoPerson.player_id, barred)


def photo_seen_by(player: Player | None, public_id: str, neighbourhood: Neighbourhood) -> Photo:
    """Return a photo for somebody who sees it. Raises Gone when it was taken back, and Missing for everybody else."""
    return _found(public_id, neighbourhood, visible_to(player, neighbourhood, now()))


def own_photo(player: Player, public_id: str, neighbourhood: Neighbourhood) -> Photo:
    """Return a photo for somebody who is in it, hidden or not. Raises Gone when it was taken back, else Missing."""
    return _found(public_id, neighbourhood, is_in_it(player))


def photo_to_object_to(player: Player, public_id: str, neighbourhood: Neighbourhood) -> Photo:
    """Return a photo for somebody in it who may object that it stays hidden, or did so. Raises as others."""
    found = own_photo(player, public_id, neighbourhood)
    if not found.is_judged_hidden and objection_of(player, "photo", public_id) is None:
        raise Missing("no_such_photo")
    return found


def photo_to_flag(player: Player | None, public_id: str, neighbourhood: Neighbourhood) -> Photo:
    """Return a photo for who may say that it does not feel good: who sees it, is in it, or said so. Raises as others.

    So a second tap, on a photo that the first one hid, is answered as friendly as the first.
    """
    may = visible_to(player, neighbourhood, now())
    if player is not None:
        did = exists().where(PhotoFlag.photo_id == Photo.id, PhotoFlag.player_id == player.id)
        may = or_(may, did, is_in_it(player))
    return _found(public_id, neighbourhood, may)


def own_photos_among(photos: Collection[Photo], player: Player | None) -> set[int]:
    """Return which of some photos a player is in."""
    if player is None:
        return set()
    own = select(Photo.id).where(Photo.id.in_([photo.id for photo in photos]), is_in_it(player))
    return set(db.session.scalars(own))


def sees(player: Player | None, photo: Photo, neighbourhood: Neighbourhood) -> bool:
    """Return whether somebody sees a photo now."""
    shown = select(Photo.id).where(Photo.id == photo.id, visible_to(player, neighbourhood, now()))
    return db.session.scalar(shown) is not None


def photos_with(player: Player) -> list[Photo]:
    """Return the photos that a player is in and that are there, seen or hidden, in the order in which they came."""
    own = select(Photo).where(is_in_it(player), Photo.gone_at.is_(None))
    return list(db.session.scalars(own.order_by(Photo.id)))


def photos_seen_of(player: Player, neighbourhood: Neighbourhood) -> list[Photo]:
    """Return the photos that a player is in and sees, newest first."""
    own = select(Photo).where(is_in_it(player), visible_to(player, neighbourhood, now()))
    return list(db.session.scalars(own.order_by(Photo.taken_at.desc(), Photo.id.desc())))


def photos_waiting_for(player: Player, neighbourhood: Neighbourhood) -> list[Photo]:
    """Return the photos about which a player has not chosen yet, the one that waits longest first."""
    mine = (PhotoConsent.photo_id == Photo.id, PhotoConsent.player_id == player.id)
    own = select(Photo).where(is_in_it(player), visible_to(player, neighbourhood, now()), ~exists().where(*mine))
    return list(db.session.scalars(own.order_by(Photo.taken_at, Photo.id)))


def gallery(neighbourhood: Neighbourhood, number: int = 1) -> GalleryPage:
    """Return a page of what anybody sees, newest day first. A page that is not there is the last one.

    Names of photos are random, so their order within a day says nothing about the time.
    """
    shown = select(Photo).where(visible_to(None, neighbourhood, now()))
    count = db.session.scalar(select(func.count()).select_from(shown.subquery())) or 0
    pages = max(1, -(-count // A_PAGE))
    number = min(max(1, number), pages)
    some = shown.order_by(Photo.shows_on.desc(), Photo.public_id).offset((number - 1) * A_PAGE).limit(A_PAGE)
    return GalleryPage(list(db.session.scalars(some)), number, pages)


def gallery_since(neighbourhood: Neighbourhood, first: date, last: date, *, most: int) -> list[Photo]:
    """Return some photos that anybody sees and that the gallery had first between two days, the newest day first."""
    shown = select(Photo).where(visible_to(None, neighbourhood, now()), Photo.shows_on.between(first, last))
    return list(db.session.scalars(shown.order_by(Photo.shows_on.desc(), Photo.public_id).limit(most)))


def _found(public_id: str, neighbourhood: Neighbourhood, condition: ColumnElement[bool]) -> Photo:
    named = select(Photo).where(Photo.public_id == public_id, Photo.neighbourhood_id == neighbourhood.id)
    found = db.session.scalar(named.where(condition))
    if found is not None and not found.is_gone:
        return found
    if db.session.scalar(named.where(Photo.gone_at.is_not(None))) is not None:
        raise Gone("photo_gone")
    raise Missing("no_such_photo")


def _says(purpose: str, moment: datetime) -> ColumnElement[bool]:
    """Return the condition that the person of a row of PhotoPerson says yes to a purpose at a moment."""
    own = (PhotoConsent.photo_id == PhotoPerson.photo_id, PhotoConsent.player_id == PhotoPerson.player_id)
    in_force = (PhotoConsent.given_at <= moment, PhotoConsent.until > moment, PhotoConsent.withdrawn_at.is_(None))
    return exists().where(*own, PhotoConsent.purpose == purpose, *in_force)


def _ever_chose() -> ColumnElement[bool]:
    own = (PhotoConsent.photo_id == PhotoPerson.photo_id, PhotoConsent.player_id == PhotoPerson.player_id)
    return exists().where(*own)
