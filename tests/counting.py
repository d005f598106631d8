"""How often the database is asked: by a request, or by anything else that a test does."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from wijkspel.db import db


@contextmanager
def statements() -> Iterator[list[str]]:
    """Give a list that fills with every statement that the database gets meanwhile."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_details: object) -> None:
        seen.append(statement)

    engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)
