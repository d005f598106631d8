"""Starting: `wijkspel serve --demo` in an empty folder until it can serve people, and once more."""

import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from config import ROOT, Testing
from tests.bench.demo import Demo, environment_of
from tests.bench.figures import Figure
from tests.server import free_port

SECOND_STARTS = 3
PATIENCE_SECONDS = 120


def measure(demo: Demo) -> list[Figure]:
    """Return the seconds of the first start, and of the slowest of some later ones."""
    folder = demo.folder / "first-start"
    folder.mkdir()
    settings = Testing(env="development", database_url=f"sqlite:///{folder / 'wijkspel.db'}", media=folder / "media")
    first = _seconds(settings, folder / "log")
    later = max(_seconds(settings, folder / "log") for _ in range(SECOND_STARTS))
    return [
        Figure("start: first, with the demo", first, "s", "lower"),
        Figure("start: second", later, "s", "lower", 3),
    ]


def _seconds(settings: Testing, log: Path) -> float:
    """Start, wait until the server says it is ready, stop, and return how long it took to be ready."""
    port = free_port()
    command = [str(Path(sys.executable).with_name("wijkspel")), "serve", "--demo", "--port", str(port)]
    with log.open("ab") as said:
        began = time.perf_counter()
        process = subprocess.Popen(command, env=environment_of(settings), cwd=ROOT, stdout=said, stderr=said)
    try:
        _wait_until_ready(f"http://127.0.0.1:{port}/health/ready", process)
        return time.perf_counter() - began
    finally:
        process.terminate()
        process.wait(PATIENCE_SECONDS)


def _wait_until_ready(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.02)
    raise RuntimeError(f"the server was not ready within {PATIENCE_SECONDS} s")
