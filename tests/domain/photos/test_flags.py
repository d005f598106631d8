"""When a photo does not feel good: hidden at once where it must be, looked at by a person, and nobody is punished."""

import pytest

from tests.conftest import on_both_engines
from tests.playing import Time, a_store, meet, new_player, outcomes, photograph, release, score, the_round
from tests.world import koppel
from wijkspel.db import db, write
from wijkspel.errors import Conflict, Gone, Invalid, Missing
from wijkspel.game.actions.leaving import clean_up
from wijkspel.jobs.forgetting import forget_old
from wijkspel.photos.actions.choosing import take_back
from wijkspel.photos.actions.flagging import flag_photo, judge_photo
from wijkspel.photos.actions.forgetting import forget_traces, leave_photos
from wijkspel.photos.models import Photo, PhotoFlag
from wijkspel.photos.queries.flags import flags_kept_of, open_flags, photo_called, weight_of
from wijkspel.photos.queries.seeing import own_photo, sees
from wijkspel.players.models import Player

pytestmark = [on_both_engines, pytest.mark.usefixtures("app")]


def _flag(photo: Photo, player: Player | None, words: str = "") -> None:
    with write():
        flag_photo(photo, player, words=words)


def _judge(photo: Photo, outcome: str, *, hidden: bool | None = None) -> None:
    with write():
        judge_photo(photo, by="Noor", outcome=outcome, hidden=hidden)


def _in_the_gallery(time: Time) -> tuple[Photo, Player, Player]:
    one, other = new_player(), new_player()
    photo = photograph(meet(one, other), one)
    release(photo, one, other)
    time.pass_by(days=1)
    assert sees(None, photo, koppel())
    return photo, one, other


def test_somebody_in_it_hides_a_photo_at_once_for_everybody(time: Time) -> None:
    photo, one, other = _in_the_gallery(time)
    _flag(photo, other)
    assert [sees(player, photo, koppel()) for player in (one, other, None)] == [False] * 3
    assert own_photo(one, photo.public_id, koppel()).is_hidden, "the people in it are told why"


def test_two_players_who_are_no_new_account_hide_it_and_nobody_else_does(time: Time) -> None:
    photo, one, _other = _in_the_gallery(time)
    strangers, before = [new_player() for _ in range(4)], score(one)
    for player in (None, None, *strangers):
        _flag(photo, player, words="raar")
    assert sees(None, photo, koppel()), "who has met nobody weighs nothing, however many they are"
    known = [new_player() for _ in range(3)]
    meet(*known)
    time.pass_by(days=1)
    _flag(photo, known[0])
    _flag(photo, known[0])
    assert sees(None, photo, koppel()), "twice the same one is one"
    _flag(photo, known[1])
    assert not sees(None, photo, koppel())
    assert score(one) == before, "nobody is punished by a machine"


def test_who_met_somebody_today_or_one_person_only_hides_no_photo(time: Time) -> None:
    photo, _one, _other = _in_the_gallery(time)
    windows = [new_player() for _ in range(2)]
    meet(*windows)
    for window in windows:
        _flag(photo, window)
    today = [new_player() for _ in range(3)]
    meet(*today)
    for player in today:
        _flag(photo, player)
    time.pass_by(days=1)
    old = [new_player() for _ in range(2)]
    meet(*old)
    time.pass_by(days=1)
    for player in old:
        _flag(photo, player)
    assert sees(None, photo, koppel()), "two people, one of them on an earlier day"
    assert len([flag for flag in open_flags() if flag.photo_id == photo.id]) == 7, "somebody looks at each"


def test_who_played_a_round_that_is_cleaned_up_weighs_as_before(time: Time) -> None:
    known = [new_player() for _ in range(3)]
    meet(*known)
    playing = the_round()
    with write():
        clean_up(playing)
    assert [weight_of(player, time.moment) for player in (*known, new_player(), None)] == [1, 1, 1, 0, 0]


def test_others_hide_no_photo_again_that_somebody_looked_at_and_people_in_it_do(time: Time) -> None:
    photo, _one, other = _in_the_gallery(time)
    known = [new_player() for _ in range(4)]
    meet(*known)
    time.pass_by(days=1)
    for player in known[:2]:
        _flag(photo, player)
    assert not sees(None, photo, koppel())
    _judge(photo, "Er is niets mis mee.", hidden=False)
    for player in known[2:]:
        _flag(photo, player)
    assert sees(None, photo, koppel())
    assert len([flag for flag in open_flags() if flag.photo_id == photo.id]) == 2, "they wait for a look"
    _flag(photo, other)
    assert not sees(None, photo, koppel())


