"""A bare Flask app behind the very gunicorn command that serves Wijkspel, but for the app and the port."""

import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config import ROOT
from tests.bench.processes import command_of, web_master
from tests.server import free_port

OURS, BARE = "wijkspel:create_app()", "tests.bench.hello:app"
PATIENCE_SECONDS = 20


@contextmanager
def bare_server(like: int, folder: Path) -> Iterator[str]:
    """Serve the bare app with the options of our server on a port, and yield its address."""
    port = free_port()
    ours = command_of(web_master(like))
    command = [{OURS: BARE}.get(word, word).replace(f":{like}", f":{port}") for word in ours]
    if command == ours or BARE not in command:
        raise RuntimeError(f"the bare server cannot be started the way ours was: {ours}")
    with (folder / f"bare-{port}.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)
    try:
        _wait_for(f"http://127.0.0.1:{port}/")
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(PATIENCE_SECONDS)


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            with urllib.request.urlopen(url) as answer:
                assert answer.read() == b"hello"
                return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
