"""`wijkspel neighbourhoods`: the neighbourhoods of this server."""

import click
from flask.cli import with_appcontext

from wijkspel import geo
from wijkspel.cli.boxes import BoxType
from wijkspel.cli.saying import refusals_as_sentences, say
from wijkspel.db import write
from wijkspel.errors import Invalid
from wijkspel.places.actions.neighbourhoods import add_neighbourhood, add_organisation, choose_colours
from wijkspel.places.models import Organisation
from wijkspel.places.queries import all_neighbourhoods, neighbourhood_called, organisation_called
from wijkspel.places.rules import COLOURS


@click.group()
def neighbourhoods() -> None:
    """Add and list neighbourhoods."""


@neighbourhoods.command("list")
@click.option("--json", "as_json", is_flag=True, help="Answer for a program.")
@with_appcontext
def list_all(as_json: bool) -> None:
    """List every neighbourhood."""
    say([{"slug": found.slug, "name": found.name} for found in all_neighbourhoods()], as_json)


@neighbourhoods.command()
@click.argument("slug")
@click.option("--name", required=True, help="What people call it.")
@click.option("--organisation", required=True, help="The slug of its organisation; a new one is added.")
@click.option("--bbox", required=True, type=BoxType(), help="Its area as west, south, east, north in degrees.")
@click.option("--language", "languages", multiple=True, default=["nl", "en", "tr", "ar"], help="nl, en, tr or ar.")
@with_appcontext
def add(slug: str, name: str, organisation: str, bbox: geo.Box, languages: tuple[str, ...]) -> None:
    """Add a neighbourhood with the name SLUG in its addresses."""
    ring = _ring(bbox)
    with refusals_as_sentences(), write():
        add_neighbourhood(_owner(organisation), slug=slug, name=name, boundary=ring, languages=languages)
    click.echo(f"{name} is added.")


@neighbourhoods.command()
@click.argument("slug")
@click.argument("colours", type=click.Choice(COLOURS))
@with_appcontext
def colours(slug: str, colours: str) -> None:
    """Choose the COLOURS of the stickers of a neighbourhood, from the next sheet on."""
    with refusals_as_sentences(), write():
        choose_colours(neighbourhood_called(slug), colours)
    click.echo(f"The stickers of {slug} are: {colours}.")


def _owner(slug: str) -> Organisation:
    """Return an organisation, added when it is new. Raises Invalid, by the name of the option."""
    try:
        return organisation_called(slug) or add_organisation(slug=slug, name=slug)
    except Invalid as error:
        raise Invalid(organisation=error.fields["slug"]) from error


def _ring(box: geo.Box) -> list[tuple[float, float]]:
    corners = [(box.west, box.south), (box.east, box.south), (box.east, box.north), (box.west, box.north)]
    return [*corners, corners[0]]
