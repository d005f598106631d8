"""Wijkspel: stories and meetings that bring neighbours together in their own streets.

This is the assembler: it names every room and knows no rule.
"""

from flask import Flask
from flask_migrate import Migrate

from config import ROOT, Default, read_settings
from wijkspel import web
from wijkspel.curation import models as _curation  # noqa: F401  (a table exists once its room was named)
from wijkspel.db import db, engine_options, prepare
from wijkspel.glance import Glance
from wijkspel.storage import Store

MIGRATIONS = ROOT / "migrations"


def create_app(settings: Default | None = None) -> Flask:
    """Return the app for these settings, or for those of the environment. Raises config.BadSettings."""
    settings = settings or read_settings()
    (ROOT / "instance").mkdir(
        exist_ok=True
    )  # where database, media and the queue of chores are, unless named otherwise
    app = Flask("wijkspel", template_folder=str(ROOT / "templates"), static_folder=None)
    app.config.from_mapping(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key or "only for a laptop",
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings.database_url),
        MAX_CONTENT_LENGTH=16 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=1024 * 1024,
        MAX_FORM_PARTS=100,
    )
    app.url_map.strict_slashes = False  # somebody who types a slash too many means the same page
    app.extensions["store"] = Store(settings.media)
    db.init_app(app)
    with app.app_context():
        prepare(db.engine, settings.spatialite)
        app.extensions["glance"] = Glance(db.engine)
    Migrate(app, db, directory=str(MIGRATIONS))
    web.open_doors(app)
    return app
