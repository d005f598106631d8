"""From the bytes of a file to the tour in it: what kind of file it is, decided by what it holds and not by its name."""

import re
from collections.abc import Callable
from pathlib import Path

from wijkspel.errors import Refused
from wijkspel.exchange.findings import MOST_BYTES, How
from wijkspel.exchange.formats import geojson, gpx, kml, table, tour_json
from wijkspel.exchange.tour_file import TourInFile

READERS: dict[str, Callable[[str, How], TourInFile]] = {
    "GPX": gpx.read,
    "KML": kml.read,
    "GeoJSON": geojson.read,
    "JSON": tour_json.read,
    "CSV": table.read,
}
SUFFIXES: dict[str, tuple[str, ...]] = {
    ".gpx": ("GPX",),
    ".kml": ("KML",),
    ".geojson": ("GeoJSON",),
    ".json": ("JSON", "GeoJSON"),
    ".csv": ("CSV",),
    ".tsv": ("CSV",),
}
_OTHERS = {
    b"\xff\xd8\xff": "a JPEG picture",
    b"\x89PNG": "a PNG picture",
    b"GIF8": "a GIF picture",
    b"RIFF": "a picture or a recording",
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP file, such as KMZ or a spreadsheet",
    b"\x1f\x8b": "a compressed file (gzip)",
    b"SQLite format 3": "a database",
    b"\xd0\xcf\x11\xe0": "a document of an older Office",
    b".FIT": "a FIT file",
}
_DECLARATION = re.compile(r"\s*<\?xml\b[^>]*?\?>")
_ENCODING = re.compile(r"encoding\s*=\s*[\"']([\w.:-]+)[\"']")
_ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)[\s/>]")
_NOT_A_ROOT = re.compile(r"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^<>\[]*(?:\[.*?\]\s*)?>", re.DOTALL)
_READABLE_XML = ("utf-8", "utf8", "utf-16", "us-ascii", "ascii")
_HEAD = 20_000  # the kind of a file shows in so many characters


def file_content(path: Path) -> bytes:
    """Return what a file holds. Raises Refused for one that is too large, before it is read."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Refused("file_too_heavy", megabytes=round(path.stat().st_size / 1024**2), most=MOST_BYTES // 1024**2)
        return path.read_bytes()
    except OSError as error:
        raise Refused("file_unreadable", file=path.name) from error


def read_tour(content: bytes, *, file_name: str, how: How | None = None) -> TourInFile:
    """Return the tour in a file of any format. Raises Refused, and nothing else, whatever the bytes are."""
    if len(content) > MOST_BYTES:
        raise Refused("file_too_heavy", megabytes=round(len(content) / 1024**2), most=MOST_BYTES // 1024**2)
    if not content.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise Refused("file_empty")
    text = text_of(content)
    kind = kind_of(text)
    expected = SUFFIXES.get(Path(file_name).suffix.lower(), (kind,))
    if kind not in expected:
        raise Refused("file_is_of_another_kind", file=file_name, kind=kind, suffix=Path(file_name).suffix)
    tour = READERS[kind](text, how or How())
    if not tour.stops and not tour.way:
        raise Refused("file_without_places")
    tour.format = kind
    return tour


def text_of(content: bytes) -> str:
    """Return the text of a file in UTF-8, or in UTF-16 with its mark. Raises Refused for other files and encodings."""
    for mark, what in _OTHERS.items():
        if content.startswith(mark) or (mark == b".FIT" and content[8:12] == mark):
            raise Refused("file_is_other", what=what)
    is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = content.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Refused("file_not_utf8", line=line) from error
    if "\0" in text:
        raise Refused("file_not_text")
    if declared := _DECLARATION.match(text):
        encoding = _ENCODING.search(declared[0])
        if encoding and encoding[1].lower() not in _READABLE_XML:
            raise Refused("file_says_other_encoding", encoding=encoding[1])
        text = "\n" * declared[0].count("\n") + text[declared.end() :]
    return text


def kind_of(text: str) -> str:
    """Return which format a text is in. Raises Refused for XML of another kind."""
    head = text[:_HEAD].lstrip()
    if head.startswith("<"):
        root = _ROOT.search(_NOT_A_ROOT.sub("", head))
        name = root[1] if root else ""
        if not root and "<!DOCTYPE" in head:
            raise Refused("xml_with_dtd", line=1)
        if name.lower() not in ("gpx", "kml"):
            raise Refused("xml_of_another_kind", root=name or "?")
        return name.upper()
    if head.startswith(("{", "[")):
        return "JSON" if re.search(rf'"{tour_json.MARK}"\s*:', head) else "GeoJSON"
    return "CSV"
