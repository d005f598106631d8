"""SQLite has one write lock; PostgreSQL locks rows and waits for them, so this is about SQLite only."""

import pytest
from sqlalchemy import select, text

from wijkspel.db import db, write
from wijkspel.errors import Busy
from wijkspel.places.actions.neighbourhoods import add_organisation
from wijkspel.places.models import Organisation


@pytest.mark.usefixtures("app")
def test_a_database_that_stays_locked_says_so_and_changes_nothing() -> None:
    with db.engine.connect() as other:
        db.session.execute(text("PRAGMA busy_timeout=100"))
        other.execution_options(wijkspel_begin="BEGIN IMMEDIATE").execute(text("SELECT 1"))
        with pytest.raises(Busy), write():
            db.session.execute(text("PRAGMA busy_timeout=100"))
            add_organisation(slug="te-druk", name="Te druk")
    assert db.session.scalar(select(Organisation).where(Organisation.slug == "te-druk")) is None
