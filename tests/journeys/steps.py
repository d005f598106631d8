"""What several journeys do."""

from collections.abc import Iterator
from contextlib import contextmanager

from config import Testing
from tests.phone import Phone
from wijkspel import create_app
from wijkspel.db import db


def walk_to_the_end(phone: Phone, begin: str, go_on: str, end: str) -> list[str]:
    """Begin a walk and go on until it says that this was the last stop; return where that led."""
    phone.tap(begin)
    seen = [phone.path]
    while not phone.sees(end):
        assert len(seen) < 20, "this walk has no end"
        phone.tap(go_on)
        phone.wait_until_left(seen[-1])
        assert not phone.is_too_wide
        seen.append(phone.path)
    return seen


@contextmanager
def database_of(settings: Testing) -> Iterator[None]:
    """Look into the database of a server, from beside it."""
    with create_app(settings).app_context():
        yield
        db.session.remove()
        db.engine.dispose()
