"""`wijkspel import`: a walk from a file of another program, first as a preview that writes nothing."""

import json
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from wijkspel.basemaps.png import sketch_png
from wijkspel.cli.exchange_words import doubt_sentence
from wijkspel.cli.packages import BY, PACKAGE, import_package
from wijkspel.cli.pairs import PairType
from wijkspel.cli.saying import refusals_as_sentences
from wijkspel.db import write
from wijkspel.errors import Refused
from wijkspel.exchange.actions import make_proposed
from wijkspel.exchange.fields import KNOWN
from wijkspel.exchange.findings import How
from wijkspel.exchange.preview import WIDE, drawn_proposal
from wijkspel.exchange.proposal import Proposal, ProposedStop, Wishes, propose, walk_in
from wijkspel.exchange.reading import file_content, read_tour
from wijkspel.languages import NAMES, in_language
from wijkspel.packages.arrival import Wanted
from wijkspel.places.models import Neighbourhood
from wijkspel.places.queries import neighbourhood_called
from wijkspel.storage import Store
from wijkspel.tours.rules import THEMES


def _column(typed: str) -> tuple[str, str]:
    """Return a field of ours and the column that holds it, as in `name=Titel`. Raises ValueError."""
    field, _, column = typed.partition("=")
    if field not in KNOWN or not column.strip():
        raise ValueError(f"write FIELD=COLUMN with a field of: {', '.join(KNOWN)}")
    return field, column


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--neighbourhood", "wijk", required=True, metavar="SLUG", help="Where the walk is.")
@click.option("--dry-run", is_flag=True, help="Only say what would be made, and what is doubtful.")
@click.option("--map", "drawing", type=click.Path(path_type=Path, dir_okay=False), help="Draw it as .svg or .png.")
@click.option("--slug", default="", help="The name of the walk in addresses.")
@click.option("--name", default="", help="What the walk is called.")
@click.option("--theme", default="", type=click.Choice(["", *THEMES]), metavar="THEME", help=", ".join(THEMES))
@click.option("--language", default="nl", type=click.Choice(list(NAMES)), help="The language of the words in the file.")
@click.option("--track", "pieces", multiple=True, type=int, help="Only this piece of the way; may be given again.")
@click.option(
    "--column", "columns", multiple=True, type=PairType("FIELD=COLUMN", _column), help="Which column of a CSV is what."
)
@click.option("--organisation", help="For a package: whose neighbourhood it will be, by its slug.")
@click.option("--json", "as_json", is_flag=True, help="Answer for a program.")
@with_appcontext
def bring_in(
    file: Path,
    wijk: str,
    dry_run: bool,
    drawing: Path | None,
    slug: str,
    name: str,
    theme: str,
    language: str,
    pieces: tuple[int, ...],
    columns: tuple[tuple[str, str], ...],
    organisation: str | None,
    as_json: bool,
) -> None:
    """Make a walk of FILE (GPX, KML, GeoJSON, JSON or CSV), as a draft: all of it, or nothing.

    A .zip is a whole neighbourhood, taken in under the name that --neighbourhood gives it; see: wijkspel packages.

    See first what would be made: --dry-run, with --map preview.png on the map. What is doubtful is said and made all
    the same; what cannot be is refused with the line or the part it stands in. Publish the walk with: wijkspel tours
    decide.
    """
    if file.suffix.lower() == PACKAGE:
        return import_package(file, Wanted(wijk, organisation, BY), dry_run=dry_run, as_json=as_json)
    if drawing and drawing.suffix.lower() not in (".svg", ".png"):
        raise click.BadParameter("the name has to end in .svg or .png", param_hint="--map")
    wishes = Wishes(slug, name, theme, language, file.stem)
    with refusals_as_sentences(as_json):
        tour = read_tour(file_content(file), file_name=file.name, how=How(language, dict(columns)))
        walk = walk_in(neighbourhood_called(wijk), tour, pieces=pieces)
        proposal = propose(neighbourhood_called(wijk), tour, walk, wishes)
        if drawing:
            _draw(proposal, neighbourhood_called(wijk), drawing)
        said = _said(proposal, wijk, dry_run=dry_run, as_json=as_json)
        if not dry_run:
            with write():
                there = neighbourhood_called(wijk)
                make_proposed(there, propose(there, tour, walk, wishes))
    click.echo(said)


