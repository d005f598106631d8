"""`wijkspel export`: a public walk as a file for other programs, or a whole neighbourhood as a package.

What the name of the file ends in decides which.
"""

from collections.abc import Callable
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from wijkspel.cli.packages import PACKAGE, export_package
from wijkspel.cli.saying import refusals_as_sentences
from wijkspel.errors import Missing, Refused
from wijkspel.exchange.going_out import FORMATS, tour_to_file
from wijkspel.exchange.tour_file import Shown
from wijkspel.languages import NAMES
from wijkspel.places.queries import neighbourhood_called
from wijkspel.storage import Store
from wijkspel.tours.models import Tour
from wijkspel.tours.queries import all_tours, tour_called, tours_anywhere


@click.command("export")
@click.argument("slug")
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The file to write.")
@click.option("--language", default="nl", type=click.Choice(list(NAMES)), help="Which words other programs show.")
@with_appcontext
def take_out(slug: str, out: Path, language: str) -> None:
    """Write the public walk SLUG to a file: .gpx, .kml, .geojson or .json, whatever --out ends in.

    With .zip SLUG is a neighbourhood, and the file a package of all that is public in it. For a walk SLUG is
    neighbourhood/walk, such as de-koppel/langs-het-water, or the walk alone when only one neighbourhood has a walk of
    that name.
    """
    if out.suffix.lower() == PACKAGE:
        export_package(slug, out)
        return
    with refusals_as_sentences():
        write = WRITERS.get(out.suffix.lower())
        if write is None:
            raise Refused("suffix_unknown", suffix=out.suffix, choices=", ".join([*WRITERS, PACKAGE]))
        content = write(slug, out.suffix.lower(), language)
        try:
            Store(out.absolute().parent).keep(out.name, content)
        except OSError as error:
            raise Refused("out_not_writable", file=str(out)) from error
    click.echo(f"Written: {out}, {len(content):,} bytes.")


def _tour(slug: str, suffix: str, language: str) -> bytes:
    """Return a public tour as a file."""
    tour = _public_tour(slug)
    page = f"{current_app.config['SETTINGS'].url}/{tour.neighbourhood.slug}/wandelingen/{tour.slug}"
    return FORMATS[suffix.removeprefix(".")].written(tour_to_file(tour), Shown(language, page))


def _public_tour(slug: str) -> Tour:
    """Return the public tour with a name such as `wijk/tour` or `tour`. Raises Refused for any other."""
    wijk, _, name = slug.rpartition("/")
    try:
        found = [tour_called(neighbourhood_called(wijk), name)] if wijk else tours_anywhere(name)
    except Missing as error:
        if error.code != "no_such_tour":
            raise
        found = []
    if len(found) > 1:
        choices = ", ".join(f"{tour.neighbourhood.slug}/{tour.slug}" for tour in found)
        raise Refused("tour_of_several", slug=name, choices=choices)
    if not found:
        drafts = [tour for tour in all_tours() if tour.slug == name and wijk in ("", tour.neighbourhood.slug)]
        raise Refused("tour_not_public" if drafts else "tour_nowhere", slug=slug)
    return found[0]


# What a suffix becomes: a function of the slug, the suffix and the language that returns the bytes of the file.
WRITERS: dict[str, Callable[[str, str, str], bytes]] = dict.fromkeys([f".{suffix}" for suffix in FORMATS], _tour)
