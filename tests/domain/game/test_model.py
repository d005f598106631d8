"""Anybody does anything in any order, and what must always hold, holds: a short story daily, long ones as a drill."""

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.game_model import Game
from tests.playing import Time


def _play(time: Time, *, stories: int, steps: int) -> None:
    story = settings(
        max_examples=stories,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(type("GameNow", (Game,), {"time": time}), settings=story)


def test_whatever_people_do_what_must_hold_holds(app: Flask, time: Time) -> None:
    _play(time, stories=12, steps=25)


@pytest.mark.parametrize("engine", ["postgis"], indirect=True)
def test_it_holds_on_postgresql_as_well(app: Flask, time: Time) -> None:
    _play(time, stories=3, steps=20)


@pytest.mark.drill
def test_it_holds_in_long_stories(app: Flask, time: Time) -> None:
    _play(time, stories=80, steps=60)
