"""`wijkspel stickers`: the codes that hang in the street."""

import click
from flask import current_app
from flask.cli import with_appcontext

from wijkspel import qr
from wijkspel.cli.saying import refusals_as_sentences, say
from wijkspel.db import write
from wijkspel.errors import Missing
from wijkspel.languages import in_language
from wijkspel.places.actions import make_sticker, retire_sticker
from wijkspel.places.models import Sticker
from wijkspel.places.queries import all_stickers, neighbourhood_called, spot_called, sticker_with


@click.group()
def stickers() -> None:
    """Make, list and retire stickers."""


@stickers.command("list")
@click.option("--json", "as_json", is_flag=True, help="Answer for a program.")
@with_appcontext
def list_all(as_json: bool) -> None:
    """List every sticker with its address and where it hangs."""
    say([_row(sticker) for sticker in all_stickers()], as_json)


@stickers.command()
@click.argument("neighbourhood")
@click.argument("spot")
@click.option("--code", help="A code of your own; without it a random one is made.")
@click.option("--json", "as_json", is_flag=True, help="Answer for a program.")
@with_appcontext
def make(neighbourhood: str, spot: str, code: str | None, as_json: bool) -> None:
    """Make a sticker for a spot."""
    with refusals_as_sentences(as_json):
        with write():
            made = make_sticker(spot_called(neighbourhood_called(neighbourhood), spot), code=code)
        say([_row(made)], as_json)


@stickers.command()
@click.argument("code")
@with_appcontext
def retire(code: str) -> None:
    """Take a sticker out of use; its spot stays."""
    with refusals_as_sentences(), write():
        sticker = sticker_with(qr.read_code(code) or "")
        if sticker is None:
            raise Missing("no_such_sticker", sticker=code)
        retire_sticker(sticker)
    click.echo(f"{code} is retired.")


def _row(sticker: Sticker) -> dict[str, object]:
    return {
        "code": sticker.code,
        "url": qr.address(current_app.config["SETTINGS"].url, sticker.code),
        "spot": in_language(sticker.spot.names, "nl"),
        "neighbourhood": sticker.spot.neighbourhood.slug,
        "lon": sticker.spot.lon,
        "lat": sticker.spot.lat,
        "status": sticker.status,
    }
