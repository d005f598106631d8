"""What other people call things: the names of columns and properties that we understand, in Dutch and in English."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from wijkspel.exchange.findings import How
from wijkspel.languages import NAMES

KNOWN: dict[str, tuple[str, ...]] = {
    "name": ("name", "naam", "title", "titel", "halte", "stop", "plek", "spot", "plaats", "place"),
    "lon": ("lon", "lng", "long", "longitude", "lengtegraad", "oosterlengte", "x"),
    "lat": ("lat", "latitude", "breedtegraad", "noorderbreedte", "y"),
    "order": ("order", "number", "nummer", "nr", "volgorde", "volgnummer"),
    "kind": ("kind", "soort", "type", "category", "categorie"),
    "hint": ("hint", "aanwijzing"),
    "text": ("text", "tekst", "description", "desc", "beschrijving", "omschrijving", "story", "verhaal"),
    "teller": ("teller", "verteller"),
    "radius": ("radius", "straal"),
    "towards": ("towards", "richting"),
}
_BY_LANGUAGE = {"name": "names", "hint": "hints", "towards": "towards"}
_IN_LANGUAGE = re.compile(rf"(.+?)[ _:(-]+({'|'.join(NAMES)})\)?")


def columns_of(headers: Iterable[str], how: How) -> dict[str, tuple[str, str]]:
    """Return for each header we understand which field it is and in which language; the first of two counts."""
    chosen = {header.strip().casefold(): field for field, header in how.columns.items()}
    found: dict[str, tuple[str, str]] = {}
    for header in headers:
        name, language = header.strip().casefold(), how.language
        field = chosen.get(name) or _field(name)
        if field is None and (parts := _IN_LANGUAGE.fullmatch(name)):
            field, language = _field(parts[1].strip()), parts[2]
        is_chosen_elsewhere = field in how.columns and name not in chosen
        if field and not is_chosen_elsewhere and (field, language) not in found.values():
            found[header] = field, language
    return found


def words_of(row: Mapping[str, Any], how: How) -> dict[str, Any]:
    """Return the facts in a row of columns or properties of other people, under our own names."""
    facts: dict[str, Any] = {}
    for header, (field, language) in columns_of(row, how).items():
        value = row[header]
        if not isinstance(value, str | int | float) or isinstance(value, bool) or not str(value).strip():
            continue
        if field in _BY_LANGUAGE:
            facts.setdefault(_BY_LANGUAGE[field], {})[language] = str(value)
        elif field not in ("lon", "lat", "order"):
            facts[field] = str(value)
    return facts


def _field(name: str) -> str | None:
    return next((field for field, names in KNOWN.items() if name in names), None)
