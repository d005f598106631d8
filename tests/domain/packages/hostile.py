"""What the tests of hostile packages share: where things stand in a small package, and what refuses it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from config import Testing
from tests.moving import at, everything_here
from wijkspel.cli.saying import sentence
from wijkspel.errors import Refused
from wijkspel.packages.arrival import Wanted
from wijkspel.packages.importing import look_into, take_in

STORY, TOUR = "stories/een-verhaal.json", "tours/een-ronde.json"
WANTED = Wanted(None, None, "Noor")
DEEP = b"[" * 200_000 + b"]" * 200_000
Make = Callable[[Path, Path], Path]


def refused_by(there: Testing, package: Path) -> str:
    """Try to take a package in, and return the sentence; nothing may be left behind, looked at or not."""
    said = set()
    with at(there) as store:
        before = everything_here(store)
        for work in (look_into, take_in):
            with pytest.raises(Refused) as refused:
                work(package, store, WANTED, lambda _done, _steps: None)
            said.add(sentence(refused.value))
            assert everything_here(store) == before
    assert len(said) == 1
    return said.pop()


def put(*path: str | int, to: Any) -> Callable[[Any], Any]:
    """Return what sets one value deep in a document."""

    def change(document: Any) -> Any:
        place = document
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = to
        return document

    return change
