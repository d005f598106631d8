"""`with write():` is the one way to change something: all of it or nothing, also when many want to."""

import threading

import pytest
from flask import Flask
from sqlalchemy import select, text, update

from tests.conftest import on_both_engines
from tests.world import koppel
from wijkspel.db import db, write
from wijkspel.errors import Conflict
from wijkspel.places.actions.neighbourhoods import add_organisation, count_publication
from wijkspel.places.models import Neighbourhood, Organisation

pytestmark = on_both_engines
WRITERS, TIMES = 8, 25


def test_eight_writers_at_once_all_succeed_and_none_overwrites_another(app: Flask) -> None:
    wijk, before = koppel().id, koppel().publication_version
    db.session.rollback()
    failures: list[Exception] = []

    def write_often() -> None:
        with app.app_context():
            for _ in range(TIMES):
                try:
                    _read_then_count(wijk)
                except Exception as error:
                    failures.append(error)

    threads = [threading.Thread(target=write_often) for _ in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert koppel().publication_version == before + WRITERS * TIMES


def _read_then_count(wijk: int) -> None:
    db.session.get(Neighbourhood, wijk)  # what a view does before it changes something
    with write():
        db.session.get(Neighbourhood, wijk)
        count_publication(wijk)


@pytest.mark.usefixtures("app")
def test_an_error_inside_leaves_nothing_behind() -> None:
    with pytest.raises(ZeroDivisionError), write():
        add_organisation(slug="half", name="Half")
        raise ZeroDivisionError
    assert db.session.scalar(select(Organisation).where(Organisation.slug == "half")) is None


@pytest.mark.usefixtures("app")
def test_what_the_database_forbids_becomes_a_conflict() -> None:
    with pytest.raises(Conflict), write():
        add_organisation(slug="de-koppel-wonen", name="Nog een keer")
    with write():
        add_organisation(slug="daarna", name="Daarna gaat het weer")


@pytest.mark.usefixtures("app")
def test_a_change_outside_write_is_refused() -> None:
    db.session.add(Organisation(slug="stiekem", name="Stiekem"))
    with pytest.raises(RuntimeError, match="outside"):
        db.session.flush()
    db.session.rollback()
    with pytest.raises(RuntimeError, match="outside"):
        db.session.execute(update(Organisation).values(name="Stiekem"))


@pytest.mark.usefixtures("app")
def test_write_inside_write_is_refused() -> None:
    with pytest.raises(RuntimeError, match="inside"), write(), write():
        pass


@pytest.mark.usefixtures("app")
def test_a_row_cannot_point_into_another_neighbourhood() -> None:
    other = db.session.scalar(select(Neighbourhood).where(Neighbourhood.slug == "de-overkant"))
    move = text("UPDATE story SET neighbourhood_id = :there, organisation_id = :owner WHERE slug = 'de-eerste-pompoen'")
    with pytest.raises(Conflict), write() as session:
        session.execute(move, {"there": other.id, "owner": other.organisation_id})
