"""Geometry in migrations: SpatiaLite registers a column and keeps its index in a table; PostGIS has both in SQL.

Never use `batch_alter_table` on a table with geometry: on SpatiaLite the registration then points at the temporary
table and queries by index return nothing, without an error.
"""

from alembic import op
from sqlalchemy import Connection, Engine, inspect, text

from wijkspel.db import db
from wijkspel.geo import is_geometry

SRID = 4326


def make_ready(engine: Engine) -> None:
    """Give an empty database its spatial tables or its extension; on a database that has them, do nothing."""
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            connection.execute(text("CREATE EXTENSION IF NOT EXISTS postgis"))
        return
    raw = engine.raw_connection()
    try:
        ready = raw.execute("SELECT count(*) FROM sqlite_master WHERE name = 'spatial_ref_sys'").fetchone()[0]
        if not ready:
            # With 1 it opens one transaction of its own, which takes milliseconds in place of seconds.
            raw.execute("SELECT InitSpatialMetaData(1, 'WGS84')").fetchall()
    finally:
        raw.close()


def add_geometry(table: str, column: str, kind: str) -> None:
    """Add a required geometry column of a kind such as POINT, with its index, to an empty table."""
    if op.get_bind().dialect.name == "sqlite":
        _require(f"SELECT AddGeometryColumn('{table}', '{column}', {SRID}, '{kind}', 'XY', 1)")
        _require(f"SELECT CreateSpatialIndex('{table}', '{column}')")
        return
    op.execute(f"ALTER TABLE {table} ADD COLUMN {column} geometry({kind}, {SRID}) NOT NULL")
    op.execute(f"CREATE INDEX ix_{table}_{column} ON {table} USING gist ({column})")
    if kind == "POINT":
        # Distances are asked on the cast; without an index on that very cast PostGIS reads every row.
        op.execute(f"CREATE INDEX ix_{table}_{column}_geography ON {table} USING gist (({column}::geography))")


def drop_geometry(table: str, column: str) -> None:
    """Undo `add_geometry`, before the table itself is dropped."""
    if op.get_bind().dialect.name == "sqlite":
        _require(f"SELECT DisableSpatialIndex('{table}', '{column}')")
        op.execute(f"DROP TABLE idx_{table}_{column}")
        _require(f"SELECT DiscardGeometryColumn('{table}', '{column}')")
        return
    op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")


def is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """Return whether Alembic should compare a table or an index with the models.

    Not the tables that both engines keep for themselves, and not the spatial indexes, which `problems` looks after.
    """
    if kind == "table":
        return name in db.metadata.tables
    return kind != "index" or name not in _spatial_indexes()


def problems(connection: Connection, columns: list[tuple[str, str]]) -> list[str]:
    """Return a sentence for each geometry column that is not registered or whose index misses rows."""
    if connection.dialect.name == "postgresql":
        return [
            f"{table}.{column} has no index" for table, column in columns if not _has_gist(connection, table, column)
        ]
    found = []
    for table, column in columns:
        where = {"table": table, "column": column}
        registered = connection.execute(
            text(
                "SELECT spatial_index_enabled FROM geometry_columns "
                "WHERE f_table_name = :table AND f_geometry_column = :column"
            ),
            where,
        ).scalar()
        rows = connection.execute(text(f"SELECT count(*) FROM {table}")).scalar()
        indexed = connection.execute(text(f"SELECT count(*) FROM idx_{table}_{column}")).scalar() if registered else 0
        if not registered:
            found.append(f"{table}.{column} is not registered with an index")
        elif rows != indexed:
            found.append(f"{table}.{column} has {rows} rows and {indexed} in its index")
    return found


def _spatial_indexes() -> set[str]:
    columns = [column for table in db.metadata.tables.values() for column in table.columns if is_geometry(column)]
    plain = {f"ix_{column.table.name}_{column.name}" for column in columns}
    return plain | {f"{name}_geography" for name in plain}


def _has_gist(connection: Connection, table: str, column: str) -> bool:
    return any(index["name"] == f"ix_{table}_{column}" for index in inspect(connection).get_indexes(table))


def _require(statement: str) -> None:
    if op.get_bind().execute(text(statement)).scalar() != 1:
        raise RuntimeError(f"SpatiaLite refused: {statement}")
