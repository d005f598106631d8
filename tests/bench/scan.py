"""Scanning a sticker: the page behind it against a bare Flask "hello" on the same server, in the same run.

Warm is the page as it is kept, under load by wrk, in turns with the bare page. Cold is the page as it is made anew: one
client counts a publication before each request, as a curator who publishes does, and the time of the request alone is
compared with the bare page asked by the same client.
"""

import http.client
import time
from contextlib import ExitStack
from statistics import median
from urllib.parse import urlsplit

from sqlalchemy import Engine, create_engine, text

from tests.bench.bare_server import bare_server
from tests.bench.demo import BROWSER, ENGINES, Demo
from tests.bench.figures import Figure
from tests.bench.load import WrongAnswers, load

ROUNDS = 5
SECONDS = 4
COLD_ROUNDS = 60
LEAST_BODY = 4_000  # bytes in brotli: less is not the page of a story


def measure(demo: Demo) -> list[Figure]:
    """Return the warm and the cold ratio on both engines, and what they are made of."""
    code = demo.codes[0]
    with ExitStack() as running:
        servers = {engine: running.enter_context(demo.server(engine)) for engine in ENGINES}
        bare = running.enter_context(bare_server(servers["spatialite"].port, demo.folder))
        pages = {engine: f"{server.url}/q/{code}" for engine, server in servers.items()}
        return [*_warm(bare, pages), *_cold(demo, bare, pages)]


def _warm(bare: str, pages: dict[str, str]) -> list[Figure]:
    urls = {"bare": bare} | pages
    bodies = {name: _body(url) for name, url in urls.items()}
    for name, url in urls.items():
        load(url, BROWSER, body=bodies[name], seconds=1)
    rounds = [
        {name: load(url, BROWSER, body=bodies[name], seconds=SECONDS).rate for name, url in urls.items()}
        for _ in range(ROUNDS)
    ]
    figures = [Figure("scan: bare Flask", _middle(rounds, "bare"), "requests/s", "higher")]
    for engine, called in ENGINES.items():
        ratio = median(rates[engine] / rates["bare"] for rates in rounds)
        figures.append(Figure(f"scan: warm page, {called}", _middle(rounds, engine), "requests/s", "higher"))
        figures.append(Figure(f"scan: warm page against bare Flask, {called}", ratio, "×", "higher", 0.5))
    return figures


def _cold(demo: Demo, bare: str, pages: dict[str, str]) -> list[Figure]:
    figures = []
    for engine, url in pages.items():
        database = create_engine(demo.settings(engine).database_url)
        _publish(database)  # or the page would be a kept one, with fewer bytes than those that follow
        bare_page, page = _Client(bare), _Client(url)
        times = []
        for _ in range(COLD_ROUNDS):
            _publish(database)
            times.append((bare_page.milliseconds(), page.milliseconds()))
        database.dispose()
        hello, cold = median(hello for hello, _ in times), median(cold for _, cold in times)
        figures.append(Figure(f"scan: cold page, {ENGINES[engine]}", cold, "ms", "lower"))
        figures.append(Figure(f"scan: cold page against bare Flask, {ENGINES[engine]}", hello / cold, "×", "higher"))
    return figures


def _publish(database: Engine) -> None:
    with database.begin() as connection:
        connection.execute(text("UPDATE neighbourhood SET publication_version = publication_version + 1"))


class _Client:
    """Somebody who asks for the same page again, over one connection."""

    def __init__(self, url: str) -> None:
        address = urlsplit(url)
        self.path = address.path
        self.connection = http.client.HTTPConnection(address.netloc, timeout=30)
        self.length = len(self._ask())

    def milliseconds(self) -> float:
        """Return how long a whole answer took. Raises WrongAnswers."""
        began = time.perf_counter()
        length = len(self._ask())
        took = 1000 * (time.perf_counter() - began)
        if length != self.length:
            raise WrongAnswers(f"{self.path} had {self.length} bytes and now {length}")
        return took

    def _ask(self) -> bytes:
        self.connection.request("GET", self.path, headers=BROWSER)
        answer = self.connection.getresponse()
        if answer.status != 200:
            raise WrongAnswers(f"{self.path} answered {answer.status}")
        return answer.read()


def _body(url: str) -> int:
    """Return the bytes of an answer to whoever is not the first to ask: it is then as tight as it stays."""
    _Client(url)
    length = _Client(url).length
    if "/q/" in url and length < LEAST_BODY:
        raise WrongAnswers(f"{url} has a body of {length} bytes, which is no story")
    return length


def _middle(rounds: list[dict[str, float]], name: str) -> float:
    return median(rates[name] for rates in rounds)
