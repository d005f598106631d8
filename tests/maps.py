"""Small maps for the tests, written by hand: an OpenStreetMap extract with its usual faults, and a drawn map."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

Point = tuple[float, float]
BOX = (5.000, 52.000, 5.010, 52.006)  # about 680 by 670 metres, in no village in particular


def osm_xml(
    nodes: Mapping[int, Point],
    ways: Iterable[tuple[int, list[int], dict[str, str]]],
    relations: str = "",
    more: str = "",
) -> str:
    """An extract in OpenStreetMap's XML; `more` are whole node elements."""
    points = "".join(f'<node id="{n}" lat="{lat}" lon="{lon}"/>' for n, (lon, lat) in nodes.items())
    lines = "".join(_way(number, refs, tags) for number, refs, tags in ways)
    return f'<?xml version="1.0"?><osm version="0.6">{points}{more}{lines}{relations}</osm>'


def island() -> str:
    """A pond with an island in it, a street over a bridge, a tree; a street and a house that are not whole."""
    nodes = {
        **square(1, 5.002, 52.002, 0.002),
        **square(11, 5.0025, 52.0025, 0.001),
        **square(21, 5.006, 52.001, 0.0002),
        **{31: (5.0005, 52.005), 32: (5.005, 52.005), 33: (5.0095, 52.0052), 34: (5.02, 52.0052)},
    }
    ways = [
        (100, [1, 2, 3, 4, 1], {}),
        (101, [11, 12, 13, 14, 11], {}),
        (102, [21, 22, 23, 24, 21], {"building": "yes", "name": "Gemaal"}),
        (103, [31, 32, 33, 34], {"highway": "residential", "name": "Dijkweg", "bridge": "yes"}),
        (104, [31, 999, 32, 33], {"highway": "footway"}),
        (105, [21, 998, 997], {"building": "yes"}),
        (106, [31, 32], {"highway": "service", "service": "driveway"}),
        (107, [31, 33], {"railway": "subway", "tunnel": "yes"}),
    ]
    members = '<member type="way" ref="100" role="outer"/><member type="way" ref="101" role="inner"/>'
    pond = f'<relation id="1">{members}{_tags({"type": "multipolygon", "natural": "water", "name": "Wiel"})}</relation>'
    lost = '<relation id="2"><member type="way" ref="5555" role="outer"/>'
    lost += f"{_tags({'type': 'multipolygon', 'landuse': 'grass'})}</relation>"
    return osm_xml(
        nodes, ways, pond + lost, '<node id="50" lat="52.003" lon="5.007"><tag k="natural" v="tree"/></node>'
    )


def square(first: int, west: float, south: float, side: float) -> dict[int, Point]:
    """Four numbered corners."""
    east, north = west + side, south + side
    return {first: (west, south), first + 1: (east, south), first + 2: (east, north), first + 3: (west, north)}


def ring(west: float, south: float, wide: float, tall: float) -> list[list[float]]:
    """A closed outline."""
    east, north = round(west + wide, 7), round(south + tall, 7)
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def feature(shape: str, coordinates: object, /, **properties: object) -> dict[str, object]:
    """One feature of GeoJSON."""
    return {"type": "Feature", "properties": properties, "geometry": {"type": shape, "coordinates": coordinates}}


def collection(*features: object, **more: object) -> bytes:
    """A file of GeoJSON."""
    return json.dumps({"type": "FeatureCollection", "features": features, **more}).encode()


def village() -> bytes:
    """A drawn map with something in every layer."""
    return collection(
        feature("Polygon", [ring(5.0, 52.0, 0.01, 0.001)], layer="water", name="Vaart"),
        feature("Polygon", [ring(5.001, 52.002, 0.003, 0.002)], layer="green", kind="park", name="Plantsoen"),
        feature("Polygon", [ring(5.006, 52.003, 0.0008, 0.0005)], layer="square", name="Plein"),
        *[feature("Polygon", [ring(5.005 + n / 5000, 52.0045, 0.0001, 0.0001)], layer="building") for n in range(9)],
        feature("Polygon", [ring(5.008, 52.003, 0.0004, 0.0004)], layer="building", kind="school"),
        feature("LineString", [[5.0, 52.0015], [5.01, 52.0016]], layer="street", kind="main", name="Vaartkade"),
        feature("LineString", [[5.005, 52.0], [5.005, 52.006]], layer="street", kind="street", name="Dorpsstraat"),
        feature("LineString", [[5.0, 52.005], [5.01, 52.005]], layer="street", kind="path", name="Kerkepad"),
        feature("LineString", [[5.0, 52.0058], [5.01, 52.0058]], layer="street", kind="rail"),
        feature("LineString", [[5.005, 51.9999], [5.005, 52.0011]], layer="bridge"),
        feature("MultiPoint", [[5.002, 52.003], [5.003, 52.0031]], layer="tree"),
        attribution="Getekend door de buurt",
    )


def kept(folder: Path, name: str, content: str | bytes) -> Path:
    """A file of this test."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def _way(number: int, refs: list[int], tags: Mapping[str, str]) -> str:
    points = "".join(f'<nd ref="{ref}"/>' for ref in refs)
    return f'<way id="{number}">{points}{_tags(tags)}</way>'


def _tags(tags: Mapping[str, str]) -> str:
    return "".join(f'<tag k="{key}" v="{value}"/>' for key, value in tags.items())
