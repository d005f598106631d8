"""Parents and children, and hosts: who says yes, what ends with whom, and a code that works once."""

import secrets

import pytest
from flask import Flask

from tests.conftest import on_both_engines
from tests.playing import Time, new_card, new_host, new_player, seen
from tests.world import HOST_ELSEWHERE, koppel
from wijkspel.db import write
from wijkspel.errors import Conflict, Invalid, Missing, NotAllowed
from wijkspel.game.actions.answering import answer_age
from wijkspel.game.actions.leaving import leave_game, take_child_back
from wijkspel.game.queries.own_data import everything_of
from wijkspel.places.queries import spot_called
from wijkspel.players.actions.hosts import (
    end_host,
    first_card_of,
    forget_old_hosts,
    invite_host,
    keep_first_card,
    take_up,
)
from wijkspel.players.actions.parents import add_child, let_play
from wijkspel.players.actions.players import add_player, say_age
from wijkspel.players.queries import a_parent_said_yes, card_of, children_of, device_with, host_on

CODE = "BCDF2345GHJK"


@on_both_engines
def test_a_child_is_made_with_a_card_under_its_parent_and_goes_when_the_parent_leaves(app: Flask, time: Time) -> None:
    parent = new_player()
    with write():
        child = add_child(parent, koppel(), language="nl").player
    assert child.is_grown_up is False and children_of(parent.id) == [child]
    assert everything_of(parent)["children"] == [child.nickname]
    assert everything_of(child)["parents_who_said_yes"][0]["parent"] == parent.nickname
    with write():
        leave_game(parent)
    assert child.is_gone and card_of(child.id) is None and parent.is_gone


def test_a_parent_has_at_most_eight_children_and_is_grown_up(app: Flask, time: Time) -> None:
    parent, young = new_player(), new_player(grown_up=False)
    for _ in range(8):
        with write():
            first, again = (add_child(parent, koppel(), language="nl") for _ in range(2))
        assert first == again, "a double tap is one child"
        time.pass_by(minutes=1)
    with pytest.raises(Conflict, match="family_full"), write():
        add_child(parent, koppel(), language="nl")
    with pytest.raises(NotAllowed, match="too_young_for_a_parent"), write():
        add_child(young, koppel(), language="nl")


@on_both_engines
def test_a_child_on_its_own_phone_meets_by_a_host_after_a_parents_yes_until_that_is_taken_back(
    app: Flask, time: Time
) -> None:
    host, child, parent = new_host(), new_player(grown_up=False), new_player()
    for _ in range(2):
        with write():
            let_play(child, parent)
    card = card_of(child.id)
    assert card and card.status == "handed_out"
    seen(host, card, new_card(host))
    with write():
        take_child_back(parent, child)
    assert not child.is_gone, "it plays on its own phone, and may see and delete what is kept"
    assert card_of(child.id) is None and not a_parent_said_yes(child.id)


def test_of_two_parents_one_is_enough(app: Flask) -> None:
    child, one, other = new_player(grown_up=False), new_player(), new_player()
    for parent in (one, other):
        with write():
            let_play(child, parent)
    with write():
        leave_game(one)
    assert a_parent_said_yes(child.id) and card_of(child.id)
    with write():
        leave_game(other)
    assert not a_parent_said_yes(child.id) and card_of(child.id) is None


@on_both_engines
def test_what_a_parent_said_ends_when_that_parent_says_to_be_younger(app: Flask, time: Time) -> None:
    child, one, other = new_player(grown_up=False), new_player(), new_player()
    for parent in (one, other):
        with write():
            let_play(child, parent)
    time.pass_by(minutes=1)
    with write():
        small = add_child(one, koppel(), language="nl").player
    with write():
        answer_age(one, is_grown_up=False)
    assert children_of(one.id) == [] and small.is_gone, "one on nobody's phone is deleted: nobody else could do so"
    assert a_parent_said_yes(child.id) and card_of(child.id), "another parent said yes as well"
    with write():
        answer_age(other, is_grown_up=False)
    assert not a_parent_said_yes(child.id) and card_of(child.id) is None and not child.is_gone


def test_nobody_says_yes_on_the_phone_of_the_child_or_for_a_grown_up(app: Flask) -> None:
    child, parent, other = new_player(grown_up=False, phone="k" * 43), new_player(), new_player()
    phone = device_with("k" * 43, koppel().id)
    assert phone
    with write():
        on_the_same = add_player(phone, koppel(), language="nl")
        say_age(on_the_same, is_grown_up=True)
    for somebody in (on_the_same, child):
        with pytest.raises(NotAllowed), write():
            let_play(child, somebody)
    with pytest.raises(Conflict, match="not_a_child"), write():
        let_play(parent, other)


@on_both_engines
def test_a_code_makes_one_device_a_host_once_and_for_a_week(app: Flask, time: Time) -> None:
    tablet, other = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    for code in (CODE, CODE[::-1]):
        with write():
            invite_host(spot_called(koppel(), "bakkerij"), first_name="Fatima", code=code)
    for _ in range(2):
        with write():
            host = take_up(CODE, tablet, koppel())
    device = device_with(tablet, koppel().id)
    assert device and host_on(device) == host
    with pytest.raises(Conflict, match="host_code_over"), write():
        take_up(CODE, other, koppel())
    for code in ("ZZZZ2222ZZZZ", HOST_ELSEWHERE):
        with pytest.raises(Missing, match="host_code_unknown"), write():
            take_up(code, other, koppel())
    time.pass_by(days=7)
    with pytest.raises(Conflict, match="host_code_over"), write():
        take_up(CODE[::-1], other, koppel())
    with write():
        end_host(host)
    assert host_on(device) is None
    with pytest.raises(Conflict, match="host_code_over"), write():
        take_up(CODE, tablet, koppel())


def test_a_host_without_a_name_is_no_host(app: Flask) -> None:
    with pytest.raises(Invalid, match="first_name"), write():
        invite_host(spot_called(koppel(), "bakkerij"), first_name=" ", code=CODE)


def test_the_first_of_two_cards_is_waited_for_five_minutes(app: Flask, time: Time) -> None:
    host = new_host()
    card = new_card(host)
    with write():
        keep_first_card(host, card)
    assert first_card_of(host) == card
    time.pass_by(minutes=5)
    assert first_card_of(host) is None


def test_the_name_of_a_host_is_forgotten_three_months_after_the_end(app: Flask, time: Time) -> None:
    host = new_host()
    with write():
        end_host(host)
    time.pass_by(days=89)
    with write():
        assert forget_old_hosts() == 0
    time.pass_by(days=2)
    with write():
        assert forget_old_hosts() >= 1
    assert host.first_name is None
