"""CSV: one stop a row, with commas, semicolons or tabs between the columns, and a decimal comma as well."""

import csv
import io

from wijkspel.errors import Refused
from wijkspel.exchange.facts import STOP, read_facts
from wijkspel.exchange.fields import columns_of, words_of
from wijkspel.exchange.findings import Findings, How, position
from wijkspel.exchange.tour_file import StopInFile, TourInFile, Where

_BETWEEN = ";,\t"


def read(text: str, how: How) -> TourInFile:
    """Return the tour of a CSV file, its first line being the names of columns. Raises Refused naming the line."""
    if "\0" in text:
        raise Refused("file_not_text")
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    found, numbers = Findings(how), list[float]()
    try:
        headers = [header for header in rows.fieldnames or [] if header]
        fields = {field: header for header, (field, _) in columns_of(headers, how).items()}
        _require_columns(fields, headers, how)
        for row in rows:
            _take(row, fields, Where("row", len(found.stops) + 1, rows.line_num), found, numbers)
    except csv.Error as error:
        raise Refused("csv_broken", line=rows.line_num, what=str(error)) from error
    order = sorted(range(len(found.stops)), key=lambda place: numbers[place])
    return TourInFile(stops=[found.stops[place] for place in order])


def _take(
    row: dict[str, str | None], fields: dict[str, str], where: Where, found: Findings, numbers: list[float]
) -> None:
    if None in row:
        raise Refused("csv_too_wide", line=where.line)
    if not any((value or "").strip() for value in row.values()):
        return
    lon, lat = (_number(row[fields[name]]) for name in ("lon", "lat"))
    point = position(lon, lat, where)
    numbers.append(_place_in_order(row, fields, where, len(numbers)))
    found.add_stop(StopInFile(*point, where, **read_facts(words_of(row, found.how), STOP, where)))


def _place_in_order(row: dict[str, str | None], fields: dict[str, str], where: Where, before: int) -> float:
    if "order" not in fields:
        return before
    try:
        return float(_number(row[fields["order"]]))
    except ValueError as error:
        raise Refused("fact_odd", fact="order", **where.values) from error


def _number(text: str | None) -> str:
    text = (text or "").strip()
    return text.replace(",", ".") if "." not in text else text


def _delimiter(text: str) -> str:
    """Return what stands most often between the names of columns."""
    head = text.lstrip("\r\n").partition("\n")[0]
    return max(_BETWEEN, key=head.count)


def _require_columns(fields: dict[str, str], headers: list[str], how: How) -> None:
    lost = [header for header in how.columns.values() if header.strip().casefold() not in _folded(headers)]
    if lost:
        raise Refused("csv_no_such_column", column=lost[0], columns=", ".join(headers)[:200])
    for name in ("lon", "lat"):
        if name not in fields:
            raise Refused("csv_lacks_column", column=name, columns=", ".join(headers)[:200])


def _folded(headers: list[str]) -> set[str]:
    return {header.strip().casefold() for header in headers}
