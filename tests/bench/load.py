"""Asking as fast as a server answers, by wrk."""

import json
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

SUMMARY = Path(__file__).with_name("summary.lua")
CONNECTIONS = 8


class WrongAnswers(Exception):
    """A server did not give the answers that were to be measured."""


@dataclass(frozen=True, slots=True)
class Load:
    """What a server answered under load."""

    requests: int
    seconds: float
    bytes: int
    wrong: int

    @property
    def rate(self) -> float:
        """Answers a second."""
        return self.requests / self.seconds


def load(url: str, headers: Mapping[str, str], *, body: int, seconds: int) -> Load:
    """Ask for one page over and over, and return how it went.

    Raises WrongAnswers when an answer was an error, or when fewer bytes came in than that many times the body.
    """
    command = ["wrk", "--threads", "1", "--connections", str(CONNECTIONS), "--duration", f"{seconds}s"]
    for name, value in headers.items():
        command += ["--header", f"{name}: {value}"]
    done = subprocess.run([*command, "--script", SUMMARY, url], check=True, capture_output=True, text=True)
    found = Load(**json.loads(done.stdout.splitlines()[-1]))
    if found.wrong or not found.requests or found.bytes < found.requests * body:
        raise WrongAnswers(f"{url}: {found}, while each answer should hold {body} bytes")
    return found
