"""`wijkspel serve`: the web processes and the one that does chores, started and stopped together."""

import os
import signal
import subprocess
import sys
import time
from types import FrameType

import click
from flask import current_app
from flask.cli import with_appcontext

from config import Default
from wijkspel import qr
from wijkspel.cli.saying import refuse
from wijkspel.cli.seed import plant_demo
from wijkspel.db import db
from wijkspel.places.queries import all_stickers
from wijkspel.readiness import problems

THREADS = 8
GRACE_SECONDS = 20  # what is running at SIGTERM may finish


@click.command()
@click.option("--port", default=8000, envvar="PORT", show_default=True, help="Port to listen on.")
@click.option("--host", default="127.0.0.1", envvar="HOST", show_default=True, help="Address to listen on.")
@click.option("--demo", is_flag=True, help="First bring the database up to date and plant the demo.")
@click.option("--reload", is_flag=True, help="Start again when a file changes, for development.")
@with_appcontext
def serve(port: int, host: str, demo: bool, reload: bool) -> None:
    """Serve the pages, and do the chores beside them."""
    settings: Default = current_app.config["SETTINGS"]
    if demo:
        click.echo("Preparing the database and the demo De Koppel …")
        plant_demo()
    found = problems(settings, db.engine)
    if found:
        refuse("\n".join(f"{problem.what}\n  repair: {problem.repair}" for problem in found))
    if demo:
        _say_what_to_try(settings, port)
    db.engine.dispose()
    supervise(_web(settings, host, port, reload), [sys.argv[0], "jobs", "run"])


def supervise(web: list[str], chores: list[str]) -> None:
    """Run two commands until one is asked to stop or the web ends; chores that end are started again."""
    processes = {"web": subprocess.Popen(web), "chores": subprocess.Popen(chores)}
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
            processes["chores"] = subprocess.Popen(chores)
    _end(list(processes.values()))
    raise SystemExit(0 if stopping else processes["web"].returncode)


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


def _web(settings: Default, host: str, port: int, reload: bool) -> list[str]:
    options = [
        *("--bind", f"{host}:{port}"),
        *("--workers", str(settings.workers)),
        *("--worker-class", "gthread"),
        *("--threads", str(THREADS)),
        *("--graceful-timeout", str(GRACE_SECONDS)),
        *("--keep-alive", "15"),
        *("--log-level", "warning"),
    ]
    if reload:
        options.append("--reload")
    return [sys.executable, "-m", "gunicorn", *options, "wijkspel:create_app()"]


def _say_what_to_try(settings: Default, port: int) -> None:
    base = os.environ.get("WIJKSPEL_URL") or f"http://127.0.0.1:{port}"
    stickers = [sticker for sticker in all_stickers() if not sticker.is_retired]
    click.echo(f"\nWijkspel is at {base}/\n")
    if stickers:
        first = stickers[0]
        click.echo(f"Try first: {base}/q/{first.code}  (what a sticker on the wall opens)")
        click.echo("Scan this with a phone on the same network, if this server listens there:\n")
        click.echo(qr.in_terminal(qr.address(base, first.code)))
