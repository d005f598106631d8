"""Drawn maps: what is read, what is refused with the number of the feature, and that ours come back the same."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.maps import BOX, collection, feature, ring, village
from wijkspel.basemaps import drawn, model
from wijkspel.basemaps.drawn import as_geojson, read_drawn
from wijkspel.errors import Refused

GOOD = feature("LineString", [[5.001, 52.001], [5.002, 52.002]], layer="street")
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=12,
)
NUMBERS = st.floats() | st.integers() | st.floats(4.99, 5.02) | st.floats(51.99, 52.02)
NESTED = st.recursive(st.lists(NUMBERS, max_size=3), lambda inner: st.lists(inner, max_size=5), max_leaves=20)
KINDS = st.sampled_from(["Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "Circle"])
LAYERS = st.sampled_from(["water", "green", "square", "building", "street", "bridge", "tree", "moon"])


def _refusal(content: bytes) -> Refused:
    with pytest.raises(Refused) as refused:
        read_drawn(content, BOX)
    return refused.value


def test_a_drawn_map_fills_every_layer() -> None:
    found = read_drawn(village(), BOX)
    assert found.counts() == {
        "water": 1, "green": 1, "squares": 1, "buildings": 10, "streets": 4, "bridges": 1, "trees": 2,
    }  # fmt: skip
    assert found.attribution == "Getekend door de buurt" and found.skipped == 0


def test_keys_of_openstreetmap_do_as_well() -> None:
    found = read_drawn(
        collection(
            feature("LineString", [[5.001, 52.001], [5.002, 52.002]], highway="tertiary", bridge="yes", name="Brug"),
            feature("Polygon", [ring(5.003, 52.003, 0.001, 0.001)], leisure="playground"),
            feature("Point", [5.004, 52.004], natural="tree"),
            feature("Point", [5.004, 52.004], amenity="bench"),
        ),
        BOX,
    )
    assert found.counts() | {"bridges": 1, "streets": 1, "green": 1, "trees": 1} == found.counts()
    assert found.layer("streets")[0].kind == "main" and found.skipped == 1 and found.attribution == ""


def test_what_we_do_not_draw_is_counted() -> None:
    empty = {"type": "Feature", "properties": None, "geometry": None}
    found = read_drawn(collection(GOOD, feature("Point", [5.001, 52.001], layer="moon"), empty), BOX)
    assert found.skipped == 2 and found.counts()["streets"] == 1


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (feature("LineString", [[52.001, 5.001], [52.002, 5.002]], layer="street"), "feature_axes_swapped"),
        (feature("Point", [0, 0], layer="tree"), "feature_zero"),
        (feature("Point", [121000, 487000], layer="tree"), "feature_not_on_earth"),
        (feature("Point", [5.001, float("nan")], layer="tree"), "feature_not_numbers"),
        (feature("Point", [5.001, float("inf")], layer="tree"), "feature_not_numbers"),
        (feature("Point", ["5.001", "52.001"], layer="tree"), "feature_not_numbers"),
        (feature("Point", [True, 52.001], layer="tree"), "feature_not_numbers"),
        (feature("Point", [5.001], layer="tree"), "feature_not_numbers"),
        (feature("LineString", [[5.001, 52.001]], layer="street"), "feature_too_short"),
        (feature("Polygon", [], layer="water"), "feature_too_short"),
        (feature("Polygon", [ring(5.001, 52.001, 0.001, 0.001)[:-1]], layer="water"), "feature_ring_open"),
        (feature("Polygon", "5.001,52.001", layer="water"), "feature_not_geojson"),
        (feature("Circle", [5.001, 52.001], layer="water"), "feature_not_geojson"),
        (feature("GeometryCollection", [], layer="water"), "feature_not_geojson"),
        ("a word", "feature_not_geojson"),
        ({"type": "Feature", "geometry": {}, "properties": [1]}, "feature_not_geojson"),
    ],
)
def test_a_refusal_names_the_feature(bad: object, code: str) -> None:
    refused = _refusal(collection(GOOD, bad))
    assert (refused.code, refused.values["feature"]) == (code, 2)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"\xff\xfe", b"[]", b"{}", b'{"type": "Feature"}', b'{"features": {}}', b"[" * 100_000]
)
def test_what_is_no_geojson_is_refused(content: bytes) -> None:
    assert _refusal(content).code == "map_unknown"


def test_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _refusal(collection()).code == "map_empty"
    assert _refusal(collection(feature("Point", [5.5, 52.5], layer="tree"))).code == "map_empty"
    monkeypatch.setattr(drawn, "MOST_FEATURES", 1)
    assert _refusal(collection(GOOD, GOOD)).code == "map_too_full"
    monkeypatch.setattr(model, "MOST_FEATURES", 1)
    many = feature("MultiPoint", [[5.001, 52.001], [5.002, 52.002]], layer="tree")
    assert _refusal(collection(many)).code == "map_too_full"
    monkeypatch.setattr(drawn, "MOST_BYTES", 100)
    assert _refusal(village()).code == "map_too_heavy"


def test_a_kept_map_is_read_back_the_same() -> None:
    found = read_drawn(village(), BOX)
    assert read_drawn(as_geojson(found).encode(), BOX) == found
    assert json.loads(as_geojson(found))["bbox"] == list(BOX)


@given(JSON | st.builds(lambda rows: {"type": "FeatureCollection", "features": rows}, st.lists(JSON, max_size=3)))
def test_no_json_raises_anything_but_a_refusal(found: object) -> None:
    assert _is_kept_or_refused(json.dumps(found).encode())


@given(st.builds(lambda kind, where, layer: feature(kind, where, layer=layer), KINDS, NESTED, LAYERS))
def test_no_geometry_raises_anything_but_a_refusal(row: dict[str, object]) -> None:
    assert _is_kept_or_refused(collection(row))


@given(st.binary(max_size=200))
def test_no_bytes_raise_anything_but_a_refusal(content: bytes) -> None:
    assert _is_kept_or_refused(content)


def _is_kept_or_refused(content: bytes) -> bool:
    """Return whether a map comes back as it was read, or was refused by a name."""
    try:
        found = read_drawn(content, BOX)
    except Refused as refused:
        return refused.code.startswith(("map_", "feature_"))
    return read_drawn(as_geojson(found).encode(), BOX).counts() == found.counts()
