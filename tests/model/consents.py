"""The game as a state machine: what people said about photos, and who may see one, reckoned anew from the rows."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from tests.model.playing import Playing
from tests.world import koppel
from wijkspel.db import db
from wijkspel.game.models import Block, Met
from wijkspel.photos.models import Photo, PhotoConsent, PhotoPerson
from wijkspel.photos.rules import PHOTO_DAYS
from wijkspel.players.models import Card, PlayedOn, Player

PURPOSES = ("game", "gallery", "print")


class Consents(Playing):
    """What the rows say of each photo of a story."""

    photos: dict[int, int]  # each photo of this story, and its picture

    def _there(self) -> list[int]:
        return [name for name in self.photos if not db.session.get_one(Photo, name).is_gone]

    def _people(self, photo: int) -> set[int]:
        return set(db.session.scalars(select(PhotoPerson.player_id).where(PhotoPerson.photo_id == photo)))

    def _consents(self, photo: int) -> list[PhotoConsent]:
        rows = select(PhotoConsent).where(PhotoConsent.photo_id == photo).order_by(PhotoConsent.id)
        return list(db.session.scalars(rows.execution_options(populate_existing=True)))

    def _in_force(self, photo: int, who: int, purpose: str) -> list[PhotoConsent]:
        own = [row for row in self._consents(photo) if row.player_id == who and row.purpose == purpose]
        now = self.time.moment
        return [row for row in own if row.withdrawn_at is None and row.given_at <= now < row.until]

    def _says(self, photo: int, who: int, purpose: str) -> bool:
        return bool(self._in_force(photo, who, purpose))

    def _agrees(self, photo: int, who: int) -> bool:
        """Return whether somebody in a photo says yes to it, or did not choose and still may."""
        chose = any(row.player_id == who for row in self._consents(photo))
        taken = db.session.get_one(Photo, photo).taken_at
        return self._says(photo, who, "game") or (not chose and self.time.moment < taken + timedelta(days=PHOTO_DAYS))

    def _card_says(self, who: int, purpose: str) -> bool:
        own = db.session.scalars(select(Card).where(Card.player_id == who, Card.revoked_at.is_(None))).first()
        on_a_phone = db.session.scalars(select(PlayedOn.id).where(PlayedOn.player_id == who)).first()
        wanted = PURPOSES.index(own.photo_choice) if own and own.photo_choice != "none" and not on_a_phone else -1
        return PURPOSES.index(purpose) <= wanted

    def _stands_in_the_way(self, meeting: int) -> bool:
        """Return whether there may be no photo of a meeting: of a child, who left, who wants none, or two apart."""
        people = set(db.session.scalars(select(Met.player_id).where(Met.meeting_id == meeting)))
        rows = db.session.execute(select(Block.player_id, Block.other_id)).all()
        return any(set(both) <= people for both in rows) or any(self._has_no_photos(who) for who in people)

    def _has_no_photos(self, who: int) -> bool:
        player = db.session.get_one(Player, who)
        on_a_phone = db.session.scalars(select(PlayedOn.id).where(PlayedOn.player_id == who)).first()
        return player.is_gone or not player.is_grown_up or not (on_a_phone or self._card_says(who, "game"))

    def _may_see(self, name: int, who: int | None) -> bool:
        """Return whether somebody may see a photo, reckoned from the rows of who is in it and what each said."""
        photo, people = db.session.get_one(Photo, name), self._people(name)
        players = [db.session.get_one(Player, each) for each in people]
        if photo.is_gone or photo.is_hidden or not people:
            return False
        if any(player.is_gone or not player.is_grown_up for player in players):
            return False
        if who in people and all(self._agrees(name, each) for each in people):
            return True
        said = [self._in_force(name, each, "gallery") for each in people]
        if not all(said) or not all(self._says(name, each, "game") for each in people):
            return False
        last = max(min(row.given_at for row in rows) for rows in said)
        return self.time.moment >= _next_morning(last)


def _next_morning(moment: datetime) -> datetime:
    local = moment.astimezone(ZoneInfo(koppel().timezone))
    return (local + timedelta(days=1)).replace(hour=7, minute=0, second=0, microsecond=0)