def _said(proposal: Proposal, wijk: str, *, dry_run: bool, as_json: bool) -> str:
    if as_json:
        return _for_programs(proposal, made=not dry_run)
    return f"{_for_people(proposal, wijk)}\n{_closing(proposal, wijk, dry_run)}"


def _draw(proposal: Proposal, neighbourhood: Neighbourhood, out: Path) -> None:
    svg = drawn_proposal(proposal, neighbourhood, current_app.extensions["store"])
    content = svg.encode() if out.suffix.lower() == ".svg" else sketch_png(svg, 2 * WIDE)
    try:
        Store(out.absolute().parent).keep(out.name, content)
    except OSError as error:
        raise Refused("out_not_writable", file=str(out)) from error


def _for_people(proposal: Proposal, wijk: str) -> str:
    name = in_language(proposal.names, "nl")
    lines = [f"{name} ({wijk}/{proposal.slug}): {len(proposal.stops)} stops, {proposal.metres} m, {proposal.theme}", ""]
    rows = [_row(stop) for stop in proposal.stops]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    lines += [
        "  ".join(text.ljust(width) for text, width in zip(row, [*widths, 0], strict=True)).rstrip() for row in rows
    ]
    if proposal.tolerance is not None:
        lines += [
            "",
            f"The way: {proposal.points_read} points became {proposal.points_kept}, "
            f"at most {proposal.tolerance:g} m off.",
        ]
    if proposal.doubts:
        lines += ["", "To look at:", *[f"- {doubt_sentence(doubt.code, doubt.values)}" for doubt in proposal.doubts]]
    return "\n".join(lines)


def _row(stop: ProposedStop) -> tuple[str, str, str, str]:
    leg = f"then {stop.metres} m" + ("" if stop.path else ", straight on") if stop.metres is not None else ""
    spot = f"new {stop.spot.kind}" if stop.is_new else f"spot {stop.spot.slug}"
    return f"{stop.number:>2}", in_language(stop.spot.names, "nl"), spot, leg


def _closing(proposal: Proposal, wijk: str, dry_run: bool) -> str:
    if dry_run:
        return "\nNothing was written. Without --dry-run it is made, as a draft."
    return f"\nIt is made, as a draft. Publish it with: wijkspel tours decide {wijk} {proposal.slug} publish --by NAME"


def _for_programs(proposal: Proposal, *, made: bool) -> str:
    content = {
        "made": made,
        "format": proposal.format,
        "tour": {
            "slug": proposal.slug,
            "names": proposal.names,
            "theme": proposal.theme,
            "metres": proposal.metres,
        },
        "stops": [_stop_for_programs(stop) for stop in proposal.stops],
        "way": {
            "points_read": proposal.points_read,
            "points_kept": proposal.points_kept,
            "tolerance_metres": proposal.tolerance,
        },
        "doubts": [
            {"code": doubt.code, "sentence": doubt_sentence(doubt.code, doubt.values)} for doubt in proposal.doubts
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def _stop_for_programs(stop: ProposedStop) -> dict[str, object]:
    lon, lat = stop.point
    return {
        "number": stop.number,
        "spot": stop.spot.slug,
        "new": stop.is_new,
        "kind": stop.spot.kind,
        "names": stop.spot.names,
        "lon": lon,
        "lat": lat,
        "metres_to_next": stop.metres,
        "points_to_next": len(stop.path or []),
        "story": stop.story is not None,
        "element": stop.where.element,
        "line": stop.where.line,
    }
