"""`wijkspel people`: who receives people at a spot, until the desk can invite them."""

import click
from flask import current_app
from flask.cli import with_appcontext

from wijkspel import qr
from wijkspel.cli.saying import refusals_as_sentences, say
from wijkspel.clock import now
from wijkspel.db import write
from wijkspel.places.queries import neighbourhood_called, spot_called
from wijkspel.players.actions.hosts import end_host, invite_host
from wijkspel.players.models import Host
from wijkspel.players.queries import host_with, hosts_of
from wijkspel.players.rules import HOST_CODE_LENGTH


@click.group()
def people() -> None:
    """Invite, list and end hosts of spots."""


@people.command()
@click.option("--host", "as_host", is_flag=True, required=True, help="To receive people at a spot.")
@click.option("--neighbourhood", required=True, help="The neighbourhood, by its name in addresses.")
@click.option("--spot", required=True, help="The spot, by its name in addresses.")
@click.option("--name", required=True, help="The first name of the host.")
@with_appcontext
def invite(as_host: bool, neighbourhood: str, spot: str, name: str) -> None:
    """Invite a host, with a link and a code that work once, on one device, within seven days."""
    code = qr.new_code(HOST_CODE_LENGTH)
    with refusals_as_sentences():
        with write():
            made = invite_host(spot_called(neighbourhood_called(neighbourhood), spot), first_name=name, code=code)
            host = made.public_id
        base = f"{current_app.config['SETTINGS'].url}/{neighbourhood}/spel/gastheer/begin"
        click.echo(f"{name} can receive people at {spot}. Open this once, on the tablet of the spot:")
        click.echo(f"{base}/{code}")
        click.echo(f"Or type the code {qr.written(code)} at {base}. To end it: wijkspel people end {host}")


@people.command("list")
@click.argument("neighbourhood", required=False)
@click.option("--json", "as_json", is_flag=True, help="Answer for a program.")
@with_appcontext
def list_all(neighbourhood: str | None, as_json: bool) -> None:
    """List the hosts of a NEIGHBOURHOOD or of all."""
    with refusals_as_sentences(as_json):
        wijk = neighbourhood_called(neighbourhood).id if neighbourhood else None
        say([_row(host) for host in hosts_of(wijk)], as_json)


@people.command()
@click.argument("host")
@with_appcontext
def end(host: str) -> None:
    """Let a HOST receive people no more, from the next tap on."""
    with refusals_as_sentences(), write():
        end_host(host_with(host))
    click.echo(f"{host} is ended.")


def _row(host: Host) -> dict[str, object]:
    return {
        "host": host.public_id,
        "neighbourhood": host.spot.neighbourhood.slug,
        "spot": host.spot.slug,
        "name": host.first_name,
        "state": host.state_at(now()),
        "invited_at": host.invited_at.isoformat(timespec="minutes"),
        "began_at": host.began_at.isoformat(timespec="minutes") if host.began_at else None,
        "ended_at": host.ended_at.isoformat(timespec="minutes") if host.ended_at else None,
    }
