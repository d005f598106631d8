"""Reading an OpenStreetMap extract: streets, water and buildings, and areas put together from many pieces."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import osmium

from wijkspel.basemaps import tags
from wijkspel.basemaps.model import Basemap, Bounds, Feature, Point, mapped
from wijkspel.errors import Refused

ATTRIBUTION = "© OpenStreetMap"


def read_osm(path: Path, bounds: Bounds, file_format: str) -> Basemap:
    """Return what an extract shows in a box; `file_format` is pbf, osm or osm.gz.

    A line of which points are missing is drawn as far as they are there; an outline with a gap is left out. Both are
    counted as skipped. Raises Refused with `map_broken`, `map_empty` or `map_too_full`.
    """
    extract = _Extract()
    try:
        features = list(extract.features(path, file_format))
    except (RuntimeError, ValueError) as error:
        raise Refused("map_broken") from error
    return mapped(bounds, features, attribution=ATTRIBUTION, skipped=len(extract.broken))


class _Extract:
    """One reading of an extract; `broken` names what was not there as a whole."""

    def __init__(self) -> None:
        self.broken: set[tuple[str, int]] = set()

    def features(self, path: Path, file_format: str) -> Iterator[Feature]:
        """Yield every feature that we draw."""
        keys = osmium.filter.KeyFilter(*tags.KEYS)
        source = osmium.FileProcessor(osmium.io.File(str(path), file_format))
        found: Any
        for found in source.with_locations().with_areas(keys).with_filter(osmium.filter.KeyFilter(*tags.KEYS)):
            of_it = dict(found.tags)
            if found.is_node():
                yield from self._point(found, of_it)
            elif found.is_way():
                yield from self._lines(found, of_it)
            elif found.is_relation():
                self._expect_area("r", found.id, of_it)
            elif found.is_area():
                yield from self._areas(found, of_it)

    def _point(self, node: Any, of_it: dict[str, str]) -> Iterator[Feature]:
        meaning = tags.point_meaning(of_it)
        if meaning and node.location.valid():
            yield Feature(meaning.layer, "point", (((node.lon, node.lat),),), meaning.kind)

    def _lines(self, way: Any, of_it: dict[str, str]) -> Iterator[Feature]:
        meaning = tags.line_meaning(of_it)
        if meaning is None:
            self._expect_area("w", way.id, of_it)
            return
        pieces = _pieces(way)
        if len(pieces) != 1 or len(pieces[0]) != len(way.nodes):
            self.broken.add(("w", way.id))
        for piece in pieces:
            yield Feature(meaning.layer, "line", (piece,), meaning.kind, of_it.get("name", ""))
            if meaning.layer == "streets" and tags.is_bridge(of_it):
                yield Feature("bridges", "line", (piece,), meaning.kind, of_it.get("bridge:name", ""))

    def _expect_area(self, kind: str, number: int, of_it: dict[str, str]) -> None:
        is_outline = kind == "w" or of_it.get("type") == "multipolygon"
        if is_outline and tags.area_meaning(of_it):
            self.broken.add((kind, number))

    def _areas(self, area: Any, of_it: dict[str, str]) -> Iterator[Feature]:
        meaning = tags.area_meaning(of_it)
        if meaning is None:
            return
        for outer in area.outer_rings():
            rings = [_ring(outer), *(_ring(inner) for inner in area.inner_rings(outer))]
            yield Feature(meaning.layer, "area", tuple(rings), meaning.kind, of_it.get("name", ""))
        # It was put together, so its outline is not broken: areas come after the ways and relations they are made of.
        self.broken.discard(("w" if area.from_way() else "r", area.orig_id()))


def _pieces(way: Any) -> list[tuple[Point, ...]]:
    """Return the longest runs of points of a way that are there."""
    runs: list[list[Point]] = [[]]
    for node in way.nodes:
        if node.location.valid():
            runs[-1].append((node.lon, node.lat))
        else:
            runs.append([])
    return [tuple(run) for run in runs if len(set(run)) > 1]


def _ring(nodes: Any) -> tuple[Point, ...]:
    return tuple((node.lon, node.lat) for node in nodes)
