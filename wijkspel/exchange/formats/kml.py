"""KML 2.2 (https://docs.ogc.org/is/12-007r2/12-007r2.html): points are stops, lines and tracks the way.

We write one placemark with the way and one for each stop; what KML has no place for stands in `<ExtendedData>`.
"""

import re
from collections.abc import Iterator
from html import unescape
from xml.etree import ElementTree

from wijkspel.earth import Point
from wijkspel.errors import Refused
from wijkspel.exchange.elements import Reader, Unit, add, add_facts, read_xml, written_xml
from wijkspel.exchange.facts import STOP, TOUR, facts_of, named, read_facts
from wijkspel.exchange.findings import Findings, How, clean, clean_body, degrees, position
from wijkspel.exchange.tour_file import Shown, StopInFile, TourInFile, Where
from wijkspel.languages import in_language

SPACE = "http://www.opengis.net/kml/2.2"
_AREAS = ("Polygon", "Model")
_BREAK, _TAG = re.compile(r"<(?:br|/p)\b[^>]*>", re.IGNORECASE), re.compile(r"<[^>]*>")


class _Kml(Reader):
    """Every placemark is a unit; the points of a `gx:Track`, and the moments that we do not keep, stream out of it."""

    units = frozenset({"Placemark", "name", "description", "ExtendedData"})
    streamed = frozenset({"coord", "when", "angles"})

    def __init__(self, how: How) -> None:
        super().__init__()
        self.found = Findings(how)
        self.titles: list[str] = []
        self.intro = ""
        self.own: dict[str, object] = {}
        self._placemarks = 0
        self._track: list[Point] = []

    def closed(self, unit: Unit) -> None:
        if unit.name == "coord":
            self._track.append(self._positions(unit.text, Where("placemark", self._placemarks + 1, unit.line))[0])
        elif unit.name == "Placemark":
            self._placemarks += 1
            self._placemark(unit, Where("placemark", self._placemarks, unit.line))
        elif unit.name == "name":
            self.titles.append(unit.text)
        elif unit.name == "description" and unit.parents[-1:] == ("Document",):
            self.intro = unit.text
        elif unit.name == "ExtendedData":
            self.own |= unit.facts

    def _placemark(self, unit: Unit, where: Where) -> None:
        before = self.found.count(0) - len(self._track)
        if self._track:
            self._piece(self._track)
            self._track = []
        for line in unit.every("LineString"):
            self._piece(self._positions(line.said("coordinates"), where))
        for point in unit.every("Point"):
            lon, lat = self._positions(point.said("coordinates"), where)[0]
            self.found.add_stop(_stop(unit, lon, lat, where, self.found.how))
        if self.found.count(0) == before or any(unit.every(*_AREAS)):
            self.found.left_out += 1

    def _piece(self, points: list[Point]) -> None:
        self.found.begin_piece()
        for point in points:
            self.found.add_point(point)

    def _positions(self, text: str, where: Where) -> list[Point]:
        """Return the positions of a `coordinates` (lon,lat,height with spaces between) or a `coord` (with spaces)."""
        rows = [row.split(",") for row in text.split()] if "," in text else [text.split()]
        self.found.count(len(rows))
        if any(len(row) < 2 for row in rows):
            raise Refused("place_not_numbers", **where.values)
        return [position(row[0], row[1], where) for row in rows]


def read(text: str, how: How) -> TourInFile:
    """Return the tour of a KML file. Raises Refused naming the placemark."""
    kml = _Kml(how)
    read_xml(text, kml)
    facts = read_facts(kml.own, TOUR, Where("file", 1))
    title, intro = next((words for words in kml.titles if words.strip()), ""), clean(_without_tags(kml.intro))
    return TourInFile(
        stops=kml.found.stops,
        pieces=kml.found.ways,
        left_out=kml.found.left_out,
        **facts
        | {"names": named(facts.get("names", {}), title, how.language)}
        | ({"intros": {how.language: intro}} if intro and not kml.own else {}),
    )


def written(tour: TourInFile, shown: Shown) -> bytes:
    """Return a tour as KML."""
    title = in_language(tour.names, shown.language)
    root = ElementTree.Element("kml", {"xmlns": SPACE})
    document = add(root, "Document")
    _describe(document, title, in_language(tour.intros, shown.language), shown.address)
    style = add(document, "Style", id="way")
    line = add(style, "LineStyle")
    add(line, "color", "ff243da9")  # as our maps draw a walk; KML writes opacity, blue, green, red
    add(line, "width", "4")
    add_facts(add(document, "ExtendedData"), facts_of(tour))
    if tour.way:
        way = add(document, "Placemark")
        add(way, "name", title)
        add(way, "styleUrl", "#way")
        add(add(way, "LineString"), "coordinates", " ".join(map(_at, tour.way)))
    for number, stop in enumerate(tour.stops, 1):
        placemark = add(document, "Placemark")
        hint = in_language(stop.hints, shown.language)
        _describe(placemark, in_language(stop.names, shown.language), hint, shown.page(number))
        add_facts(add(placemark, "ExtendedData"), facts_of(stop))
        add(add(placemark, "Point"), "coordinates", _at(stop.point))
    return written_xml(root)


def _stop(unit: Unit, lon: float, lat: float, where: Where, how: How) -> StopInFile:
    own = unit.facts
    facts = read_facts({**dict(_data(unit)), **own}, STOP, where)
    facts = {"text": "" if own else clean_body(_without_tags(unit.said("description")))} | facts
    facts["names"] = named(facts.get("names", {}), unit.said("name"), how.language)
    return StopInFile(lon, lat, where, **facts)


def _data(unit: Unit) -> Iterator[tuple[str, str]]:
    """Yield the pairs of other programs that we understand: who told the text, and what kind of place it is."""
    for pair in unit.every("Data"):
        name = pair.attributes.get("name", "").strip().lower()
        if name in ("teller", "kind") and pair.said("value").strip():
            yield name, pair.said("value")


def _without_tags(text: str) -> str:
    """Return the words of a description, which other programs write as HTML."""
    return unescape(_TAG.sub("", _BREAK.sub("\n\n", text)))


def _describe(parent: ElementTree.Element, name: str, words: str, address: str) -> None:
    add(parent, "name", name)
    if words or address:
        add(parent, "description", "\n".join(filter(None, (words, address))))


def _at(point: Point) -> str:
    return ",".join(map(degrees, point))
