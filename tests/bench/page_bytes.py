"""What a phone has to fetch before it can read: the heaviest stop page of the demo in bytes, and the script on it."""

import http.client
import json
import re
from html.parser import HTMLParser

import brotli

from tests.bench.demo import BROWSER, Demo
from tests.bench.figures import Figure
from tests.bench.load import WrongAnswers
from tests.server import Server
from wijkspel.languages import NAMES

ROUND_TRIP = 14 * 1024
MOST_SCRIPT = 30 * 1024


def measure(demo: Demo) -> list[Figure]:
    """Return the bytes of page and script over the wire, and how much script blocks."""
    with demo.server() as server:
        places = [*(f"/q/{code}" for code in demo.codes), *demo.stops]
        pages = [f"{place}?taal={language}" for place in places for language in NAMES]
        sizes = {encoding: max(_sent(server, page, encoding) for page in pages) for encoding in ("br", "gzip")}
        html = brotli.decompress(_get(server, pages[0], "br")).decode()
        scripts = _Scripts(html)
        script = sum(_sent(server, address, "gzip") for address in scripts.modules if "/vendor/" not in address)
    return [
        Figure("page: heaviest stop page with its CSS, brotli", sizes["br"], "bytes", "lower", ROUND_TRIP),
        Figure("page: heaviest stop page with its CSS, gzip", sizes["gzip"], "bytes", "lower", ROUND_TRIP),
        Figure("page: all script of ours, gzip", script, "bytes", "lower", MOST_SCRIPT),
        Figure("page: scripts that block", scripts.blocking, "scripts", "lower", 0),
        Figure("page: style sheets that block", scripts.sheets, "sheets", "lower", 0),
    ]


class _Scripts(HTMLParser):
    """The scripts and style sheets of a page: the modules by address, and how many of the rest hold up the paint."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.modules: set[str] = set()
        self.blocking = 0
        self.sheets = 0
        self._in_import_map = False
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Note a script or a style sheet."""
        has = dict(attributes)
        if tag == "link" and has.get("rel") == "stylesheet":
            self.sheets += 1
        if tag != "script":
            return
        self._in_import_map = has.get("type") == "importmap"
        if has.get("type") == "module" and has.get("src"):
            self.modules.add(str(has["src"]))
        elif not self._in_import_map and "async" not in has and "defer" not in has:
            self.blocking += 1

    def handle_data(self, data: str) -> None:
        """Note the modules of the import map."""
        if self._in_import_map and data.strip():
            self.modules |= set(json.loads(data)["imports"].values())

    def handle_endtag(self, _tag: str) -> None:
        """Leave a script."""
        self._in_import_map = False


def _sent(server: Server, path: str, encoding: str) -> int:
    """Return the bytes of an answer to somebody who is not the first to ask: from then on it is as tight as can be."""
    _get(server, path, encoding)
    return len(_get(server, path, encoding))


def _get(server: Server, path: str, encoding: str) -> bytes:
    """Return a body as it goes over the wire. Raises WrongAnswers when it is not encoded as asked."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.request("GET", path, headers=BROWSER | {"Accept-Encoding": encoding})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    if answer.status != 200 or answer.headers["Content-Encoding"] != encoding:
        raise WrongAnswers(f"{path} answered {answer.status} in {answer.headers['Content-Encoding']}")
    if re.match(r"/q/", path) and len(body) < 4_000:
        raise WrongAnswers(f"{path} has {len(body)} bytes, which is no story")
    return body
