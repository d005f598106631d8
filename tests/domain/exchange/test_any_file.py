"""Any bytes at all: a tour, or a refusal."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.exchange.files import BAKERY, TRACK, geojson, gpx, kml
from tests.domain.exchange.reading import CSV, NAMED, read
from wijkspel.cli.saying import SENTENCES
from wijkspel.errors import Refused
from wijkspel.exchange.going_out import FORMATS
from wijkspel.exchange.reading import read_tour
from wijkspel.exchange.tour_file import Shown
from wijkspel.exchange.ways import walk_of

FILES = [
    gpx(stops=NAMED, track=TRACK),
    kml(f"<Placemark><name>Hier</name><Point><coordinates>{BAKERY[0]},{BAKERY[1]}</coordinates></Point></Placemark>"),
    geojson(("Point", BAKERY, {"naam": "Bakkerij"}), ("LineString", TRACK, {"name": "x"})),
    CSV.encode(),
    *[form.written(read(gpx(stops=NAMED, track=TRACK)), Shown("nl")) for form in list(FORMATS.values())[:3]],
]


def _is_read_or_refused(content: bytes) -> bool:
    """Return whether a file is a walk that says of each stop how it goes on, or is refused with a sentence."""
    try:
        walk = walk_of(read_tour(content, file_name="x"))
    except Refused as refused:
        return refused.code in SENTENCES
    return len(walk.paths) == len(walk.stops)


@given(st.binary(max_size=400))
@settings(max_examples=100)
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    assert _is_read_or_refused(content)


@given(st.sampled_from(FILES), st.data())
@settings(max_examples=200)
def test_a_file_that_was_damaged_is_read_or_refused(content: bytes, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(content)))
        end = data.draw(st.integers(start, min(len(content), start + 30)))
        piece = data.draw(
            st.one_of(st.binary(max_size=6), st.sampled_from([b"NaN", b"null", b'"', b"<", b"-1e9", b"[", b"{}"]))
        )
        content = content[:start] + piece + content[end:]
    assert _is_read_or_refused(content)


_KEYS = [
    *("type", "features", "geometry", "geometries", "properties", "coordinates"),
    *("names", "name", "stops", "wijkspel", "legs", "path"),
]
_json = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(_KEYS), inner, max_size=5),
    max_leaves=20,
)


@given(_json)
@settings(max_examples=100)
def test_any_json_is_read_or_refused(content: object) -> None:
    for text in (content, {"type": "FeatureCollection", "features": content}, {"wijkspel": 1, "stops": content}):
        assert _is_read_or_refused(json.dumps(text).encode())
