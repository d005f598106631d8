"""What makes a phone treat the site as an app: the manifest, the service worker, the icons, and robots.txt."""

import json

from flask import Blueprint, Response, current_app, url_for
from flask_babel import gettext as _

from wijkspel.languages import NAMES
from wijkspel.web import assets
from wijkspel.web.reading import mark_language, reader

blueprint = Blueprint("shell", __name__)
PAPER, CANAL = "#faf4e8", "#0f5552"


@blueprint.get("/manifest.webmanifest")
def manifest() -> Response:
    """Describe the app to a phone that installs it."""
    who = reader()
    content = {
        "id": "/",
        "name": "Wijkspel",
        "short_name": "Wijkspel",
        "description": _("Hear the stories of your own street, and meet the people in it."),
        "lang": who.language,
        "dir": who.direction,
        "start_url": f"/?taal={who.language}",
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": CANAL,
        "icons": [
            _icon("icon-192.png", "192x192"),
            _icon("icon-512.png", "512x512"),
            _icon("icon-maskable-512.png", "512x512", "maskable"),
        ],
    }
    response = Response(json.dumps(content, ensure_ascii=False), content_type="application/manifest+json")
    mark_language(response, who)
    response.headers["Cache-Control"] = "no-cache"
    return response


@blueprint.get("/sw.js")
def service_worker() -> Response:
    """Answer with the service worker, headed by the addresses it keeps; a release changes them and so the worker."""
    offline = {language: f"/offline?taal={language}" for language in NAMES}
    fonts = [assets.address(f"vendor/fonts/{name}") for name in assets.fonts()]
    kept = [*offline.values(), *assets.module_addresses(), *fonts]
    head = f"const OFFLINE = {json.dumps(offline)};\nconst SHELL = {json.dumps(kept)};\n"
    version = assets.version_of(head + assets.inline_hashes().style)
    body = f'const VERSION = "{version}";\n{head}{assets.text("js/sw.js")}'
    response = Response(body, content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


@blueprint.get("/favicon.ico")
def favicon() -> Response:
    """Answer browsers that ask for an icon without reading the page."""
    return Response(assets.content("icons/icon-192.png"), content_type="image/png")


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Welcome search engines to the public pages."""
    site = f"{current_app.config['SETTINGS'].url}{url_for('machines.sitemap')}"
    return Response(f"User-agent: *\nDisallow: /bureau/\n\nSitemap: {site}\n", content_type="text/plain")


def _icon(name: str, sizes: str, purpose: str = "any") -> dict[str, str]:
    return {"src": assets.address(f"icons/{name}"), "sizes": sizes, "type": "image/png", "purpose": purpose}
