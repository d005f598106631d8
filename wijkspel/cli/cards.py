"""`wijkspel cards`: printed codes for people who play without a phone."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from wijkspel import qr
from wijkspel.cli.saying import refusals_as_sentences, say
from wijkspel.cli.writing import OUT_PDF, expect_suffix, keep_file
from wijkspel.db import write
from wijkspel.languages import FIRST, NAMES
from wijkspel.photos.actions.choosing import end_card
from wijkspel.photos.actions.leaving import leave_with_photos
from wijkspel.places.queries import neighbourhood_called
from wijkspel.players.actions.cards import make_card, reissue_card
from wijkspel.players.models import Card
from wijkspel.players.queries import card_with, cards_of_all
from wijkspel.prints.cards import label_of_card, sheets_of_cards
from wijkspel.storage import Store

MOST = 200  # at once: twenty sheets
LANGUAGE = click.option("--language", type=click.Choice(list(NAMES)), help="In which language; else the wijk decides.")


@click.group()
def cards() -> None:
    """Print, list, replace and revoke cards of people who play without a phone."""


@cards.command("print")
@click.argument("neighbourhood")
@click.option("--count", type=click.IntRange(1, MOST), default=10, show_default=True, help="How many new cards.")
@OUT_PDF
@LANGUAGE
@with_appcontext
def print_new(neighbourhood: str, count: int, out: Path, language: str | None) -> None:
    """Make new cards with made-up nicknames, and print them: ten on an A4, to cut out and to hand out."""
    expect_suffix(out, ".pdf")
    with refusals_as_sentences():
        keep_file(out, b"")  # a file that cannot be written is said before there are cards that nobody printed
        with write():
            wijk = neighbourhood_called(neighbourhood)
            spoken = language or next(iter(wijk.languages), FIRST)
            codes = [make_card(wijk, language=spoken).code for _ in range(count)]
        _print([card_with(code) for code in codes], out, spoken)
    click.echo(f"Printed: {out}, {count} cards. A host hands them out by scanning each for the first time.")


@cards.command("list")
@click.argument("neighbourhood", required=False)
@click.option("--json", "as_json", is_flag=True, help="Answer for a program.")
@with_appcontext
def list_all(neighbourhood: str | None, as_json: bool) -> None:
    """List the cards of a NEIGHBOURHOOD or of all: made, handed out or revoked."""
    with refusals_as_sentences(as_json):
        wijk = neighbourhood_called(neighbourhood).id if neighbourhood else None
        say([_row(card) for card in cards_of_all(wijk)], as_json)


@cards.command()
@click.argument("code")
@OUT_PDF
@LANGUAGE
@with_appcontext
def reissue(code: str, out: Path, language: str | None) -> None:
    """Print a new card for a player who lost one; the old code stops at once."""
    expect_suffix(out, ".pdf")
    with refusals_as_sentences():
        keep_file(out, b"")
        with write():
            new = reissue_card(_card(code)).code
        card = card_with(new)
        _print([card], out, language or next(iter(card.player.neighbourhood.languages), FIRST))
    click.echo(f"Printed: {out}. {code} meets nobody any more; the new code is {qr.written(new)}.")


@cards.command()
@click.argument("code")
@with_appcontext
def revoke(code: str) -> None:
    """Let a card meet nobody any more; its player and the points stay, and photos of who has no phone go for all."""
    with refusals_as_sentences():
        with write():
            names = end_card(_card(code))
        _drop(names)
    click.echo(f"{code} is revoked.")


@cards.command()
@click.argument("code")
@with_appcontext
def forget(code: str) -> None:
    """Delete everything of the player of a card, who asked for it; photos with that player go for all."""
    with refusals_as_sentences():
        with write():
            names = leave_with_photos(_card(code).player)
        _drop(names)
    click.echo(f"Everything of the player of {code} is deleted.")


def _drop(names: list[str]) -> None:
    store: Store = current_app.extensions["store"]
    for name in names:
        store.drop(name)


def _print(found: list[Card], out: Path, language: str) -> None:
    base_url = current_app.config["SETTINGS"].url
    keep_file(out, sheets_of_cards([label_of_card(card, base_url=base_url) for card in found], language))


def _card(code: str) -> Card:
    return card_with(qr.read_code(code, qr.CARD_LENGTH))


def _row(card: Card) -> dict[str, object]:
    return {
        "code": card.code,
        "neighbourhood": card.player.neighbourhood.slug,
        "nickname": card.player.nickname,
        "status": card.status,
        "photos": card.photo_choice,
        "handed_out_at": card.handed_out_at.isoformat(timespec="minutes") if card.handed_out_at else None,
    }
