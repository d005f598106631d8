"""What somebody in a photo chooses: who may see it, or that it has to go."""

from datetime import timedelta

from sqlalchemy import select

from wijkspel.clock import now
from wijkspel.db import db, tenant_of
from wijkspel.errors import Gone
from wijkspel.photos.actions.forgetting import take_away
from wijkspel.photos.models import Photo, PhotoConsent
from wijkspel.photos.queries.saying import consents_about, hold_photo
from wijkspel.photos.queries.seeing import everyone_said, photos_with
from wijkspel.photos.rules import CONSENT_DAYS, first_day_shown, purposes_of
from wijkspel.places.models import Neighbourhood
from wijkspel.players.actions.cards import revoke_card
from wijkspel.players.models import Card, Player
from wijkspel.players.queries import photo_choice_of


def choose(photo: Photo, player: Player, *, gallery: bool, in_print: bool) -> None:
    """Keep what somebody in a photo says yes to besides “only us”. A second tap changes nothing.

    Raises Gone when somebody took the photo back meanwhile.
    """
    hold_photo(photo)
    if photo.is_gone:
        raise Gone("photo_gone")
    for purpose, wanted in (("game", True), ("gallery", gallery), ("print", in_print)):
        if wanted:
            say_yes(photo, player, purpose)
        else:
            _say_no(photo, player, purpose)
    _plan_showing(photo)


def take_back(photo: Photo, player: Player) -> list[str]:
    """Delete a photo for all because somebody in it wants that, and return the names of its files.

    Points stay as they are. A second tap changes nothing.
    """
    hold_photo(photo)
    if photo.is_gone:
        return []
    for purpose in {row.purpose for row in _in_force(photo, player)}:
        _say_no(photo, player, purpose)
    return take_away(photo)


def stand_by(player: Player, choice: str) -> list[str]:
    """Let what the holder of a card says about every photo hold for those that are there; return names of files.

    `choice` is `none`, `game`, `gallery` or `print`, each with those before it. With `none` all photos go, for all.
    """
    names = []
    for photo in photos_with(player):
        if choice == "none":
            names += take_back(photo, player)
        else:
            wanted = purposes_of(choice)
            choose(photo, player, gallery="gallery" in wanted, in_print="print" in wanted)
    return names


def end_card(card: Card) -> list[str]:
    """Revoke a card, and with it what its holder said of photos; return names of files. A second time changes nothing.

    Who has no other card and no phone could take nothing back any more, so those photos go at once, for all. Who plays
    on a phone says so there, and a new card in place of this one goes on saying what the old one said.
    """
    revoke_card(card)
    return stand_by(card.player, "none") if photo_choice_of(card.player) == "none" else []


def say_yes(photo: Photo, player: Player, purpose: str) -> None:
    """Keep a yes for a year, unless there is one in force that is younger than half of that."""
    moment = now()
    if any(row.given_at > moment - timedelta(days=CONSENT_DAYS // 2) for row in _in_force(photo, player, purpose)):
        return
    until = moment + timedelta(days=CONSENT_DAYS)
    row = PhotoConsent(
        **tenant_of(photo), photo_id=photo.id, player_id=player.id, purpose=purpose, given_at=moment, until=until
    )
    db.session.add(row)
    db.session.flush()


def _say_no(photo: Photo, player: Player, purpose: str) -> None:
    for row in _in_force(photo, player, purpose):
        row.withdrawn_at = now()
    db.session.flush()


def _in_force(photo: Photo, player: Player, purpose: str | None = None) -> list[PhotoConsent]:
    own = [row for row in consents_about(photo) if row.player_id == player.id and purpose in (None, row.purpose)]
    return [row for row in own if row.withdrawn_at is None and row.until > now()]


def _plan_showing(photo: Photo) -> None:
    """Let the gallery show a photo from the next morning on once everybody said yes to that, and else not at all."""
    released = db.session.scalar(select(Photo.id).where(Photo.id == photo.id, everyone_said("gallery", now())))
    if released is None:
        photo.shows_on = None
    elif photo.shows_on is None:
        zone = db.session.get_one(Neighbourhood, photo.neighbourhood_id).timezone
        photo.shows_on = first_day_shown(now(), zone)
    db.session.flush()
