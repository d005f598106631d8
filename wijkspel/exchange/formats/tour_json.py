"""A tour as JSON of our own, for a program that wants everything and no map: its facts, its stops, their legs."""

import json
from typing import Any

from wijkspel.earth import Point
from wijkspel.errors import Refused
from wijkspel.exchange.facts import STOP, TOUR, facts_of, named, read_facts
from wijkspel.exchange.findings import Findings, How, degrees, position
from wijkspel.exchange.formats.json_text import parsed
from wijkspel.exchange.tour_file import Shown, StopInFile, TourInFile, Where
from wijkspel.languages import in_language

MARK, VERSION = "wijkspel", 1


def read(text: str, how: How) -> TourInFile:
    """Return the tour of a JSON file as we write it. Raises Refused naming the stop."""
    content = parsed(text, how)
    rows = content.get("stops") if isinstance(content, dict) else None
    if not isinstance(content, dict) or not isinstance(rows, list):
        raise Refused("json_not_a_tour")
    if content.get(MARK) != VERSION:
        raise Refused("json_of_another_version", version=content.get(MARK), known=VERSION)
    found, legs = Findings(how), list[int]()
    found.begin_piece()
    for number, row in enumerate(rows, 1):
        where = Where("stop", number)
        if not isinstance(row, dict):
            raise Refused("json_not_a_tour")
        found.add_stop(_stop(row, where, how))
        path = _path(row, where, found) or [found.stops[-1].point]
        legs.append(len(path))
        for point in path:
            found.add_point(point)
    facts = read_facts(content, tuple(name for name in TOUR if name != "legs"), Where("file", 1))
    facts["names"] = named(facts.get("names", {}), str(content.get("name") or ""), how.language)
    return TourInFile(stops=found.stops, pieces=found.ways, legs=legs, **facts)


def written(tour: TourInFile, shown: Shown) -> bytes:
    """Return a tour as JSON."""
    about = {
        MARK: VERSION,
        "name": in_language(tour.names, shown.language),
        "address": shown.address,
        "metres": tour.metres,
        **{name: value for name, value in facts_of(tour).items() if name != "legs"},
    }
    way, stops = iter(tour.way), []
    for number, stop in enumerate(tour.stops, 1):
        leg = [next(way) for _ in range(tour.legs[number - 1])] if tour.legs else []
        stops.append(_row(stop, number, leg, shown))
    said = {name: value for name, value in about.items() if value not in (None, "")}
    return json.dumps(said | {"stops": stops}, ensure_ascii=False, indent=1).encode() + b"\n"


def _row(stop: StopInFile, number: int, leg: list[Point], shown: Shown) -> dict[str, Any]:
    row = {
        "number": number,
        "name": in_language(stop.names, shown.language),
        "lon": float(degrees(stop.lon)),
        "lat": float(degrees(stop.lat)),
        "address": shown.page(number),
        **facts_of(stop),
        "path": [[float(degrees(lon)), float(degrees(lat))] for lon, lat in leg] if len(leg) > 1 else None,
    }
    return {name: value for name, value in row.items() if value not in (None, "")}


def _stop(row: dict[str, Any], where: Where, how: How) -> StopInFile:
    lon, lat = position(row.get("lon"), row.get("lat"), where)
    facts = read_facts(row, STOP, where)
    facts["names"] = named(facts.get("names", {}), str(row.get("name") or ""), how.language)
    return StopInFile(lon, lat, where, **facts)


def _path(row: dict[str, Any], where: Where, found: Findings) -> list[Point]:
    path = row.get("path")
    if path is None:
        return []
    if not isinstance(path, list) or not all(isinstance(point, list) and len(point) >= 2 for point in path):
        raise Refused("place_not_numbers", **where.values)
    found.count(len(path))
    return [position(point[0], point[1], where) for point in path]
