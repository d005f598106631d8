"""The home of a neighbourhood as it grows: 25 spots and 2 walks, then 500 spots and 40 walks, on both engines.

The page is made anew at each request, since kept pages would hide what growing costs.
"""

import time
from statistics import median

from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade

from config import Testing
from tests.bench.demo import ENGINES, Demo, keep_house
from tests.bench.figures import Figure
from wijkspel import create_app
from wijkspel.curation.actions import decide_about_tour, decide_all
from wijkspel.db import db, write
from wijkspel.people.actions import add_person, give_consent
from wijkspel.people.models import Person
from wijkspel.places.actions.neighbourhoods import add_neighbourhood, add_organisation
from wijkspel.places.actions.spots import add_spot
from wijkspel.places.actions.stickers import make_sticker
from wijkspel.places.models import Neighbourhood, Organisation, Spot
from wijkspel.stories.actions import ToldText, tell_story
from wijkspel.tours.actions import PlannedStop, plan_tour

SIZES = {"klein": (25, 2), "groot": (500, 40)}  # spots, walks
ROUNDS, VISITS, STOPS = 7, 40, 8
COLD = "?koud=1"  # an address that nobody keeps


def measure(demo: Demo) -> list[Figure]:
    """Return the middle time of both homes on both engines, and how many times longer the larger one takes."""
    return [figure for engine in ENGINES for figure in _on(demo, engine)]


def _on(demo: Demo, engine: str) -> list[Figure]:
    app = create_app(Testing(database_url=demo.new_database(engine, "home"), media=demo.folder / "media-none"))
    _fill(app)
    client = app.test_client()
    for size in SIZES:
        _p50(client, size)
    rounds = [{size: _p50(client, size) for size in SIZES} for _ in range(ROUNDS)]
    with app.app_context():
        db.engine.dispose()
    named = {size: f"{spots} spots and {tours} walks" for size, (spots, tours) in SIZES.items()}
    figures = [
        Figure(f"home: cold, {named[size]}, {ENGINES[engine]}", median(one[size] for one in rounds), "ms", "lower")
        for size in SIZES
    ]
    growth = median(one["groot"] / one["klein"] for one in rounds)
    return [*figures, Figure(f"home: growth, {ENGINES[engine]}", growth, "×", "lower", 1.3)]


def _p50(client: FlaskClient, size: str) -> float:
    times = []
    for _ in range(VISITS):
        began = time.perf_counter()
        answer = client.get(f"/{size}{COLD}")
        times.append(1000 * (time.perf_counter() - began))
        if answer.status_code != 200 or f"{SIZES[size][0]}" not in answer.text:
            raise RuntimeError(f"/{size} answered {answer.status_code}")
    return median(times)


def _fill(app: Flask) -> None:
    with app.app_context():
        upgrade()
        with write():
            owner = add_organisation(slug="maat", name="Maat")
            for size, (spots, tours) in SIZES.items():
                _wijk(owner, size, spots, tours)
        db.session.remove()
        keep_house()


def _wijk(owner: Organisation, slug: str, spots: int, tours: int) -> None:
    ring = [(5.0, 52.0), (5.05, 52.0), (5.05, 52.05), (5.0, 52.05), (5.0, 52.0)]
    wijk = add_neighbourhood(owner, slug=slug, name=slug, boundary=ring, languages=["nl"])
    teller = add_person(organisation_id=owner.id, neighbourhood_id=wijk.id, first_name="Bo")
    places = [_spot(wijk, teller, number) for number in range(spots)]
    for number in range(tours):
        stops = [PlannedStop(places[(number * STOPS + step) % spots]) for step in range(STOPS)]
        tour = plan_tour(wijk, slug=f"loop-{number}", names={"nl": f"Loop {number}"}, theme="work", stops=stops)
        decide_about_tour(tour, "publish", by="Noor")


def _spot(wijk: Neighbourhood, teller: Person, number: int) -> Spot:
    lon, lat = 5.001 + number % 25 * 0.0015, 52.001 + number // 25 * 0.0015
    spot = add_spot(wijk, slug=f"plek-{number}", kind="bench", names={"nl": f"Plek {number}"}, lon=lon, lat=lat)
    make_sticker(spot)
    texts = [ToldText("nl", "original", f"Verhaal {number}", "Er was eens.")]
    story = tell_story(teller=teller, spot=spot, slug=f"verhaal-{number}", texts=texts)
    give_consent(teller, story=story, purpose="public", how="op papier")
    decide_all(story, ["hand_in", "approve", "publish"], by="Noor")
    return spot
