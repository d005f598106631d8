"""Answering with a page: kept anonymous pages, and pages made for this request alone."""

import hashlib
from collections.abc import Callable

from flask import Response, current_app, render_template, request

from wijkspel.places.models import Neighbourhood
from wijkspel.places.queries import publication_version
from wijkspel.publication import KeptPage, KeptPages
from wijkspel.web.encoding import IDENTITY, chosen, encodings
from wijkspel.web.reading import Reader, mark_language, reader_of_refusal
from wijkspel.web.safety import page_headers


def kept_page(key: tuple[object, ...], reader: Reader, make: Callable[[], tuple[Neighbourhood, int, str]]) -> Response:
    """Answer with the page kept under a key for this reader, made anew when something was published or hidden since.

    `make` returns the neighbourhood, its publication count as read before anything else, and the HTML.
    """
    pages: KeptPages = current_app.extensions["kept_pages"]
    whole_key = (*key, reader)
    page = pages.find(whole_key)
    if page is None or publication_version(page.neighbourhood_id) != page.version:
        neighbourhood, version, html = make()
        page = _page(neighbourhood.id, version, html, reader)
        pages.keep(whole_key, page)
    return _answer(page)


def fresh_page(template: str, status: int = 200, **values: object) -> Response:
    """Answer with a page that is made for this request alone."""
    html = render_template(template, status=status, **values)
    reader = reader_of_refusal()
    encoding = chosen(request.headers.get("Accept-Encoding", ""))
    response = Response(encodings(html.encode())[encoding], status, mimetype="text/html")
    if encoding != IDENTITY:
        response.headers["Content-Encoding"] = encoding
    response.vary.add("Accept-Encoding")
    mark_language(response, reader)
    response.headers["Cache-Control"] = "no-cache" if status == 200 else "no-store"
    return response


def _page(neighbourhood_id: int, version: int, html: str, reader: Reader) -> KeptPage:
    body = html.encode()
    vary = "Accept-Encoding" if reader.by_address else "Accept-Encoding, Accept-Language"
    etag = f'W/"{reader.language}-{hashlib.sha256(body).hexdigest()[:20]}"'
    headers = {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Language": reader.language,
        "Cache-Control": "no-cache",
        "Vary": vary,
        "ETag": etag,
        **page_headers(),
    }
    return KeptPage(neighbourhood_id, version, etag, encodings(body), tuple(headers.items()))


def _answer(page: KeptPage) -> Response:
    response = Response(status=304 if page.etag in request.headers.get("If-None-Match", "") else 200)
    response.headers.clear()
    response.headers.extend(page.headers)
    if response.status_code == 200:
        encoding = chosen(request.headers.get("Accept-Encoding", ""))
        response.set_data(page.bodies[encoding])
        if encoding != IDENTITY:
            response.headers["Content-Encoding"] = encoding
    return response
