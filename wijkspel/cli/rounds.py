"""`wijkspel rounds`: seasons of the game, until the desk can plan them."""

from datetime import date, datetime

import click
from flask.cli import with_appcontext

from wijkspel.boards.actions import sum_up
from wijkspel.cli.saying import refusals_as_sentences, say
from wijkspel.clock import now
from wijkspel.db import write
from wijkspel.places.models import Neighbourhood
from wijkspel.places.queries import neighbourhood_called
from wijkspel.players.queries import player_called
from wijkspel.rounds.actions import announce_round, correct, plan_round
from wijkspel.rounds.queries import round_with, rounds_of, score_of, score_of_all
from wijkspel.rounds.rules import begin_of
from wijkspel.wordlists.nicknames import skeleton

DAY = click.DateTime(formats=["%Y-%m-%d"])


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
@click.option("--name", required=True, help="What the round is called, in Dutch.")
@click.option("--goal", required=True, type=click.IntRange(1), help="The points to reach together.")
@click.option("--reward", required=True, help="What happens then, in Dutch.")
@click.option("--opens", required=True, type=DAY, help="The first day, such as 2027-03-01.")
@click.option("--freezes", required=True, type=DAY, help="From this day on boards stand still.")
@click.option("--closes", required=True, type=DAY, help="From this day on nothing counts.")
@click.option("--cleans", required=True, type=DAY, help="On this day what was promised to be deleted is deleted.")
@with_appcontext
def plan(
    neighbourhood: str,
    name: str,
    goal: int,
    reward: str,
    opens: datetime,
    freezes: datetime,
    closes: datetime,
    cleans: datetime,
) -> None:
    """Plan a round as a draft, which only `announce` makes public."""
    days = (opens.date(), freezes.date(), closes.date(), cleans.date())
    with refusals_as_sentences():
        with write():
            wijk = neighbourhood_called(neighbourhood)
            planned = plan_round(wijk, names={"nl": name}, goal=goal, reward={"nl": reward}, times=_times(wijk, days))
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
