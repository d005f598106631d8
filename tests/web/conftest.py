"""Who else is there when a page is asked for: a neighbour, the tablet of a host, and a street."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.phones import HOST, HOST_CODE, OWN
from tests.web.street import Street, a_street
from tests.world import koppel
from wijkspel.db import write
from wijkspel.places.queries import spot_called
from wijkspel.players.actions.hosts import invite_host


@pytest.fixture
def neighbour(app: Flask) -> FlaskClient:
    """Somebody else, with a browser of their own."""
    return app.test_client()


@pytest.fixture
def tablet(app: Flask) -> FlaskClient:
    """The device of a host of the bakery."""
    with write():
        invite_host(spot_called(koppel(), "bakkerij"), first_name="Fatima", code=HOST_CODE)
    client = app.test_client()
    client.get(f"{HOST}/begin/{HOST_CODE}")
    assert client.post(f"{HOST}/begin", data={"code": HOST_CODE}, headers=OWN).status_code == 303
    return client


@pytest.fixture
def street(app: Flask) -> Street:
    """Two neighbours who met at the bakery, and others in the street."""
    return a_street(app)
