"""`wijkspel tours`: planning a walk from a readable file, publishing, hiding and printing it."""

import tomllib
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext

from wijkspel.cli.saying import refusals_as_sentences, say
from wijkspel.cli.writing import OUT_PDF, expect_suffix, keep_file
from wijkspel.curation.actions import decide_about_tour
from wijkspel.db import write
from wijkspel.errors import Refused
from wijkspel.languages import FIRST, NAMES
from wijkspel.places.models import Neighbourhood
from wijkspel.places.queries import neighbourhood_called, spot_called
from wijkspel.prints.tours import FORMS, PAPERS, Where, booklet_of, poster_of
from wijkspel.tours.actions import PlannedStop, plan_tour
from wijkspel.tours.queries import all_tours, any_tour_called
from wijkspel.tours.rules import RADIUS, STEPS

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def tours() -> None:
    """Plan, publish, hide, print and list walks."""


@tours.command("list")
@click.option("--json", "as_json", is_flag=True, help="Answer for a program.")
@with_appcontext
def list_all(as_json: bool) -> None:
    """List every walk and where it stands."""
    rows = [
        {
            "neighbourhood": tour.neighbourhood.slug,
            "tour": tour.slug,
            "stops": tour.stop_count,
            "metres": tour.metres,
            "status": tour.status,
        }
        for tour in all_tours()
    ]
    say(rows, as_json)


@tours.command()
@click.argument("neighbourhood")
@click.argument("file", type=_FILE)
@with_appcontext
def plan(neighbourhood: str, file: Path) -> None:
    """Keep the walk that a TOML FILE describes; it stays private until it is published."""
    with refusals_as_sentences():
        facts = _read(file)
        with write():
            wijk = neighbourhood_called(neighbourhood)
            tour = _plan(wijk, facts)
        click.echo(f"{tour.slug} is planned: {tour.stop_count} stops, {tour.metres} m.")
    click.echo(f"Publish it with: wijkspel tours decide {neighbourhood} {tour.slug} publish --by NAME")


@tours.command("decide")
@click.argument("neighbourhood")
@click.argument("slug")
@click.argument("step", type=click.Choice(list(STEPS)))
@click.option("--by", required=True, help="Who decides.")
@click.option("--why", default="", help="Why.")
@with_appcontext
def take_step(neighbourhood: str, slug: str, step: str, by: str, why: str) -> None:
    """Publish or hide a walk."""
    with refusals_as_sentences():
        with write():
            tour = any_tour_called(neighbourhood_called(neighbourhood), slug)
            decide_about_tour(tour, step, by=by, why=why)
        click.echo(f"{slug} is {tour.status}.")


@tours.command("print")
@click.argument("neighbourhood")
@click.argument("slug")
@OUT_PDF
@click.option("--as", "form", type=click.Choice(FORMS), default="booklet", show_default=True, help="What to make.")
@click.option("--paper", type=click.Choice(PAPERS), default="a4", show_default=True, help="The size of a poster.")
@click.option("--language", type=click.Choice(list(NAMES)), default=FIRST, show_default=True, help="Its language.")
@with_appcontext
def print_one(neighbourhood: str, slug: str, out: Path, form: str, paper: str, language: str) -> None:
    """Print a published walk: a booklet to fold, or a poster."""
    expect_suffix(out, ".pdf")
    where = Where(current_app.config["SETTINGS"].url, current_app.extensions["store"])
    with refusals_as_sentences():
        tour = any_tour_called(neighbourhood_called(neighbourhood), slug)
        if not tour.is_published:
            raise Refused("tour_not_published", slug=slug, state=tour.status)
        made = (
            poster_of(tour, where, language=language, paper=paper)
            if form == "poster"
            else booklet_of(tour, where, language=language)
        )
        keep_file(out, made)
    how = " Print it on both sides, turned over the short edge." if form == "booklet" else ""
    click.echo(f"Printed: {out}.{how}")


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Refused("not_utf8", file=path.name) from error
    except tomllib.TOMLDecodeError as error:
        raise Refused("not_toml", file=path.name, where=str(error)) from error


def _plan(wijk: Neighbourhood, facts: dict[str, Any]) -> Any:
    try:
        intros = dict(facts.get("intro", {}))
        plain = str(intros.pop("nl.eenvoudig", ""))
        stops = [_stop(wijk, stop) for stop in facts["stop"]]
        about = {"slug": facts["slug"], "names": dict(facts["names"]), "theme": facts["theme"]}
        order = int(facts.get("order", 1))
    except KeyError as error:
        raise Refused("tour_file_lacks", what=error.args[0]) from error
    except (TypeError, ValueError, AttributeError) as error:
        raise Refused("tour_file_odd") from error
    return plan_tour(wijk, intros=intros, plain_intro=plain, order=order, stops=stops, **about)


def _stop(wijk: Neighbourhood, facts: dict[str, Any]) -> PlannedStop:
    path = [(float(lon), float(lat)) for lon, lat in facts["path"]] if "path" in facts else None
    rest = {name: facts[name] for name in ("step_free", "benches", "toilets", "towards") if name in facts}
    return PlannedStop(spot_called(wijk, str(facts["spot"])), int(facts.get("radius", RADIUS)), path, **rest)
