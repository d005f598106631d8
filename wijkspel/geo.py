"""Where things are: the only module that knows how SpatiaLite and PostGIS differ.

Points are WGS 84 (SRID 4326), longitude first; distances are metres along the ellipsoid on both engines.
"""

import json
import math
from typing import Any, NamedTuple

from geoalchemy2 import Geometry, WKTElement
from sqlalchemy import Boolean, Column, ColumnElement, Float, Text, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

SRID = 4326
# One degree of latitude is 110.6 km at the equator and 111.7 km at the poles; the smaller makes the larger box.
_METRES_PER_DEGREE = 110_574


PointColumn = ColumnElement[Any] | InstrumentedAttribute[Any] | Mapped[Any]


class LonLat(NamedTuple):
    """A point, in degrees."""

    lon: float
    lat: float


class Box(NamedTuple):
    """A rectangle between two meridians and two parallels, in degrees."""

    west: float
    south: float
    east: float
    north: float


def point_column() -> Mapped[Any]:
    """Return a column that holds one point. Its index is made by the migration, by `migrations/spatial.py`.

    Both kinds of columns are read by what `longitude`, `latitude` and `geojson` make of them, not as they are stored.
    """
    return mapped_column(Geometry("POINT", srid=SRID, spatial_index=False), nullable=False, deferred=True)


def area_column() -> Mapped[Any]:
    """Return a column that holds one polygon."""
    return mapped_column(Geometry("POLYGON", srid=SRID, spatial_index=False), nullable=False, deferred=True)


def is_geometry(column: Column[Any]) -> bool:
    """Return whether a column of a table holds a shape."""
    return isinstance(column.type, Geometry)


def point(lon: float, lat: float) -> WKTElement:
    """Return a point to store or to compare with."""
    return WKTElement(f"POINT({lon:.7f} {lat:.7f})", srid=SRID)


def area(ring: list[tuple[float, float]]) -> WKTElement:
    """Return a polygon from its closed outer ring of (lon, lat)."""
    corners = ", ".join(f"{lon:.7f} {lat:.7f}" for lon, lat in ring)
    return WKTElement(f"POLYGON(({corners}))", srid=SRID)


def longitude(column: PointColumn) -> ColumnElement[float]:
    """Return the longitude of a point column in degrees, to select."""
    return _Longitude(column)


def latitude(column: PointColumn) -> ColumnElement[float]:
    """Return the latitude of a point column in degrees, to select."""
    return _Latitude(column)


def geojson(column: PointColumn) -> ColumnElement[str]:
    """Return a shape as the text of a GeoJSON geometry (RFC 7946: longitude first), to a centimetre, to select."""
    return _GeoJSON(column)


def outer_ring(text: str) -> list[LonLat]:
    """Return the outer ring of a polygon from its GeoJSON."""
    return [LonLat(*corner[:2]) for corner in json.loads(text)["coordinates"][0]]


def box_around(lon: float, lat: float, metres: float) -> Box:
    """Return a box that holds everything within some metres of a point, and a little more."""
    high = metres * 1.01 / _METRES_PER_DEGREE
    wide = high / max(math.cos(math.radians(lat)), 0.01)
    return Box(lon - wide, lat - high, lon + wide, lat + high)


def metres_from(column: PointColumn, lon: float, lat: float) -> ColumnElement[float]:
    """Return the distance in metres between a point column and a point, to select or to sort by."""
    return _Metres(column, literal(lon), literal(lat))


def within(column: PointColumn, lon: float, lat: float, metres: float) -> ColumnElement[bool]:
    """Return whether a point column lies at most some metres from a point; both engines use their index for it."""
    corners = [literal(corner) for corner in box_around(lon, lat, metres)]
    return _Within(column, literal(lon), literal(lat), literal(float(metres)), *corners)


def in_box(column: PointColumn, box: Box) -> ColumnElement[bool]:
    """Return whether a point column lies in a box, its edges included."""
    return _InBox(column, *[literal(float(corner)) for corner in box])


class _Longitude(FunctionElement[float]):
    """The X of a point column."""

    type = Float()
    inherit_cache = True


class _Latitude(FunctionElement[float]):
    """The Y of a point column."""

    type = Float()
    inherit_cache = True


class _GeoJSON(FunctionElement[str]):
    """A shape in GeoJSON."""

    type = Text()
    inherit_cache = True


class _Metres(FunctionElement[float]):
    """The distance between a column and (lon, lat)."""

    type = Float()
    inherit_cache = True


