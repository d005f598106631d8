"""The porter stands before the app, and hands out kept pages without waking it.

Each time the porter compares the page's publication count with the one in the database, so nothing is handed out that
was hidden or taken back. Whatever is unusual, a strange host or a database that does not answer, is left to the app.
"""

import secrets
import time
from collections.abc import Iterable
from typing import Any

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from wijkspel.clock import now
from wijkspel.glance import Glance
from wijkspel.places.queries import publication_version
from wijkspel.publication import KeptPage, KeptPages
from wijkspel.web.logs import note_request
from wijkspel.web.pages import key_of, on_the_wire, tightened
from wijkspel.web.scans import ScanCounter, is_scan


class Porter:
    """A WSGI application around another one."""

    def __init__(self, app: Flask) -> None:
        self._inner = app.wsgi_app
        self._pages: KeptPages = app.extensions["kept_pages"]
        self._glance: Glance = app.extensions["glance"]
        self._scans: ScanCounter = app.extensions["scans"]
        self._hosts = app.config["SETTINGS"].host_names

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer with a kept page if there is a fresh one, else let the app answer."""
        began = time.perf_counter()
        page = self._fresh_page(environ)
        if page is None:
            return self._inner(environ, start_response)
        if page.scanned and is_scan(environ):
            self._scans.count(page.scanned)
        answer = on_the_wire(page, environ)
        name = secrets.token_hex(8)
        note_request(name, "GET", page.route, int(answer.status[:3]), time.perf_counter() - began)
        start_response(answer.status, [*answer.headers, ("X-Request-ID", name)])
        return [answer.body]

    def _fresh_page(self, environ: dict[str, Any]) -> KeptPage | None:
        if environ.get("HTTP_HOST", "").partition(":")[0] not in self._hosts:
            return None
        key = key_of(environ)
        page = self._pages.find(key) if key else None
        if page is None or (page.until is not None and page.until <= now()):
            return None
        try:
            version = publication_version(self._glance, page.neighbourhood_id)
        except SQLAlchemyError:
            return None
        return self._tight(key, page) if version == page.version else None

    def _tight(self, key: object, page: KeptPage) -> KeptPage:
        if page.is_tight:
            return page
        tighter = tightened(page)
        self._pages.keep(key, tighter)
        return tighter


def set_up(app: Flask) -> None:
    """Post the porter at the door."""
    app.wsgi_app = Porter(app)  # type: ignore[method-assign]
