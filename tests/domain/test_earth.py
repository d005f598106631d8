"""The length and the direction of a way, as Python reckons them, against what both engines say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from tests.conftest import on_both_engines
from tests.world import koppel
from wijkspel import earth, geo
from wijkspel.db import db
from wijkspel.places.models import Spot
from wijkspel.places.queries import public_spots, spot_called


@on_both_engines
@pytest.mark.usefixtures("app")
def test_a_straight_way_is_as_long_as_the_database_says() -> None:
    lock = spot_called(koppel(), "sluis")
    measured = dict(
        db.session.execute(
            select(Spot.slug, geo.metres_from(Spot.point, lock.lon, lock.lat)).where(
                Spot.neighbourhood_id == koppel().id
            )
        ).all()
    )
    for spot in public_spots(koppel()):
        ours = earth.metres_along([(lock.lon, lock.lat), (spot.lon, spot.lat)])
        assert ours == pytest.approx(measured[spot.slug], rel=0.001, abs=0.01)


@pytest.mark.parametrize(
    ("there", "degrees"),
    [((5.42, 52.79), 0), ((5.43, 52.78), 90), ((5.42, 52.77), 180), ((5.41, 52.78), 270)],
)
def test_north_is_up_and_east_is_right(there: tuple[float, float], degrees: float) -> None:
    assert earth.bearing((5.42, 52.78), there) == pytest.approx(degrees, abs=0.1)


@given(st.lists(st.tuples(st.floats(5.41, 5.43), st.floats(52.77, 52.79)), min_size=2, max_size=9))
def test_a_way_is_as_long_back_as_there_and_never_shorter_than_straight_on(points: list[tuple[float, float]]) -> None:
    there = earth.metres_along(points)
    assert there == pytest.approx(earth.metres_along(points[::-1]), abs=1e-6)
    assert there >= earth.metres_along([points[0], points[-1]]) * 0.999 - 1e-6
