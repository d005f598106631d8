"""GPX 1.0 and 1.1 (https://www.topografix.com/GPX/1/1/): waypoints are stops, tracks or routes the way.

We write waypoints in order and a route; what GPX has no place for stands in `<extensions>`.
"""

from collections.abc import Mapping
from xml.etree import ElementTree

from wijkspel.earth import Point
from wijkspel.exchange.elements import Reader, Unit, add, add_facts, read_xml, written_xml
from wijkspel.exchange.facts import STOP, TOUR, facts_of, named, read_facts
from wijkspel.exchange.findings import Findings, How, clean, clean_body, degrees, position
from wijkspel.exchange.tour_file import Shown, StopInFile, TourInFile, Where
from wijkspel.languages import in_language

SPACE = "http://www.topografix.com/GPX/1/1"
_FIRST = Where("file", 1)


class _Gpx(Reader):
    """Track points have nothing that we keep but their place, so they are not even units."""

    units = frozenset({"wpt", "rtept", "metadata", "name", "desc", "author", "extensions"})
    announced = frozenset({"trkpt", "trkseg", "rte"})

    def __init__(self, how: How) -> None:
        super().__init__()
        self.found = Findings(how)
        self.routes = Findings(how)
        self.titles: dict[str, str] = {}
        self.intro = ""
        self.own: dict[str, object] = {}
        self._points = {"trkpt": 0, "rtept": 0}

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "trkpt":
            self.found.add_point(self._point("trkpt", "track_point", attributes))
        elif name == "trkseg":
            self.found.begin_piece()
        elif name == "rte":
            self.routes.begin_piece()

    def closed(self, unit: Unit) -> None:
        if unit.name == "wpt":
            self.found.add_stop(self._stop(unit))
        elif unit.name == "rtept":
            self._route_point(unit)
        elif unit.name == "metadata":
            self.titles["gpx"], self.intro = unit.said("name"), unit.said("desc")
            self.own |= unit.facts
        elif unit.name == "name" and unit.parents:
            self.titles.setdefault(unit.parents[-1], unit.text)
        elif unit.name == "desc" and unit.parents == ("gpx",):
            self.intro = unit.text

    def _point(self, name: str, element: str, attributes: Mapping[str, str]) -> Point:
        self._points[name] += 1
        where = Where(element, self._points[name], self.line)
        self.found.count()
        return position(attributes.get("lon"), attributes.get("lat"), where)

    def _stop(self, unit: Unit) -> StopInFile:
        where = Where("waypoint", len(self.found.stops) + 1, unit.line)
        lon, lat = position(unit.attributes.get("lon"), unit.attributes.get("lat"), where)
        return _stop(unit, lon, lat, where, self.found.how)

    def _route_point(self, unit: Unit) -> None:
        point = self._point("rtept", "route_point", unit.attributes)
        self.routes.add_point(point)
        if unit.said("name").strip():
            where = Where("route_point", self._points["rtept"], unit.line)
            self.routes.add_stop(_stop(unit, *point, where, self.found.how))


def read(text: str, how: How) -> TourInFile:
    """Return the tour of a GPX file. Raises Refused naming the element."""
    gpx = _Gpx(how)
    read_xml(text, gpx)
    facts = read_facts(gpx.own, TOUR, _FIRST)
    tracks, routes = gpx.found.ways, gpx.routes.ways
    by_route = "legs" in facts or not tracks
    title = next((words for words in map(gpx.titles.get, ("gpx", "trk", "rte")) if words and words.strip()), "")
    intro = clean(gpx.intro)
    return TourInFile(
        stops=gpx.found.stops or gpx.routes.stops,
        pieces=routes if by_route else tracks,
        element="route_point" if by_route else "track_point",
        **facts
        | {"names": named(facts.get("names", {}), title, how.language)}
        | ({"intros": {how.language: intro}} if intro and not gpx.own else {}),
    )


def written(tour: TourInFile, shown: Shown) -> bytes:
    """Return a tour as GPX 1.1."""
    title = in_language(tour.names, shown.language)
    root = ElementTree.Element("gpx", {"xmlns": SPACE, "version": "1.1", "creator": "Wijkspel"})
    metadata = add(root, "metadata")
    _describe(metadata, title, in_language(tour.intros, shown.language), shown.address)
    add_facts(add(metadata, "extensions"), facts_of(tour))
    for number, stop in enumerate(tour.stops, 1):
        waypoint = add(root, "wpt", **_at(stop.point))
        hint = in_language(stop.hints, shown.language)
        _describe(waypoint, in_language(stop.names, shown.language), hint, shown.page(number))
        if stop.kind:
            add(waypoint, "type", stop.kind)
        add_facts(add(waypoint, "extensions"), facts_of(stop))
    if tour.way:
        route = add(root, "rte")
        add(route, "name", title)
        for point in tour.way:
            add(route, "rtept", **_at(point))
    return written_xml(root)


def _stop(unit: Unit, lon: float, lat: float, where: Where, how: How) -> StopInFile:
    own = unit.facts
    facts = read_facts(own, STOP, where)
    text = "" if own else clean_body(unit.said("desc") or unit.said("cmt"))
    facts = {"text": text, "kind": clean(unit.said("type"))} | facts
    facts["names"] = named(facts.get("names", {}), unit.said("name"), how.language)
    return StopInFile(lon, lat, where, **facts)


def _describe(parent: ElementTree.Element, name: str, words: str, address: str) -> None:
    add(parent, "name", name)
    if words:
        add(parent, "desc", words)
    if address:
        add(parent, "link", href=address)


def _at(point: Point) -> dict[str, str]:
    return {"lat": degrees(point[1]), "lon": degrees(point[0])}
