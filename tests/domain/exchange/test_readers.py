"""Files of other programs, good ones and hostile ones: a tour, or one refusal that names where it went wrong."""

import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.domain.exchange.files import BAKERY, LOCK, MARKET, TRACK, geojson, gpx, kml, waypoint
from wijkspel.errors import Refused
from wijkspel.exchange.findings import MOST_BYTES, How, clean
from wijkspel.exchange.going_out import FORMATS
from wijkspel.exchange.reading import read_tour
from wijkspel.exchange.tour_file import Shown, TourInFile
from wijkspel.exchange.ways import walk_of

NAMED = waypoint(BAKERY, "Bakkerij", "<desc>Brood</desc>") + waypoint(LOCK, "De sluis")
LAUGHS = (
    """<!DOCTYPE gpx [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;">]>"""
)
OUTSIDE = '<!DOCTYPE gpx [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
CSV = "Naam;Lengtegraad;Breedtegraad;Soort\nBakkerij;5,41859;52,77964;winkel\nDe sluis;5,42052;52,77937;brug\n"


def _read(content: bytes | str, name: str = "x", **how: Any) -> TourInFile:
    return read_tour(content.encode() if isinstance(content, str) else content, file_name=name, how=How(**how))


def _refused(content: bytes | str, name: str = "x", **how: Any) -> tuple[str, dict[str, object]]:
    with pytest.raises(Refused) as refused:
        _read(content, name, **how)
    return refused.value.code, refused.value.values


def _jpeg() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (20, 20)).save(buffer, "JPEG")
    return buffer.getvalue()


def test_waypoints_become_stops_and_a_track_the_way() -> None:
    tour = _read(gpx(stops=NAMED, track=TRACK))
    assert [(stop.names, stop.point, stop.text) for stop in tour.stops] == [
        ({"nl": "Bakkerij"}, BAKERY, "Brood"),
        ({"nl": "De sluis"}, LOCK, ""),
    ]
    assert tour.way == TRACK and tour.names == {"nl": "Een ommetje"} and tour.format == "GPX"


def test_gpx_1_0_and_files_without_a_namespace_are_read_as_well() -> None:
    old = gpx(stops=NAMED, track=TRACK).replace(b"GPX/1/1", b"GPX/1/0").replace(b'version="1.1"', b'version="1.0"')
    assert _read(old) == _read(
        gpx(stops=NAMED, track=TRACK).replace(b' xmlns="http://www.topografix.com/GPX/1/1"', b"")
    )


def test_named_points_of_a_route_are_stops_where_there_are_no_waypoints() -> None:
    points = "".join(f'<rtept lat="{lat}" lon="{lon}"><name>{n}</name></rtept>' for n, (lon, lat) in enumerate(TRACK))
    tour = _read(gpx(more=f"<rte><name>Route</name>{points}</rte>"))
    assert len(tour.stops) == len(TRACK) and tour.way == TRACK and tour.element == "route_point"


def test_kml_gives_points_lines_tracks_and_counts_what_is_neither() -> None:
    line = " ".join(f"{lon},{lat},0" for lon, lat in TRACK)
    track = "".join(f"<gx:coord>{lon} {lat} 0</gx:coord>" for lon, lat in TRACK)
    area = f"<Polygon><outerBoundaryIs><coordinates>{line}</coordinates></outerBoundaryIs></Polygon>"
    tour = _read(
        kml(
            f"<Placemark><name>Bakkerij</name>"
            f"<description><![CDATA[<b>Warm</b> brood<br>elke dag &amp; nacht]]></description>"
            f"<ExtendedData><Data name='teller'><value>Teun</value></Data></ExtendedData>"
            f"<Point><coordinates>{BAKERY[0]},{BAKERY[1]},3</coordinates></Point></Placemark>"
            f"<Folder><name>Weg</name><Placemark><LineString><coordinates>{line}</coordinates></LineString></Placemark>"
            f"<Placemark><gx:Track>{track}</gx:Track></Placemark></Folder><Placemark>{area}</Placemark>"
        )
    )
    assert tour.pieces == [TRACK, TRACK] and tour.left_out == 1 and tour.names == {"nl": "Rondje"}
    assert (tour.stops[0].text, tour.stops[0].teller) == ("Warm brood\n\nelke dag & nacht", "Teun")


def test_a_long_track_in_kml_streams_and_a_placemark_full_of_other_things_does_not() -> None:
    moments = "<when>2026-05-03T10:00:00Z</when><gx:coord>5.42 52.78 0</gx:coord>" * 60_000
    tour = _read(kml(f"<Placemark><gx:Track>{moments}</gx:Track><description>x</description></Placemark>"))
    assert len(tour.way) == 60_000
    full = kml("<Placemark>" + "<snippet/>" * 100_002 + "</Placemark>")
    assert _refused(full)[0] == "file_too_full"


def test_geojson_gives_points_and_lines_under_the_names_people_use() -> None:
    said = {"Naam": "Bakkerij", "naam_en": "Bakery", "soort": "winkel", "omschrijving": "Brood", "verteller": "Teun"}
    tour = _read(
        geojson(
            ("MultiPoint", [BAKERY], said),
            ("LineString", TRACK, {"name": "Rondje"}),
            ("Polygon", [TRACK], {}),
        )
    )
    assert tour.stops[0].names == {"nl": "Bakkerij", "en": "Bakery"} and tour.stops[0].kind == "winkel"
    assert (tour.stops[0].text, tour.stops[0].teller) == ("Brood", "Teun")
    assert tour.way == TRACK and tour.left_out == 1 and tour.names == {"nl": "Rondje"}
    assert _read(json.dumps({"type": "Point", "coordinates": BAKERY})).stops[0].point == BAKERY


