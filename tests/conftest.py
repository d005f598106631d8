"""What tests start from: the small world on either engine, fresh for each test, and real servers on this machine."""

import contextvars
import hashlib
import os
import pickle
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from flask_sqlalchemy import SQLAlchemy
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import Dialect, Engine, event
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from config import ROOT, Testing
from tests.postgres import RUN_FOLDER, locked
from tests.postgres import Server as Postgres
from tests.server import Server
from tests.world import make_world, plant_world
from wijkspel import create_app
from wijkspel.db import db, write
from wijkspel.storage import Store

pytest_plugins = ["tests.postgres", "tests.playing", "tests.shop"]
# Every test makes an app of its own; without these each would compile its templates and its addresses anew.
_COMPILED = ROOT / "build" / "templates"
_COMPILED.mkdir(parents=True, exist_ok=True)
TEMPLATES = FileSystemBytecodeCache(str(_COMPILED))
_compile_address = Rule._compile_builder
_addresses: dict[tuple[object, ...], Callable[..., tuple[str, str]]] = {}
# How long an example takes says something of the machine; what must be quick is measured as work (tests/work.py).
hypothesis.settings.register_profile(
    "wijkspel", hypothesis.settings(), deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("wijkspel")
ENGINES = ["spatialite", "postgis"]
on_both_engines = pytest.mark.parametrize("engine", ENGINES, indirect=True)
# For what takes long and asks nothing of an engine that other tests do not ask of it every time.
on_postgresql_as_a_drill = pytest.mark.parametrize(
    "engine", ["spatialite", pytest.param("postgis", marks=pytest.mark.drill)], indirect=True
)


def _compiled_before(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
    key = (rule.rule, rule.host, rule.subdomain, repr(rule.defaults), append_unknown)
    if key not in _addresses:
        _addresses[key] = _compile_address(rule, append_unknown)
    return _addresses[key]


Rule._compile_builder = _compiled_before  # type: ignore[method-assign]
_make_engine = SQLAlchemy._make_engine
_statements: dict[str, tuple[Dialect, Any]] = {}


def _knows_statements(self: SQLAlchemy, key: str | None, options: dict[str, Any], app: Flask) -> Engine:
    """Return an engine that shares the statements compiled for others of its kind: a quarter of the work of a test."""
    engine = _make_engine(self, key, options | {"query_cache_size": 5000}, app)
    name, own = engine.dialect.name, (engine.dialect, engine._compiled_cache)
    if name in _statements:
        engine.dialect, engine._compiled_cache = _statements[name]
    else:  # a dialect knows its database once it is connected
        event.listen(engine.pool, "first_connect", lambda *_: _statements.setdefault(name, own))
    return engine


SQLAlchemy._make_engine = _knows_statements  # type: ignore[method-assign]


@pytest.fixture(scope="session")
def world() -> Path:
    """A folder with the world made once in a run: its files, and a SQLite database with everything planted."""
    run = Path(os.environ[RUN_FOLDER])
    with locked(run):
        folder = run / "world"
        if not (folder / "done").exists():
            shutil.copytree(_made_world(), folder)
            _plant(folder, f"sqlite:///{folder / 'world.db'}")
            (folder / "done").touch()
    return folder


@pytest.fixture(params=["spatialite"])
def engine(request: pytest.FixtureRequest) -> str:
    """The engine a test runs on; SpatiaLite unless the test is marked `on_both_engines`."""
    return str(request.param)


@pytest.fixture
def settings(engine: str, world: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Testing]:
    """Settings with a database and a media folder of this test's own, the world planted in both."""
    media = tmp_path / "media"
    shutil.copytree(world / "media", media, copy_function=os.link)
    if engine == "spatialite":
        path = tmp_path / "wijkspel.db"
        shutil.copy(world / "world.db", path)
        yield Testing(database_url=f"sqlite:///{path}", media=media)
        return
    postgres: Postgres = request.getfixturevalue("postgres")
    template = postgres.template("world", lambda url: _plant(world, url))
    url = postgres.new_database(template)
    yield Testing(database_url=url, media=media)
    postgres.drop_database(url)


class Browser(FlaskClient):
    """A test client whose requests begin with nothing, as they do on a server, also while a test holds the app open."""

    def open(self, *args: Any, **options: Any) -> TestResponse:
        """Ask for a page outside of any context that is open here."""
        return contextvars.Context().run(super().open, *args, **options)


@pytest.fixture(scope="session")
def street(world: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on the world for tests that only read, one for each worker of a run."""
    folder = tmp_path_factory.mktemp("street")
    shutil.copytree(world / "media", folder / "media", copy_function=os.link)
    shutil.copy(world / "world.db", folder / "wijkspel.db")
    shown = Testing(database_url=f"sqlite:///{folder / 'wijkspel.db'}", media=folder / "media")
    with Server(shown, folder, env="development") as server:
        yield server


@pytest.fixture
def app(settings: Testing) -> Iterator[Flask]:
    """The app on this test's own world, inside its context."""
    app = create_app(settings)
    app.jinja_env.bytecode_cache = TEMPLATES
    app.test_client_class = Browser
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Somebody with a browser."""
    return app.test_client()


@pytest.fixture
def server(settings: Testing, tmp_path: Path) -> Iterator[Server]:
    """A real server of this app on this machine."""
    with Server(settings, tmp_path) as server:
        yield server


def _made_world() -> Path:
    """Return the folder with the pictures, sound and map of the world, made once for as long as they stay as they are.

    Making them takes most of a minute of work, so it is kept in build/ from one run to the next.
    """
    key = hashlib.sha256(b"".join(path.read_bytes() for path in _what_makes_a_world())).hexdigest()[:16]
    kept = ROOT / "build" / "made-world" / key
    if not kept.exists():
        shutil.rmtree(kept.parent, ignore_errors=True)
        unfinished = kept.with_suffix(".part")
        made = make_world(Store(unfinished / "media"))
        (unfinished / "made").write_bytes(pickle.dumps(made))
        unfinished.rename(kept)
    return kept


def _what_makes_a_world() -> list[Path]:
    makers = ["wijkspel/pictures", "wijkspel/recordings.py", "wijkspel/media", "wijkspel/basemaps", "wijkspel/demo"]
    makers += ["tests/world.py", "wijkspel/places/actions", "requirements/run.txt"]
    found = [ROOT / maker for maker in makers]
    within = [path for folder in found if folder.is_dir() for path in folder.rglob("*") if path.suffix != ".pyc"]
    return sorted(path for path in [*found, *within] if path.is_file())


def _plant(folder: Path, url: str) -> None:
    """Plant the world that was made in a folder into an empty database."""
    app = create_app(Testing(database_url=url, media=folder / "media"))
    with app.app_context():
        upgrade()
        with write():
            plant_world(pickle.loads((folder / "made").read_bytes()))
        db.session.remove()
        if url.startswith("sqlite"):
            with db.engine.connect() as connection:
                connection.exec_driver_sql("COMMIT")
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        db.engine.dispose()
