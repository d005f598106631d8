"""`wijkspel stickers`: the codes that hang in the street, and what people report about them."""

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
from wijkspel.places.actions.stickers import hang_sticker, make_sticker, mark_printed, reissue_sticker, retire_sticker
from wijkspel.places.models import Sticker
from wijkspel.places.queries import all_stickers, live_stickers, neighbourhood_called, spot_called, sticker_with
from wijkspel.prints.link import signed
from wijkspel.prints.stickers import SHEETS, label_of, parts_of, sheets_of_stickers
from wijkspel.upkeep.actions import close_report
from wijkspel.upkeep.models import StickerReport
from wijkspel.upkeep.queries import open_reports_by_sticker, report_with, reports_of, scans_by_sticker

Row = dict[str, object]


@click.group()
def stickers() -> None:
    """Make, print, hang, list and retire stickers, and look at reports about them."""


@stickers.command("list")
@click.option("--json", "as_json", is_flag=True, help="Answer for a program.")
@with_appcontext
def list_all(as_json: bool) -> None:
    """List every sticker with its address, where it hangs and how it fares."""
    found = all_stickers()
    lives = [life if as_json else _in_words(life) for life in _lives(found)]
    say([_row(sticker) | life for sticker, life in zip(found, lives, strict=True)], as_json)


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
@click.option("--by", default="", help="Who hung it.")
@click.option("--where", default="", help="What it hangs on, in words.")
@click.option("--permission", default="", help="Who owns that, and said yes.")
@with_appcontext
def hang(code: str, by: str, where: str, permission: str) -> None:
    """Write down that a sticker hangs: by whom, where, and with whose permission."""
    with refusals_as_sentences(), write():
        hang_sticker(_sticker(code), by=by, where=where, permission=permission)
    click.echo(f"{code} hangs.")


@stickers.command()
@click.argument("code")
@click.option("--by", required=True, help="Who replaces it.")
@click.option("--json", "as_json", is_flag=True, help="Answer for a program.")
@with_appcontext
def reissue(code: str, by: str, as_json: bool) -> None:
    """Make a sticker with a new code for the same spot, and take the old one out of use."""
    with refusals_as_sentences(as_json):
        with write():
            made = reissue_sticker(_sticker(code), by=by)
        say([_row(made)], as_json)


@stickers.command()
@click.argument("code")
@click.option("--by", default="", help="Who takes it out of use.")
@with_appcontext
def retire(code: str, by: str) -> None:
    """Take a sticker out of use; its spot stays."""
    with refusals_as_sentences(), write():
        retire_sticker(_sticker(code), by=by)
    click.echo(f"{code} is retired.")


@stickers.command()
@click.argument("neighbourhood", required=False)
@click.option("--all", "also_closed", is_flag=True, help="Also those that were looked at.")
@click.option("--json", "as_json", is_flag=True, help="Answer for a program.")
@with_appcontext
def reports(neighbourhood: str | None, also_closed: bool, as_json: bool) -> None:
    """List the reports about stickers that wait for somebody to look, of a NEIGHBOURHOOD or of all."""
    with refusals_as_sentences(as_json):
        of = neighbourhood_called(neighbourhood) if neighbourhood else None
        say([_report_row(report) for report in reports_of(of, also_closed=also_closed)], as_json)


@stickers.command("looked-at")
@click.argument("report")
@click.option("--by", default="", help="Who looked.")
@click.option("--outcome", default="", help="What was found, and done.")
@with_appcontext
def looked_at(report: str, by: str, outcome: str) -> None:
    """Write down who looked at a REPORT, and what came of it."""
    with refusals_as_sentences(), write():
        close_report(report_with(report), by=by, outcome=outcome)
    click.echo(f"{report} is looked at.")


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
            mark_printed([sticker for sticker in _live(neighbourhood) if sticker.code in codes])
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


def _sticker(code: str) -> Sticker:
    sticker = sticker_with(qr.read_code(code) or "")
    if sticker is None:
        raise Missing("no_such_sticker", sticker=code)
    return sticker


def _row(sticker: Sticker) -> Row:
    return {
        "code": sticker.code,
        "url": qr.address(current_app.config["SETTINGS"].url, sticker.code),
        "spot": in_language(sticker.spot.names, "nl"),
        "neighbourhood": sticker.spot.neighbourhood.slug,
        "lon": sticker.spot.lon,
        "lat": sticker.spot.lat,
        "status": sticker.status,
    }


def _lives(found: list[Sticker]) -> list[Row]:
    """Return what became of each sticker: who did what when, its scans, and the reports that wait."""
    codes = {sticker.id: sticker.code for sticker in found}
    scans, waiting = scans_by_sticker(), open_reports_by_sticker()
    return [
        {
            "made_at": sticker.made_at.isoformat(),
            "printed_at": sticker.printed_at.isoformat() if sticker.printed_at else None,
            "hung_at": sticker.hung_at.isoformat() if sticker.hung_at else None,
            "hung_by": sticker.hung_by,
            "hung_where": sticker.hung_where,
            "permission": sticker.permission,
            "retired_at": sticker.retired_at.isoformat() if sticker.retired_at else None,
            "retired_by": sticker.retired_by,
            "replaces": codes.get(sticker.replaces_id or 0),
            "scans": scans[sticker.id].total if sticker.id in scans else 0,
            "last_scanned": scans[sticker.id].last_day.isoformat() if sticker.id in scans else None,
            "reports": waiting.get(sticker.id, 0),
        }
        for sticker in found
    ]


def _in_words(life: Row) -> Row:
    return {
        "scans": f"scanned {life['scans']}×, last on {life['last_scanned']}" if life["scans"] else None,
        "reports": f"{life['reports']} reported" if life["reports"] else None,
    }


def _report_row(report: StickerReport) -> Row:
    return {
        "id": report.public_id,
        "neighbourhood": report.spot.neighbourhood.slug,
        "spot": report.spot.slug,
        "code": report.sticker.code if report.sticker else None,
        "reason": report.reason,
        "note": report.note,
        "reported_at": report.reported_at.isoformat(timespec="seconds"),
        "looked_at": report.looked_at.isoformat(timespec="seconds") if report.looked_at else None,
        "looked_by": report.looked_by,
        "outcome": report.outcome,
    }
