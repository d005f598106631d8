"""`wijkspel serve`: the web processes and the one that does chores, started and stopped together."""

import os
import signal
import socket
import subprocess
import sys
import time
from types import FrameType

import click
from flask import current_app
from flask.cli import with_appcontext

from config import ROOT, Default
from wijkspel import qr
from wijkspel.cli.saying import refuse
from wijkspel.cli.seed import plant_demo
from wijkspel.clock import now
from wijkspel.db import db, write
from wijkspel.languages import FIRST, in_language
from wijkspel.places.queries import all_stickers, neighbourhood_called, spot_called
from wijkspel.players.actions.hosts import end_host, invite_host
from wijkspel.players.queries import hosts_of
from wijkspel.players.rules import HOST_CODE_LENGTH
from wijkspel.readiness import Problem, problems

KOPPEL, BAKERY, DEMO_HOST = "de-koppel", "bakkerij", "Fatima"
THREADS = 8
GRACE_SECONDS = 20  # what is running at SIGTERM may finish
# With an arena of memory for each thread, as glibc would have it, a process grows by half for nothing.
FRUGAL = {"MALLOC_ARENA_MAX": "2"}


@click.command()
@click.option("--port", default=8000, envvar="PORT", show_default=True, help="Port to listen on.")
@click.option("--host", default="127.0.0.1", envvar="HOST", show_default=True, help="Address to listen on.")
@click.option("--demo", is_flag=True, help="First bring the database up to date and plant the demo.")
@click.option("--reload", is_flag=True, help="Start again when a file changes, for development.")
@with_appcontext
def serve(port: int, host: str, demo: bool, reload: bool) -> None:
    """Serve the pages, and do the chores beside them."""
    settings: Default = current_app.config["SETTINGS"]
    if not _is_free(host, port):
        refuse(f"Port {port} is in use. Choose another one, such as: PORT={port + 1}")
    if demo:
        _refuse_on([problem for problem in problems(settings, db.engine) if problem.part != "migrations"])
        click.echo("Preparing the database and the demo De Koppel …")
        plant_demo()
    _refuse_on(problems(settings, db.engine))
    address = _public_address(settings, host, port)
    if demo:
        _say_what_to_try(address, port)
    db.session.remove()
    db.engine.dispose()
    environment = {**FRUGAL, **os.environ, "WIJKSPEL_URL": address}
    supervise(web_command(settings, host, port, reload), [sys.executable, "-m", "wijkspel", "jobs", "run"], environment)


def supervise(web: list[str], chores: list[str], environment: dict[str, str]) -> None:
    """Run two commands until this process is asked to stop or the web ends; chores that end are started again."""
    commands = {"web": web, "chores": chores}
    processes = {name: subprocess.Popen(command, env=environment) for name, command in commands.items()}
    stopping = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True
        for process in processes.values():
            process.terminate()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while not stopping and processes["web"].poll() is None:
        time.sleep(0.3)
        if processes["chores"].poll() is not None and not stopping:
            time.sleep(2)  # a process that fails at once shall not keep a core busy
            processes["chores"] = subprocess.Popen(chores, env=environment)
    _end(list(processes.values()))
    raise SystemExit(0 if stopping else processes["web"].returncode)


def _refuse_on(found: list[Problem]) -> None:
    if found:
        refuse("\n".join(f"{problem.what}\n  repair: {problem.repair}" for problem in found))


def _end(processes: list[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        if process.poll() is None:
            process.terminate()
    for process in processes:
        try:
            process.wait(GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def web_command(settings: Default, host: str, port: int, reload: bool) -> list[str]:
    """Return the command that serves the pages."""
    options = [
        *("--bind", f"[{host}]:{port}" if ":" in host else f"{host}:{port}"),
        *("--workers", str(settings.workers)),
        *("--worker-class", "gthread"),
        *("--threads", str(THREADS)),
        *("--graceful-timeout", str(GRACE_SECONDS)),
        *("--keep-alive", "15"),
        *("--log-level", "warning"),
        *("--config", str(ROOT / "wijkspel" / "web" / "process.py")),
    ]
    if reload:
        watched = [path for folder in ("templates", "static/css", "static/js") for path in (ROOT / folder).rglob("*.*")]
        options += ["--reload", *(f"--reload-extra-file={path}" for path in watched)]
    return [sys.executable, "-m", "gunicorn", *options, "wijkspel:create_app()"]


def _public_address(settings: Default, host: str, port: int) -> str:
    """Return where people reach this server: as the settings say, or while developing wherever it listens."""
    if settings.env == "production" or os.environ.get("WIJKSPEL_URL"):
        return settings.url
    if host in ("0.0.0.0", "::"):
        return f"http://{_own_address()}:{port}"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _own_address() -> str:
    """Return this machine's address on its network; nothing is sent to find it out."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as outward:
        try:
            outward.connect(("192.0.2.1", 9))  # an address kept for documentation, RFC 5737
        except OSError:
            return "127.0.0.1"
        return str(outward.getsockname()[0])


def _is_free(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host, port))
        except OSError:
            return False
        return True


def _invitation_of_demo() -> str:
    """Return the path by which somebody becomes the host of the bakery; the one of an earlier start no longer works."""
    code = qr.new_code(HOST_CODE_LENGTH)
    with write():
        bakery = spot_called(neighbourhood_called(KOPPEL), BAKERY)
        for host in hosts_of(bakery.neighbourhood_id):
            if host.state_at(now()) == "invited" and host.first_name == DEMO_HOST:
                end_host(host)
        invite_host(bakery, first_name=DEMO_HOST, code=code)
    return f"/{KOPPEL}/spel/gastheer/begin/{code}"


def _say_what_to_try(address: str, port: int) -> None:
    stickers = [sticker for sticker in all_stickers() if not sticker.is_retired]
    here = f"http://127.0.0.1:{port}"
    click.echo(f"\nWijkspel runs at {here}/  (stop with Ctrl-C)\n")
    click.echo("Try first, as if you scanned a sticker in the street:")
    for sticker in stickers[:5]:
        click.echo(f"  {here}/q/{sticker.code}  {in_language(sticker.spot.names, FIRST)}")
    if stickers:
        click.echo("\nThen meet somebody: “Speel mee” on such a page, and a private window as the other phone.")
        click.echo(f"Or be the host of the bakery, in one more window (once): {here}{_invitation_of_demo()}")
    if stickers and address != here:
        click.echo(
            "\nOr scan this with a phone on the same network. Without https a phone cannot keep pages offline:\n"
        )
        click.echo(qr.in_terminal(qr.address(address, stickers[0].code)))
