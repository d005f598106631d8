"""`wijkspel jobs`: the process that does chores, and doing one of them now."""

from collections.abc import Callable

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from wijkspel.cli.saying import refusals_as_sentences
from wijkspel.jobs.timetable import Chore, chores, timetable


@click.group()
def jobs() -> None:
    """Do what happens later or at night."""


@jobs.command()
@with_appcontext
def run() -> None:
    """Do every chore at its time, until stopped. One process, beside the web; `wijkspel serve` starts it."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    named = {name: _in_app(app, chore) for name, chore in chores(app.extensions["store"]).items()}
    timetable(app.config["SETTINGS"], named).create_consumer(workers=1, check_worker_health=True).run()


@jobs.command()
@click.argument("name")
@with_appcontext
def do(name: str) -> None:
    """Do one chore now: sweep-media, end-consents, forget-old or sum-up-rounds."""
    known = chores(current_app.extensions["store"])
    if name not in known:
        raise click.BadParameter(f"choose one of {', '.join(known)}", param_hint="NAME")
    with refusals_as_sentences():
        click.echo(f"{name}: {known[name]()}")


def _in_app(app: Flask, chore: Chore) -> Callable[[], object]:
    def do_in_app() -> object:
        with app.app_context():
            return chore()

    return do_in_app
