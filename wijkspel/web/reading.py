"""Who reads: in which language, and in plain words or not. The address decides, else the browser's languages."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import Flask, Response, g, request, url_for
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from wijkspel.errors import Refused
from wijkspel.languages import FIRST, LOCALES, NAMES, direction

PLAIN, USUAL = "eenvoudig", "gewoon"


@dataclass(frozen=True, slots=True)
class Reader:
    """A language, whether plain words are asked for, and whether the address said so."""

    language: str
    plain: bool
    by_address: bool

    @property
    def direction(self) -> str:
        """Which way the text runs."""
        return direction(self.language)


def reader() -> Reader:
    """Return who reads this request. Raises Refused for a language or a wording that does not exist."""
    known: Reader | None = g.get("reader")
    if known is None:
        language, wording = request.args.get("taal"), request.args.get("tekst")
        if language is not None and language not in NAMES:
            raise Refused("unknown_language")
        if wording not in (None, PLAIN, USUAL):
            raise Refused("unknown_wording")
        known = Reader(language or preferred(), wording == PLAIN, language is not None)
        g.reader = known
    return known


def reader_of_refusal() -> Reader:
    """Return who reads, also when the address asked for something that does not exist."""
    try:
        return reader()
    except Refused:
        known = Reader(preferred(), plain=False, by_address=False)
        g.reader = known
        return known


def preferred() -> str:
    """Return the language the browser asks for most, or Dutch."""
    return preferred_by(request.headers.get("Accept-Language", ""))


def mark_language(response: Response, reader: Reader) -> None:
    """Say in which language a page is, and that the browser's languages decided it if they did."""
    response.headers["Content-Language"] = reader.language
    if not reader.by_address:
        response.vary.add("Accept-Language")


def address_in(language: str) -> str:
    """Return the address of this page in another language, in the same wording."""
    return _address(taal=language)


def address_in_words(plain: bool) -> str:
    """Return the address of this page in plain or in usual words, in the same language."""
    return _address(taal=reader().language, tekst=PLAIN if plain else USUAL)


def address_of(endpoint: str, **values: Any) -> str:
    """Return an address of ours that keeps the language and the wording the reader chose."""
    chosen = reader_of_refusal()
    if chosen.by_address:
        values["taal"] = chosen.language
    if chosen.plain:
        values["tekst"] = PLAIN
    return url_for(endpoint, **values)


def set_up(app: Flask) -> None:
    """Give templates the reader and the addresses in other languages."""
    app.context_processor(lambda: {"reader": reader_of_refusal()})
    app.jinja_env.globals.update(
        address_in=address_in,
        address_in_words=address_in_words,
        address_of=address_of,
        languages=NAMES,
        locales=LOCALES,
    )


@lru_cache(maxsize=512)
def preferred_by(header: str) -> str:
    """Return the language that an Accept-Language header asks for most, or Dutch."""
    accepted = parse_accept_header(header[:500], LanguageAccept)
    return accepted.best_match(NAMES, default=FIRST) or FIRST


def _address(**changes: str) -> str:
    chosen = {name: request.args[name] for name in ("taal", "tekst") if name in request.args} | changes
    if chosen.get("tekst") == USUAL:
        del chosen["tekst"]
    values: dict[str, Any] = {**(request.view_args or {}), **chosen}
    return url_for(request.endpoint or "entrance.welcome", **values)
