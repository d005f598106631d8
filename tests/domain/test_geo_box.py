"""The box that lets an index help never leaves out a place inside the circle."""

from hypothesis import given
from hypothesis import strategies as st

from wijkspel import geo


@given(st.floats(-179, 179), st.floats(-80, 80), st.floats(1, 50_000), st.floats(0, 1))
def test_the_box_around_a_circle_holds_it_anywhere_on_earth(lon: float, lat: float, metres: float, part: float) -> None:
    box = geo.box_around(lon, lat, metres)
    degrees = metres * part / 111_700
    assert box.south <= lat - degrees and lat + degrees <= box.north
    assert box.west < lon < box.east
