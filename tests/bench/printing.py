"""Five hundred stickers to one PDF: how long it takes, and the most memory that the press held."""

import resource
import time

from flask_migrate import upgrade

from config import Testing
from tests.bench.demo import Demo
from tests.bench.figures import Figure
from wijkspel import create_app
from wijkspel.db import db, write
from wijkspel.places.actions.neighbourhoods import add_neighbourhood, add_organisation
from wijkspel.places.actions.spots import add_spot
from wijkspel.places.actions.stickers import make_sticker
from wijkspel.places.queries import live_stickers
from wijkspel.prints.stickers import label_of, sheets_of_stickers

STICKERS = 500
MOST_SECONDS, MOST_MEGABYTES = 20, 300
URL = "https://wijkspel.example"


def measure(demo: Demo) -> list[Figure]:
    """Return seconds and peak memory for an A4 with eight on each, as `wijkspel stickers print` makes it."""
    app = create_app(
        Testing(database_url=demo.new_database("spatialite", "printing"), media=demo.folder / "media-none")
    )
    with app.app_context():
        upgrade()
        with write():
            _fill()
        before = _peak_of_children()
        began = time.perf_counter()
        labels = [label_of(sticker, base_url=URL) for sticker in live_stickers()]
        made = sheets_of_stickers(labels, "a4")
        seconds = time.perf_counter() - began
        db.session.remove()
        db.engine.dispose()
    peak = _peak_of_children()
    if len(labels) != STICKERS or not made.startswith(b"%PDF"):
        raise RuntimeError(f"{len(labels)} stickers became {len(made)} bytes")
    name = f"print: {STICKERS} stickers"
    figures = [
        Figure(f"{name} to PDF", seconds, "s", "lower", MOST_SECONDS),
        Figure(f"{name}, the file", len(made) / 1e6, "MB", "lower"),
    ]
    # Of all children only the largest is known; one that was larger before hides the press.
    return [*figures, Figure(f"{name}, peak memory", peak, "MB", "lower", MOST_MEGABYTES)] if peak > before else figures


def _peak_of_children() -> float:
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def _fill() -> None:
    ring = [(5.0, 52.0), (5.05, 52.0), (5.05, 52.05), (5.0, 52.05), (5.0, 52.0)]
    owner = add_organisation(slug="maat", name="Maat")
    wijk = add_neighbourhood(owner, slug="maat", name="Maat", boundary=ring, languages=["nl", "en", "tr", "ar"])
    for number in range(STICKERS):
        lon, lat = 5.001 + number % 25 * 0.0015, 52.001 + number // 25 * 0.0015
        names = {"nl": f"Het bankje van de buren {number}", "ar": f"مقعد الجيران {number}"}
        make_sticker(add_spot(wijk, slug=f"plek-{number}", kind="bench", names=names, lon=lon, lat=lat))
