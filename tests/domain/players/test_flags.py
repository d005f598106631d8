"""Flags on nicknames: what is enough to hide one, and what comes of it. The other is never told by whom."""

import pytest
from flask import Flask

from tests.conftest import on_both_engines
from tests.playing import Time, meet, new_player
from wijkspel.db import write
from wijkspel.errors import Invalid, Missing
from wijkspel.game.actions.flagging import (
    choose_nickname,
    flag_nickname,
    forget_old_flags,
    keep_nickname,
    take_nickname_away,
)
from wijkspel.game.actions.leaving import leave_game
from wijkspel.game.queries.own_data import everything_of
from wijkspel.players.models import Player
from wijkspel.players.queries import flags_by, flags_on, open_flags
from wijkspel.players.rules import hides_nickname


def _flag(player: Player, other: Player, reason: str | None = None) -> None:
    with write():
        flag_nickname(player, other, reason=reason)


def _who_met(player: Player, count: int) -> list[Player]:
    others = [new_player() for _ in range(count)]
    for other in others:
        meet(player, other)
    return others


@pytest.mark.parametrize(
    ("flags", "hides"),
    [
        ([], False),
        ([(1, None)], False),
        ([(1, None), (1, "other")], True),
        ([(1, "insulting")], True),
        ([(1, "private")], True),
        ([(1, "other")], False),
        ([(0, "insulting")] * 9, False),
        ([(0, "insulting"), (1, None)], False),
    ],
)
def test_two_who_met_hide_a_nickname_or_one_with_a_serious_reason(
    flags: list[tuple[int, str | None]], hides: bool
) -> None:
    assert hides_nickname(flags) is hides


@on_both_engines
def test_the_second_of_two_who_met_hides_it_and_one_who_says_it_twice_does_not(app: Flask, time: Time) -> None:
    player = new_player()
    one, other = _who_met(player, 2)
    _flag(one, player)
    _flag(one, player)
    assert player.public_name == player.nickname and len(flags_on(player)) == 1
    _flag(other, player)
    assert player.public_name is None and player.nickname


@on_both_engines
def test_who_flagged_before_they_met_weighs_once_they_met_and_say_it_again(app: Flask, time: Time) -> None:
    player, other = new_player(), new_player()
    _flag(other, player)
    meet(player, other)
    assert player.public_name, "nobody hides anything who does not say it again"
    _flag(other, player, "insulting")
    assert player.public_name is None and [flag.weight for flag in flags_on(player)] == [1]


def test_flags_of_phones_that_never_met_a_player_hide_nothing(app: Flask, time: Time) -> None:
    player = new_player()
    for stranger in [new_player() for _ in range(4)]:
        _flag(stranger, player, "insulting")
    assert player.public_name and len(open_flags()) == 5, "with the one of De Overkant"


def test_a_nickname_that_was_looked_at_and_kept_is_not_hidden_by_more_flags(app: Flask, time: Time) -> None:
    player = new_player()
    one, other, third = _who_met(player, 3)
    _flag(one, player, "insulting")
    assert player.is_nickname_hidden
    with write():
        keep_nickname(player, by="Noor")
    _flag(other, player, "insulting")
    _flag(third, player, "insulting")
    assert player.public_name == player.nickname and len(flags_on(player)) == 3


def test_a_nickname_that_was_taken_away_does_not_come_back_in_other_letters(app: Flask, time: Time) -> None:
    player = new_player()
    with write():
        choose_nickname(player, "Fietsbel")
    _flag(_who_met(player, 1)[0], player, "insulting")
    with write():
        given = take_nickname_away(player, by="Noor")
    assert player.nickname_state == "renamed" and player.public_name == given != "Fietsbel"
    with pytest.raises(Invalid, match="insult"), write():
        choose_nickname(player, "FIETSBEL")
    with write():
        choose_nickname(player, "Bakfiets")
    assert player.nickname_state is None


def test_who_changes_a_hidden_nickname_and_changes_back_finds_it_hidden(app: Flask, time: Time) -> None:
    player = new_player()
    with write():
        choose_nickname(player, "Fietsbel")
    _flag(_who_met(player, 1)[0], player, "private")
    with write():
        choose_nickname(player, "Bakfiets")
    assert player.public_name == "Bakfiets"
    with write():
        choose_nickname(player, "Fietsbel")
    assert player.is_nickname_hidden
    with write():
        choose_nickname(player, "Bakfiets")
        keep_nickname(player, by="Noor")
    assert not [flag for flag in open_flags() if flag.other_id == player.id]


def test_a_flag_is_part_of_what_is_kept_and_goes_with_who_it_is_about_and_in_time(app: Flask, time: Time) -> None:
    player, leaver = new_player(), new_player()
    (one,) = _who_met(player, 1)
    _flag(one, player)
    _flag(one, leaver, "other")
    assert [flag["reason"] for flag in everything_of(one)["flags"]] == [None, "other"]
    with write():
        leave_game(leaver)
    assert [flag.other_id for flag in flags_by(one.id)] == [player.id]
    with write():
        keep_nickname(player, by="Noor")
    time.pass_by(days=89)
    with write():
        assert forget_old_flags() == 0
    time.pass_by(days=2)
    with write():
        assert forget_old_flags() == 1


def test_nobody_flags_themselves_or_somebody_who_left_and_who_looks_says_who_they_are(app: Flask, time: Time) -> None:
    player, leaver = new_player(), new_player()
    with write():
        leave_game(leaver)
    for other in (player, leaver):
        with pytest.raises(Missing), write():
            flag_nickname(player, other)
    with pytest.raises(Invalid, match="by"), write():
        keep_nickname(player, by=" ")
