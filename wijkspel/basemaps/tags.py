"""From the keys of OpenStreetMap to our seven layers (https://wiki.openstreetmap.org/wiki/Map_features)."""

from collections.abc import Mapping
from typing import NamedTuple

KEYS = (
    "building", "highway", "railway", "waterway", "natural", "landuse", "leisure", "amenity", "place", "man_made",
)  # fmt: skip
_MAIN = {"motorway", "trunk", "primary", "secondary", "tertiary"}
_STREET = {"residential", "living_street", "unclassified", "road", "busway"}
_PATH = {"pedestrian", "footway", "cycleway", "path", "steps", "bridleway", "track", "service"}
_RAIL = {"rail", "tram", "light_rail", "subway", "narrow_gauge"}
_NOT_FOR_WALKERS = {"driveway", "parking_aisle", "drive-through"}
_WATERWAYS = {"river", "canal", "stream", "ditch", "drain"}
_GREEN = {
    "leisure": {"park", "garden", "pitch", "playground", "dog_park", "golf_course", "nature_reserve"},
    "landuse": {
        "grass", "forest", "meadow", "allotments", "recreation_ground", "village_green", "cemetery", "orchard",
        "flowerbed", "greenfield",
    },
    "natural": {"wood", "scrub", "grassland", "heath"},
}  # fmt: skip
_WATER = {"natural": {"water"}, "landuse": {"basin", "reservoir"}, "waterway": {"riverbank", "dock"}}
_SQUARES = {"place": {"square"}, "amenity": {"marketplace"}}
_NO = {"", "no", "none"}


class Meaning(NamedTuple):
    """What tags say a feature is: its layer and its kind."""

    layer: str
    kind: str


def line_meaning(tags: Mapping[str, str]) -> Meaning | None:
    """Return what a line with these tags is on our map; None for what we do not draw."""
    if _is_underground(tags):
        return None
    if kind := _street(tags):
        return Meaning("streets", kind)
    if tags.get("waterway") in _WATERWAYS:
        return Meaning("water", tags["waterway"])
    return None


def area_meaning(tags: Mapping[str, str]) -> Meaning | None:
    """Return what a closed outline with these tags is on our map; None for what we do not draw."""
    if _is_underground(tags):
        return None
    if tags.get("building", "no") not in _NO:
        return Meaning("buildings", tags["building"] if tags["building"] != "yes" else "")
    if tags.get("man_made") == "bridge":
        return Meaning("bridges", "")
    if tags.get("highway") in {"pedestrian", "footway"} and tags.get("area") == "yes":
        return Meaning("squares", "")
    for layer, table in (("water", _WATER), ("squares", _SQUARES), ("green", _GREEN)):
        for key, values in table.items():
            if tags.get(key) in values:
                return Meaning(layer, tags[key])
    return None


def point_meaning(tags: Mapping[str, str]) -> Meaning | None:
    """Return what a point with these tags is on our map; None for what we do not draw."""
    return Meaning("trees", "") if tags.get("natural") == "tree" else None


def is_bridge(tags: Mapping[str, str]) -> bool:
    """Return whether a street with these tags goes over a bridge."""
    return tags.get("bridge", "no") not in _NO


def _street(tags: Mapping[str, str]) -> str:
    highway = tags.get("highway", "").removesuffix("_link")
    if tags.get("area") == "yes" or tags.get("service") in _NOT_FOR_WALKERS:
        return ""
    if highway in _MAIN:
        return "main"
    if highway in _STREET:
        return "street"
    if highway in _PATH:
        return "path"
    return "rail" if tags.get("railway") in _RAIL else ""


def _is_underground(tags: Mapping[str, str]) -> bool:
    return tags.get("tunnel", "no") not in _NO or tags.get("layer", "").startswith("-")
