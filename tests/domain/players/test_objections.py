"""Who does not agree: said once by whom it is about, answered in words within a day, and forgotten in time."""

import pytest

from tests.conftest import on_both_engines
from tests.playing import Time, a_store, meet, new_player, photograph, release, the_round
from tests.world import SECRET, koppel
from wijkspel.db import write
from wijkspel.errors import Conflict, Gone, Invalid, Missing
from wijkspel.game.actions.flagging import (
    choose_nickname,
    flag_nickname,
    give_nickname_back,
    keep_nickname,
    take_nickname_away,
)
from wijkspel.game.actions.leaving import leave_game
from wijkspel.game.actions.objecting import answer_objection, object_to_nickname
from wijkspel.game.queries.objections import (
    Dispute,
    nickname_dispute,
    objection_of,
    objection_with,
    objections_by,
    open_objections,
)
from wijkspel.game.queries.own_data import everything_of
from wijkspel.jobs.forgetting import forget_old
from wijkspel.photos.actions.choosing import take_back
from wijkspel.photos.actions.flagging import flag_photo, judge_photo, object_to_photo
from wijkspel.photos.actions.forgetting import leave_photos
from wijkspel.photos.models import Photo
from wijkspel.photos.queries.seeing import photo_to_object_to
from wijkspel.players.models import Objection, Player

pytestmark = [on_both_engines, pytest.mark.usefixtures("app")]


def _called_fietsbel() -> tuple[Player, Player]:
    """Let somebody choose a nickname, and somebody whom they met find it insulting."""
    player, other = new_player(), new_player()
    meet(player, other)
    with write():
        choose_nickname(player, "Fietsbel")
        flag_nickname(other, player, reason="insulting")
    return player, other


def _dispute(player: Player) -> Dispute:
    found = nickname_dispute(player)
    assert found
    return found


def _object(player: Player, photo: Photo | None = None, words: str = "") -> None:
    with write():
        if photo is None:
            object_to_nickname(player, words=words)
        else:
            object_to_photo(photo, player, words=words)


def _answer(objection: Objection | None, outcome: str = "Je hebt gelijk.") -> None:
    assert objection
    with write():
        answer_objection(objection, by="Noor", outcome=outcome)


def _hidden_photo() -> tuple[Photo, Player, Player]:
    """Let two meet and send a photo, which somebody who looked hides with a reason."""
    one, other = new_player(), new_player()
    photo = photograph(meet(one, other), one)
    release(photo, one, other)
    with write():
        judge_photo(photo, by="Noor", outcome="Er staat een kind op.", hidden=True)
    return photo, one, other


def _waiting() -> list[str]:
    """Return the words of what waits in De Koppel, oldest first."""
    return [objection.words for objection in open_objections() if objection.words != SECRET]


def test_a_hidden_nickname_is_objected_to_once_and_the_first_words_stay(time: Time) -> None:
    player, _ = _called_fietsbel()
    assert _dispute(player) == Dispute("Fietsbel", ["insulting"], None, True)
    for words in ("  Het is maar\n een bel\u0007 ", "Nog eens", ""):
        _object(player, words=words)
    (said,) = objections_by(player.id)
    assert (said.about, said.subject, said.words) == ("nickname", "Fietsbel", "Het is maar een bel")
    assert _dispute(player).objection == said and _waiting() == ["Het is maar een bel"]


def test_an_objection_about_a_hidden_nickname_goes_on_when_it_is_taken_away_and_in_other_letters(time: Time) -> None:
    player, _ = _called_fietsbel()
    _object(player)
    with write():
        choose_nickname(player, "FIETSBEL")
    _object(player)
    with write():
        take_nickname_away(player, by="Noor")
    _object(player)
    assert len(objections_by(player.id)) == 1 and _dispute(player).nickname == "Fietsbel"


def test_who_looked_again_gives_a_nickname_back_and_no_flag_hides_it_any_more(time: Time) -> None:
    player, other = _called_fietsbel()
    with write():
        take_nickname_away(player, by="Noor")
    _object(player)
    with write():
        give_nickname_back(player, by="Noor")
    _answer(objection_of(player, "nickname", "Fietsbel"))
    third = new_player()
    meet(player, third)
    with write():
        flag_nickname(other, player, reason="insulting")
        flag_nickname(third, player, reason="insulting")
    assert player.public_name == "Fietsbel" and player.nickname_state is None
    assert _dispute(player).is_news, "the answer is told"
    time.pass_by(days=8)
    assert not _dispute(player).is_news and _dispute(player).objection, "and can be read for longer"


def test_a_nickname_is_given_back_only_when_it_was_taken_away_and_nobody_has_it_by_now(time: Time) -> None:
    player, other = _called_fietsbel()
    with pytest.raises(Missing, match="no_nickname_taken"), write():
        give_nickname_back(player, by="Noor")
    with write():
        take_nickname_away(player, by="Noor")
        choose_nickname(other, "Fietsbel")
    for by, problem in (("Noor", "taken"), (" ", "missing")):
        with pytest.raises(Invalid, match=problem), write():
            give_nickname_back(player, by=by)
    assert player.nickname_state == "renamed", "nothing changed"


