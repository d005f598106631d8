"""`wijkspel players`: nicknames that do not feel good to somebody, and who objects, until the desk shows them."""

from datetime import datetime, timedelta

import click
from flask import current_app
from flask.cli import with_appcontext

from wijkspel.cli.saying import refusals_as_sentences, say
from wijkspel.clock import now
from wijkspel.db import write
from wijkspel.game.actions.flagging import give_nickname_back, keep_nickname, take_nickname_away
from wijkspel.game.actions.objecting import answer_objection
from wijkspel.game.queries.objections import objection_with, open_objections
from wijkspel.photos.queries.flags import photo_called
from wijkspel.players.models import NicknameFlag, Objection
from wijkspel.players.queries import any_player_with, open_flags
from wijkspel.players.rules import FLAG_HOURS
from wijkspel.storage import Store

_BY = click.option("--by", required=True, help="Who looked at it.")


@click.group()
def players() -> None:
    """Look at nicknames that do not feel good to somebody, and at what players object to."""


@players.command()
@click.option("--json", "as_json", is_flag=True, help="Answer for a program.")
@with_appcontext
def flags(as_json: bool) -> None:
    """List the flags on nicknames that wait for somebody to look, within 24 hours."""
    say([_row(flag) for flag in open_flags()], as_json)


@players.command()
@click.argument("player")
@_BY
@with_appcontext
def rename(player: str, by: str) -> None:
    """Give a player a made-up nickname in place of one that does not feel good. The player is told kindly."""
    with refusals_as_sentences():
        with write():
            nickname = take_nickname_away(any_player_with(player), by=by)
        click.echo(f"{player} is called “{nickname}” now, and can choose another.")


@players.command()
@click.argument("player")
@_BY
@click.option("--back", is_flag=True, help="Give back the nickname that was taken away.")
@with_appcontext
def keep(player: str, by: str, back: bool) -> None:
    """Find nothing wrong with a nickname: it is shown again, and more flags do not hide it."""
    with refusals_as_sentences():
        with write():
            found = any_player_with(player)
            if back:
                give_nickname_back(found, by=by)
            else:
                keep_nickname(found, by=by)
            nickname = found.nickname
        click.echo(f"{player} is called “{nickname}” again." if back else f"The nickname of {player} stays.")


@players.command()
@click.option("--json", "as_json", is_flag=True, help="Answer for a program.")
@with_appcontext
def objections(as_json: bool) -> None:
    """List who does not agree that a photo or nickname was hidden, and waits for an answer, within 24 hours."""
    store: Store = current_app.extensions["store"]
    say([_objected(objection, store) for objection in open_objections()], as_json)


@players.command()
@click.argument("objection")
@_BY
@click.option("--outcome", required=True, help="What came of it, for the player to read.")
@with_appcontext
def answer(objection: str, by: str, outcome: str) -> None:
    """Answer an objection, in words that its player reads. It changes nothing else.

    A photo is shown again by: wijkspel photos show. A nickname that is hidden by: wijkspel players keep. One that was
    taken away is given back by: wijkspel players keep --back.
    """
    with refusals_as_sentences():
        with write():
            answer_objection(objection_with(objection), by=by, outcome=outcome)
        click.echo(f"{objection} is answered.")


def _row(flag: NicknameFlag) -> dict[str, object]:
    return {
        "player": flag.other.public_id,
        "nickname": flag.nickname,
        "now": flag.other.nickname if flag.other.skeleton != flag.skeleton else "",
        "reason": flag.reason or "-",
        "had_met": "met" if flag.weight else "not met",
        "state": flag.other.nickname_state or "shown",
        "said": flag.said_at.isoformat(timespec="minutes"),
        "clock": _clock(flag.said_at),
    }


def _objected(objection: Objection, store: Store) -> dict[str, object]:
    picture = photo_called(objection.subject).picture if objection.about == "photo" else None
    return {
        "objection": objection.public_id,
        "player": objection.player.public_id,
        "about": objection.about,
        "subject": objection.subject,
        "words": objection.words or "-",
        "said": objection.said_at.isoformat(timespec="minutes"),
        "clock": _clock(objection.said_at),
        "file": str(store.path(picture.file_name(800, "jpeg"))) if picture else "",
    }


def _clock(said_at: datetime) -> str:
    left = said_at + timedelta(hours=FLAG_HOURS) - now()
    return f"{int(left.total_seconds() // 3600)} hours left" if left > timedelta(0) else "LATE"
