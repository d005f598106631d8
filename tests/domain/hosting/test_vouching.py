"""A doubtful meeting is rescued: who may say that two people were together, and that it pays once."""

import pytest
from flask import Flask

from tests.conftest import on_both_engines
from tests.playing import (
    Time,
    a_doubtful_meeting,
    invites,
    meet,
    new_card,
    new_host,
    new_player,
    outcomes,
    reasons,
    scan,
    seen,
)
from tests.world import koppel
from wijkspel.db import db, write
from wijkspel.errors import Conflict, NotAllowed
from wijkspel.game.actions.complaining import stay_apart
from wijkspel.game.actions.inviting import be_present
from wijkspel.game.actions.leaving import clean_up, leave_game
from wijkspel.game.models import Meeting, Pair, Vouch
from wijkspel.game.queries.presences import digits_in_use
from wijkspel.hosting.actions.vouching import ask_for_vouch, vouch, vouch_as_host
from wijkspel.hosting.queries import open_vouch_with, pair_of, pending_at, vouched_for, vouches_of
from wijkspel.hosting.rules import HOST_SEES
from wijkspel.places.queries import spot_called
from wijkspel.players.actions.hosts import invite_host, take_up
from wijkspel.players.actions.players import add_player, say_age
from wijkspel.players.models import Card, Player
from wijkspel.players.queries import device_with
from wijkspel.players.rules import HOST_CODE_LENGTH
from wijkspel.qr import new_code

REASONS = {
    "one of the two": "vouch_own",
    "younger than 16": "too_young",
    "on the phone of one of them": "vouch_family",
    "apart from one of them": "vouch_over",
    "somewhere else": "vouch_not_there",
    "a guest who met nobody": "vouch_met_nobody",
}


@pytest.fixture
def doubtful(app: Flask, time: Time) -> tuple[Meeting, Player, Card]:
    """A meeting that is doubtful: a player scanned a fourth card on one day."""
    host, player = new_host(), new_player(phone="p" * 43)
    cards = [new_card(host) for _ in range(4)]
    for card in cards:
        seen(host, card, new_card(host))
        time.pass_by(minutes=3)
    meetings = [scan(player, card) for card in cards]
    assert outcomes(meetings[3]) == ["doubtful"]
    return meetings[3], player, cards[3]


def _asked(meeting: Meeting, player: Player) -> Vouch:
    with write():
        return ask_for_vouch(_pair(meeting), player)


def _pair(meeting: Meeting) -> Pair:
    return pair_of(meeting, *(met.player_id for met in meeting.people))


def _witness(*, spot: str = "bakkerij") -> Player:
    """Somebody who is at a spot and met somebody else there."""
    witness = new_player()
    meet(new_player(), witness, spot=spot)
    return witness


def _says(asked: Vouch, player: Player) -> None:
    with write():
        vouch(asked, player)


def test_a_meeting_with_somebody_who_left_counts_for_nobody_any_more(
    doubtful: tuple[Meeting, Player, Card], time: Time
) -> None:
    meeting, player, card = doubtful
    asked, witness, host = _asked(meeting, player), _witness(), new_host()
    with write():
        leave_game(card.player)
    with pytest.raises(Conflict, match="vouch_over"):
        _says(asked, witness)
    with pytest.raises(Conflict, match="vouch_over"), write():
        vouch_as_host(host, _pair(meeting))
    assert outcomes(meeting) == ["doubtful"]


@on_both_engines
def test_somebody_who_was_there_lets_a_doubtful_meeting_count_once(
    doubtful: tuple[Meeting, Player, Card], time: Time
) -> None:
    meeting, player, card = doubtful
    asked, witness = _asked(meeting, player), _witness()
    before = len(reasons(player))
    for _ in range(2):
        _says(asked, witness)
    assert outcomes(meeting) == ["new"] and reasons(player)[before:] == [("new", 40)]
    assert ("new", 40) in reasons(card.player)
    found = vouched_for(_pair(meeting))
    assert found and found.player_id == witness.id
    assert vouches_of(witness)[0]["spot"] == "bakkerij"
    with pytest.raises(Conflict, match="vouch_over"):
        _says(asked, _witness())


def test_asking_twice_shows_the_same_square_for_twenty_minutes(
    doubtful: tuple[Meeting, Player, Card], time: Time
) -> None:
    meeting, player, card = doubtful
    asked = _asked(meeting, player)
    assert _asked(meeting, card.player).token == asked.token
    witness = _witness()
    time.pass_by(minutes=20)
    assert _asked(meeting, player).token != asked.token
    with pytest.raises(Conflict, match="vouch_over"):
        _says(asked, witness)


