"""A real server of the app on this machine, for tests that need one; it ends with the test, by its own process id."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from http.client import HTTPResponse
from pathlib import Path
from types import TracebackType
from typing import Self

from config import ROOT, Testing
from tests.forks import Forked
from wijkspel.cli.serve import FRUGAL, web_command

PATIENCE_SECONDS = 30


class Server:
    """The web process of `wijkspel serve` with given settings on a free port.

    `whole` is the command itself, as an operator types it, with all that serves beside the pages. For most tests the
    pages are enough, and those begin at once.
    """

    def __init__(
        self,
        settings: Testing,
        folder: Path,
        *,
        port: int | None = None,
        env: str = "testing",
        whole: bool = False,
    ) -> None:
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / f"server-{self.port}.log"
        self._environment = {
            **FRUGAL,
            **{name: value for name, value in os.environ.items() if not name.startswith(("WIJKSPEL_", "DATABASE_"))},
            "WIJKSPEL_ENV": env,
            "WIJKSPEL_URL": self.url,
            "DATABASE_URL": settings.database_url,
            "WIJKSPEL_MEDIA": str(settings.media),
            "PYTHONUNBUFFERED": "1",
        }
        self._settings, self._whole = settings, whole
        self._folder = folder
        self._code = ROOT
        self._process: subprocess.Popen[bytes] | Forked | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_details: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.stop()

    def start(self) -> None:
        """Start, and wait until it can serve people."""
        self._process = self._begun()
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            if self._process.poll() is not None:
                break
            try:
                if self.get("/health/ready").status == 200:
                    return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(f"the server did not start:\n{self.log.read_text()}")

    def _begun(self) -> "subprocess.Popen[bytes] | Forked":
        _python, _m, module, *words = web_command(self._settings, "127.0.0.1", self.port, False)
        if not self._whole and self._code == ROOT:
            return Forked(module, words, self._environment, ROOT, self.log)
        if self._whole:
            module, words = "wijkspel", ["serve", "--port", str(self.port)]
        command = [sys.executable, "-m", module, *words]
        environment = {**self._environment, "PYTHONPATH": str(self._code)}
        with self.log.open("ab") as log:
            return subprocess.Popen(
                command, env=environment, cwd=self._code, stdout=log, stderr=log, start_new_session=True
            )

    def release_anew(self) -> None:
        """Stop, and start again from a copy of the code in which one script has changed: a release."""
        self.stop()
        self._code = self._folder / "release"
        for name in ("wijkspel", "templates", "static", "migrations", "translations"):
            ignored = shutil.ignore_patterns("koppel", "__pycache__")
            shutil.copytree(ROOT / name, self._code / name, ignore=ignored)
        shutil.copy(ROOT / "config.py", self._code)
        with (self._code / "static" / "js" / "keeping.js").open("a") as script:
            script.write("// a new release\n")
        self.start()

    def stop(self) -> None:
        """Stop as an operator would, by SIGTERM."""
        if self._process and self._process.poll() is None:
            self._process.terminate()
            self._process.wait(PATIENCE_SECONDS)

    def kill(self) -> None:
        """Stop as a power cut would, the children included."""
        if self._process:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(PATIENCE_SECONDS)

    def get(self, path: str, **headers: str) -> HTTPResponse:
        """Ask for a page; answers above 400 are answers too."""
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(self.url + path, headers=names)
        try:
            answer: HTTPResponse = urllib.request.urlopen(request, timeout=PATIENCE_SECONDS)
        except urllib.error.HTTPError as error:
            return error  # type: ignore[return-value]
        return answer


def free_port() -> int:
    """Return a port that nobody uses at this moment."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
