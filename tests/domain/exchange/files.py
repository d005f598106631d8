"""Small files as other programs write them, in De Koppel, and what builds the hostile ones."""

import json

BAKERY, LOCK, MARKET = (5.41859, 52.77964), (5.42052, 52.77937), (5.41985, 52.78018)
# Along the Kade from west to east, past the three.
TRACK = [(5.4180, 52.7796), BAKERY, (5.4193, 52.7799), MARKET, (5.4204, 52.7797), LOCK, (5.4207, 52.7793)]


def gpx(*, stops: str = "", track: list[tuple[float, float]] | None = None, more: str = "", head: str = "") -> bytes:
    """A GPX file with some waypoints and a track."""
    points = "\n".join(f'<trkpt lat="{lat}" lon="{lon}"><ele>1</ele></trkpt>' for lon, lat in track or [])
    way = f"<trk><name>Een ommetje</name><trkseg>{points}</trkseg></trk>" if track else ""
    space = 'xmlns="http://www.topografix.com/GPX/1/1"'
    text = f'<?xml version="1.0" encoding="UTF-8"?>{head}\n<gpx version="1.1" {space}>\n{stops}\n{way}{more}</gpx>'
    return text.encode()


def as_from_osmand() -> bytes:
    """A recording the way OsmAnd writes one: times, heights, colours of its own, and favourites behind the track."""
    places = [("De oude bakkerij", BAKERY), ("De pomp", (5.4193, 52.7799)), ("Markt", MARKET), ("De sluis", LOCK)]
    favourites = "".join(
        f'<wpt lat="{lat}" lon="{lon}"><time>2026-05-09T10:0{number}:00Z</time><name>{name}</name><type>Wandelen</type>'
        "<extensions><osmand:color>#eecc22</osmand:color><osmand:background>circle</osmand:background></extensions></wpt>\n"
        for number, (name, (lon, lat)) in enumerate(places)
    )
    recorded = "".join(
        f'<trkpt lat="{lat}" lon="{lon}"><ele>1.{number}</ele><time>2026-05-09T10:0{number}:30Z</time><hdop>3.5</hdop>'
        "<extensions><osmand:speed>1.2</osmand:speed></extensions></trkpt>\n"
        for number, (lon, lat) in enumerate(TRACK)
    )
    return (
        "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n"
        '<gpx version="1.1" creator="OsmAnd 4.7.10" xmlns="http://www.topografix.com/GPX/1/1"'
        ' xmlns:osmand="https://osmand.net/docs/technical/osmand-file-formats/osmand-gpx"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
        "<metadata><name>Rondje Kade</name><time>2026-05-09T10:09:00Z</time></metadata>\n"
        f"{favourites}<trk><name>Rondje Kade</name><trkseg>\n{recorded}</trkseg></trk>\n"
        "<extensions><osmand:show_arrows>true</osmand:show_arrows></extensions></gpx>\n"
    ).encode()


def waypoint(point: tuple[float, float], name: str = "", more: str = "") -> str:
    """A waypoint on a line of its own."""
    called = f"<name>{name}</name>" if name else ""
    return f'<wpt lat="{point[1]}" lon="{point[0]}">{called}{more}</wpt>\n'


def kml(placemarks: str, head: str = "") -> bytes:
    """A KML file."""
    space = 'xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2"'
    return (
        f'<?xml version="1.0"?>{head}<kml {space}><Document><name>Rondje</name>{placemarks}</Document></kml>'.encode()
    )


def geojson(*features: tuple[str, object, dict[str, object]]) -> bytes:
    """A FeatureCollection of (geometry type, coordinates, properties)."""
    rows = [
        {"type": "Feature", "properties": said, "geometry": {"type": kind, "coordinates": at}}
        for kind, at, said in features
    ]
    return json.dumps({"type": "FeatureCollection", "features": rows}).encode()
