"""One who waits for another on PostgreSQL, and what is free meanwhile: so tests see in which order rows are held."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import text

from wijkspel.db import db

_WAITING = """SELECT count(*) FROM pg_locks WHERE NOT granted AND pid IN
    (SELECT pid FROM pg_locks JOIN pg_database ON pg_database.oid = database WHERE datname = current_database())"""


def while_it_waits(act: Callable[[], object], *, held: str, free: Iterable[str]) -> None:
    """Let something be done while another holds rows, and see that it waits for them and holds none of the free ones.

    Rows are said as SQL: `device WHERE id = 3`.
    """
    db.session.rollback()
    with ThreadPoolExecutor(1) as others, db.engine.connect() as another:
        another.execute(text(f"SELECT id FROM {held} FOR NO KEY UPDATE"))
        acting = others.submit(act)
        while not another.scalar(text(_WAITING)):
            assert not acting.done(), f"it does not wait for {held}"
        for rows in free:
            another.execute(text(f"SELECT id FROM {rows} FOR NO KEY UPDATE NOWAIT"))  # raises when it holds one
        another.rollback()
        acting.result()
    db.session.expire_all()
