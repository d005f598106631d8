"""Reading and writing a map as GeoJSON (RFC 7946): one drawn by hand, one from another program, or a kept one of ours.

A drawn map is a FeatureCollection. Each feature says `layer` (water, green, square, building, street, bridge or tree),
and perhaps `kind` and `name`; without `layer` its keys are read as those of OpenStreetMap. The collection may say in
`attribution` whom to thank. Features are counted from 1.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

from wijkspel.basemaps import tags
from wijkspel.basemaps.model import LAYERS, MOST_FEATURES, STREETS, Basemap, Bounds, Feature, Shape, mapped
from wijkspel.basemaps.shapes import shapes_of
from wijkspel.errors import Refused

MOST_BYTES = 50 * 1024 * 1024
_LAYER = {name.removesuffix("s"): name for name in LAYERS} | {name: name for name in LAYERS}
_SHAPES: dict[str, tuple[Shape, ...]] = {
    "water": ("area", "line"),
    "green": ("area",),
    "squares": ("area",),
    "buildings": ("area",),
    "streets": ("line",),
    "bridges": ("line", "area"),
    "trees": ("point",),
}
_NARROW = ("alley", "footway", "cycleway", "steps")
_MEANINGS = {"line": tags.line_meaning, "area": tags.area_meaning, "point": tags.point_meaning}


def read_drawn(content: bytes, bounds: Bounds) -> Basemap:
    """Return what a GeoJSON file shows in a box.

    What we do not draw is counted as skipped. Raises Refused with `map_too_heavy`, `map_unknown`, `map_too_full`,
    `map_empty`, or with one of the codes of `shapes_of`, which name the feature.
    """
    if len(content) > MOST_BYTES:
        raise Refused("map_too_heavy", megabytes=round(len(content) / 1024**2, 1), most=MOST_BYTES // 1024**2)
    collection = _collection(content)
    rows = collection["features"]
    if len(rows) > MOST_FEATURES:
        raise Refused("map_too_full", most=MOST_FEATURES)
    features, skipped = [], 0
    for number, row in enumerate(rows, 1):
        found = list(_features(row, number, bounds))
        features += found
        skipped += not found
    attribution = collection.get("attribution")
    return mapped(bounds, features, attribution=attribution if isinstance(attribution, str) else "", skipped=skipped)


def as_geojson(basemap: Basemap) -> str:
    """Return a map as GeoJSON that `read_drawn` reads back, to a centimetre."""
    rows = [json.dumps(feature_row(feature), ensure_ascii=False, separators=(",", ":")) for feature in basemap.features]
    head = {"type": "FeatureCollection", "attribution": basemap.attribution, "bbox": list(basemap.bounds)}
    return json.dumps(head, ensure_ascii=False)[:-1] + ',"features":[\n' + ",\n".join(rows) + "\n]}\n"


def _collection(content: bytes) -> dict[str, Any]:
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Refused("map_unknown") from error
    is_ours = isinstance(found, dict) and found.get("type") == "FeatureCollection"
    if not is_ours or not isinstance(found.get("features"), list):
        raise Refused("map_unknown")
    return dict(found)


def _features(row: object, number: int, bounds: Bounds) -> Iterator[Feature]:
    if not isinstance(row, dict) or not isinstance(row.get("properties") or {}, dict):
        _refuse_shape(number)
    said = {key: value for key, value in (row.get("properties") or {}).items() if isinstance(value, str)}
    for shape, parts in shapes_of(row.get("geometry"), number, bounds):
        if meaning := _meaning(said, shape):
            yield Feature(meaning.layer, shape, parts, meaning.kind, said.get("name", ""))
            if meaning.layer == "streets" and "layer" not in said and tags.is_bridge(said):
                yield Feature("bridges", shape, parts, meaning.kind)


def _meaning(said: Mapping[str, str], shape: Shape) -> tags.Meaning | None:
    if "layer" not in said:
        return _MEANINGS[shape](said)
    layer, kind = _LAYER.get(said["layer"], ""), said.get("kind", "")
    if shape not in _SHAPES.get(layer, ()):
        return None
    if layer == "streets" and kind not in STREETS:
        kind = "path" if kind in _NARROW else "street"
    return tags.Meaning(layer, kind)


def feature_row(feature: Feature) -> dict[str, object]:
    """Return a feature as GeoJSON, to a centimetre."""
    parts = [[[round(lon, 7), round(lat, 7)] for lon, lat in part] for part in feature.parts]
    geometry = {
        "point": {"type": "Point", "coordinates": parts[0][0]},
        "line": {"type": "LineString", "coordinates": parts[0]},
        "area": {"type": "Polygon", "coordinates": parts},
    }[feature.shape]
    said = {"layer": feature.layer.removesuffix("s"), "kind": feature.kind, "name": feature.name}
    return {"type": "Feature", "properties": {key: word for key, word in said.items() if word}, "geometry": geometry}


def _refuse_shape(number: int) -> NoReturn:
    raise Refused("feature_not_geojson", feature=number)
