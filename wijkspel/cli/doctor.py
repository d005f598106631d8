"""`wijkspel doctor`: says what is missing and which command repairs it."""

import json

import click
from flask import current_app
from flask.cli import with_appcontext

from wijkspel.db import db
from wijkspel.readiness import problems, problems_of_pictures, problems_of_printing


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Answer for a program.")
@with_appcontext
def doctor(as_json: bool) -> None:
    """Check everything this server stands on; say how to repair what is wrong."""
    server = problems(current_app.config["SETTINGS"], db.engine)
    found = [*server, *problems_of_pictures(), *problems_of_printing()]
    if as_json:
        click.echo(json.dumps([problem._asdict() for problem in found], ensure_ascii=False, indent=2))
    elif not found:
        click.echo("All is well: settings, media folder, programs, database and migrations.")
    else:
        for problem in found:
            click.echo(f"{problem.what}\n  repair: {problem.repair}")
    raise SystemExit(1 if found else 0)
