"""Rounds from the command line: planned by their days, announced once, and never two at a time."""

import re
from datetime import timedelta

from config import Testing
from tests.cli.test_cli import run
from tests.moving import at
from tests.playing import the_round
from tests.world import koppel
from wijkspel.rounds.rules import day_of


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
