"""Places with unmistakable digits, and a search for them: in a database, in a log, and in what phones send and get."""

import re
import struct
from collections.abc import Iterable
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, Error, Request
from sqlalchemy import inspect, text

from wijkspel.db import db

_GEOHASH = "0123456789bcdefghjkmnpqrstuvwxyz"
_OF_THE_ENGINE = {"spatial_ref_sys", "spatial_ref_sys_aux", "spatialindex", "elementarygeometries", "knn", "knn2"}
_MOST_DECIMALS = 8
_FEWEST_DIGITS = 7  # of a place without its point: fewer stand by chance in any number
_MOMENT = re.compile(r"\d\d:\d\d:\d\d[.,]\d+")  # a clock has digits of its own
# A hash, a name of a request: twelve or more hexadecimal digits, of which one at least is a letter.
_HASH = re.compile(r"(?<![0-9a-z])(?=[0-9]*[a-f])[0-9a-f]{12,}(?![0-9a-z])")


def marks_of(lon: float, lat: float, *, from_decimals: int) -> set[str]:
    """Return how a place could be written down: as decimals, whole numbers, bytes in hexadecimal, and a geohash."""
    marks = {_geohash(lon, lat, 7)}
    for value in (lon, lat):
        for decimals in range(from_decimals, _MOST_DECIMALS + 1):
            cut = str(value)[: str(value).index(".") + 1 + decimals]
            marks |= {f"{value:.{decimals}f}", cut, cut.replace(".", ",")}
            marks |= {whole for whole in [cut.replace(".", "")] if len(whole) >= _FEWEST_DIGITS}
        marks |= {struct.pack(order, value).hex() for order in ("<d", ">d")}
    return marks


def found_in(words: Iterable[str], marks: Iterable[str]) -> list[str]:
    """Return which marks stand in a text, each with what stands around it; not by chance in a name of random digits."""
    found = []
    for text_ in words:
        low = _MOMENT.sub("#", text_.lower())
        plain = _HASH.sub("#", low)
        for mark in marks:
            where = low if _HASH.fullmatch(mark) else plain
            if mark in where:
                found.append(f"{mark} in …{where[max(0, where.index(mark) - 60) :][:140]}…")
    return found


def rows_of_everything() -> Iterable[str]:
    """Return every row of every table of the database, with all of its columns, as text."""
    tables = [name for name in inspect(db.engine).get_table_names() if name.lower() not in _OF_THE_ENGINE]
    for table in tables:
        for row in db.session.execute(text(f'SELECT * FROM "{table}"')):
            yield f"{table}: {' | '.join(_written(value) for value in row)}"


@dataclass
class Overheard:
    """All that a phone sends and gets, from now on."""

    context: BrowserContext
    sent: list[str] = field(default_factory=list)
    got: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context.on("request", self._goes)
        self.context.on("requestfinished", self._comes)

    def _goes(self, request: Request) -> None:
        self.sent.append(f"{request.method} {request.url} {request.headers} {request.post_data or ''}")

    def _comes(self, request: Request) -> None:
        answer = request.response()
        try:
            body = answer.body() if answer else b""
        except Error:  # a redirect has none, and neither has what a page was left before it came
            body = b""
        self.got.append(f"{request.url} {answer.headers if answer else ''} {body.decode(errors='replace')}")


def _written(value: object) -> str:
    return bytes(value).hex() if isinstance(value, bytes | memoryview) else str(value)


def _geohash(lon: float, lat: float, length: int) -> str:
    """Return the geohash of a place: bits of longitude and latitude in turn, five in a letter."""
    ranges, letters, even, bits, count = {True: [-180.0, 180.0], False: [-90.0, 90.0]}, "", True, 0, 0
    while len(letters) < length:
        low, high = ranges[even]
        middle = (low + high) / 2
        above = (lon if even else lat) >= middle
        ranges[even][0 if above else 1] = middle
        bits, count, even = bits * 2 + above, count + 1, not even
        if count == 5:
            letters, bits, count = letters + _GEOHASH[bits], 0, 0
    return letters
