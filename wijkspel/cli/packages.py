"""`wijkspel packages`: a whole neighbourhood out to one ZIP, and in again on this server or another."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from wijkspel.cli.saying import refusals_as_sentences
from wijkspel.packages.arrival import Wanted
from wijkspel.packages.exporting import export
from wijkspel.packages.importing import Preview, look_into, take_in

PACKAGE = ".zip"
_ZIP = click.Path(path_type=Path, dir_okay=False)
BY = "wijkspel import"
_EVERYTHING = (
    "This package holds EVERYTHING: drafts, hidden stories, who agreed and how, what was decided and why.\n"
    "Only you may read the file. Keep it as carefully as the database, and remove it after the move."
)


@click.group()
def packages() -> None:
    """Move a whole neighbourhood: out to one ZIP, and in again."""


@packages.command("export")
@click.argument("slug")
@click.option("--out", required=True, type=_ZIP, help="A file.zip to write.")
@click.option("--all", "everything", is_flag=True, help="Also what is not public, for a move. Keep that file safe.")
@click.option("--json", "as_json", is_flag=True, help="Answer for a program.")
@with_appcontext
def export_command(slug: str, out: Path, everything: bool, as_json: bool) -> None:
    """Write the neighbourhood SLUG to a package: what anybody may see, and nothing else."""
    export_package(slug, out, everything=everything, as_json=as_json)


@packages.command("import")
@click.argument("file", type=click.Path(exists=True, path_type=Path, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Look at all of it and say what it would bring; keep nothing.")
@click.option("--slug", help="Another name in addresses for the neighbourhood.")
@click.option("--organisation", help="The slug of the organisation it will belong to; a new one is added.")
@click.option("--by", default=BY, show_default=True, help="Who takes it in, for the decisions.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--json", "as_json", is_flag=True, help="Answer for a program; asks nothing.")
@with_appcontext
def import_command(
    file: Path, dry_run: bool, slug: str | None, organisation: str | None, by: str, yes: bool, as_json: bool
) -> None:
    """Take in the neighbourhood of a package, as a whole or not at all; at a terminal it is shown first."""
    ask = sys.stdin.isatty() and not (yes or as_json)
    wanted = Wanted(slug, organisation, by)
    import_package(file, wanted, dry_run=dry_run, ask=ask, as_json=as_json)


def export_package(slug: str, out: Path, *, everything: bool = False, as_json: bool = False) -> None:
    """Write a neighbourhood to a package and say what is in it; a refusal ends with status 1."""
    store = current_app.extensions["store"]
    with refusals_as_sentences(as_json), _bar("Packing", as_json) as progress:
        made_by = f"Wijkspel {version('wijkspel')}"
        manifest = export(slug, out, store, everything=everything, made_by=made_by, progress=progress)
    size = out.stat().st_size
    if as_json:
        said = {"file": str(out), "bytes": size, "holds": manifest.holds, "counts": manifest.counts}
        click.echo(json.dumps(said, ensure_ascii=False, indent=2))
        return
    click.echo(f"Packed: {out}, {_megabytes(size)}: {_counted(manifest.counts)}.")
    click.echo(_EVERYTHING if everything else "It holds what anybody may see, and nothing else.")


def import_package(
    file: Path, wanted: Wanted, *, dry_run: bool = False, ask: bool = False, as_json: bool = False
) -> None:
    """Take a package in and say what it brought; with `dry_run` say what it would bring. Refused: status 1."""
    store = current_app.extensions["store"]
    with refusals_as_sentences(as_json):
        if dry_run or ask:
            with _bar("Looking", as_json) as progress:
                found = look_into(file, store, wanted, progress)
            _say(found, as_json, kept=False)
            if dry_run or not click.confirm("Take it in?"):
                return
        with _bar("Taking in", as_json) as progress:
            found = take_in(file, store, wanted, progress)
    _say(found, as_json, kept=True)


@contextmanager
def _bar(label: str, as_json: bool) -> Iterator[Callable[[int, int], None]]:
    """Show on a terminal how far the work is; a program that reads along gets no bar."""
    if as_json or not sys.stderr.isatty():
        yield lambda _done, _steps: None
        return
    with click.progressbar(length=1, label=label, file=sys.stderr) as bar:

        def show(done: int, steps: int) -> None:
            bar.length = steps
            bar.update(done - bar.pos)

        yield show


def _say(found: Preview, as_json: bool, *, kept: bool) -> None:
    if as_json:
        click.echo(json.dumps(asdict(found) | {"kept": kept}, ensure_ascii=False, indent=2))
        return
    click.echo(f"{found.name} (/{found.slug}), for {found.organisation}: {_megabytes(found.bytes)}.")
    click.echo(f"  {_counted(found.counts)}; languages {', '.join(found.languages)}.")
    if found.holds == "everything":
        click.echo("  Holds everything: also drafts, hidden stories, consents and decisions.")
    if found.left_out:
        click.echo(f"  Left out, because the teller's yes has ended: {found.left_out} stories.")
    for kind, number in sorted(found.renewed.items()):
        click.echo(f"  Taken here, so new ones: {number} {_RENEWED[kind]}.")
    click.echo(f"{found.slug} is taken in." if kept else "Nothing was kept. This package can be taken in as it is.")


_RENEWED = {
    "stickers": "codes of stickers; the old ones go on leading to where they lead now",
    "addresses": "addresses of pictures, sound and the like; names in addresses stay",
}


def _counted(counts: dict[str, int]) -> str:
    return ", ".join(f"{number:,} {kind}" for kind, number in counts.items())


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"
