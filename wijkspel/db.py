"""The database: one session, one naming convention, both engines, and the one way to change something."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from weakref import WeakKeyDictionary

import pysqlite3.dbapi2
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    JSON,
    Connection,
    DateTime,
    Dialect,
    Engine,
    ForeignKey,
    ForeignKeyConstraint,
    MetaData,
    String,
    event,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Mapped, ORMExecuteState, Session, mapped_column, registry, relationship
from sqlalchemy.types import TypeDecorator

from wijkspel.errors import Busy, Conflict
from wijkspel.turns import Turns, in_turn

PATIENCE_SECONDS = 5  # that a write waits for others
# SQLite itself waits by looking again after ever longer pauses: of eight who keep writing, one would find the door shut
# for seconds. So the threads of a process take turns. PostgreSQL needs none of it.
_TURNS: WeakKeyDictionary[Engine, Turns] = WeakKeyDictionary()
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=NORMAL",
    "foreign_keys=ON",
    f"busy_timeout={1000 * PATIENCE_SECONDS}",
    "cache_size=-500",  # in kB for each connection: the operating system keeps the file in memory once, for all of them
)
POOL = 10  # one connection for each of the eight threads of a web process, and two to spare
_LETTERS = "23456789abcdefghijkmnpqrstuvwxyz"
_WRITING = "writing"
_BEGIN = "wijkspel_begin"


class Moment(TypeDecorator[datetime]):
    """A point in time: aware and in UTC in Python, on both engines."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store UTC. Raises ValueError for a time without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone; take it from wijkspel.clock")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give UTC back; SQLite forgets the zone."""
        return None if value is None else value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """What every table is made from."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    registry = registry(
        type_annotation_map={datetime: Moment, dict[str, str]: JSON, list[str]: JSON}, metadata=metadata
    )


class OfNeighbourhood:
    """The tenant of a row: an organisation and one of its neighbourhoods."""

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    neighbourhood_id: Mapped[int]


def tenant_of(row: OfNeighbourhood) -> dict[str, int]:
    """Return the tenant of a row, for another row that belongs to the same."""
    return {"organisation_id": row.organisation_id, "neighbourhood_id": row.neighbourhood_id}


def same_neighbourhood(column: str, table: str) -> ForeignKeyConstraint:
    """Return a foreign key that cannot lead into another neighbourhood or another organisation."""
    tenant = ["organisation_id", "neighbourhood_id"]
    return ForeignKeyConstraint([*tenant, column], [f"{table}.{name}" for name in [*tenant, "id"]])


def in_its_neighbourhood() -> ForeignKeyConstraint:
    """Return the foreign key that ties a row to a neighbourhood of its own organisation."""
    return ForeignKeyConstraint(
        ["organisation_id", "neighbourhood_id"], ["neighbourhood.organisation_id", "neighbourhood.id"]
    )


def one_by(key: str, target: str, *, at_once: bool = False) -> Mapped[Any]:
    """Return the row that a key such as `Story.spot_id` points at, to read it by; writing goes through the key.

    Our keys are composite, and joining on `id` alone is exact since the database holds the tenant equal. With `at_once`
    both rows are read in one look: for who is always asked for along with many others.
    """
    condition = f"{target}.id == foreign({key})"
    return relationship(primaryjoin=condition, viewonly=True, lazy="joined" if at_once else "select")


def new_public_id() -> str:
    """Return a random name for a row in addresses: 60 bits, nothing to count or guess."""
    return "".join(secrets.choice(_LETTERS) for _ in range(12))


def public_id() -> Mapped[str]:
    """Return the column that holds a row's name in addresses."""
    return mapped_column(String(12), unique=True, default=new_public_id)


db = SQLAlchemy(model_class=Base, disable_autonaming=True)


def engine_options(url: str) -> dict[str, Any]:
    """Return how SQLAlchemy connects to a database: `pysqlite3` can load SpatiaLite where `sqlite3` often cannot."""
    if url.startswith("sqlite"):
        return {"module": pysqlite3.dbapi2, "pool_size": POOL, "connect_args": {"check_same_thread": False}}
    return {"pool_size": POOL, "pool_pre_ping": True}


def prepare(engine: Engine, spatialite: str) -> None:
    """Make every connection of an engine behave: SpatiaLite, foreign keys, and transactions that we begin ourselves."""
    if engine.dialect.name != "sqlite":
        return
    _TURNS[engine] = Turns()

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        load_spatialite(connection, spatialite)
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}").fetchall()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # Readers begin deferred and never wait; a writer takes the one write lock before it reads what it will change.
        connection.exec_driver_sql(connection.get_execution_options().get(_BEGIN, "BEGIN"))


def load_spatialite(connection: Any, spatialite: str) -> None:
    """Load the SpatiaLite extension into a raw SQLite connection. Raises its OperationalError when it is not there."""
    connection.enable_load_extension(True)
    connection.load_extension(spatialite)
    connection.enable_load_extension(False)


@contextmanager
def write() -> Iterator[Session]:
    """Change something: everything inside happens as a whole at the end, or not at all.

    Read the request's body and do slow work before; nobody else can write on SQLite while this is open.
    Raises Conflict when a rule of the database says no, and Busy when the database stays locked.
    """
    session = db.session()
    if session.info.get(_WRITING):
        raise RuntimeError("write() inside write(): let the outermost door open the transaction")
    session.rollback()  # what was read so far is read again under the lock
    with in_turn(_TURNS.get(db.engine), patience=PATIENCE_SECONDS, late=Busy("database_busy")), _transaction(session):
        yield session


@contextmanager
def _transaction(session: Session) -> Iterator[None]:
    session.info[_WRITING] = True
    try:
        session.connection(execution_options={_BEGIN: "BEGIN IMMEDIATE"})
        yield
        session.commit()
    except IntegrityError as error:
        session.rollback()
        raise Conflict("somebody_was_first") from error
    except OperationalError as error:
        session.rollback()
        if not _is_locked(error):
            raise
        raise Busy("database_busy") from error
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info[_WRITING] = False


def insert_into(table: type[Base]) -> postgresql.Insert | sqlite.Insert:
    """Return an INSERT of this database's own kind, which knows what to do when the row is there already."""
    return sqlite.insert(table) if db.engine.dialect.name == "sqlite" else postgresql.insert(table)


def let_go() -> None:
    """End what was read so far: slow work that follows keeps no connection and no view of the past from others."""
    db.session.rollback()


@contextmanager
def one_moment() -> Iterator[Session]:
    """Read everything inside as it was at one moment, however long it takes and whatever others change meanwhile."""
    session = db.session()
    session.rollback()
    # SQLite's readers have this by themselves; PostgreSQL's see each commit of others unless they ask for it.
    options = {"isolation_level": "REPEATABLE READ"} if db.engine.dialect.name == "postgresql" else {}
    session.connection(execution_options=options)
    try:
        yield session
    finally:
        session.rollback()


def _is_locked(error: OperationalError) -> bool:
    code = getattr(error.orig, "sqlstate", None)
    return code in ("40001", "40P01", "55P03") or "locked" in str(error.orig)


@event.listens_for(Session, "before_flush")
def _flush_only_while_writing(session: Session, *_details: object) -> None:
    if not session.info.get(_WRITING):
        raise RuntimeError("something changed outside `with write():`; a GET reads and writes nothing")


@event.listens_for(Session, "do_orm_execute")
def _execute_only_while_writing(state: ORMExecuteState) -> None:
    changes = state.is_insert or state.is_update or state.is_delete
    if changes and not state.session.info.get(_WRITING):
        raise RuntimeError("a statement would change something outside `with write():`")