def test_nobody_objects_to_what_did_not_happen(time: Time) -> None:
    player, other = _called_fietsbel()
    with pytest.raises(Missing), write():
        object_to_nickname(other, words="")
    with write():
        keep_nickname(player, by="Noor")
    with pytest.raises(Missing), write():
        object_to_nickname(player, words="")
    with write():
        take_nickname_away(other, by="Noor")
    assert other.nickname_state == "renamed" and nickname_dispute(other) is None, "nobody flagged it"


def test_a_hidden_photo_is_objected_to_by_the_people_in_it_once_each(time: Time) -> None:
    photo, one, other = _hidden_photo()
    for player in (one, other, one):
        assert photo_to_object_to(player, photo.public_id, koppel()) == photo
        _object(player, photo, "Dat is mijn pop.")
    assert _waiting() == ["Dat is mijn pop."] * 2
    stranger = new_player()
    with pytest.raises(Missing):
        photo_to_object_to(stranger, photo.public_id, koppel())
    with pytest.raises(Missing):
        _object(stranger, photo)


def test_a_photo_that_waits_for_somebody_to_look_is_not_objected_to_yet(time: Time) -> None:
    one, other = new_player(), new_player()
    photo = photograph(meet(one, other), one)
    with write():
        flag_photo(photo, other, words="")
    assert photo.is_hidden
    with pytest.raises(Missing):
        photo_to_object_to(one, photo.public_id, koppel())
    with pytest.raises(Missing):
        _object(one, photo)


def test_who_objected_reads_on_when_the_photo_is_shown_again(time: Time) -> None:
    photo, one, other = _hidden_photo()
    _object(one, photo)
    with write():
        judge_photo(photo, by="Noor", outcome="Het is een pop.", hidden=False)
    _object(one, photo)
    assert photo_to_object_to(one, photo.public_id, koppel()) == photo and len(objections_by(one.id)) == 1
    with pytest.raises(Missing):
        photo_to_object_to(other, photo.public_id, koppel())


def test_a_photo_that_goes_answers_what_waits_and_keeps_what_was_answered(time: Time) -> None:
    photo, one, other = _hidden_photo()
    _object(one, photo)
    _answer(objection_of(one, "photo", photo.public_id), "Nee, het is een kind.")
    _object(other, photo)
    with write():
        take_back(photo, one)
    outcomes = [objections_by(player.id)[0].outcome for player in (one, other)]
    assert outcomes == ["Nee, het is een kind.", "the photo is gone"] and not _waiting()
    with pytest.raises(Gone):
        _object(other, photo)


def test_too_many_words_are_refused_and_so_is_an_answer_without_a_name_or_a_second_one(time: Time) -> None:
    player, _ = _called_fietsbel()
    with pytest.raises(Invalid, match="too_long"):
        _object(player, words="a" * 401)
    _object(player, words="a" * 400)
    (said,) = objections_by(player.id)
    for by, outcome in ((" ", "Bekeken."), ("Noor", " "), ("Noor", "x" * 201)):
        with pytest.raises(Invalid), write():
            answer_objection(said, by=by, outcome=outcome)
    _answer(objection_with(said.public_id))
    with pytest.raises(Conflict, match="objection_answered"):
        _answer(said, "Toch niet.")
    assert said.outcome == "Je hebt gelijk." and not _waiting()
    with pytest.raises(Missing):
        objection_with("222222222222")


def test_an_objection_is_part_of_what_is_kept_and_goes_with_its_player_and_ninety_days_after_its_answer(
    time: Time,
) -> None:
    (player, _), (leaver, _) = _called_fietsbel_and_bakfiets()
    _object(player, words="Het is maar een bel.")
    _object(leaver)
    (kept,) = everything_of(player)["objections"]
    assert (kept["about"], kept["subject"], kept["outcome"]) == ("nickname", "Fietsbel", None)
    with write():
        leave_photos(leaver)
        leave_game(leaver)
    assert objections_by(leaver.id) == [] and len(objections_by(player.id)) == 1
    time.pass_by(days=200)
    assert forget_old(a_store()).objections == 0, "what waits is not forgotten"
    _answer(objections_by(player.id)[0])
    time.pass_by(days=89)
    assert forget_old(a_store()).objections == 0
    time.pass_by(days=2)
    assert forget_old(a_store()).objections == 1 and objections_by(player.id) == []


def test_a_round_that_is_cleaned_up_leaves_no_two_objections_that_tell_who_met_whom(time: Time) -> None:
    ends = the_round().cleans_at
    released, *kept = _hidden_photo()
    gone, *people = _hidden_photo()
    for photo, player in ((released, kept[0]), (gone, people[0]), (gone, people[1])):
        _object(player, photo)
    with write():
        take_back(gone, people[0])
    time.be(ends)
    forget_old(a_store())
    assert released.meeting_id is None and not released.is_gone
    assert [len(objections_by(player.id)) for player in (kept[0], *people)] == [1, 0, 0]


def _called_fietsbel_and_bakfiets() -> tuple[tuple[Player, Player], tuple[Player, Player]]:
    first, second = _called_fietsbel(), (new_player(), new_player())
    meet(*second)
    with write():
        choose_nickname(second[0], "Bakfiets")
        flag_nickname(second[1], second[0], reason="private")
    return first, second
