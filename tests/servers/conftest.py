"""Servers as an operator starts them: the web, the chores, and what watches over both."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from config import Testing
from tests.server import Server


@pytest.fixture
def server(settings: Testing, tmp_path: Path) -> Iterator[Server]:
    """A whole server of this app on this machine."""
    with Server(settings, tmp_path, whole=True) as server:
        yield server
