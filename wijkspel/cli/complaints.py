"""`wijkspel complaints`: what did not feel good about a meeting, until the desk shows it."""

import click
from flask.cli import with_appcontext

from wijkspel.cli.saying import refusals_as_sentences, say
from wijkspel.db import write
from wijkspel.game.actions.complaining import close_complaint
from wijkspel.game.models import Complaint
from wijkspel.game.queries.complaints import complaint_with, open_complaints


@click.group()
def complaints() -> None:
    """Look at what did not feel good about a meeting."""


@complaints.command("list")
@click.option("--json", "as_json", is_flag=True, help="Answer for a program.")
@with_appcontext
def list_all(as_json: bool) -> None:
    """List the complaints that wait for somebody to look."""
    say([_row(complaint) for complaint in open_complaints()], as_json)


@complaints.command("looked-at")
@click.argument("complaint")
@click.option("--by", required=True, help="Who looked at it.")
@click.option("--outcome", required=True, help="What came of it.")
@with_appcontext
def looked_at(complaint: str, by: str, outcome: str) -> None:
    """Write down that somebody looked at a complaint, and what came of it."""
    with refusals_as_sentences():
        with write():
            close_complaint(complaint_with(complaint), by=by, outcome=outcome)
        click.echo(f"{complaint} is closed.")


def _row(complaint: Complaint) -> dict[str, object]:
    return {
        "complaint": complaint.public_id,
        "said": complaint.said_at.isoformat(timespec="minutes"),
        "by": complaint.player.nickname or "-",
        "about": complaint.other.nickname or "-",
        "spot": complaint.meeting.spot.slug if complaint.meeting else "-",
        "words": complaint.words,
    }