@pytest.mark.parametrize("text", [CSV, CSV.replace(";", "\t"), CSV.replace(",", ".").replace(";", ",")])
def test_a_table_is_read_with_any_separator_and_a_decimal_comma(text: str) -> None:
    for content in (
        text.encode(),
        b"\xef\xbb\xbf" + text.encode(),
        text.encode("utf-16"),
        text.replace("\n", "\r\n").encode(),
    ):
        tour = _read(content, "haltes.csv")
        assert [(stop.names["nl"], stop.point, stop.kind) for stop in tour.stops] == [
            ("Bakkerij", BAKERY, "winkel"),
            ("De sluis", LOCK, "brug"),
        ]


def test_columns_of_any_name_can_be_pointed_out_and_a_number_gives_the_order() -> None:
    text = 'Titel,Oost,Noord,nr\n"Sluis, oud",5.42052,52.77937,2\nBakkerij,5.41859,52.77964,1\n'
    tour = _read(text, columns={"name": "titel", "lon": "Oost", "lat": "Noord"})
    assert [stop.names["nl"] for stop in tour.stops] == ["Bakkerij", "Sluis, oud"]
    assert _refused(text)[0] == "csv_lacks_column"
    assert _refused(text, columns={"lon": "Weg"})[1]["column"] == "Weg"


def test_utf_16_with_its_mark_is_read_as_xml_too() -> None:
    text = gpx(stops=waypoint(BAKERY, "مخبز"), track=TRACK).decode()
    for content in (text.encode("utf-16"), text.replace("UTF-8", "UTF-16").encode("utf-16")):
        assert _read(content).stops[0].names["nl"] == "مخبز"


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
    said, named = _refused(content)
    assert said == code
    assert values.items() <= named.items()


def test_nothing_that_a_file_names_is_ever_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[object] = []
    monkeypatch.setattr("builtins.open", lambda *names, **_options: opened.append(names))
    monkeypatch.setattr("urllib.request.urlopen", lambda *names, **_options: opened.append(names))
    for head in (OUTSIDE, '<!DOCTYPE gpx SYSTEM "http://example.org/x.dtd">'):
        _refused(gpx(stops=NAMED, head=head))
    assert not opened


def test_a_file_under_a_false_name_is_refused_with_its_right_one() -> None:
    assert _refused(kml(""), "rondje.gpx") == (
        "file_is_of_another_kind",
        {"file": "rondje.gpx", "kind": "KML", "suffix": ".gpx"},
    )
    assert _refused(CSV, "haltes.json")[0] == "file_is_of_another_kind"
    assert _read(geojson(("Point", BAKERY, {})), "haltes.json").format == "GeoJSON"
    assert _read(CSV, "haltes.txt").format == "CSV"


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
    assert _refused(content, most_points=20) == ("file_too_many_points", {"most": 20})
    assert len(_read(content, most_points=100).way) in (0, 21)


def test_a_million_brackets_are_refused_before_they_are_read() -> None:
    text = '{"type":"LineString","coordinates":[' + "[5.4,52.7]," * 1_200_000 + "[5.4,52.7]]}"
    assert _refused(text)[0] == "file_too_many_points"


def test_a_file_of_more_than_fifty_megabytes_is_not_read() -> None:
    assert _refused(b" " * (MOST_BYTES + 1)) == ("file_too_heavy", {"megabytes": 50, "most": 50})


def test_words_are_kept_in_one_line_without_what_cannot_be_shown() -> None:
    assert clean("  De\r\n  oude\u00a0bakke\u200brij\x07 \ud800  ") == "De oude bakkerij"


FILES = [
    gpx(stops=NAMED, track=TRACK),
    kml(f"<Placemark><name>Hier</name><Point><coordinates>{BAKERY[0]},{BAKERY[1]}</coordinates></Point></Placemark>"),
    geojson(("Point", BAKERY, {"naam": "Bakkerij"}), ("LineString", TRACK, {"name": "x"})),
    CSV.encode(),
    *[form.written(_read(gpx(stops=NAMED, track=TRACK)), Shown("nl")) for form in list(FORMATS.values())[:3]],
]


def _is_read_or_refused(content: bytes) -> None:
    try:
        walk_of(read_tour(content, file_name="x"))
    except Refused as refused:
        assert refused.code


@given(st.binary(max_size=400))
@settings(max_examples=100, deadline=None)
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    _is_read_or_refused(content)


@given(st.sampled_from(FILES), st.data())
@settings(max_examples=200, deadline=None)
def test_a_file_that_was_damaged_is_read_or_refused(content: bytes, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(content)))
        end = data.draw(st.integers(start, min(len(content), start + 30)))
        piece = data.draw(
            st.one_of(st.binary(max_size=6), st.sampled_from([b"NaN", b"null", b'"', b"<", b"-1e9", b"[", b"{}"]))
        )
        content = content[:start] + piece + content[end:]
    _is_read_or_refused(content)


_KEYS = [
    *("type", "features", "geometry", "geometries", "properties", "coordinates"),
    *("names", "name", "stops", "wijkspel", "legs", "path"),
]
_json = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(_KEYS), inner, max_size=5),
    max_leaves=20,
)


@given(_json)
@settings(max_examples=100, deadline=None)
def test_any_json_is_read_or_refused(content: object) -> None:
    for text in (content, {"type": "FeatureCollection", "features": content}, {"wijkspel": 1, "stops": content}):
        _is_read_or_refused(json.dumps(text).encode())


def test_a_market_between_two_stops_is_no_stop() -> None:
    assert MARKET in _read(gpx(stops=NAMED, track=TRACK)).way
