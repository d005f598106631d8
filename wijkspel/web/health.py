"""Two questions a machine asks: does this process run, and can it serve people."""

from flask import Blueprint, Response, current_app, jsonify

from wijkspel.db import db
from wijkspel.readiness import problems

blueprint = Blueprint("health", __name__)


@blueprint.get("/live")
def live() -> Response:
    """Answer that this process runs."""
    return _fresh(jsonify(live=True))


@blueprint.get("/ready")
def ready() -> Response:
    """Answer whether database, migrations and media folder are in order, by name and without details."""
    wrong = [problem.part for problem in problems(current_app.config["SETTINGS"], db.engine)]
    response = _fresh(jsonify(ready=not wrong, wrong=wrong))
    response.status_code = 503 if wrong else 200
    return response


def _fresh(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
