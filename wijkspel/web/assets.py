"""The app's own files: addresses that hold a hash, the critical CSS, the import map, and icons as inline SVG."""

import base64
import hashlib
import json
import mimetypes
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import rcssmin
from flask import Blueprint, Flask, Response, request
from markupsafe import Markup
from werkzeug.exceptions import NotFound

from config import ROOT
from wijkspel.web.encoding import IDENTITY, chosen, encodings

STATIC = ROOT / "static"
# One block a file; the order is the order of the cascade's layers.
# Blocks of drawings, which carry their own; of the map that moves, fetched with it; of pages with a form, which do.
LATER = {"sketch", "moving", "form", "sheets", "play", "scan", "screen", "photo", "maker"}
STYLES = ["layers", "reset", "tokens", "fonts", "base", "layout"]
ENTRY = "js/app.js"
# Modules that only pages of the game fetch: named on every page of a story they would cost it a part of its round trip.
ONLY_IN_GAME = {
    "who-came",
    "far-away",
    "scan-code",
    "own-code",
    "camera",
    "qr-reader",
    "qr-scanner",
    "photo-maker",
    "photo-circles",
    "photo-news",
    "send-link",
}
_AT_ONCE = re.compile(r'^import (?:[^"(]* from )?"([^"]+)"', re.MULTILINE)  # not the ones that are fetched later
_TEXT = (".css", ".js", ".svg", ".json", ".txt")
_FOREVER = "public, max-age=31536000, immutable"

mimetypes.add_type("font/woff2", ".woff2")
mimetypes.add_type("text/javascript", ".js")
blueprint = Blueprint("assets", __name__)


@dataclass(frozen=True, slots=True)
class InlineHashes:
    """The inline parts the content security policy lets through, as its hash sources: the style, the import maps."""

    style: str
    import_maps: tuple[str, ...]


@blueprint.get("/<version>/<path:name>")
def file(version: str, name: str) -> Response:
    """Answer with one of the app's own files. Its address changes with its content, so it is kept forever."""
    if version != _version(name):
        raise NotFound
    content_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    encoding = chosen(request.headers.get("Accept-Encoding", "")) if name.endswith(_TEXT) else IDENTITY
    response = Response(_encoded(name, version)[encoding], content_type=content_type)
    response.headers["Cache-Control"] = _FOREVER
    response.headers["Vary"] = "Accept-Encoding"
    if encoding != IDENTITY:
        response.headers["Content-Encoding"] = encoding
    return response


def set_up(app: Flask) -> None:
    """Give templates their assets."""
    app.jinja_env.globals.update(asset=address, icon=icon, critical_style=critical_style, import_map=import_map)
    app.jinja_env.globals.update(first_modules=first_modules)


def address(name: str) -> str:
    """Return the address of a file under `static/`, with a hash of what it holds."""
    return f"/static/{_version(name)}/{name}"


def icon(name: str) -> Markup:
    """Return an icon of `static/icons/` as inline SVG, hidden from screen readers."""
    return _icon(name)


def critical_style() -> Markup:
    """Return the whole stylesheet of a public page, for its head: an external one costs a slow phone seconds."""
    return Markup(_critical_style())


def import_map(in_game: bool = False) -> Markup:
    """Return the import map that gives each of our modules its hashed address; on pages of the game also its own."""
    return Markup(_import_map(in_game))


@lru_cache(maxsize=1)
def first_modules() -> list[str]:
    """Return the addresses of what the entry module imports, and what those import.

    Named in the head they all come at once: found one behind the other, each costs a slow phone two seconds more.
    """
    return [address(f"js/{name}.js") for name in _first_modules()]


def inline_hashes() -> InlineHashes:
    """Return the hashes of the two inline parts, in the form of the content security policy."""
    return InlineHashes(_source(_critical_style()), tuple(_source(_import_map(in_game)) for in_game in (False, True)))


def module_addresses() -> list[str]:
    """Return the addresses of our own modules, which the service worker keeps; those of others come when asked for."""
    return [address(name) for name in _own_modules()]


def fonts() -> list[str]:
    """Return the names of the font files that the set-up fetched."""
    return sorted(path.name for path in (STATIC / "vendor" / "fonts").glob("*.woff2"))


def content(name: str) -> bytes:
    """Return what a file under `static/` holds."""
    return _path(name).read_bytes()


def text(name: str) -> str:
    """Return what a text file under `static/` holds."""
    return _path(name).read_text()


def version_of(text: str) -> str:
    """Return a short name for a text that changes whenever the text does."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def release() -> str:
    """Return a short name for all that a browser gets of ours besides pages; another release has another name."""
    return version_of(_critical_style() + _import_map(True))


@lru_cache(maxsize=1)
def _critical_style() -> str:
    blocks = sorted(path.stem for path in (STATIC / "css" / "blocks").glob("*.css") if path.stem not in LATER)
    names = [*(f"css/{name}.css" for name in STYLES), *(f"css/blocks/{name}.css" for name in blocks)]
    names.append("css/utilities.css")
    style = "\n".join(_path(name).read_text() for name in names)
    style = re.sub(r"asset:([\w./-]+)", lambda found: address(found[1]), style)
    return str(rcssmin.cssmin(style))


@lru_cache(maxsize=2)
def _import_map(in_game: bool) -> str:
    named = {Path(name).stem: address(name) for name in _module_names()}
    modules = {name: path for name, path in named.items() if in_game or name not in ONLY_IN_GAME}
    return json.dumps({"imports": modules}, separators=(",", ":"))


@lru_cache(maxsize=1)
def _module_names() -> tuple[str, ...]:
    return (*_own_modules(), *sorted(f"vendor/js/{path.name}" for path in (STATIC / "vendor" / "js").glob("*.js")))


@lru_cache(maxsize=1)
def _own_modules() -> tuple[str, ...]:
    return tuple(sorted(f"js/{path.name}" for path in (STATIC / "js").glob("*.js") if path.name != "sw.js"))


@lru_cache(maxsize=1)
def _first_modules() -> tuple[str, ...]:
    found: list[str] = [Path(ENTRY).stem]
    for name in found:  # grows while it is read
        found += [other for other in _AT_ONCE.findall(_path(f"js/{name}.js").read_text()) if other not in found]
    return tuple(found[1:])


@lru_cache(maxsize=1)
def _modules_version() -> str:
    """Return one version for all modules: as many hashes as modules would not compress, and every page carries them."""
    return hashlib.sha256(b"".join(_path(name).read_bytes() for name in _module_names())).hexdigest()[:12]


@lru_cache(maxsize=256)
def _icon(name: str) -> Markup:
    text = _path(f"icons/{name}.svg").read_text().strip()
    return Markup(text.replace("<svg ", '<svg class="icon" aria-hidden="true" focusable="false" ', 1))


@lru_cache(maxsize=512)
def _version(name: str) -> str:
    if name in _module_names():
        return _modules_version()
    return hashlib.sha256(_path(name).read_bytes()).hexdigest()[:12]


@lru_cache(maxsize=256)
def _encoded(name: str, version: str) -> dict[str, bytes]:
    content = _path(name).read_bytes()
    return encodings(content) if name.endswith(_TEXT) else {IDENTITY: content}


def _path(name: str) -> Path:
    if name not in _names():
        raise NotFound
    return STATIC / name


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    """Return the names of all our files: what is not among them is not looked for on disk."""
    return frozenset(str(path.relative_to(STATIC)) for path in STATIC.rglob("*") if path.is_file())


def _source(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
