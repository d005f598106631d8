"""Anybody does anything in any order, and what must always hold, holds: a short story daily, long ones as a drill."""

from functools import partialmethod

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.board_model import BoardAlways
from tests.card_model import CardAlways
from tests.game_model import Playing
from tests.photo_model import PhotoAlways
from tests.playing import Time


class Meetings(BoardAlways, CardAlways):
    """Everything but photos, so that a short story has room for much of it."""


class Photos(PhotoAlways):
    """Photos, with the few other steps that decide about them: in a short story each would else be taken once."""


# Steps that say nothing about photos; others still take them on the way.
_ELSEWHERE = ("come_on_a_phone_of", "show_invitation", "confirm", "meet", "say_here", "two_meet_after_a_while", "move")
_ELSEWHERE += ("say_age", "come", "tell_that_it_felt_bad", "boards_freeze", "hand_out", "walk_past_cards", "host_sees")
_ELSEWHERE += (
    "lose_card",
    "another_host",
    "add_child",
    "say_yes",
    "take_yes_back",
    "witness",
    "host_saw",
    "time_passes",
)
for _name in _ELSEWHERE:
    setattr(Photos, _name, partialmethod(getattr(PhotoAlways, _name)))


class Game(BoardAlways, PhotoAlways):
    """The whole game."""


def _play(kind: type[Playing], time: Time, *, stories: int, steps: int) -> None:
    story = settings(
        max_examples=stories,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(type("Now", (kind,), {"time": time}), settings=story)


def test_whatever_people_do_what_must_hold_holds(app: Flask, time: Time) -> None:
    _play(Meetings, time, stories=10, steps=25)


def test_whatever_people_do_with_photos_everybody_in_them_decides(app: Flask, time: Time) -> None:
    _play(Photos, time, stories=8, steps=25)


@pytest.mark.parametrize("engine", ["postgis"], indirect=True)
@pytest.mark.parametrize("kind", [Meetings, Photos])
def test_it_holds_on_postgresql_as_well(app: Flask, time: Time, kind: type[Playing]) -> None:
    _play(kind, time, stories=2, steps=15)


@pytest.mark.drill
def test_it_holds_in_long_stories(app: Flask, time: Time) -> None:
    _play(Game, time, stories=80, steps=60)