def test_who_looked_shows_it_again_with_a_reason_and_the_same_reports_hide_it_no_more(time: Time) -> None:
    photo, one, other = _in_the_gallery(time)
    _flag(photo, other)
    _judge(photo, "Er is niets mis mee.", hidden=False)
    assert sees(None, photo, koppel()) and own_photo(one, photo.public_id, koppel()).verdict == "Er is niets mis mee."
    _flag(photo, other)
    assert sees(None, photo, koppel())
    assert [flag.photo_id for flag in open_flags() if flag.photo_id == photo.id] == []


def test_who_looked_hides_it_or_leaves_it_and_looking_twice_is_said(time: Time) -> None:
    photo, one, _other = _in_the_gallery(time)
    _flag(photo, None, words="Mijn kind staat erop.")
    _judge(photo, "Bekeken.")
    assert sees(None, photo, koppel())
    with pytest.raises(Conflict, match="photo_looked_at"):
        _judge(photo, "Nog eens.")
    _judge(photo, "Er staat een kind op.", hidden=True)
    assert not sees(one, photo, koppel())
    with pytest.raises(Invalid), write():
        judge_photo(photo, by="", outcome="x")


def test_a_photo_that_goes_takes_the_wait_of_its_reports_with_it(time: Time) -> None:
    photo, one, other = _in_the_gallery(time)
    _flag(photo, other, words="Liever niet")
    with write():
        take_back(photo, one)
    assert photo.id not in {flag.photo_id for flag in open_flags()}
    with pytest.raises(Gone):
        _flag(photo, new_player())
    with pytest.raises(Missing):
        photo_called(photo.public_id)
    time.pass_by(days=91)
    with write():
        forget_traces()
    assert db.session.query(PhotoFlag).filter_by(photo_id=photo.id).count() == 0


def test_what_i_said_of_photos_is_part_of_what_is_kept(time: Time) -> None:
    photo, _one, other = _in_the_gallery(time)
    _flag(photo, other, words="Liever niet")
    (said,) = flags_kept_of(other)
    assert (said["photo"], said["words"], said["outcome"]) == (photo.public_id, "Liever niet", None)
    _judge(photo, "Er is niets mis mee.", hidden=False)
    assert flags_kept_of(other)[0]["outcome"] == "Er is niets mis mee."


def test_of_what_a_leaver_said_of_a_photo_no_word_stays_and_what_waits_is_still_looked_at(time: Time) -> None:
    photo, _one, _other = _in_the_gallery(time)
    seen, waiting, third = [new_player() for _ in range(3)]
    meet(seen, waiting, third)
    time.pass_by(days=1)
    _flag(photo, seen, words="Een kind?")
    _judge(photo, "Er is niets mis mee.")
    _flag(photo, waiting, words="Mijn fiets!")
    _flag(photo, third)
    for leaver in (seen, waiting):
        with write():
            leave_photos(leaver)
    flags = db.session.query(PhotoFlag).filter_by(photo_id=photo.id).order_by(PhotoFlag.id).all()
    assert [(flag.player_id, flag.words) for flag in flags] == [(None, ""), (third.id, "")]
    assert len([flag for flag in open_flags() if flag.photo_id == photo.id]) == 2


def test_a_report_of_a_photo_that_nobody_ever_looks_at_is_deleted_after_a_year(time: Time) -> None:
    photo, _one, _other = _in_the_gallery(time)
    _flag(photo, None, words="Mijn fiets!")
    for days, left in ((364, 1), (2, 0)):
        time.pass_by(days=days)
        with write():
            forget_traces()
        assert db.session.query(PhotoFlag).filter_by(photo_id=photo.id).count() == left


def test_who_met_somebody_in_a_round_that_is_cleaned_up_hides_a_photo_as_before(time: Time) -> None:
    photo, _one, _other = _in_the_gallery(time)
    known = [new_player() for _ in range(3)]
    meet(*known)
    time.be(the_round().cleans_at)
    forget_old(a_store())
    assert sees(None, photo, koppel())
    _flag(photo, new_player())
    _flag(photo, known[0])
    assert sees(None, photo, koppel())
    _flag(photo, known[1])
    assert not sees(None, photo, koppel())


def test_who_met_somebody_and_had_no_room_for_points_weighs_as_well(time: Time) -> None:
    playing = the_round()
    with write():
        playing.rules = playing.rules | {"most_a_week": 40}
    one, other, third = (new_player() for _ in range(3))
    meet(one, other)
    assert outcomes(meet(third, one, spot="sluis")) == ["new"] and score(one) == 40
    time.pass_by(days=1)
    assert weight_of(one, time.moment) == 1 and weight_of(third, time.moment) == 0


def test_words_about_a_photo_are_tidied_and_not_endless(time: Time) -> None:
    photo, _one, other = _in_the_gallery(time)
    with pytest.raises(Invalid):
        _flag(photo, other, words="a" * 401)
    _flag(photo, other, words="  niet \n leuk\u0000 ")
    assert [flag.words for flag in open_flags() if flag.photo_id == photo.id] == ["niet leuk"]
