"""A lock that is handed on in the order in which it was asked for."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition


class Turns:
    """A lock for threads: whoever asked first has the first turn.

    A plain lock goes to whoever is awake when it is let go, which is most often the thread that just had it.
    """

    def __init__(self) -> None:
        self._changed = Condition()
        self._waiting: deque[object] = deque()

    def take(self, *, patience: float) -> bool:
        """Wait for a turn, at most so many seconds, and return whether it came."""
        me = object()
        with self._changed:
            self._waiting.append(me)
            if self._changed.wait_for(lambda: self._waiting[0] is me, patience):
                return True
            self._waiting.remove(me)
            self._changed.notify_all()
            return False

    def hand_on(self) -> None:
        """End a turn, and let the next one begin."""
        with self._changed:
            self._waiting.popleft()
            self._changed.notify_all()


@contextmanager
def in_turn(turns: Turns | None, *, patience: float, late: Exception) -> Iterator[None]:
    """Do something in its turn, or at once where there are no turns. Raises `late` when the turn does not come."""
    if turns is not None and not turns.take(patience=patience):
        raise late
    try:
        yield
    finally:
        if turns is not None:
            turns.hand_on()
