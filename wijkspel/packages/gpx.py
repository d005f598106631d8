"""A tour as GPX 1.1 (https://www.topografix.com/GPX/1/1/), for other programs; a package is never read from it."""

from xml.etree import ElementTree

from wijkspel.languages import FIRST, in_language
from wijkspel.tours.models import Tour

_SPACE = "http://www.topografix.com/GPX/1/1"


def as_gpx(tour: Tour) -> bytes:
    """Return the stops of a tour as points with their names, and its way as one track."""
    root = ElementTree.Element("gpx", {"version": "1.1", "creator": "Wijkspel", "xmlns": _SPACE})
    about = ElementTree.SubElement(root, "metadata")
    _say(about, "name", in_language(tour.names, FIRST))
    for stop in tour.stops:
        point = ElementTree.SubElement(root, "wpt", _position((stop.spot.lon, stop.spot.lat)))
        _say(point, "name", f"{stop.number}. {in_language(stop.spot.names, FIRST)}")
    track = ElementTree.SubElement(root, "trk")
    _say(track, "name", in_language(tour.names, FIRST))
    segment = ElementTree.SubElement(track, "trkseg")
    for where in tour.route:
        ElementTree.SubElement(segment, "trkpt", _position(where))
    ElementTree.indent(root)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def _say(parent: ElementTree.Element, tag: str, text: str) -> None:
    ElementTree.SubElement(parent, tag).text = text


def _position(where: tuple[float, float]) -> dict[str, str]:
    return {"lat": f"{where[1]:.7f}", "lon": f"{where[0]:.7f}"}
