"""What protects every request: known hosts, writes only from our own pages, and strict headers."""

import io
from typing import IO
from urllib.parse import urlsplit

from flask import Flask, Request, Response, current_app, request
from werkzeug.exceptions import BadRequest, Forbidden

from config import Default
from wijkspel.web import assets

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
# Sensors are asked for by the pages that need them, from our own origin only; the camera by the scanner alone.
_PERMISSIONS = "camera={camera}, microphone=(self), geolocation=(self), payment=(), usb=(), browsing-topics=()"


class InMemory(Request):
    """A request whose files stay in memory: a photo as it came in, with every face in it, is on no disk."""

    def _get_file_stream(self, *_details: object, **_more: object) -> IO[bytes]:
        return io.BytesIO()


def set_up(app: Flask) -> None:
    """Check each request before it reaches a page, and give each answer its headers."""
    settings: Default = app.config["SETTINGS"]
    app.request_class = InMemory
    app.config["TRUSTED_HOSTS"] = sorted(settings.host_names)
    app.before_request(refuse_foreign_writes)
    app.before_request(refuse_what_is_no_text)
    app.after_request(add_headers)


def refuse_foreign_writes() -> None:
    """Refuse a write that another site made the browser send, then read the body before any transaction opens.

    Browsers say where a request comes from in Sec-Fetch-Site, and older ones or plain http in Origin; no page can forge
    either. A write that says neither does not come from one of our pages.
    """
    if request.method in SAFE_METHODS:
        return
    if not _from_own_page():
        raise Forbidden("foreign_write")
    request.get_data(cache=True, parse_form_data=True)


def refuse_what_is_no_text() -> None:
    """Refuse a NUL wherever one can write: PostgreSQL keeps none, and no keyboard makes one."""
    sent = [request.path, *(value for _, value in request.args.items(multi=True))]
    sent += [value for _, value in request.form.items(multi=True)]
    if any("\0" in value for value in sent):
        raise BadRequest


def page_headers(*, pictures_from: str | None = None, camera: bool = False) -> dict[str, str]:
    """Return the headers that every answer of this app carries.

    `pictures_from` is the one other origin that a page may show pictures of, if there is one; `camera` is whether it
    may ask for the camera.
    """
    settings: Default = current_app.config["SETTINGS"]
    headers = {
        "Content-Security-Policy": _policy(pictures_from),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": _PERMISSIONS.format(camera="(self)" if camera else "()"),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    if settings.is_secure:
        headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    return headers


def add_headers(response: Response) -> Response:
    """Add the safety headers to an answer that does not have them yet."""
    if "Content-Security-Policy" not in response.headers:
        response.headers.extend(page_headers())
    return response


def _from_own_page() -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = urlsplit(request.headers.get("Origin", ""))
    return bool(origin.netloc) and origin.scheme == request.scheme and origin.netloc == request.host


def _policy(pictures_from: str | None) -> str:
    hashes = assets.inline_hashes()
    rules = {
        "default-src": "'none'",
        "script-src": " ".join(["'self'", *(f"'{source}'" for source in hashes.import_maps)]),
        "style-src": f"'self' '{hashes.style}'",
        # Leaflet gives up a picture of an online layer by putting an empty one, in a data: address, in its place.
        "img-src": f"'self' {pictures_from} data:" if pictures_from else "'self'",
        "media-src": "'self'",
        "font-src": "'self'",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "worker-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {sources}" for name, sources in rules.items())
