"""The game as a state machine: photos of meetings, and who sees them."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule
from sqlalchemy import select

from tests.model.cards import CardAlways, CardSteps
from tests.model.consents import PURPOSES, Consents
from tests.model.playing import SOMEBODY, SPOTS
from tests.world import koppel
from wijkspel.db import db, new_public_id, write
from wijkspel.errors import Gone, Missing
from wijkspel.game.models import Meeting, Met
from wijkspel.media.actions import MadePicture
from wijkspel.media.models import Picture
from wijkspel.photos.actions.choosing import choose, take_back
from wijkspel.photos.actions.flagging import flag_photo, judge_photo
from wijkspel.photos.actions.sending import add_photo
from wijkspel.photos.models import Photo, PhotoFlag
from wijkspel.photos.queries.seeing import gallery, photo_to_flag, sees, visible_to
from wijkspel.photos.rules import MOST_PHOTOS, UPLOAD
from wijkspel.pictures.sizes import WANTED
from wijkspel.players.models import Player

LATELY = st.integers(0, 4)
# To a moment before and after a photo may be sent, the gallery shows it, nobody chose in time, and a yes ends.
WAITS = ({"hours": 25}, {"hours": 47}, {"days": 13}, {"days": 14}, {"days": 190}, {"days": 364}, {"days": 366})


class PhotoSteps(Consents, CardSteps):
    """What people do with photos."""

    @initialize()
    def six_come(self) -> None:
        """Let the first four have two photos; everybody released one of them, and the gallery has it."""
        self.photos = {}
        super().six_come()
        self.send(0, 0, 0)
        self.everybody_chooses(0, True)
        self.next_day(7)
        self.meet(2, [3], SPOTS[1], 0)
        self.send(2, 0, 0)

    def photo(self, number: int) -> Photo:
        """Return one of the photos, the newest first."""
        return db.session.get_one(Photo, list(self.photos)[-1 - number % len(self.photos)])

    @precondition(lambda self: self.people)
    @rule(number=SOMEBODY, which=LATELY, again=st.integers(0, 3))
    def send(self, number: int, which: int, again: int) -> None:
        """Let somebody send a photo of one of their last meetings, perhaps one that was sent before."""
        who = self.somebody(number).id
        own = select(Meeting.id).join(Met, Met.meeting_id == Meeting.id).where(Met.player_id == who)
        meetings = list(db.session.scalars(own.order_by(Meeting.id.desc()).limit(5)))
        if not meetings:
            return
        meeting = meetings[which % len(meetings)]
        sent, photo = f"{meeting}:{again}", None
        there = set(db.session.scalars(select(Photo.id).where(Photo.meeting_id == meeting)))
        with self.unless_refused(who=who, sent=(meeting, sent)):
            made = MadePicture(new_public_id(), "0" * 64, 1600, 1200)
            photo = add_photo(db.session.get_one(Meeting, meeting), db.session.get_one(Player, who), made, sent=sent)
        if photo is None or photo.id in there:
            return
        assert not self._stands_in_the_way(meeting), "a photo with somebody of whom there may be none"
        self.photos[photo.id] = photo.picture_id or 0
        assert self._people(photo.id) == set(db.session.scalars(select(Met.player_id).where(Met.meeting_id == meeting)))
        said = {(row.player_id, row.purpose) for row in self._consents(photo.id)}
        assert (who, "game") in said
        assert all(who == each or self._card_says(each, purpose) for each, purpose in said), (
            "somebody said yes for others"
        )

    @precondition(lambda self: self.people and self.photos)
    @rule(number=SOMEBODY, which=LATELY, gallery=st.sampled_from((True, True, False)), in_print=st.booleans())
    def choose(self, number: int, which: int, gallery: bool, in_print: bool) -> None:
        """Let somebody choose, twice, about a photo that they are in."""
        photo = self._with_somebody(which)
        if photo is None:
            return
        people = sorted(self._people(photo) & set(self.people))
        who = people[number % len(people)]
        taps = []
        for _ in range(2):
            try:
                with write():
                    person = db.session.get_one(Player, who)
                    choose(db.session.get_one(Photo, photo), person, gallery=gallery, in_print=in_print)
            except Gone:
                assert db.session.get_one(Photo, photo).is_gone
                return
            taps.append([(row.id, row.withdrawn_at) for row in self._consents(photo)])
        assert taps[0] == taps[1], "a second tap changed something"
        wanted = {"game", *(["gallery"] if gallery else []), *(["print"] if in_print else [])}
        assert {purpose for purpose in PURPOSES if self._says(photo, who, purpose)} == wanted

    @precondition(lambda self: self.photos)
    @rule(which=LATELY, gallery=st.sampled_from((True, True, False)))
    def everybody_chooses(self, which: int, gallery: bool) -> None:
        """Let everybody in a photo choose about it the same."""
        photo = self._with_somebody(which)
        for number in range(len(self._people(photo) & set(self.people)) if photo else 0):
            self.choose(number, which, gallery, False)

    @precondition(lambda self: len(self.people) > 1)
    @rule(one=SOMEBODY, other=SOMEBODY, number=SOMEBODY)
    def somebody_changes_their_mind(self, one: int, other: int, number: int) -> None:
        """Let two meet and release a photo, and one of them think better of it once it is in the gallery."""
        self.meet(one, [other], SPOTS[0], 0)
        before = len(self.photos)
        self.send(one, 0, 0)
        if len(self.photos) > before:
            self.everybody_chooses(0, True)
            self.next_day(7)
            self.choose(number, 0, False, True)

    @precondition(lambda self: self.people and self.photos)
    @rule(number=SOMEBODY, which=LATELY)
    def take_back(self, number: int, which: int) -> None:
        """Let somebody take a photo back, twice: it is gone for all, and the points stay."""
        photo = self._with_somebody(which)
        if photo is None:
            return
        people, before = sorted(self._people(photo) & set(self.people)), self.ledger()
        was_there, picture = not db.session.get_one(Photo, photo).is_gone, db.session.get(Picture, self.photos[photo])
        files = [picture.file_name(*size) for size in WANTED] if picture and was_there else []
        who = people[number % len(people)]
        for names in (files, []):
            with write():
                gone = take_back(db.session.get_one(Photo, photo), db.session.get_one(Player, who))
            assert sorted(gone) == sorted(names)
        assert self.ledger() == before

    @precondition(lambda self: self.photos)
    @rule(number=st.one_of(st.none(), SOMEBODY), which=LATELY)
    def feels_bad(self, number: int | None, which: int) -> None:
        """Let somebody, or somebody who does not play, say twice that a photo feels bad, as far as they may."""
        name, who = self.photo(which).id, self.somebody(number) if number is not None and self.people else None
        for _ in range(2):
            try:
                with write():
                    seen = photo_to_flag(who, self.photo(which).public_id, koppel())
                    flag_photo(seen, who, words="Raar")
            except Gone:
                assert db.session.get_one(Photo, name).is_gone
                return
            except Missing:
                assert not self._may_see(name, who.id if who else None)
                return
        photo = db.session.get_one(Photo, name)
        flags = db.session.scalars(select(PhotoFlag).where(PhotoFlag.photo_id == name)).all()
        # Of who left only that something was said is kept: more than one may have done so.
        said = [flag.player_id for flag in flags if flag.looked_at is None and (flag.player_id or flag.words)]
        assert len(said) == len(set(said)), "one who says it twice is told twice"
        looked_at = any(flag.looked_at for flag in flags)
        if who is not None and who.id in self._people(name) and not looked_at:
            assert photo.is_hidden, "somebody in it said that it feels bad, and it is still seen"
        if (
            who is None
            and not any(flag.player_id or flag.weight for flag in flags)
            and not looked_at
            and not photo.verdict
        ):
            assert not photo.is_hidden, "somebody who does not play hid a photo"

    @precondition(lambda self: self.photos)
    @rule(which=LATELY, hidden=st.booleans())
    def somebody_looked_at_photo(self, which: int, hidden: bool) -> None:
        """Let a curator look at a photo, and show or hide it."""
        name, was = self.photo(which).id, self.photo(which).is_hidden
        waits = select(PhotoFlag.id).where(PhotoFlag.photo_id == name, PhotoFlag.looked_at.is_(None))
        if not self.photo(which).is_gone and (was != hidden or db.session.scalars(waits).first()):
            with write():
                judge_photo(self.photo(which), by="Noor", outcome="Bekeken.", hidden=hidden)
            assert self.photo(which).is_hidden == hidden

    @precondition(lambda self: self.photos)
    @rule(number=SOMEBODY, which=LATELY)
    def is_younger_after_all(self, number: int, which: int) -> None:
        """Let somebody in a photo turn out to be younger than 16."""
        there = self._there() or list(self.photos)
        people = sorted(self._people(there[-1 - which % len(there)]) & set(self.people))
        if people:
            self.turn_out_younger(people[number % len(people)])

    @rule(hour=st.sampled_from((6, 7, 23)))
    def next_day(self, hour: int) -> None:
        """Let it be a minute before or after an hour of the next day, on the clocks of the wijk."""
        local = self.time.moment.astimezone(ZoneInfo(koppel().timezone)) + timedelta(days=1)
        self.time.be(
            local.replace(hour=hour, minute=59 if hour == 6 else 0, second=0).astimezone(self.time.began.tzinfo)
        )

    @rule(time=st.sampled_from(WAITS))
    def long_wait(self, time: dict[str, float]) -> None:
        """Let much time pass, with a night at its end."""
        self.time.pass_by(**time)
        self.night_comes()

    def after_a_night(self) -> None:
        """See that no photo is left that somebody in it has not agreed to."""
        super().after_a_night()
        for name in self._there():
            people = self._people(name)
            assert all(self._agrees(name, who) for who in people), "the night left a photo that not everybody wants"
            assert all(db.session.get_one(Player, who).is_grown_up for who in people), "and one of a child"
            photo = db.session.get_one(Photo, name)
            released = any(all(self._says(name, who, purpose) for who in people) for purpose in ("gallery", "print"))
            assert photo.meeting_id is not None or released, "the end of a round left a photo that is not released"

    def goes(self, gone: int) -> None:
        """Delete everything of somebody: their photos go for all, and no trace of them stays."""
        own = [name for name in self._there() if gone in self._people(name)]
        super().goes(gone)
        assert all(db.session.get_one(Photo, name).is_gone for name in own)

    def may_refuse(self, code: str, *, who: int, sent: tuple[int, str] = (0, ""), **facts: object) -> bool:
        """Return whether what a refusal says of photos is so."""
        meeting, name = sent
        if not meeting:
            return super().may_refuse(code, who=who, **facts)  # type: ignore[arg-type]
        before = db.session.scalars(select(Photo).where(Photo.meeting_id == meeting)).all()
        return {
            "photo_taken_back": any(photo.sent == name and photo.is_gone for photo in before),
            "no_photo_here": self._stands_in_the_way(meeting),
            "photo_too_late": self.time.moment - db.session.get_one(Meeting, meeting).began_at > UPLOAD,
            "photo_is_there": any(not photo.is_gone for photo in before),
            "photo_enough": len(before) >= MOST_PHOTOS,
        }[code]

    def _with_somebody(self, which: int) -> int | None:
        """Return one of the photos, if somebody in it still plays on a phone."""
        photo = self.photo(which).id
        return photo if self._people(photo) & set(self.people) else None


class PhotoAlways(PhotoSteps, CardAlways):
    """What holds of photos after each step."""

    @invariant()
    def a_photo_is_seen_by_whom_everybody_in_it_said(self) -> None:
        """Strangers, players and the people in a photo see it exactly when every yes that is in force says so."""
        newest = list(self.photos)[-4:]
        people = set().union(*(self._people(name) for name in newest)) if newest else set()
        others = [who for who in self.people if who not in people][:2]
        for who in (None, *sorted(people), *others):
            viewer = db.session.get_one(Player, who) if who else None
            shown = select(Photo.id).where(Photo.id.in_(newest), visible_to(viewer, koppel(), self.time.moment))
            expected = {name for name in newest if self._may_see(name, who)}
            assert set(db.session.scalars(shown)) == expected, f"seen by {who}"
        in_gallery = {photo.id for photo in gallery(koppel()).photos} & set(newest)
        assert in_gallery == {name for name in newest if self._may_see(name, None)}

    @invariant()
    def a_photo_that_is_gone_leaves_its_name(self) -> None:
        """Of a photo that is gone there is no picture, no place and no maker; of one that is there, exactly one."""
        rows = db.session.execute(select(Photo).where(Photo.id.in_(self.photos))).scalars().all()
        there = set(db.session.scalars(select(Picture.id).where(Picture.id.in_(self.photos.values()))))
        assert there == {self.photos[photo.id] for photo in rows if not photo.is_gone}
        for photo in rows:
            if photo.is_gone:
                kept = (
                    photo.picture_id,
                    photo.spot_id,
                    photo.taken_by_id,
                    photo.shows_on,
                    photo.hidden_at,
                    photo.verdict,
                )
                assert kept == (None,) * 6
                assert not sees(None, photo, koppel())
