"""`wijkspel rounds`: seasons of the game, until the desk can plan them."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import click
from flask.cli import with_appcontext

from wijkspel.boards.actions import sum_up
from wijkspel.cli.pairs import PairType
from wijkspel.cli.saying import refusals_as_sentences, say
from wijkspel.clock import now
from wijkspel.db import write
from wijkspel.languages import FIRST, NAMES
from wijkspel.places.models import Neighbourhood
from wijkspel.places.queries import neighbourhood_called
from wijkspel.players.queries import player_called
from wijkspel.rounds.actions import announce_round, correct, plan_round
from wijkspel.rounds.queries import round_with, rounds_of, score_of, score_of_all
from wijkspel.rounds.rules import RuleTable, begin_of
from wijkspel.wordlists.nicknames import skeleton

DAY = click.DateTime(formats=["%Y-%m-%d"])
RULES = RuleTable().as_json()


def _rule(typed: str) -> tuple[str, int]:
    """Return the rule of the table and its figure that were typed, as in `most_a_week=200`. Raises ValueError."""
    name, _, figure = typed.partition("=")
    if name not in RULES:
        raise ValueError(f"There is no rule “{name}”. Those there are: {', '.join(RULES)}.")
    if not re.fullmatch("[0-9]{1,6}", figure):
        raise ValueError("write NAME=FIGURE, such as most_a_week=200.")
    return name, int(figure)


def _text(typed: str) -> tuple[str, str]:
    """Return a language and the text in it, as in `en=Spring`; without a language it is Dutch. Raises ValueError."""
    told = re.match("([a-z]{2,3})=", typed)
    if told is None:
        return FIRST, typed.strip()
    if told[1] not in NAMES:
        raise ValueError(f"“{told[1]}” is not one of our languages: {', '.join(NAMES)}.")
    return told[1], typed[told.end() :].strip()


def _said_once(ctx: click.Context, param: click.Parameter, pairs: tuple[tuple[str, Any], ...]) -> dict[str, Any]:
    """Return what was said as a table, and refuse what was said twice: nobody can tell which of the two is meant."""
    for name, count in Counter(name for name, _ in pairs).items():
        if count > 1:
            raise click.BadParameter(f"“{name}” is there twice. Say it once.", ctx, param)
    return dict(pairs)


def _texts(option: str, what: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return an option for a text in several languages."""
    say_more = "Once more with a language, such as en=…, for each other one."
    return click.option(
        option,
        required=True,
        multiple=True,
        type=PairType("[LANGUAGE=]TEXT", _text),
        callback=_said_once,
        help=f"{what}, in Dutch. {say_more}",
    )


@click.group()
def rounds() -> None:
    """Plan, announce and list rounds of the game."""


@rounds.command("list")
@click.argument("neighbourhood")
@click.option("--json", "as_json", is_flag=True, help="Answer for a program.")
@with_appcontext
def list_all(neighbourhood: str, as_json: bool) -> None:
    """List the rounds of a neighbourhood, with their state and what was reached."""
    with refusals_as_sentences(as_json):
        found = rounds_of(neighbourhood_called(neighbourhood))
    rows: list[dict[str, object]] = [
        {
            "round": one.public_id,
            "name": next(iter(one.names.values())),
            "state": one.state_at(now()),
            "opens": one.opens_at.isoformat(timespec="minutes"),
            "closes": one.closes_at.isoformat(timespec="minutes"),
            "points": score_of_all(one),
            "goal": one.goal,
        }
        for one in found
    ]
    say(rows, as_json)


@rounds.command()
@click.argument("neighbourhood")
@_texts("--name", "What the round is called")
@click.option("--goal", required=True, type=click.IntRange(1), help="The points to reach together.")
@_texts("--reward", "What happens then")
@click.option("--opens", required=True, type=DAY, help="The first day, such as 2027-03-01.")
@click.option("--freezes", required=True, type=DAY, help="From this day on boards stand still.")
@click.option("--closes", required=True, type=DAY, help="From this day on nothing counts.")
@click.option("--cleans", required=True, type=DAY, help="On this day what was promised to be deleted is deleted.")
@click.option(
    "--rule",
    multiple=True,
    type=PairType("NAME=FIGURE", _rule),
    callback=_said_once,
    help=f"Another figure than these: {', '.join(f'{name} {figure}' for name, figure in RULES.items())}.",
)
@with_appcontext
def plan(
    neighbourhood: str,
    name: dict[str, str],
    goal: int,
    reward: dict[str, str],
    opens: datetime,
    freezes: datetime,
    closes: datetime,
    cleans: datetime,
    rule: dict[str, int],
) -> None:
    """Plan a round as a draft, which only `announce` makes public."""
    days = (opens.date(), freezes.date(), closes.date(), cleans.date())
    with refusals_as_sentences():
        with write():
            wijk = neighbourhood_called(neighbourhood)
            times = _times(wijk, days)
            planned = plan_round(wijk, names=name, goal=goal, reward=reward, times=times, rules=rule)
            name_of_round = planned.public_id
        click.echo(
            f"Round {name_of_round} is a draft. Announce it with: wijkspel rounds announce {name_of_round} --by NAME"
        )


@rounds.command()
@click.argument("name", metavar="ROUND")
@click.option("--by", required=True, help="Who decided it.")
@with_appcontext
def announce(name: str, by: str) -> None:
    """Make a draft public: on its first day people can play."""
    with refusals_as_sentences():
        with write():
            announce_round(round_with(name), by=by)
        click.echo(f"Round {name} is announced.")


@rounds.command("correct", context_settings={"ignore_unknown_options": True})  # or -40 would be an option
@click.argument("name", metavar="ROUND")
@click.argument("nickname")
@click.argument("points", type=int)
@click.option("--why", required=True, help="Why, in words that the player reads.")
@click.option("--key", help="A name for this correction: with the same one it is written once.")
@with_appcontext
def put_right(name: str, nickname: str, points: int, why: str, key: str | None) -> None:
    """Write a line that puts a score right, such as -40. What was written stays; twice on one day is once."""
    with refusals_as_sentences():
        with write():
            playing = round_with(name)
            player = player_called(skeleton(nickname), playing.neighbourhood_id)
            correct(playing, player, points, why=why, key=key)
            if playing.closing is not None:
                sum_up(playing)
            score = score_of(player.id, playing.id)
        click.echo(f"{nickname} has {score} points in round {name}.")


def _times(wijk: Neighbourhood, days: tuple[date, date, date, date]) -> tuple[datetime, datetime, datetime, datetime]:
    opens, freezes, closes, cleans = (begin_of(day, wijk.timezone) for day in days)
    return opens, freezes, closes, cleans
