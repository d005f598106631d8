"""Programs of ours that begin at once: forked from a process that has read all of our code before.

Reading it takes a process two seconds, and a test run starts some hundred servers.
"""

import multiprocessing
import os
import runpy
import sys
from collections.abc import Mapping, Sequence
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path

_READ_BEFORE = ["wijkspel", "gunicorn.app.wsgiapp", "gunicorn.workers.gthread"]


class Forked:
    """A running module of Python; it is asked and ended as a `subprocess.Popen` is."""

    def __init__(self, module: str, words: Sequence[str], environment: Mapping[str, str], folder: Path, log: Path):
        self._process: ForkServerProcess = _context().Process(
            target=_become, args=(module, [*words], dict(environment), str(folder), str(log))
        )
        self._process.start()

    @property
    def pid(self) -> int:
        """Its id, which is also the one of its group."""
        assert self._process.pid is not None
        return self._process.pid

    def poll(self) -> int | None:
        """Return its status, None while it runs."""
        return self._process.exitcode

    def terminate(self) -> None:
        """Ask it to end."""
        self._process.terminate()

    def wait(self, seconds: float) -> None:
        """Wait until it has ended. Raises TimeoutError when it has not by then."""
        self._process.join(seconds)
        if self._process.exitcode is None:
            raise TimeoutError


def _context() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_READ_BEFORE)
    return context


def _become(module: str, words: list[str], environment: dict[str, str], folder: str, log: str) -> None:
    os.setsid()
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    written = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    for stream in (1, 2):
        os.dup2(written, stream)
    sys.stdout = sys.stderr = os.fdopen(written, "w", buffering=1)
    sys.argv = [module, *words]
    runpy.run_module(module, run_name="__main__", alter_sys=True)
