"""Two keys to a photo, whatever people do and in whatever order: who sees one has a yes of everybody in it."""

import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.playing import Time, meet, new_player, photograph
from tests.world import koppel
from wijkspel.db import db, write
from wijkspel.errors import Gone
from wijkspel.game.actions.leaving import leave_game
from wijkspel.photos.actions.choosing import choose, take_back
from wijkspel.photos.actions.flagging import flag_photo, judge_photo
from wijkspel.photos.actions.forgetting import forget_photos, leave_photos
from wijkspel.photos.models import Photo, PhotoFlag
from wijkspel.photos.queries.seeing import gallery, sees
from wijkspel.players.actions.players import say_age
from wijkspel.players.models import Player

STEPS = st.one_of(
    st.tuples(st.just("choose"), st.integers(0, 2), st.booleans()),
    st.tuples(st.sampled_from(["take_back", "leave", "flag", "younger"]), st.integers(0, 2), st.booleans()),
    st.tuples(st.sampled_from(["show", "chore"]), st.just(0), st.booleans()),
    st.tuples(st.just("time"), st.sampled_from([1, 14, 24, 24 * 14, 24 * 200, 24 * 366]), st.booleans()),
)
# Most of what people do is choosing, and a night that passes.
LIVES = st.lists(st.one_of(STEPS, STEPS, st.tuples(st.just("all"), st.just(0), st.just(True))), max_size=9)


@dataclass
class Diary:
    """What was said and done, kept beside the database: by it the test knows who may see the photo."""

    since: datetime
    yes: dict[tuple[int, str], datetime] = field(default_factory=dict)
    chose: set[int] = field(default_factory=set)
    away: set[int] = field(default_factory=set)
    is_hidden: bool = False
    is_gone: bool = False

    def says(self, who: int, purpose: str, moment: datetime) -> bool:
        """Return whether somebody's yes is in force."""
        given_at = self.yes.get((who, purpose))
        return given_at is not None and moment < given_at + timedelta(days=365)

    def lets(self, who: int, moment: datetime) -> bool:
        """Return whether somebody in it lets the others in it see it."""
        still_chooses = who not in self.chose and moment < self.since + timedelta(days=14)
        return self.says(who, "game", moment) or still_chooses


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(life=LIVES)
def test_who_sees_a_photo_has_a_yes_of_everybody_in_it(
    app: Flask, time: Time, life: list[tuple[str, int, bool]]
) -> None:
    time.be(time.began)
    people = [new_player(phone=secrets.token_urlsafe(32)) for _ in range(3)]
    stranger = new_player(phone=secrets.token_urlsafe(32))
    photo = photograph(meet(*people), people[0])
    diary = Diary(time.moment, {(0, "game"): time.moment}, {0})
    for step in life:
        _do(step, photo, people, diary, time)
        _check(photo, people, stranger, diary, time.moment)
    assert photo.is_gone == diary.is_gone


def _check(photo: Photo, people: list[Player], stranger: Player, diary: Diary, moment: datetime) -> None:
    shown = [sees(player, photo, koppel()) for player in (*people, stranger, None)]
    closed = diary.is_hidden or diary.is_gone or bool(diary.away)
    among_us = not closed and all(diary.lets(who, moment) for who in range(3))
    released = not closed and all(
        diary.says(who, purpose, moment) for who in range(3) for purpose in ("game", "gallery")
    )
    for who in range(3):
        assert shown[who] <= (among_us or released)
    if among_us:
        assert shown[:3] == [True] * 3
    assert shown[3] == shown[4] <= released
    pages = range(1, gallery(koppel()).pages + 1)
    assert any(photo.id == other.id for page in pages for other in gallery(koppel(), page).photos) == shown[4]


def _do(step: tuple[str, int, bool], photo: Photo, people: list[Player], diary: Diary, time: Time) -> None:
    what, number, flag = step
    if what == "time":
        time.pass_by(hours=number)
        return
    if what == "all":
        for who in range(3):
            _do(("choose", who, True), photo, people, diary, time)
        return
    who = number
    if who in diary.away:
        return
    with write():
        _write(what, who, flag, photo, people[who], diary, time.moment)
    db.session.expire_all()


def _write(what: str, who: int, flag: bool, photo: Photo, player: Player, diary: Diary, moment: datetime) -> None:
    if what == "choose":
        try:
            choose(photo, player, gallery=flag, in_print=not flag)
        except Gone:
            assert diary.is_gone
            return
        diary.chose.add(who)
        for purpose, wanted in (("game", True), ("gallery", flag)):
            if not wanted:
                diary.yes.pop((who, purpose), None)
            elif moment - diary.yes.get((who, purpose), datetime.min.replace(tzinfo=UTC)) >= timedelta(days=182):
                diary.yes[(who, purpose)] = moment
    elif what == "take_back":
        take_back(photo, player)
        diary.is_gone = True
    elif what == "leave":
        leave_photos(player)
        leave_game(player)
        diary.is_gone, diary.away = True, diary.away | {who}
    elif what == "younger":
        say_age(player, is_grown_up=False)
        diary.away.add(who)
    elif what == "flag" and not diary.is_gone:
        if player.id not in _flagged(photo):
            diary.is_hidden = True
        flag_photo(photo, player, words="")
    elif what == "show" and diary.is_hidden and not diary.is_gone:
        judge_photo(photo, by="Noor", outcome="Goed.", hidden=False)
        diary.is_hidden = False
    elif what == "chore":
        forget_photos()
        db.session.refresh(photo)
        may_go = diary.is_gone or bool(diary.away) or not all(diary.lets(other, moment) for other in range(3))
        assert photo.is_gone == may_go
        diary.is_gone = diary.is_gone or may_go


def _flagged(photo: Photo) -> set[int]:
    return {flag.player_id for flag in db.session.query(PhotoFlag).filter_by(photo_id=photo.id) if flag.player_id}
