"""Every refusal and every failure as a page: what happened, and what to do now, in the reader's language."""

import logging

from flask import Flask, Response, g, request
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import HTTPException, SecurityError

from wijkspel.errors import Busy, Conflict, Gone, Invalid, Missing, NotAllowed, Refused
from wijkspel.web.pages import fresh_page
from wijkspel.web.reading import address_of
from wijkspel.web.sentences import sentence_for

logger = logging.getLogger("wijkspel.errors")
STATUSES: list[tuple[type[Refused], int]] = [
    (Missing, 404),
    (Gone, 410),
    (NotAllowed, 403),
    (Conflict, 409),
    (Busy, 503),
    (Invalid, 422),
    (Refused, 400),
]

_NO_HOST = ("no_such_host", "host_code_over")  # whoever is refused so has no page of a host to go back to


def set_up(app: Flask) -> None:
    """Turn what is raised into pages, here and nowhere else."""
    app.register_error_handler(Refused, refused)
    app.register_error_handler(HTTPException, not_served)
    app.register_error_handler(DBAPIError, database_failed)
    app.register_error_handler(Exception, failed)


def refused(error: Refused) -> Response:
    """Answer a rule of ours that said no."""
    status = next(status for kind, status in STATUSES if isinstance(error, kind))
    response = _page(status, error.code)
    if status == 503:
        response.headers["Retry-After"] = "2"
    return response


def not_served(error: HTTPException) -> Response:
    """Answer what Flask itself would not serve."""
    status = error.code or 500
    if isinstance(error, SecurityError):
        return Response("This server does not answer to that name.\n", 400, mimetype="text/plain")
    if status < 400:
        return Response(error.get_response().response, status, headers=error.get_headers())
    response = _page(status)
    for name, value in error.get_headers():
        if name in ("Allow", "Content-Range", "Retry-After"):
            response.headers[name] = value
    return response


def database_failed(error: DBAPIError) -> Response:
    """Answer while the database cannot be reached."""
    logger.error("database failed", extra={"request": g.get("request_id"), "kind": type(error.orig).__name__})
    response = _page(503)
    response.headers["Retry-After"] = "10"
    return response


def failed(error: Exception) -> Response:
    """Answer a mistake of ours, and write where it happened, without what was in it."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "-"
    logger.error("failed", extra={"request": g.get("request_id"), "kind": type(error).__name__, "where": where})
    return _page(500)


def _page(status: int, code: str = "") -> Response:
    wijk = None if code == "no_such_neighbourhood" else _wijk_of_the_game()
    back = {"game": address_of("my_game.show", wijk=wijk), "in_game": True} if wijk else {}
    if wijk and request.blueprint == "hosts" and code not in _NO_HOST:
        back["hosting"] = address_of("hosts.show", wijk=wijk)
    return fresh_page("errors/refused.html", status, **back, **sentence_for(code, status)._asdict())


def _wijk_of_the_game() -> str | None:
    """Return the neighbourhood whose game this address is part of; None outside the game."""
    rule = request.url_rule
    if rule is None or not rule.rule.startswith("/<slug:wijk>/spel") or not request.view_args:
        return None
    return str(request.view_args["wijk"])
