"""A glance sees what is committed at this moment, on its own connection, and finds its way back after a break."""

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from config import Testing
from tests.conftest import on_both_engines
from tests.world import koppel, publications
from wijkspel import create_app
from wijkspel.db import db, write
from wijkspel.glance import Glance
from wijkspel.places.actions.neighbourhoods import count_publication
from wijkspel.places.queries import publication_version


@on_both_engines
def test_a_glance_sees_every_commit_and_nothing_before_it(app: Flask) -> None:
    glance, wijk, before = app.extensions["glance"], koppel().id, publications(koppel())
    assert publication_version(glance, wijk) == before
    with write():
        count_publication(wijk)
        assert publication_version(glance, wijk) == before
    assert publication_version(glance, wijk) == before + 1
    assert publication_version(glance, 999_999) is None


@pytest.mark.parametrize("engine", ["postgis"], indirect=True)
def test_a_connection_that_was_cut_is_made_again(app: Flask) -> None:
    glance, wijk, before = app.extensions["glance"], koppel().id, publications(koppel())
    assert publication_version(glance, wijk) == before
    others = "datname = current_database() AND pid <> pg_backend_pid()"
    db.session.execute(text(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}"))
    assert publication_version(glance, wijk) == before


def test_a_database_that_is_not_there_is_an_error_of_the_database() -> None:
    app = create_app(Testing(database_url="sqlite:////nergens/weg.db"))
    with app.app_context(), pytest.raises(OperationalError):
        publication_version(Glance(db.engine), 1)
