"""Anybody does anything in any order, and what must always hold, holds: a short story daily, long ones as a drill."""

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import invariant, run_state_machine_as_test

from tests.model.boards import BoardAlways
from tests.model.cards import CardAlways
from tests.model.photos import PhotoAlways, PhotoSteps
from tests.model.playing import Playing
from tests.playing import Time


class Meetings(BoardAlways, CardAlways):
    """Everything but photos, so that a short story has room for much of it."""


class Photos(PhotoAlways):
    """Photos, and the few other rules that decide about them: in a short story each would else be taken once.

    The steps of all other rules are still there, and taken on the way.
    """

    others = (
        "choose_for_every_photo",
        "get_card",
        "holder_leaves",
        "leave",
        "revoke_card",
        "round_closes_is_cleaned_up_and_a_new_one_opens",
        "scan_card",
        "stay_apart",
    )

    @classmethod
    def setup_state(cls) -> Any:
        """Tell Hypothesis the rules of photos, and the few others."""
        told = super().setup_state()
        return replace(told, rules=[one for one in told.rules if _name(one) in {*vars(PhotoSteps), *cls.others}])


class Game(BoardAlways, PhotoAlways):
    """The whole game."""


def _name(rule: Any) -> str:
    return str(rule.function.__name__)


def _play(kind: type[Playing], time: Time, *, stories: int, steps: int) -> int:
    """Play stories, fail at the first step after which something does not hold, and return after how many all held."""

    class Now(kind):  # type: ignore[misc, valid-type]
        held = 0

        @invariant()
        def everything_was_looked_at(self) -> None:
            Now.held += 1

    Now.time = time
    story = settings(
        max_examples=stories,
        stateful_step_count=steps,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Now, settings=story)
    return Now.held


def test_whatever_people_do_what_must_hold_holds(app: Flask, time: Time) -> None:
    assert _play(Meetings, time, stories=6, steps=20) > 60


def test_whatever_people_do_with_photos_everybody_in_them_decides(app: Flask, time: Time) -> None:
    assert set(Photos.others) < {_name(rule) for rule in PhotoAlways.setup_state().rules}, "no such rule"
    assert _play(Photos, time, stories=5, steps=20) > 50


@pytest.mark.parametrize("engine", ["postgis"], indirect=True)
@pytest.mark.parametrize("kind", [Meetings, Photos])
def test_it_holds_on_postgresql_as_well(app: Flask, time: Time, kind: type[Playing]) -> None:
    assert _play(kind, time, stories=2, steps=15) > 15


@pytest.mark.drill
def test_it_holds_in_long_stories(app: Flask, time: Time) -> None:
    assert _play(Game, time, stories=40, steps=60) > 1200
