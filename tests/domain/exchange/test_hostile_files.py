"""Hostile files, and files that are too much: one refusal that names where it went wrong."""

import io
import json

import pytest
from PIL import Image

from tests.domain.exchange.files import BAKERY, TRACK, geojson, gpx, kml, waypoint
from tests.domain.exchange.reading import CSV, NAMED, read, refused
from wijkspel.exchange.findings import MOST_BYTES

LAUGHS = (
    """<!DOCTYPE gpx [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;">]>"""
)
OUTSIDE = '<!DOCTYPE gpx [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def _jpeg() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (20, 20)).save(buffer, "JPEG")
    return buffer.getvalue()


HOSTILE: list[tuple[str, bytes | str, str, dict[str, object]]] = [
    ("nothing", b"", "file_empty", {}),
    ("only a mark and spaces", b"\xef\xbb\xbf \n\n", "file_empty", {}),
    ("only NULs", b"\0" * 500, "file_empty", {}),
    ("laughs", gpx(stops=waypoint(BAKERY, "&c;"), head=LAUGHS), "xml_with_dtd", {"line": 1}),
    ("an entity from outside", gpx(stops=waypoint(BAKERY, "&x;"), head=OUTSIDE), "xml_with_dtd", {"line": 1}),
    (
        "a DTD alone",
        gpx(stops=NAMED, head='<!DOCTYPE gpx SYSTEM "http://example.org/x.dtd">'),
        "xml_with_dtd",
        {"line": 1},
    ),
    ("a harmless DTD", gpx(stops=NAMED, head="<!DOCTYPE gpx [<!ELEMENT gpx ANY>]>"), "xml_with_dtd", {"line": 1}),
    ("laughs in KML", kml("", head=LAUGHS.replace("gpx", "kml")), "xml_with_dtd", {"line": 1}),
    (
        "a DTD that hides what it is",
        b"<!DOCTYPE gpx [" + b"<!ENTITY a 'b'>" * 3000 + b"]><gpx/>",
        "xml_with_dtd",
        {"line": 1},
    ),
    ("Latin-1 in XML", gpx(stops=waypoint(BAKERY, "Café")).decode().encode("latin-1"), "file_not_utf8", {"line": 3}),
    ("XML that says Latin-1", gpx(stops=NAMED).replace(b"UTF-8", b"ISO-8859-1"), "file_says_other_encoding", {}),
    ("a table in Windows letters", CSV.replace("Bakkerij", "Café").encode("cp1252"), "file_not_utf8", {"line": 2}),
    ("UTF-16 without its mark", CSV.encode("utf-16-le"), "file_not_text", {}),
    ("NULs in a table", CSV.replace("Bakkerij", "Bak\0kerij"), "file_not_text", {}),
    ("half a pair in UTF-16", b"\xff\xfe\x00\xd8", "file_not_utf8", {"line": 1}),
    ("a JPEG", _jpeg(), "file_is_other", {"what": "a JPEG picture"}),
    ("a ZIP", b"PK\x03\x04 whatever", "file_is_other", {}),
    ("a half file", gpx(stops=NAMED, track=TRACK)[:-40], "xml_broken", {}),
    ("half a JSON", geojson(("Point", BAKERY, {}))[:-5], "json_broken", {"line": 1}),
    ("a web page", "<html><body>Niet gevonden</body></html>", "xml_of_another_kind", {"root": "html"}),
    ("a map", "<?xml version='1.0'?><osm version='0.6'></osm>", "xml_of_another_kind", {"root": "osm"}),
    ("GPX without anything", gpx(), "file_without_places", {}),
    ("KML without anything", kml(""), "file_without_places", {}),
    ("a GeoJSON without anything", geojson(), "file_without_places", {}),
    (
        "a waypoint at 0,0",
        gpx(stops=NAMED + waypoint((0, 0))),
        "place_zero",
        {"element": "waypoint", "number": 3, "line": 5},
    ),
    ("a track point at 0,0", gpx(track=[*TRACK, (0, 0)]), "place_zero", {"element": "track_point", "number": 8}),
    ("a row at 0,0", CSV + "Zee;0;0;park\n", "place_zero", {"element": "row", "number": 3, "line": 4}),
    ("a waypoint without a place", gpx(stops="<wpt/>"), "place_not_numbers", {"element": "waypoint", "number": 1}),
    ("a place of words", gpx(stops=waypoint(("oost", "noord"))), "place_not_numbers", {"number": 1}),
    ("not a number", gpx(stops=waypoint(("nan", "52"))), "place_not_numbers", {}),
    ("endless", gpx(track=[("1e999", 52)]), "place_not_numbers", {"element": "track_point"}),
    ("not on earth", gpx(stops=waypoint((5.4, 91))), "place_not_on_earth", {"number": 1}),
    ("Dutch metres in a table", "naam,x,y\nBakkerij,121000,487000\n", "place_in_rd", {"line": 2}),
    ("Dutch metres in GeoJSON", geojson(("Point", [121000, 487000], {})), "place_in_rd", {"element": "feature"}),
    (
        "KML without numbers",
        kml("<Placemark><Point><coordinates>5.4</coordinates></Point></Placemark>"),
        "place_not_numbers",
        {},
    ),
    ("KML with an empty point", kml("<Placemark><Point/></Placemark>"), "place_not_numbers", {"number": 1}),
    ("deep XML", "<gpx>" + "<a>" * 200, "file_too_deep", {"line": 1}),
    ("deep JSON", '{"a":' * 90_000, "file_too_deep", {}),
    ("deep lists", "[" * 90_000, "file_too_deep", {}),
    ("an endless number", '{"type":"Point","coordinates":[' + "9" * 5000 + ",52]}", "json_broken", {}),
    ("NaN in JSON", '{"type":"Point","coordinates":[NaN,52]}', "json_broken", {}),
    ("words as coordinates", geojson(("Point", "5,52", {})), "place_not_numbers", {"element": "feature", "number": 1}),
    ("text for numbers", geojson(("Point", ["5", "52"], {})), "place_not_numbers", {}),
    ("a shape nobody knows", geojson(("Circle", BAKERY, {})), "geojson_odd", {"number": 1}),
    ("a list for a feature", '{"type":"FeatureCollection","features":[[]]}', "geojson_odd", {"number": 1}),
    ("a word for features", '{"type":"FeatureCollection","features":"x"}', "geojson_odd", {}),
    ("a list alone", "[1,2]", "geojson_odd", {}),
    (
        "another grid",
        '{"type":"FeatureCollection","crs":{"properties":{"name":"urn:ogc:def:crs:EPSG::28992"}},"features":[]}',
        "geojson_in_another_grid",
        {},
    ),
    ("our JSON of a later year", '{"wijkspel": 7, "stops": []}', "json_of_another_version", {"version": 7}),
    ("our JSON without stops", '{"wijkspel": 1}', "json_not_a_tour", {}),
    (
        "our JSON with an odd radius",
        json.dumps({"wijkspel": 1, "stops": [{"lon": 5.4, "lat": 52.7, "radius": "ver"}]}),
        "fact_odd",
        {"fact": "radius"},
    ),
    ("a table without places", "naam;soort\nBakkerij;winkel\n", "csv_lacks_column", {"column": "lon"}),
    ("a table of words", "Beste allemaal,\n\nhier is mijn wandeling.\n", "csv_lacks_column", {}),
    ("a quote that stays open", CSV + '"Half;5,4;52,7\n', "csv_broken", {}),
    ("a row too wide", CSV + "Wijd;5,4;52,7;park;nog;meer\n", "csv_too_wide", {"line": 4}),
    ("a row too short", CSV + "Kort\n", "place_not_numbers", {"line": 4}),
    ("more stops than a walk has", CSV + "Meer;5,42;52,78;park\n" * 59, "file_too_many_stops", {"most": 60}),
    (
        "an odd fact",
        gpx(
            stops=waypoint(
                BAKERY, "x", '<extensions xmlns:w="urn:wijkspel:tour:1"><w:radius>1e3</w:radius></extensions>'
            )
        ),
        "fact_odd",
        {"fact": "radius", "number": 1},
    ),
]


