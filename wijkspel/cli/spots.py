"""`wijkspel spots`: the places where people come."""

import click
from flask.cli import with_appcontext

from wijkspel.cli.saying import refusals_as_sentences
from wijkspel.db import write
from wijkspel.places.actions.spots import add_spot
from wijkspel.places.queries import neighbourhood_called
from wijkspel.places.rules import KINDS


@click.group()
def spots() -> None:
    """Add spots."""


@spots.command()
@click.argument("neighbourhood")
@click.argument("slug")
@click.option("--name", required=True, help="What people call it.")
@click.option("--kind", required=True, type=click.Choice(KINDS), help="What kind of place it is.")
@click.option("--lon", required=True, type=float, help="Longitude in degrees.")
@click.option("--lat", required=True, type=float, help="Latitude in degrees.")
@click.option("--hint", default="", help="Where exactly it is, in a sentence.")
@click.option("--language", default="nl", help="The language of the name and the hint.")
@click.option("--residential", is_flag=True, help="Somebody lives there; such a spot is refused.")
@click.option("--fact", "facts", multiple=True, type=click.Choice(["step_free", "bench", "toilet", "quiet"]))
@with_appcontext
def add(
    neighbourhood: str,
    slug: str,
    name: str,
    kind: str,
    lon: float,
    lat: float,
    hint: str,
    language: str,
    residential: bool,
    facts: tuple[str, ...],
) -> None:
    """Add a spot with the name SLUG to a NEIGHBOURHOOD."""
    with refusals_as_sentences(), write():
        add_spot(
            neighbourhood_called(neighbourhood),
            slug=slug,
            kind=kind,
            names={language: name},
            lon=lon,
            lat=lat,
            hints={language: hint},
            access=dict.fromkeys(facts, True),
            residential=residential,
        )
    click.echo(f"{name} is added.")
