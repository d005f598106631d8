"""What we say of a tour and of a stop beyond what a format has a place for, under the same names in every format.

In GeoJSON and JSON they are properties; in GPX and KML elements of our own namespace, where all values are words.
"""

from collections.abc import Callable, Mapping
from typing import Any

from wijkspel.errors import Refused
from wijkspel.exchange.findings import clean, clean_body
from wijkspel.exchange.tour_file import StopInFile, TourInFile, Where

TOUR = ("slug", "theme", "order", "names", "intros", "plain_intro", "legs")
STOP = (
    *("slug", "kind", "names", "hints", "access", "radius", "step_free"),
    *("benches", "toilets", "towards", "text", "teller"),
)


def facts_of(thing: TourInFile | StopInFile) -> dict[str, Any]:
    """Return what there is to say of a tour or a stop, without what is unknown."""
    names = TOUR if isinstance(thing, TourInFile) else STOP
    said = {name: getattr(thing, name) for name in names}
    return {name: value for name, value in said.items() if value is not None and value not in ("", {}, [])}


def read_facts(said: Mapping[str, Any], names: tuple[str, ...], where: Where) -> dict[str, Any]:
    """Return those facts that are there, as their kind of value. Raises Refused for one that cannot be."""
    found = {}
    for name in names:
        if said.get(name) is None:
            continue
        try:
            found[name] = _KINDS[name](said[name])
        except (TypeError, ValueError, AttributeError) as error:
            raise Refused("fact_odd", fact=name, **where.values) from error
    return found


def named(own: Mapping[str, str], shown: str, language: str) -> dict[str, str]:
    """Return names by language; one that another program shows otherwise was changed there, and counts."""
    shown = clean(shown)
    return {**own} if not shown or shown in own.values() else {**own, language: shown}


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return clean(value)


def _body(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return clean_body(value)


def _texts(value: Mapping[str, object]) -> dict[str, str]:
    if not isinstance(value, Mapping):
        raise TypeError
    return {language: text for language, words in value.items() if (text := _text(words))}


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int | str) or len(str(value)) > 9:
        raise TypeError
    return int(value)


def _yes(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if value not in ("true", "false"):
        raise TypeError
    return value == "true"


def _words(value: object) -> list[str]:
    words = value.split() if isinstance(value, str) else value
    if not isinstance(words, list):
        raise TypeError
    return [_text(word) for word in words]


def _counts(value: object) -> list[int]:
    counts = value.split() if isinstance(value, str) else value
    if not isinstance(counts, list):
        raise TypeError
    return [_whole(count) for count in counts]


_KINDS: dict[str, Callable[[Any], Any]] = {
    "slug": _text,
    "theme": _text,
    "order": _whole,
    "names": _texts,
    "intros": _texts,
    "plain_intro": _text,
    "legs": _counts,
    "kind": _text,
    "hints": _texts,
    "access": _words,
    "radius": _whole,
    "step_free": _yes,
    "benches": _whole,
    "toilets": _whole,
    "towards": _texts,
    "text": _body,
    "teller": _text,
}
