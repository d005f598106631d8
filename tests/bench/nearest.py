"""Finding the nearest spots of a neighbourhood while the database grows: 1,000 spots, then 100,000, on both engines.

Every neighbourhood has 25 spots, so the question is the same; only what must not be read grows.
"""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import Connection, text

from config import Testing
from migrations import spatial
from tests.bench.demo import ENGINES, Demo, keep_house
from tests.bench.figures import Figure
from wijkspel import create_app
from wijkspel.db import db, write
from wijkspel.places.queries import spots_near

PER_NEIGHBOURHOOD = 25
SIZES = {"1,000 spots": 40, "100,000 spots": 4_000}  # neighbourhoods
ROUNDS, QUESTIONS = 7, 60
GEOMETRY = [("neighbourhood", "boundary"), ("spot", "point")]

# Neighbourhood n lies in column n % 80 and row n / 80 of a grid of some 700 m; its spots in a grid of their own.
_LON = f"(4.0 + ({{number}} - 1) / {PER_NEIGHBOURHOOD} % 80 * 0.01 + ({{number}} - 1) % 5 * 0.002)"
_LAT = (
    f"(52.0 + ({{number}} - 1) / {PER_NEIGHBOURHOOD} / 80 * 0.006 + ({{number}} - 1) % {PER_NEIGHBOURHOOD} / 5 * 0.001)"
)
_COUNT = "WITH RECURSIVE counted(number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM counted WHERE number < {last}) "
_NEIGHBOURHOODS = """INSERT INTO neighbourhood (id, public_id, organisation_id, slug, name, names, about, languages,
    timezone, made_up, publication_version, boundary)
    {counted} SELECT number, 'n' || number, 1, 'wijk-' || number, 'Wijk ' || number, '{{}}', '{{}}', '["nl"]',
    'Europe/Amsterdam', {yes}, 1, ST_GeomFromText('POLYGON((4 52, 5 52, 5 53, 4 53, 4 52))', 4326) FROM counted"""
_SPOTS = """INSERT INTO spot (id, public_id, organisation_id, neighbourhood_id, slug, kind, names, hints, hours,
    step_free, bench, toilet, quiet, point)
    {counted} SELECT number, 's' || number, 1, (number - 1) / 25 + 1, 'plek-' || number, 'bench',
    '{{"nl": "Bankje"}}', '{{}}', '[]', {yes}, {yes}, {yes}, {yes}, {point} FROM counted"""
_POINT = {"sqlite": "MakePoint({lon}, {lat}, 4326)", "postgresql": "ST_SetSRID(ST_MakePoint({lon}, {lat}), 4326)"}


def measure(demo: Demo) -> list[Figure]:
    """Return the middle time on both engines at both sizes, and how many times longer the larger one takes."""
    return [figure for engine in ENGINES for figure in _on(demo, engine)]


def _on(demo: Demo, engine: str) -> list[Figure]:
    apps = {size: _grown(demo, engine, wijken) for size, wijken in SIZES.items()}
    for size, wijken in SIZES.items():
        _p50(apps[size], wijken)
    rounds = [{size: _p50(apps[size], wijken) for size, wijken in SIZES.items()} for _ in range(ROUNDS)]
    for app in apps.values():
        with app.app_context():
            db.engine.dispose()
    small, large = SIZES
    figures = [
        Figure(f"nearest: p50 with {size}, {ENGINES[engine]}", median(found[size] for found in rounds), "ms", "lower")
        for size in SIZES
    ]
    growth = median(found[large] / found[small] for found in rounds)
    return [*figures, Figure(f"nearest: growth of p50, {ENGINES[engine]}", growth, "×", "lower", 2)]


def _grown(demo: Demo, engine: str, wijken: int) -> Flask:
    """Return the app on a new database with so many neighbourhoods, its spatial indexes whole."""
    url = demo.new_database(engine, f"nearest-{wijken}")
    app = create_app(Testing(database_url=url, media=demo.folder / "media-none"))
    with app.app_context():
        upgrade()
        with write() as session:
            _fill(session.connection(), wijken)
        with _connection() as connection:
            wrong = spatial.problems(connection, GEOMETRY)
            spots = connection.execute(text("SELECT count(*) FROM spot")).scalar()
        if wrong or spots != wijken * PER_NEIGHBOURHOOD:
            raise RuntimeError(f"{url} has {spots} spots; {wrong}")
        keep_house()
    return app


def _fill(connection: Connection, wijken: int) -> None:
    name = connection.dialect.name
    point = _POINT[name].format(lon=_LON.format(number="number"), lat=_LAT.format(number="number"))
    yes = "1" if name == "sqlite" else "true"
    connection.exec_driver_sql("INSERT INTO organisation (id, public_id, slug, name) VALUES (1, 'o1', 'veel', 'Veel')")
    for statement, last in ((_NEIGHBOURHOODS, wijken), (_SPOTS, wijken * PER_NEIGHBOURHOOD)):
        counted = _COUNT.format(last=last)
        # SQLite and PostgreSQL divide whole numbers to whole numbers; % is doubled for psycopg.
        wanted = statement.format(counted=counted, yes=yes, point=point)
        connection.execute(text(wanted))


@contextmanager
def _connection() -> Iterator[Connection]:
    with db.engine.connect() as connection:
        yield connection


def _p50(app: Flask, wijken: int) -> float:
    """Return the middle time in milliseconds of questions in neighbourhoods all over the grid."""
    dice = random.Random(wijken)
    times = []
    with app.app_context():
        for _ in range(QUESTIONS):
            wijk = dice.randint(1, wijken)
            lon, lat = 4.0 + (wijk - 1) % 80 * 0.01, 52.0 + (wijk - 1) // 80 * 0.006
            began = time.perf_counter()
            found = spots_near(wijk, lon, lat, most=10)
            times.append(1000 * (time.perf_counter() - began))
            metres = [distance for _, distance in found]
            if len(found) != 10 or metres != sorted(metres) or metres[0] > 1:
                raise RuntimeError(f"neighbourhood {wijk} answered {metres}")
            db.session.remove()
    return median(times)
