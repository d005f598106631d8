"""GeoJSON (RFC 7946): points are stops, lines the way. We write the way first and then a point for each stop."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from wijkspel.errors import Refused
from wijkspel.exchange.facts import STOP, TOUR, facts_of, named, read_facts
from wijkspel.exchange.fields import words_of
from wijkspel.exchange.findings import Findings, How, degrees, position
from wijkspel.exchange.formats.json_text import parsed
from wijkspel.exchange.tour_file import Shown, StopInFile, TourInFile, Where
from wijkspel.languages import in_language

_DEGREES = ("CRS84", "4326")  # what older files say in `crs` when they mean what RFC 7946 says


def read(text: str, how: How) -> TourInFile:
    """Return the tour of a GeoJSON file. Raises Refused naming the feature, counted from 1."""
    found, tour = Findings(how), dict[str, Any]()
    title = ""
    for number, feature in enumerate(_features(parsed(text, how)), 1):
        where = Where("feature", number)
        said = _properties(feature, where)
        before = found.count(0)
        lines = _take(feature.get("geometry"), said, where, found)
        if lines and not title:
            tour, title = _about(said, where), str(said.get("name") or "")
        found.left_out += found.count(0) == before
    facts = tour | {"names": named(tour.get("names", {}), title, how.language)}
    return TourInFile(stops=found.stops, pieces=found.ways, left_out=found.left_out, **facts)


def written(tour: TourInFile, shown: Shown) -> bytes:
    """Return a tour as GeoJSON."""
    about = {"name": in_language(tour.names, shown.language), "metres": tour.metres, "address": shown.address}
    features = [_feature("LineString", [_at(point) for point in tour.way], about | facts_of(tour))] if tour.way else []
    for number, stop in enumerate(tour.stops, 1):
        about = {
            "number": number,
            "name": in_language(stop.names, shown.language),
            "radius": stop.radius,
            "address": shown.page(number),
        }
        features.append(_feature("Point", _at(stop.point), about | facts_of(stop)))
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()


def _features(content: Any) -> Iterator[dict[str, Any]]:
    """Yield every feature; a geometry alone is a feature without properties."""
    if not isinstance(content, dict):
        raise Refused("geojson_odd", element="feature", number=1, line=None)
    crs = json.dumps(content.get("crs"))
    if content.get("crs") and not any(name in crs for name in _DEGREES):
        raise Refused("geojson_in_another_grid", grid=crs[:80])
    rows = content.get("features") if content.get("type") == "FeatureCollection" else [content]
    if not isinstance(rows, list):
        raise Refused("geojson_odd", element="feature", number=1, line=None)
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict):
            raise Refused("geojson_odd", element="feature", number=number, line=None)
        yield row if row.get("type") == "Feature" else {"geometry": row}


def _properties(feature: Mapping[str, Any], where: Where) -> dict[str, Any]:
    said = feature.get("properties") or {}
    if not isinstance(said, dict):
        raise Refused("geojson_odd", **where.values)
    return said


def _about(said: Mapping[str, Any], where: Where) -> dict[str, Any]:
    """Return what a line says of its tour; what others call by our names, we do not understand."""
    return read_facts(said, TOUR, where) if isinstance(said.get("names"), dict) else {}


def _take(geometry: object, said: Mapping[str, Any], where: Where, found: Findings) -> bool:
    """Keep what a feature shows, and return whether it was a line."""
    waiting, is_line = [geometry], False
    while waiting:
        shape = waiting.pop()
        if shape is None:
            continue
        if not isinstance(shape, dict):
            raise Refused("geojson_odd", **where.values)
        kind, at = shape.get("type"), shape.get("coordinates")
        if kind == "GeometryCollection":
            waiting.extend(reversed(_list(shape.get("geometries"), where)))
        elif kind in ("Point", "MultiPoint"):
            for point in [at] if kind == "Point" else _list(at, where):
                found.add_stop(_stop(said, point, where, found.how))
        elif kind in ("LineString", "MultiLineString"):
            is_line = True
            for line in [at] if kind == "LineString" else _list(at, where):
                _take_line(_list(line, where), where, found)
        elif kind not in ("Polygon", "MultiPolygon"):
            raise Refused("geojson_odd", **where.values)
    return is_line


def _take_line(points: list[Any], where: Where, found: Findings) -> None:
    found.begin_piece()
    found.count(len(points))
    for point in points:
        found.add_point(_position(point, where))


def _stop(said: Mapping[str, Any], point: object, where: Where, how: How) -> StopInFile:
    lon, lat = _position(point, where)
    if isinstance(said.get("names"), dict):
        facts = read_facts(said, STOP, where)
        shown = str(said.get("name") or "")
    else:
        words = words_of(said, how)
        facts, shown = read_facts(words, STOP, where), ""
    facts["names"] = named(facts.get("names", {}), shown, how.language)
    return StopInFile(lon, lat, where, **facts)


def _position(point: object, where: Where) -> tuple[float, float]:
    if not isinstance(point, list) or len(point) < 2 or any(isinstance(number, str | bool) for number in point[:2]):
        raise Refused("place_not_numbers", **where.values)
    return position(point[0], point[1], where)


def _list(content: object, where: Where) -> list[Any]:
    if not isinstance(content, list):
        raise Refused("geojson_odd", **where.values)
    return content


def _at(point: tuple[float, float]) -> list[float]:
    return [float(degrees(number)) for number in point]


def _feature(kind: str, coordinates: object, about: Mapping[str, Any]) -> dict[str, Any]:
    said = {name: value for name, value in about.items() if value not in (None, "")}
    return {"type": "Feature", "properties": said, "geometry": {"type": kind, "coordinates": coordinates}}
