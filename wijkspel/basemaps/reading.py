"""Reading a map from a file: what it is is decided by what its bytes are, never by its name."""

import zlib
from pathlib import Path

from wijkspel.basemaps.drawn import MOST_BYTES, read_drawn
from wijkspel.basemaps.model import Basemap, Bounds
from wijkspel.basemaps.osm import read_osm
from wijkspel.errors import Refused

_GZIP = b"\x1f\x8b"


def read_map(path: Path, bounds: Bounds) -> Basemap:
    """Return what a file shows in a box: an OpenStreetMap extract (.osm.pbf, .osm, .osm.gz) or GeoJSON.

    Raises Refused with `map_unreadable`, `map_unknown`, `map_broken`, or what `read_osm` and `read_drawn` refuse.
    """
    try:
        start = _start(path)
        if start.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
            with path.open("rb") as file:
                return read_drawn(file.read(MOST_BYTES + 1), bounds)
    except OSError as error:
        raise Refused("map_unreadable", file=path.name) from error
    return read_osm(path, bounds, _osm_format(start))


def _start(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(512)


def _osm_format(start: bytes) -> str:
    if start[4:15] == b"\x0a\x09OSMHeader":
        return "pbf"
    is_packed = start.startswith(_GZIP)
    text = _unpacked(start) if is_packed else start
    if b"<osm" in text:
        return "osm.gz" if is_packed else "osm"
    raise Refused("map_unknown")


def _unpacked(start: bytes) -> bytes:
    """Return the first letters of a packed text, as far as this beginning of it goes."""
    reader = zlib.decompressobj(wbits=31)
    try:
        return reader.decompress(start, 512)
    except zlib.error:
        return b""
