"""One line of JSON for each request: which page, what answer, how long. Nothing about who asked.

No address of a person, no query, no code and no header is written; the route stands for the path.
"""

import logging
import secrets
import sys
import time

from flask import Flask, Response, g, request
from pythonjsonlogger.json import JsonFormatter

logger = logging.getLogger("wijkspel.requests")


def set_up(app: Flask) -> None:
    """Send our log to standard output as JSON, and write a line after each request."""
    if not logging.getLogger("wijkspel").handlers:
        _write_json(logging.getLogger("wijkspel"))
    app.before_request(start)
    app.after_request(write_line)


def start() -> None:
    """Name the request and note when it began."""
    g.request_id = secrets.token_hex(8)
    g.began = time.perf_counter()


def write_line(response: Response) -> Response:
    """Write the line of this request, and give the answer its name so that a caller can quote it."""
    response.headers["X-Request-ID"] = g.request_id
    route = request.url_rule.rule if request.url_rule else "-"
    note_request(g.request_id, request.method, route, response.status_code, time.perf_counter() - g.began)
    return response


def note_request(name: str, method: str, route: str, status: int, seconds: float) -> None:
    """Write the line of a request, unless it is for a file of our own or for a machine that asks how we are."""
    if not route.startswith(("/static", "/health")):
        facts = {"request": name, "method": method, "route": route, "status": status}
        logger.info("request", extra=facts | {"milliseconds": round(1000 * seconds, 1)})


def _write_json(target: logging.Logger) -> None:
    handler = logging.StreamHandler(sys.stdout)
    form = JsonFormatter("%(levelname)s %(name)s %(message)s", timestamp=True, rename_fields={"levelname": "level"})
    handler.setFormatter(form)
    target.addHandler(handler)
    target.setLevel(logging.INFO)
    target.propagate = False
