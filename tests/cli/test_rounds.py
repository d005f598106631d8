"""Rounds from the command line: planned by their days, announced once, and never two at a time."""

import re
from datetime import timedelta

import pytest

from config import Testing
from tests.cli.test_cli import run
from tests.moving import at
from tests.playing import the_round
from tests.world import koppel
from wijkspel.rounds.queries import round_with
from wijkspel.rounds.rules import RuleTable, day_of, read_rules


def _days(settings: Testing, *after: int) -> list[str]:
    """Return options for the days of a round, counted from when the one that is played closes."""
    with at(settings):
        end = day_of(the_round().closes_at, koppel().timezone)
    names = ("--opens", "--freezes", "--closes", "--cleans")
    return [word for name, days in zip(names, after, strict=True) for word in (name, str(end + timedelta(days=days)))]


def _plan(settings: Testing, *options: str, status: int = 0) -> str:
    return run(settings, "rounds", "plan", "de-koppel", "--goal", "900", *options, status=status)


def _name(said: str) -> str:
    """Return the name of the round that was planned."""
    found = re.search(r"Round (\w+) is a draft", said)
    assert found, said
    return found[1]


def test_a_round_during_another_one_is_refused_in_words_with_the_days_of_the_other(settings: Testing) -> None:
    with at(settings):
        other = the_round().public_id
    named = ("--name", "Lente", "--reward", "Soep")
    name = _name(_plan(settings, *named, *_days(settings, -1, 5, 9, 20)))
    said = run(settings, "rounds", "announce", name, "--by", "Noor", status=1)
    assert f"Round {other} is played from 20" in said and "only one round is played at a time" in said
    after = _name(_plan(settings, *named, *_days(settings, 0, 5, 9, 20)))
    assert "is announced" in run(settings, "rounds", "announce", after, "--by", "Noor")
    past = _name(_plan(settings, *named, *_days(settings, -90, -80, -70, -60)))
    assert "The last day of round" in run(settings, "rounds", "announce", past, "--by", "Noor", status=1)


def test_a_round_is_planned_with_figures_and_names_of_its_own(settings: Testing) -> None:
    words = ["--name", "Lente", "--name", "en=Spring", "--reward", "Soep = gratis", "--reward", "ar=حساء"]
    rules = ["--rule", "most_a_week=200", "--rule", "new=30", "--rule", "cards_a_day=0"]
    name = _name(_plan(settings, *words, *rules, *_days(settings, 0, 5, 9, 20)))
    with at(settings):
        planned = round_with(name)
        assert planned.names == {"nl": "Lente", "en": "Spring"}
        assert planned.reward == {"nl": "Soep = gratis", "ar": "حساء"}
        assert read_rules(planned.rules) == RuleTable(most_a_week=200, new=30, cards_a_day=0)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--rule", "pot=3"], "There is no rule “pot”. Those there are: spot, spots_a_day, new,"),
        (["--rule", "most_a_week"], "write NAME=FIGURE"),
        (["--rule", "new=veel"], "write NAME=FIGURE"),
        (["--rule", "new=30", "--rule", "new=40"], "“new” is there twice"),
        (["--rule", "new=1001"], "new is not a figure that fits"),
        (["--rule", "pairs_a_meeting=0"], "pairs a meeting is at least 1"),
        (
            ["--rule", "gathering_people=1", "--rule", "gathering_minutes=0"],
            "gathering people is at least 2; gathering",
        ),
        (["--rule", "most_a_week=39"], "most a week is less than one first meeting brings"),
        (["--name", "en=Spring", "--name", "en=Springtime"], "“en” is there twice"),
        (["--name", "xx=Spring"], "“xx” is not one of our languages: nl, en, tr, ar"),
        (["--name", "en= "], "names is missing"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(settings: Testing, options: list[str], words: str) -> None:
    named = ["--reward", "Soep", *([] if "--name" in options else ["--name", "Lente"])]
    status = 2 if words.startswith(("There is", "write", "“")) else 1
    said = _plan(settings, *named, *options, *_days(settings, 0, 5, 9, 20), status=status)
    assert words in " ".join(said.split())


def test_help_names_every_rule_and_what_it_is_when_nobody_says(settings: Testing) -> None:
    said = " ".join(run(settings, "rounds", "plan", "--help").split())
    for name, figure in RuleTable().as_json().items():
        assert f"{name} {figure}" in said
