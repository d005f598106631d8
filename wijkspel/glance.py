"""What every request asks of the database: one value, without a session, a pool and a transaction around it."""

import threading
from contextlib import nullcontext, suppress
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Engine, Select
from sqlalchemy.exc import OperationalError
from sqlalchemy.sql.compiler import Compiled


class Glance:
    """One committed value at a time, read on a connection that is kept for it, outside of any transaction.

    For what every request asks: without a session, a pool and a BEGIN it takes a tenth of the time. On PostgreSQL each
    thread keeps a connection for it. On SQLite they share one, in turns: reading takes microseconds there, and every
    connection would hold the whole schema, more than a megabyte, once more.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        shared = engine.dialect.name == "sqlite"
        self._own: Any = SimpleNamespace() if shared else threading.local()
        self._turn: Any = threading.Lock() if shared else nullcontext()
        self._compiled: dict[Select[Any], Compiled] = {}

    def __call__(self, statement: Select[Any], **values: object) -> Any:
        """Return the first column of the first row, or None. Raises OperationalError when none answers."""
        with self._turn:
            cursor = getattr(self._own, "cursor", None)
            if cursor is not None:
                # A connection that was lost since is made again, once.
                with suppress(self._engine.dialect.loaded_dbapi.Error):
                    return self._read(cursor, statement, values)
            try:
                self._own.cursor = self._connect()
                return self._read(self._own.cursor, statement, values)
            except self._engine.dialect.loaded_dbapi.Error as error:
                raise OperationalError(str(statement), values, error) from error

    def _connect(self) -> Any:
        pooled = self._engine.raw_connection()
        connection: Any = pooled.driver_connection
        pooled.detach()
        if self._engine.dialect.name == "postgresql":
            connection.autocommit = True
        return connection.cursor()

    def _read(self, cursor: Any, statement: Select[Any], values: dict[str, object]) -> Any:
        compiled = self._compiled.get(statement)
        if compiled is None:
            compiled = self._compiled[statement] = statement.compile(dialect=self._engine.dialect)
        names = getattr(compiled, "positiontup", None)
        cursor.execute(compiled.string, [values[name] for name in names] if names else values)
        row = cursor.fetchone()
        return row[0] if row else None
