"""The walk of nobody, in a neighbourhood that does not exist: a dot goes where no foot can."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from config import Testing
from tests.server import Server
from tests.shop import Shop
from wijkspel import create_app
from wijkspel.db import db, write
from wijkspel.places.queries import neighbourhood_called

WALKS = "/de-koppel/wandelingen"
TOUR = f"{WALKS}/langs-het-water"
WALKERS_NEED = 400  # seconds for the dot to walk a whole tour, its rests included


class Words(NamedTuple):
    """What the walk of nobody says."""

    walk_along: str
    for_you: str
    there: str
    the_end: str


DUTCH = Words("Loop mee", "loopt een stip voor je", "Je bent er", "De stip is aan het einde")
ARABIC = Words("امشِ معنا", "تمشي نقطة بدلًا منك، أسرع", "وصلت", "وصلت النقطة إلى النهاية")


@pytest.fixture
def real(settings: Testing, tmp_path: Path) -> Iterator[Server]:
    """De Koppel as if it were there."""
    with create_app(settings).app_context():
        with write():
            neighbourhood_called("de-koppel").made_up = False
        db.session.remove()
        db.engine.dispose()
    with Server(settings, tmp_path) as server:
        yield server


@pytest.mark.parametrize(
    ("slug", "language", "words"),
    [
        ("langs-het-water", "ar", ARABIC),
        ("van-klok-tot-moestuin", "nl-NL", DUTCH),
        pytest.param("langs-het-water", "nl-NL", DUTCH, marks=pytest.mark.drill),
        pytest.param("van-klok-tot-moestuin", "ar", ARABIC, marks=pytest.mark.drill),
    ],
)
def test_nobody_walks_a_made_up_tour_to_its_end(
    street: Server, shop: Shop, slug: str, language: str, words: Words
) -> None:
    with shop.phone(street.url, language=language) as phone:
        phone.wear_a_watch()
        phone.open(f"{WALKS}/{slug}")
        phone.open_map()
        phone.tap(words.walk_along, role="button")
        phone.see(words.for_you)
        reached = []
        for _ in range(WALKERS_NEED // 2):
            phone.let_pass(2)
            if phone.arrival not in ["", *reached]:
                reached.append(phone.arrival)
                assert not phone.is_too_wide
            if phone.sees(words.the_end):
                break
        stops = [name.split(": ", 1)[1] for name in phone.stops_on_the_map]
        assert len(stops) == 9 and reached == [f"{words.there}: {name}" for name in stops]
        phone.see(words.the_end)
        phone.find(words.walk_along, role="button")


def test_the_dot_waits_and_goes_on_when_asked(street: Server, shop: Shop) -> None:
    with shop.phone(street.url) as phone:
        phone.wear_a_watch()
        phone.open(TOUR)
        phone.open_map()
        phone.tap("Loop mee", role="button")
        phone.see("loopt een stip voor je")
        phone.let_pass(10)
        phone.tap("Wacht even", role="button")
        waits = phone.walker_on_the_map
        phone.let_pass(10)
        assert waits and phone.walker_on_the_map == waits
        phone.tap("Ga verder", role="button")
        phone.let_pass(6)
        assert phone.walker_on_the_map != waits


def test_from_a_stop_the_dot_walks_to_the_next_one(street: Server, shop: Shop) -> None:
    with shop.phone(street.url) as phone:
        phone.wear_a_watch()
        phone.open(f"{TOUR}/5")
        phone.tap("Loop mee", role="button")
        phone.see("loopt een stip voor je")
        phone.let_pass(40)
        phone.see("Je bent er: De Wasvrouw", "De stip is aan het einde")
        phone.tap("Hoor het verhaal")
        phone.see("halte 6 van 9")


def test_the_last_stop_has_no_leg_to_walk(street: Server, shop: Shop) -> None:
    with shop.phone(street.url) as phone:
        phone.open(f"{TOUR}/9")
        phone.find("Toon waar ik ben", role="button")
        assert not phone.has("Loop mee", role="button")


def test_in_a_real_neighbourhood_nobody_else_walks_for_you(real: Server, shop: Shop) -> None:
    with shop.phone(real.url) as phone:
        for path in (TOUR, f"{TOUR}/3"):
            phone.open(path)
            phone.find("Toon waar ik ben", role="button")
            assert not phone.has("Loop mee", role="button")
        assert not phone.sees("Deze wijk is verzonnen")