class _Within(FunctionElement[bool]):
    """Whether a column lies within metres of (lon, lat); the corners of a box around that let the index help."""

    type = Boolean()
    inherit_cache = True


class _InBox(FunctionElement[bool]):
    """Whether a column lies between west, south, east and north."""

    type = Boolean()
    inherit_cache = True


@compiles(_Longitude)
def _longitude(element: _Longitude, compiler: SQLCompiler, **options: Any) -> str:
    return f"ST_X({compiler.process(element.clauses, **options)})"


@compiles(_Latitude)
def _latitude(element: _Latitude, compiler: SQLCompiler, **options: Any) -> str:
    return f"ST_Y({compiler.process(element.clauses, **options)})"


@compiles(_GeoJSON, "sqlite")
def _geojson_on_spatialite(element: _GeoJSON, compiler: SQLCompiler, **options: Any) -> str:
    return f"AsGeoJSON({compiler.process(element.clauses, **options)}, 7)"


@compiles(_GeoJSON, "postgresql")
def _geojson_on_postgis(element: _GeoJSON, compiler: SQLCompiler, **options: Any) -> str:
    return f"ST_AsGeoJSON({compiler.process(element.clauses, **options)}, 7)"


@compiles(_Metres, "sqlite")
def _metres_on_spatialite(element: _Metres, compiler: SQLCompiler, **options: Any) -> str:
    # Without the third argument SpatiaLite answers in degrees.
    column, lon, lat = (compiler.process(part, **options) for part in element.clauses)
    return f"ST_Distance({column}, MakePoint({lon}, {lat}, {SRID}), 1)"


@compiles(_Metres, "postgresql")
def _metres_on_postgis(element: _Metres, compiler: SQLCompiler, **options: Any) -> str:
    column, lon, lat = (compiler.process(part, **options) for part in element.clauses)
    return f"ST_Distance(({column})::geography, {_geography(lon, lat)})"


@compiles(_Within, "sqlite")
def _within_on_spatialite(element: _Within, compiler: SQLCompiler, **options: Any) -> str:
    # PtDistWithin alone reads every row; the R-tree has to be asked by name.
    column, lon, lat, metres, *corners = (compiler.process(part, **options) for part in element.clauses)
    exact = f"PtDistWithin({column}, MakePoint({lon}, {lat}, {SRID}), {metres}, 1)"
    return f"({_by_r_tree(element, corners)} AND {exact})"


@compiles(_Within, "postgresql")
def _within_on_postgis(element: _Within, compiler: SQLCompiler, **options: Any) -> str:
    # The index stands on the cast to geography, so the cast has to be written here too.
    column, lon, lat, metres, *_ = (compiler.process(part, **options) for part in element.clauses)
    return f"ST_DWithin(({column})::geography, {_geography(lon, lat)}, {metres})"


@compiles(_InBox, "sqlite")
def _in_box_on_spatialite(element: _InBox, compiler: SQLCompiler, **options: Any) -> str:
    column, *corners = (compiler.process(part, **options) for part in element.clauses)
    return f"({_by_r_tree(element, corners)} AND {_between(column, corners)})"


@compiles(_InBox, "postgresql")
def _in_box_on_postgis(element: _InBox, compiler: SQLCompiler, **options: Any) -> str:
    column, *corners = (compiler.process(part, **options) for part in element.clauses)
    return f"({column} && ST_MakeEnvelope({', '.join(corners)}, {SRID}) AND {_between(column, corners)})"


def _by_r_tree(element: FunctionElement[bool], corners: list[str]) -> str:
    column = next(iter(element.clauses))
    table, name = column.table.name, column.name
    frame = f"BuildMbr({', '.join(corners)}, {SRID})"
    rows = f"f_table_name = '{table}' AND f_geometry_column = '{name}' AND search_frame = {frame}"
    return f"{table}.rowid IN (SELECT rowid FROM SpatialIndex WHERE {rows})"


def _between(column: str, corners: list[str]) -> str:
    # The indexes of both engines keep rounded boxes, so the edges are tested on the point itself.
    west, south, east, north = corners
    return f"ST_X({column}) BETWEEN {west} AND {east} AND ST_Y({column}) BETWEEN {south} AND {north}"


def _geography(lon: str, lat: str) -> str:
    return f"ST_SetSRID(ST_MakePoint({lon}, {lat}), {SRID})::geography"
