"""`wijkspel seed`: plants the demo neighbourhood De Koppel."""

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade

from wijkspel.cli.saying import refusals_as_sentences
from wijkspel.db import db, write
from wijkspel.demo.files import read_folder
from wijkspel.demo.plant import make_media, plant
from wijkspel.places.queries import all_neighbourhoods
from wijkspel.readiness import newest_revision, revision_of


@click.command()
@with_appcontext
def seed() -> None:
    """Fill an empty database with the demo; a second time changes nothing."""
    with refusals_as_sentences():
        click.echo("The demo De Koppel is planted." if plant_demo() else "The demo De Koppel is there already.")


def plant_demo() -> bool:
    """Bring the database up to date and plant De Koppel unless it is there; return whether it was planted."""
    if revision_of(db.engine) != newest_revision():
        upgrade()
    wijk = read_folder()
    if any(neighbourhood.slug == wijk.facts["slug"] for neighbourhood in all_neighbourhoods()):
        return False
    made = make_media(wijk, current_app.extensions["store"])
    with write():
        plant(wijk, made)
    return True