@pytest.mark.parametrize(("content", "code", "values"), [row[1:] for row in HOSTILE], ids=[row[0] for row in HOSTILE])
def test_a_hostile_file_is_refused_with_where_it_went_wrong(
    content: bytes | str, code: str, values: dict[str, object]
) -> None:
    said, named = refused(content)
    assert said == code
    assert values.items() <= named.items()


def test_nothing_that_a_file_names_is_ever_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[object] = []
    monkeypatch.setattr("builtins.open", lambda *names, **_options: opened.append(names))
    monkeypatch.setattr("urllib.request.urlopen", lambda *names, **_options: opened.append(names))
    for head in (OUTSIDE, '<!DOCTYPE gpx SYSTEM "http://example.org/x.dtd">'):
        refused(gpx(stops=NAMED, head=head))
    assert not opened


def test_a_file_under_a_false_name_is_refused_with_its_right_one() -> None:
    assert refused(kml(""), "rondje.gpx") == (
        "file_is_of_another_kind",
        {"file": "rondje.gpx", "kind": "KML", "suffix": ".gpx"},
    )
    assert refused(CSV, "haltes.json")[0] == "file_is_of_another_kind"
    assert read(geojson(("Point", BAKERY, {})), "haltes.json").format == "GeoJSON"
    assert read(CSV, "haltes.txt").format == "CSV"


@pytest.mark.parametrize(
    "content",
    [
        gpx(track=TRACK * 3),
        gpx(more="<rte>" + '<rtept lat="52.78" lon="5.42"/>' * 21 + "</rte>"),
        kml(f"<Placemark><LineString><coordinates>{'5.4,52.7 ' * 21}</coordinates></LineString></Placemark>"),
        kml(f"<Placemark><gx:Track>{'<gx:coord>5.4 52.7</gx:coord>' * 21}</gx:Track></Placemark>"),
        geojson(("LineString", TRACK * 3, {})),
        geojson(("MultiLineString", [TRACK] * 3, {})),
        CSV + "Meer;5,42;52,78;park\n" * 20,
        json.dumps({"wijkspel": 1, "stops": [{"lon": 5.4, "lat": 52.7, "path": TRACK * 3}]}),
    ],
)
def test_points_are_counted_while_they_come_in(content: bytes | str) -> None:
    assert refused(content, most_points=20) == ("file_too_many_points", {"most": 20})
    assert len(read(content, most_points=100).way) in (0, 21)


def test_a_million_brackets_are_refused_before_they_are_read() -> None:
    text = '{"type":"LineString","coordinates":[' + "[5.4,52.7]," * 1_200_000 + "[5.4,52.7]]}"
    assert refused(text)[0] == "file_too_many_points"


def test_a_file_of_more_than_fifty_megabytes_is_not_read() -> None:
    assert refused(b" " * (MOST_BYTES + 1)) == ("file_too_heavy", {"megabytes": 50, "most": 50})
