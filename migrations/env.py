"""Runs the migrations on the app's own engine, all of them in one transaction, on SQLite as well."""

from alembic import context
from flask import current_app

from migrations import spatial
from wijkspel.db import db


def run() -> None:
    """Bring the database to the revision asked for."""
    engine = current_app.extensions["sqlalchemy"].engine
    spatial.make_ready(engine)
    with engine.connect().execution_options(wijkspel_begin="BEGIN IMMEDIATE") as connection:
        context.configure(
            connection=connection, target_metadata=db.metadata, transactional_ddl=True, include_name=spatial.is_ours
        )
        with context.begin_transaction():
            context.run_migrations()


run()
