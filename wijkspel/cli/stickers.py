"""`wijkspel stickers`: the codes that hang in the street."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from wijkspel import qr
from wijkspel.cli.saying import refusals_as_sentences, say
from wijkspel.cli.writing import OUT_PDF, expect_suffix, keep_file
from wijkspel.db import write
from wijkspel.errors import Missing
from wijkspel.languages import FIRST, NAMES, in_language
from wijkspel.places.actions import make_sticker, retire_sticker
from wijkspel.places.models import Sticker
from wijkspel.places.queries import all_stickers, live_stickers, neighbourhood_called, spot_called, sticker_with
from wijkspel.prints.link import signed
from wijkspel.prints.stickers import SHEETS, label_of, note_printed, parts_of, sheets_of_stickers


@click.group()
def stickers() -> None:
    """Make, list, print and retire stickers."""


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


@stickers.command("print")
@OUT_PDF
@click.option("--neighbourhood", help="Of one neighbourhood only, by its name in addresses.")
@click.option("--sheet", type=click.Choice(list(SHEETS)), default="a4", show_default=True, help="What to print on.")
@click.option("--bleed", is_flag=True, help="For a printer: 3 mm of colour over the edge, and cut marks.")
@click.option("--language", type=click.Choice(list(NAMES)), help="Which language comes first; else the wijk decides.")
@with_appcontext
def print_all(out: Path, neighbourhood: str | None, sheet: str, bleed: bool, language: str | None) -> None:
    """Print every sticker that is not retired."""
    expect_suffix(out, ".pdf")
    base_url = current_app.config["SETTINGS"].url
    with refusals_as_sentences():
        found = _live(neighbourhood)
        labels = [label_of(sticker, base_url=base_url, language=language) for sticker in found]
        codes = {sticker.code for sticker in found}
        parts = len(parts_of(labels, sheet, bleed=bleed))
        with click.progressbar(length=parts, label="Printing", show_pos=True) as bar:
            made = sheets_of_stickers(
                labels, sheet, bleed=bleed, language=language or FIRST, progress=lambda: bar.update(1)
            )
        keep_file(out, made)
        with write():
            note_printed([sticker for sticker in _live(neighbourhood) if sticker.code in codes])
    click.echo(f"Printed: {out}, {len(codes)} stickers, each with an address that begins with {base_url}.")


@stickers.command()
@click.argument("neighbourhood")
@with_appcontext
def link(neighbourhood: str) -> None:
    """Give a link to print the stickers of a NEIGHBOURHOOD on a page, which works for an hour."""
    with refusals_as_sentences():
        slug = neighbourhood_called(neighbourhood).slug
    base_url = current_app.config["SETTINGS"].url
    click.echo(f"{base_url}/bureau/stickers/{signed(slug, current_app.config['SECRET_KEY'])}")


def _live(neighbourhood: str | None) -> list[Sticker]:
    return live_stickers(neighbourhood_called(neighbourhood) if neighbourhood else None)


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
