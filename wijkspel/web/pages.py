"""Pages on their way out: anonymous ones that are kept for the next reader, and ones made for this request alone."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from flask import Response, current_app, render_template, request

from wijkspel.clock import now
from wijkspel.places.models import Neighbourhood
from wijkspel.publication import KeptPage, KeptPages, Scanned
from wijkspel.qr import ALPHABET
from wijkspel.rounds.queries import next_turn
from wijkspel.stories.queries import next_end_of_consent
from wijkspel.web.encoding import IDENTITY, chosen, encoded, encodings, plain, tight
from wijkspel.web.rasters import raster_origin
from wijkspel.web.reading import Reader, mark_language, preferred_by, reader, reader_of_refusal
from wijkspel.web.safety import page_headers

# Only addresses of our own making are kept: what others hang behind them would fill the memory with equal pages.
_SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_MAP = r"kaart(?:-donker)?\.svg"
_FILE = r"\.(?:geojson|gpx|kml|json)"
_DRAWN = rf"{_MAP}|kaart\.png|boekje\.pdf|poster\.pdf"
_TOUR = rf"/wandelingen(?:/{_SLUG}(?:{_FILE}|/(?:[1-9]\d?|{_DRAWN}))?)?"
_OUR_PATH = re.compile(rf"/(?:[qQ]/[{ALPHABET}]{{6}}|{_SLUG}(?:/{_MAP}|/spel/stand|/plekken(?:/{_SLUG})?|{_TOUR})?)\Z")
_OUR_QUERY = re.compile(r"(?:taal=[a-z]{2})?(?:(?:(?<=.)&|(?<!.))tekst=[a-z]{6,9})?\Z")
PUBLICATION = "Wijkspel-Publication"
_KEPT_NOWHERE = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}


class OnTheWire(NamedTuple):
    """An answer as HTTP has it: a status such as `200 OK`, its headers, and its bytes."""

    status: str
    headers: list[tuple[str, str]]
    body: bytes


def key_of(environ: Mapping[str, Any]) -> tuple[str, str, str] | None:
    """Return under which key the page of a request is kept: path, query and preferred language; None for no page."""
    query = environ.get("QUERY_STRING", "")
    path = environ["PATH_INFO"]
    if environ["REQUEST_METHOD"] != "GET" or not _OUR_PATH.match(path) or not _OUR_QUERY.match(query):
        return None
    return path, query, preferred_by(environ.get("HTTP_ACCEPT_LANGUAGE", ""))


def kept_page(
    template: str, who: Reader, neighbourhood: Neighbourhood, *, scanned: Scanned | None = None, **values: object
) -> Response:
    """Answer with an anonymous page of a neighbourhood, and keep it for whoever asks the same.

    The row of the neighbourhood has to be read before anything that stands on the page: so the page is never newer than
    the publication count that is kept with it.
    """
    body = render_template(template, neighbourhood=neighbourhood, **values).encode()
    html, raster = "text/html; charset=utf-8", raster_origin(neighbourhood.raster)
    return kept_answer(body, html, who, neighbourhood, pictures_from=raster, scanned=scanned)


def brief_page(
    template: str, who: Reader, neighbourhood: Neighbourhood, *, seconds: float, **values: object
) -> Response:
    """Answer with a page that is the same for everybody and changes by the minute: kept here for a few seconds, for all
    who ask meanwhile, and nowhere else: by no browser and no search engine (trust rule 7).
    """
    body = render_template(template, neighbourhood=neighbourhood, **values).encode()
    return kept_answer(body, "text/html; charset=utf-8", who, neighbourhood, seconds=seconds)


def kept_answer(
    body: bytes,
    content_type: str,
    who: Reader,
    neighbourhood: Neighbourhood,
    *,
    pictures_from: str | None = None,
    scanned: Scanned | None = None,
    file_name: str | None = None,
    seconds: float | None = None,
) -> Response:
    """Answer with anything public that is made of a neighbourhood, and keep it as `kept_page` does.

    With a file name, which holds no more than letters, digits, dashes and dots, a browser saves it. With seconds it is
    kept as `brief_page` does.
    """
    version = neighbourhood.publication_version
    etag = f'W/"{who.language}-{hashlib.sha256(body).hexdigest()[:20]}"'
    headers = {
        "Content-Type": content_type,
        "Content-Language": who.language,
        "Vary": "Accept-Encoding" if who.by_address else "Accept-Encoding, Accept-Language",
        **(_kept_by_phones(etag, f"{neighbourhood.public_id} {version}") if seconds is None else _KEPT_NOWHERE),
        **page_headers(pictures_from=pictures_from),
        **({"Content-Disposition": f'attachment; filename="{file_name}"'} if file_name else {}),
    }
    route = request.url_rule.rule if request.url_rule else "-"
    bodies, until = _encodings(body, content_type), _until(neighbourhood, seconds)
    page = KeptPage(neighbourhood.id, version, until, etag, route, bodies, tuple(headers.items()), scanned)
    # What lives for seconds is not worth the work of being made tight.
    return _kept(page if seconds is None else replace(page, is_tight=True))


def _kept(page: KeptPage) -> Response:
    """Keep a page when its address is one of our own making, and answer with it."""
    key = key_of(request.environ)
    if key is not None:
        pages: KeptPages = current_app.extensions["kept_pages"]
        pages.keep(key, page)
    answer = on_the_wire(page, request.environ)
    response = Response(answer.body, answer.status)
    response.headers.clear()
    response.headers.extend(answer.headers)
    return response


def _until(neighbourhood: Neighbourhood, seconds: float | None) -> datetime | None:
    """Return until when a page is right: the end of a consent, a turn of a round, or so many seconds from now."""
    ends = [next_end_of_consent(neighbourhood.id), next_turn(neighbourhood.id)]
    if seconds is not None:
        ends.append(now() + timedelta(seconds=seconds))
    return min((end for end in ends if end is not None), default=None)


def _kept_by_phones(etag: str, publication: str) -> dict[str, str]:
    """Return the headers of a page that a phone keeps and asks about again; by the count it forgets its older pages."""
    return {"Cache-Control": "no-cache", "ETag": etag, PUBLICATION: publication}


def _encodings(body: bytes, content_type: str) -> dict[str, bytes]:
    if content_type in ("image/png", "application/pdf"):
        return {IDENTITY: body}
    return {name: encoded for name, encoded in encodings(body).items() if name != IDENTITY}


def tightened(page: KeptPage) -> KeptPage:
    """Return a kept page with fewer bytes for a browser that reads brotli: it has been asked for again."""
    bodies = page.bodies | ({"br": tight(plain(page.bodies))} if "br" in page.bodies else {})
    return replace(page, bodies=bodies, is_tight=True)


def on_the_wire(page: KeptPage, environ: Mapping[str, Any]) -> OnTheWire:
    """Return a kept page the way a browser asked for it: compressed if it can read that, or not at all if it has it."""
    if page.etag in environ.get("HTTP_IF_NONE_MATCH", ""):
        return OnTheWire("304 NOT MODIFIED", list(page.headers), b"")
    encoding = chosen(environ.get("HTTP_ACCEPT_ENCODING", "")) if "br" in page.bodies else IDENTITY
    body = plain(page.bodies) if encoding == IDENTITY else page.bodies[encoding]
    headers = [*page.headers, ("Content-Length", str(len(body)))]
    if encoding != IDENTITY:
        headers.append(("Content-Encoding", encoding))
    return OnTheWire("200 OK", headers, body)


def fresh_page(template: str, status: int = 200, **values: object) -> Response:
    """Answer with a page that is made for this request alone."""
    who = reader() if status == 200 else reader_of_refusal()
    html = render_template(template, status=status, **values)
    encoding = chosen(request.headers.get("Accept-Encoding", ""))
    response = Response(encoded(html.encode(), encoding), status, mimetype="text/html")
    if encoding != IDENTITY:
        response.headers["Content-Encoding"] = encoding
    response.vary.add("Accept-Encoding")
    mark_language(response, who)
    response.headers["Cache-Control"] = "no-cache" if status == 200 else "no-store"
    return response
