"""How much work something is, in seconds of a processor: a machine that stands still for a moment changes nothing."""

import os
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def at_most(seconds: float, what: str) -> Iterator[None]:
    """Fail, and say what it was, when this process and the programs it waited for work longer than so many seconds."""
    before = _worked()
    yield
    worked = _worked() - before
    assert worked < seconds, f"{what}: {worked:.1f} seconds of work, at most {seconds}"


def _worked() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
