"""The contract of `geo`, the same words on SpatiaLite and on PostGIS."""

import json

import pytest
from flask import Flask
from sqlalchemy import ColumnElement, select, text
from sqlalchemy.exc import DBAPIError

from tests.conftest import on_both_engines
from tests.world import koppel
from wijkspel import geo
from wijkspel.db import db, write
from wijkspel.errors import Conflict
from wijkspel.places.actions.spots import add_spot
from wijkspel.places.models import Spot
from wijkspel.places.queries import spots_near

pytestmark = on_both_engines
LON, LAT = 5.42, 52.78
# Offsets from (LON, LAT) in degrees and their distance in metres along the WGS 84 ellipsoid (Karney's geodesic).
KNOWN = [("here", 0.0, 0.0, 0.0), ("north", 0.0, 0.0009, 100.15), ("east", 0.0015, 0.0, 101.26)]


@pytest.fixture
def places(app: Flask) -> None:
    """Three spots at known distances, beside the noise of the world."""
    with write():
        for slug, lon, lat, _ in KNOWN:
            add_spot(koppel(), slug=slug, kind="bench", names={"nl": slug}, lon=LON + lon, lat=LAT + lat)


def _slugs(condition: ColumnElement[bool]) -> set[str]:
    chosen = [slug for slug, *_ in KNOWN]
    return set(db.session.scalars(select(Spot.slug).where(condition, Spot.slug.in_(chosen))))


@pytest.mark.usefixtures("places")
def test_distances_are_metres_along_the_ellipsoid() -> None:
    found = dict(db.session.execute(select(Spot.slug, geo.metres_from(Spot.point, LON, LAT))).all())
    for slug, _, _, metres in KNOWN:
        assert found[slug] == pytest.approx(metres, abs=0.2)


@pytest.mark.usefixtures("places")
def test_within_draws_its_line_between_just_far_enough_and_just_too_far() -> None:
    assert _slugs(geo.within(Spot.point, LON, LAT, 100)) == {"here"}
    assert _slugs(geo.within(Spot.point, LON, LAT, 100.7)) == {"here", "north"}
    assert _slugs(geo.within(Spot.point, LON, LAT, 102)) == {"here", "north", "east"}
    assert _slugs(geo.within(Spot.point, LON, LAT, 0)) == {"here"}


@pytest.mark.usefixtures("places")
def test_nearest_come_first_and_only_from_their_own_neighbourhood() -> None:
    near = spots_near(koppel().id, LON, LAT, most=3)
    assert [spot.slug for spot, _ in near] == ["here", "markt", "sluis"]
    assert [metres for _, metres in near] == sorted(metres for _, metres in near)
    assert {spot.neighbourhood_id for spot, _ in spots_near(koppel().id, LON, LAT, most=100)} == {koppel().id}


@pytest.mark.usefixtures("places")
def test_a_box_holds_its_own_edges() -> None:
    assert _slugs(geo.in_box(Spot.point, geo.Box(LON, LAT, LON + 0.0015, LAT + 0.0009))) == {"here", "north", "east"}
    assert _slugs(geo.in_box(Spot.point, geo.Box(LON + 0.0001, LAT, LON + 0.0015, LAT + 0.0009))) == {"east"}
    assert _slugs(geo.in_box(Spot.point, geo.Box(0, 0, 1, 1))) == set()


@pytest.mark.usefixtures("places")
def test_a_point_comes_back_as_it_was_given_and_as_geojson() -> None:
    spot = db.session.scalar(select(Spot).where(Spot.slug == "east"))
    assert (spot.lon, spot.lat) == pytest.approx((LON + 0.0015, LAT), abs=1e-7)
    shape = json.loads(db.session.scalar(select(geo.geojson(Spot.point)).where(Spot.slug == "east")))
    assert shape == {"type": "Point", "coordinates": pytest.approx([LON + 0.0015, LAT], abs=1e-7)}


@pytest.mark.usefixtures("places")
def test_a_boundary_comes_back_as_a_closed_ring_and_as_geojson() -> None:
    ring = geo.outer_ring(koppel().boundary_geojson)
    assert ring[0] == ring[-1]
    assert len(ring) == 11
    assert json.loads(koppel().boundary_geojson)["type"] == "Polygon"


@pytest.mark.usefixtures("app")
def test_a_wrong_reference_system_is_refused_by_the_database() -> None:
    statement = "UPDATE spot SET point = ST_GeomFromText('POINT(121000 487000)', 28992)"
    with pytest.raises((DBAPIError, Conflict)), write() as session:
        session.execute(text(statement))


@pytest.mark.usefixtures("app")
def test_a_shape_that_is_no_point_is_refused_by_the_database() -> None:
    statement = "UPDATE spot SET point = ST_GeomFromText('LINESTRING(5 52, 6 53)', 4326)"
    with pytest.raises((DBAPIError, Conflict)), write() as session:
        session.execute(text(statement))


@pytest.mark.usefixtures("app")
def test_both_engines_use_their_index_for_within() -> None:
    query = select(Spot.slug).where(geo.within(Spot.point, LON, LAT, 50))
    sql = str(query.compile(db.engine, compile_kwargs={"literal_binds": True}))
    if db.engine.dialect.name == "sqlite":
        plan = " ".join(row[-1] for row in db.session.execute(text(f"EXPLAIN QUERY PLAN {sql}")))
        assert "SpatialIndex" in plan
        return
    db.session.execute(text("SET LOCAL enable_seqscan = off"))
    plan = " ".join(row[0] for row in db.session.execute(text(f"EXPLAIN {sql}")))
    assert "ix_spot_point_geography" in plan
