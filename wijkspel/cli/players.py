"""`wijkspel players`: nicknames that do not feel good to somebody, until the desk shows them."""

from datetime import timedelta

import click
from flask.cli import with_appcontext

from wijkspel.cli.saying import refusals_as_sentences, say
from wijkspel.clock import now
from wijkspel.db import write
from wijkspel.game.actions.flagging import keep_nickname, take_nickname_away
from wijkspel.players.models import NicknameFlag
from wijkspel.players.queries import any_player_with, open_flags
from wijkspel.players.rules import FLAG_HOURS


@click.group()
def players() -> None:
    """Look at nicknames that do not feel good to somebody."""


@players.command()
@click.option("--json", "as_json", is_flag=True, help="Answer for a program.")
@with_appcontext
def flags(as_json: bool) -> None:
    """List the flags on nicknames that wait for somebody to look, within 24 hours."""
    say([_row(flag) for flag in open_flags()], as_json)


@players.command()
@click.argument("player")
@click.option("--by", required=True, help="Who looked at it.")
@with_appcontext
def rename(player: str, by: str) -> None:
    """Give a player a made-up nickname in place of one that does not feel good. The player is told kindly."""
    with refusals_as_sentences():
        with write():
            nickname = take_nickname_away(any_player_with(player), by=by)
        click.echo(f"{player} is called “{nickname}” now, and can choose another.")


@players.command()
@click.argument("player")
@click.option("--by", required=True, help="Who looked at it.")
@with_appcontext
def keep(player: str, by: str) -> None:
    """Find nothing wrong with a nickname: it is shown again, and more flags do not hide it."""
    with refusals_as_sentences():
        with write():
            keep_nickname(any_player_with(player), by=by)
        click.echo(f"The nickname of {player} stays.")


def _row(flag: NicknameFlag) -> dict[str, object]:
    left = flag.said_at + timedelta(hours=FLAG_HOURS) - now()
    hours = int(left.total_seconds() // 3600)
    return {
        "player": flag.other.public_id,
        "nickname": flag.nickname,
        "now": flag.other.nickname if flag.other.skeleton != flag.skeleton else "",
        "reason": flag.reason or "-",
        "had_met": "met" if flag.weight else "not met",
        "state": flag.other.nickname_state or "shown",
        "said": flag.said_at.isoformat(timespec="minutes"),
        "clock": f"{hours} hours left" if left > timedelta(0) else "LATE",
    }