@on_both_engines
def test_its_digits_are_nobody_elses_at_the_spot_and_end_with_it(
    doubtful: tuple[Meeting, Player, Card], time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting, player, _card = doubtful
    dice = iter([1, 1, 2, 1, 2, 3])
    monkeypatch.setattr("secrets.randbelow", lambda _most: next(dice))
    shown = [invites(new_player()).digits, _asked(meeting, player).digits, invites(new_player()).digits]
    assert shown == ["0001", "0002", "0003"]
    found = open_vouch_with("0002", meeting.spot, time.moment)
    assert found and found.token == _asked(meeting, player).token
    assert open_vouch_with("0002", spot_called(koppel(), "sluis"), time.moment) is None
    time.pass_by(minutes=20)
    assert open_vouch_with("0002", meeting.spot, time.moment) is None
    assert "0002" not in digits_in_use(meeting.spot, time.moment)


def test_nobody_asks_about_a_meeting_of_others_or_one_that_counts(
    doubtful: tuple[Meeting, Player, Card], time: Time
) -> None:
    with pytest.raises(Conflict, match="not_doubtful"):
        _asked(doubtful[0], new_player())
    one = new_player()
    with pytest.raises(Conflict, match="not_doubtful"):
        _asked(meet(one, new_player()), one)


@pytest.mark.parametrize(("who", "code"), list(REASONS.items()), ids=list(REASONS))
def test_who_may_not_say_so(doubtful: tuple[Meeting, Player, Card], time: Time, who: str, code: str) -> None:
    meeting, player, _ = doubtful
    asked = _asked(meeting, player)
    with pytest.raises((NotAllowed, Conflict), match=code):
        _says(asked, _somebody(who, player))
    assert outcomes(meeting) == ["doubtful"]


def _somebody(who: str, player: Player) -> Player:
    if who == "one of the two":
        return player
    if who == "younger than 16":
        return new_player(grown_up=False)
    if who == "on the phone of one of them":
        phone = device_with("p" * 43, koppel().id)
        assert phone
        with write():
            other = add_player(phone, koppel(), language="nl")
            say_age(other, is_grown_up=True)
        return other
    if who == "a guest who met nobody":
        guest = new_player()
        with write():
            be_present(guest, spot_called(koppel(), "bakkerij"))
        return guest
    witness = _witness(spot="sluis" if who == "somewhere else" else "bakkerij")
    if who == "apart from one of them":
        with write():
            stay_apart(player, witness)
    return witness


def test_who_met_only_these_two_is_a_made_up_guest(doubtful: tuple[Meeting, Player, Card], time: Time) -> None:
    meeting, player, _ = doubtful
    guest = new_player()
    meet(player, guest)
    with pytest.raises(NotAllowed, match="vouch_met_nobody"):
        _says(_asked(meeting, player), guest)


@on_both_engines
def test_nobody_vouches_for_more_than_three_meetings_a_day(app: Flask, time: Time) -> None:
    host, witness = new_host(), _witness()
    for number in range(4):
        one, other = new_player(), new_player()
        meeting = a_doubtful_meeting(one, other)
        asked = _asked(meeting, one)
        if number < 3:
            _says(asked, witness)
        else:
            with pytest.raises(NotAllowed, match="vouch_enough"):
                _says(asked, witness)
    assert len(vouches_of(witness)) == 3
    assert [pair.outcome for pair in pending_at(host, time.moment - HOST_SEES)] == ["doubtful"]


@on_both_engines
def test_a_host_lets_what_waits_at_the_own_spot_count_and_nothing_twice(
    doubtful: tuple[Meeting, Player, Card], time: Time
) -> None:
    meeting, player, _ = doubtful
    host, elsewhere = new_host(), new_host(spot="sluis")
    assert [pair.meeting_id for pair in pending_at(host, time.moment - HOST_SEES)] == [meeting.id]
    assert pending_at(elsewhere, time.moment - HOST_SEES) == []
    with pytest.raises(Conflict, match="vouch_over"), write():
        vouch_as_host(elsewhere, _pair(meeting))
    before = len(reasons(player))
    for _ in range(2):
        with write():
            vouch_as_host(host, _pair(meeting))
    assert outcomes(meeting) == ["new"] and reasons(player)[before:] == [("new", 40)]
    found = vouched_for(_pair(meeting))
    assert found and found.host_id == host.id


def test_two_days_later_a_host_no_longer_knows(doubtful: tuple[Meeting, Player, Card], time: Time) -> None:
    meeting = doubtful[0]
    host = new_host()
    time.pass_by(hours=48)
    assert pending_at(host, time.moment - HOST_SEES) == []
    with pytest.raises(Conflict, match="vouch_over"), write():
        vouch_as_host(host, _pair(meeting))


def test_what_two_people_made_twice_on_one_day_counts_once(doubtful: tuple[Meeting, Player, Card], time: Time) -> None:
    meeting, player, card = doubtful
    host = new_host()
    time.pass_by(hours=1)
    second = scan(player, card)
    assert outcomes(second) == ["doubtful"]
    for one in (meeting, second):
        with write():
            vouch_as_host(host, _pair(one))
    assert outcomes(meeting) == ["new"] and outcomes(second) == ["again_today"]


@on_both_engines
def test_what_somebody_saw_is_deleted_with_the_round(doubtful: tuple[Meeting, Player, Card], time: Time) -> None:
    meeting, player, _ = doubtful
    _says(_asked(meeting, player), _witness())
    playing = meeting.round
    with write():
        clean_up(playing)
    assert db.session.query(Vouch).filter_by(neighbourhood_id=koppel().id).count() == 0


def test_a_host_says_nothing_about_who_plays_on_the_own_device(
    doubtful: tuple[Meeting, Player, Card], time: Time
) -> None:
    meeting, *_ = doubtful
    code = new_code(HOST_CODE_LENGTH)
    with write():
        invite_host(spot_called(koppel(), "bakkerij"), first_name="Fatima", code=code)
    with write():
        host = take_up(code, "p" * 43, koppel())
    assert pending_at(host, time.moment - HOST_SEES) == []
    with pytest.raises(NotAllowed, match="vouch_family"), write():
        vouch_as_host(host, _pair(meeting))
    assert outcomes(meeting) == ["doubtful"]
