"""The app with one page that writes, as every later one will: the body is read first, then the lock is taken."""

from flask import Flask, Response, request

from wijkspel import create_app
from wijkspel.db import write
from wijkspel.places.actions.neighbourhoods import count_publication
from wijkspel.places.queries import neighbourhood_called


def app() -> Flask:
    """Return the app of the environment with `POST /opslaan`."""
    made = create_app()

    @made.post("/opslaan")
    def keep() -> Response:
        with write():
            count_publication(neighbourhood_called("de-koppel").id)
            assert request.get_data(cache=True) is not None
        return Response("ok")

    return made
