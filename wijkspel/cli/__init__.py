"""The command-line door: one file per topic, for operators and curators' colleagues.

Every command ends with status 0, with 1 when it was refused, which it says in a sentence, or with 2 for a wrong call.
"""

from collections.abc import Callable

import click
from flask import Flask
from flask.cli import AppGroup, ScriptInfo
from flask_migrate.cli import db as database
from sqlalchemy.exc import DBAPIError

from config import BadSettings
from wijkspel.cli import (
    basemap,
    bring_in,
    cards,
    complaints,
    doctor,
    jobs,
    media,
    neighbourhoods,
    packages,
    people,
    photos,
    players,
    rounds,
    seed,
    serve,
    spots,
    stickers,
    stories,
    take_out,
    tours,
)

COMMANDS = [
    serve.serve,
    seed.seed,
    doctor.doctor,
    neighbourhoods.neighbourhoods,
    spots.spots,
    stickers.stickers,
    stories.stories,
    tours.tours,
    rounds.rounds,
    cards.cards,
    people.people,
    complaints.complaints,
    players.players,
    photos.photos,
    bring_in.bring_in,
    take_out.take_out,
    media.media,
    packages.packages,
    basemap.basemap,
    jobs.jobs,
    database,
]

group = AppGroup("wijkspel", help="Wijkspel: stories and meetings in your own street.")
for command in COMMANDS:
    group.add_command(command)


def run(create_app: Callable[[], Flask]) -> None:
    """Run the command that was typed; settings that cannot work are said in sentences, with status 1."""
    try:
        group.main(prog_name="wijkspel", obj=ScriptInfo(create_app=create_app))
    except BadSettings as error:
        click.echo(f"{error}\nThe settings are in docs/deployment.md.", err=True)
        raise SystemExit(1) from error
    except DBAPIError as error:
        click.echo(f"The database cannot be used: {error.orig}\nWhat to do: wijkspel doctor", err=True)
        raise SystemExit(1) from error
