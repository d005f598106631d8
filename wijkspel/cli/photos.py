"""`wijkspel photos`: what people say of photos of meetings, to be looked at within a day, until the desk shows it."""

from datetime import datetime

import click
from flask import current_app
from flask.cli import with_appcontext

from wijkspel.cli.saying import refusals_as_sentences, say
from wijkspel.clock import now
from wijkspel.db import write
from wijkspel.photos.actions.flagging import judge_photo
from wijkspel.photos.models import PhotoFlag
from wijkspel.photos.queries.flags import open_flags, photo_called
from wijkspel.photos.rules import LOOKED_WITHIN
from wijkspel.storage import Store

_BY = click.option("--by", required=True, help="Who looked at it.")
_WHY = click.option("--outcome", required=True, help="What came of it, for the people in the photo to read.")


@click.group()
def photos() -> None:
    """Look at photos of meetings that do not feel good to somebody."""


@photos.command("flags")
@click.option("--json", "as_json", is_flag=True, help="Answer for a program.")
@with_appcontext
def flags(as_json: bool) -> None:
    """List the reports of photos that wait for somebody to look, and how long each has waited."""
    store: Store = current_app.extensions["store"]
    moment = now()
    say([_row(flag, store, moment) for flag in open_flags()], as_json)


@photos.command("looked-at")
@click.argument("photo")
@_BY
@_WHY
@with_appcontext
def looked_at(photo: str, by: str, outcome: str) -> None:
    """Write down that somebody looked at a photo, and leave it as it is."""
    _judge(photo, by, outcome, hidden=None, said="is looked at")


@photos.command("show")
@click.argument("photo")
@_BY
@_WHY
@with_appcontext
def show(photo: str, by: str, outcome: str) -> None:
    """Show a hidden photo again to everybody who may see it."""
    _judge(photo, by, outcome, hidden=False, said="is shown")


@photos.command("hide")
@click.argument("photo")
@_BY
@_WHY
@with_appcontext
def hide(photo: str, by: str, outcome: str) -> None:
    """Hide a photo from everybody; the people in it read why, and can delete it."""
    _judge(photo, by, outcome, hidden=True, said="is hidden")


def _judge(photo: str, by: str, outcome: str, *, hidden: bool | None, said: str) -> None:
    with refusals_as_sentences():
        with write():
            judge_photo(photo_called(photo), by=by, outcome=outcome, hidden=hidden)
        click.echo(f"{photo} {said}.")


def _row(flag: PhotoFlag, store: Store, moment: datetime) -> dict[str, object]:
    waited, picture = moment - flag.said_at, flag.photo.picture
    return {
        "photo": flag.photo.public_id,
        "waits_hours": round(waited.total_seconds() / 3600, 1),
        "late": waited > LOOKED_WITHIN,
        "hidden": flag.photo.is_hidden,
        "weight": flag.weight,
        "words": flag.words or "-",
        "file": str(store.path(picture.file_name(800, "jpeg"))) if picture else "-",
    }
