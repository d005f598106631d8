"""Files of other programs: each becomes a tour."""

import json

import pytest

from tests.domain.exchange.files import BAKERY, LOCK, MARKET, TRACK, geojson, gpx, kml, waypoint
from tests.domain.exchange.reading import CSV, NAMED, read, refused
from wijkspel.exchange.findings import clean


def test_waypoints_become_stops_and_a_track_the_way() -> None:
    tour = read(gpx(stops=NAMED, track=TRACK))
    assert [(stop.names, stop.point, stop.text) for stop in tour.stops] == [
        ({"nl": "Bakkerij"}, BAKERY, "Brood"),
        ({"nl": "De sluis"}, LOCK, ""),
    ]
    assert tour.way == TRACK and tour.names == {"nl": "Een ommetje"} and tour.format == "GPX"


def test_gpx_1_0_and_files_without_a_namespace_are_read_as_well() -> None:
    old = gpx(stops=NAMED, track=TRACK).replace(b"GPX/1/1", b"GPX/1/0").replace(b'version="1.1"', b'version="1.0"')
    assert read(old) == read(gpx(stops=NAMED, track=TRACK).replace(b' xmlns="http://www.topografix.com/GPX/1/1"', b""))


def test_named_points_of_a_route_are_stops_where_there_are_no_waypoints() -> None:
    points = "".join(f'<rtept lat="{lat}" lon="{lon}"><name>{n}</name></rtept>' for n, (lon, lat) in enumerate(TRACK))
    tour = read(gpx(more=f"<rte><name>Route</name>{points}</rte>"))
    assert len(tour.stops) == len(TRACK) and tour.way == TRACK and tour.element == "route_point"


def test_kml_gives_points_lines_tracks_and_counts_what_is_neither() -> None:
    line = " ".join(f"{lon},{lat},0" for lon, lat in TRACK)
    track = "".join(f"<gx:coord>{lon} {lat} 0</gx:coord>" for lon, lat in TRACK)
    area = f"<Polygon><outerBoundaryIs><coordinates>{line}</coordinates></outerBoundaryIs></Polygon>"
    tour = read(
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
    tour = read(kml(f"<Placemark><gx:Track>{moments}</gx:Track><description>x</description></Placemark>"))
    assert len(tour.way) == 60_000
    full = kml("<Placemark>" + "<snippet/>" * 100_002 + "</Placemark>")
    assert refused(full)[0] == "file_too_full"


def test_geojson_gives_points_and_lines_under_the_names_people_use() -> None:
    said = {"Naam": "Bakkerij", "naam_en": "Bakery", "soort": "winkel", "omschrijving": "Brood", "verteller": "Teun"}
    tour = read(
        geojson(
            ("MultiPoint", [BAKERY], said),
            ("LineString", TRACK, {"name": "Rondje"}),
            ("Polygon", [TRACK], {}),
        )
    )
    assert tour.stops[0].names == {"nl": "Bakkerij", "en": "Bakery"} and tour.stops[0].kind == "winkel"
    assert (tour.stops[0].text, tour.stops[0].teller) == ("Brood", "Teun")
    assert tour.way == TRACK and tour.left_out == 1 and tour.names == {"nl": "Rondje"}
    assert read(json.dumps({"type": "Point", "coordinates": BAKERY})).stops[0].point == BAKERY


@pytest.mark.parametrize("text", [CSV, CSV.replace(";", "\t"), CSV.replace(",", ".").replace(";", ",")])
def test_a_table_is_read_with_any_separator_and_a_decimal_comma(text: str) -> None:
    for content in (
        text.encode(),
        b"\xef\xbb\xbf" + text.encode(),
        text.encode("utf-16"),
        text.replace("\n", "\r\n").encode(),
    ):
        tour = read(content, "haltes.csv")
        assert [(stop.names["nl"], stop.point, stop.kind) for stop in tour.stops] == [
            ("Bakkerij", BAKERY, "winkel"),
            ("De sluis", LOCK, "brug"),
        ]


def test_columns_of_any_name_can_be_pointed_out_and_a_number_gives_the_order() -> None:
    text = 'Titel,Oost,Noord,nr\n"Sluis, oud",5.42052,52.77937,2\nBakkerij,5.41859,52.77964,1\n'
    tour = read(text, columns={"name": "titel", "lon": "Oost", "lat": "Noord"})
    assert [stop.names["nl"] for stop in tour.stops] == ["Bakkerij", "Sluis, oud"]
    assert refused(text)[0] == "csv_lacks_column"
    assert refused(text, columns={"lon": "Weg"})[1]["column"] == "Weg"


def test_utf_16_with_its_mark_is_read_as_xml_too() -> None:
    text = gpx(stops=waypoint(BAKERY, "مخبز"), track=TRACK).decode()
    for content in (text.encode("utf-16"), text.replace("UTF-8", "UTF-16").encode("utf-16")):
        assert read(content).stops[0].names["nl"] == "مخبز"


def test_words_are_kept_in_one_line_without_what_cannot_be_shown() -> None:
    assert clean("  De\r\n  oude\u00a0bakke\u200brij\x07 \ud800  ") == "De oude bakkerij"


def test_a_market_between_two_stops_is_no_stop() -> None:
    assert MARKET in read(gpx(stops=NAMED, track=TRACK)).way
