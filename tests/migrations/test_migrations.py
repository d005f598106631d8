"""The steps of the database, on both engines: up, down, up again, with data, and equal to what the code says."""

import re
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, text

from config import ROOT, Testing
from migrations import spatial
from tests.conftest import on_both_engines
from tests.postgres import Server as Postgres
from tests.world import ELSEWHERE, koppel
from wijkspel import create_app
from wijkspel.db import db, write
from wijkspel.errors import Conflict
from wijkspel.media.models import Picture
from wijkspel.people.models import Person
from wijkspel.places.actions.stickers import hang_sticker, reissue_sticker
from wijkspel.places.queries import sticker_with
from wijkspel.players.models import Card
from wijkspel.readiness import newest_revision, revision_of

VERSIONS = sorted((ROOT / "migrations" / "versions").glob("*.py"))
GEOMETRY = [("neighbourhood", "boundary"), ("spot", "point")]


@on_both_engines
def test_the_database_is_what_the_models_say(app: Flask) -> None:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": spatial.is_ours})
        assert compare_metadata(context, db.metadata) == []
        assert set(db.metadata.tables) <= set(inspect(connection).get_table_names())


@on_both_engines
def test_every_geometry_is_registered_and_fully_indexed_after_the_migrations(app: Flask) -> None:
    with db.engine.connect() as connection:
        assert spatial.problems(connection, GEOMETRY) == []


@pytest.mark.usefixtures("app")
def test_the_spatial_check_sees_an_index_that_misses_rows() -> None:
    with db.engine.connect().execution_options(wijkspel_begin="BEGIN IMMEDIATE") as connection:
        connection.execute(text("DELETE FROM idx_spot_point WHERE pkid = 1"))
        assert spatial.problems(connection, GEOMETRY) == ["spot.point has 27 rows and 26 in its index"]
        connection.rollback()


@on_both_engines
def test_down_and_up_again_with_data_in_every_table(app: Flask) -> None:
    with db.engine.connect() as connection:
        empty = [name for name in db.metadata.tables if not connection.execute(text(f"SELECT 1 FROM {name}")).first()]
    assert not empty, "the world leaves these tables empty, so this test would not see them lose anything"
    downgrade(revision="base")
    with db.engine.connect() as connection:
        assert not set(db.metadata.tables) & set(inspect(connection).get_table_names())
    assert revision_of(db.engine) is None
    upgrade()
    assert revision_of(db.engine) == newest_revision()
    with db.engine.connect() as connection:
        assert spatial.problems(connection, GEOMETRY) == []


@on_both_engines
def test_stickers_stay_when_their_life_is_forgotten_and_remembered_anew(app: Flask) -> None:
    with write():
        hung = sticker_with("D8RVTX")
        assert hung
        hang_sticker(hung, by="Noor", where="de muur", permission="Riet")
        reissue_sticker(hung, by="Noor")
    codes = "SELECT code, spot_id, retired_at IS NULL FROM sticker ORDER BY id"
    with db.engine.connect() as connection:
        before = connection.execute(text(codes)).all()
    downgrade(revision="20261124_0230")
    with db.engine.connect() as connection:
        assert connection.execute(text(codes)).all() == before
        assert "hung_by" not in {column["name"] for column in inspect(connection).get_columns("sticker")}
    upgrade()
    with db.engine.connect() as connection:
        assert connection.execute(text(codes)).all() == before
        lives = "SELECT count(*) FROM sticker WHERE hung_at IS NOT NULL OR replaces_id IS NOT NULL"
        assert connection.execute(text(lives)).scalar() == 0
    with write():
        found = sticker_with("W3NPC9")
        assert found
        reissue_sticker(found)
    with pytest.raises(Conflict), write():
        elsewhere, own = sticker_with(ELSEWHERE), sticker_with("J6YBG4")
        assert elsewhere and own
        own.replaces_id = elsewhere.id  # no sticker takes the place of one in another neighbourhood


@pytest.mark.parametrize("engine_name", ["sqlite", "postgresql"])
def test_an_empty_database_is_brought_up_to_date(engine_name: str, tmp_path: Path, postgres: Postgres) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}" if engine_name == "sqlite" else postgres.new_database()
    app = create_app(Testing(database_url=url, media=tmp_path / "media"))
    with app.app_context():
        assert revision_of(db.engine) is None
        upgrade()
        upgrade()
        assert revision_of(db.engine) == newest_revision()
        db.engine.dispose()


@pytest.mark.parametrize("path", VERSIONS, ids=lambda path: path.stem)
def test_a_migration_is_named_by_its_moment_and_never_rebuilds_a_spatial_table(path: Path) -> None:
    assert re.match(r"\d{8}_\d{4}_[a-z0-9_]+\.py\Z", path.name), "name it YYYYMMDD_HHMM_what_changes.py"
    source = path.read_text()
    assert f'revision = "{path.stem[:13]}"' in source, "the revision is the moment in the name"
    for table, _ in GEOMETRY:
        assert f'batch_alter_table("{table}"' not in source, (
            f"{table} has geometry: rebuilding it leaves SpatiaLite's registration on the temporary table"
        )


@on_both_engines
def test_people_keep_their_first_name_when_names_in_other_scripts_come_and_go(app: Flask) -> None:
    _come_and_go("names", of="person", since="20261124_0230", kept="id, first_name")
    assert {person.called("ar") == person.first_name for person in db.session.query(Person)} == {True}


@on_both_engines
def test_pictures_stay_when_the_checksums_of_their_files_come_and_go(app: Flask) -> None:
    _come_and_go("checksums", of="picture", since="20261126_0245", kept="public_id, width, height, checksum")
    assert {len(picture.checksums) for picture in db.session.query(Picture)} == {0}


@on_both_engines
def test_neighbourhoods_stay_when_the_colours_of_their_stickers_come_and_go(app: Flask) -> None:
    _come_and_go("colours", of="neighbourhood", since="20261126_0540", kept="slug, name, publication_version")
    with db.engine.connect() as connection:
        assert spatial.problems(connection, GEOMETRY) == []
    assert koppel().colours == "brick"


@on_both_engines
def test_points_go_to_the_team_of_each_player_when_teams_begin_to_keep_theirs(app: Flask) -> None:
    shares = "SELECT round_id, player_id, spot_id, points, shown, bridges FROM team_share ORDER BY id"
    with db.engine.connect() as connection:
        before = connection.execute(text(shares)).all()
    assert before and before[0].points > 0
    downgrade(revision="20261126_0650")
    upgrade()
    with db.engine.connect() as connection:
        assert connection.execute(text(shares)).all() == before
        assert not connection.execute(text("SELECT 1 FROM player WHERE is_around")).first()


@on_both_engines
def test_cards_stay_when_their_links_to_phones_come_and_go(app: Flask) -> None:
    with write():
        for card in db.session.query(Card):
            card.move_key = "used"
    _come_and_go("move_key", of="card", since="20261126_1300", kept="id, code, photo_choice, handed_out_at")
    db.session.expire_all()
    assert {card.move_key for card in db.session.query(Card)} == {None}, "a link that was shown before opens nothing"


def _come_and_go(column: str, *, of: str, since: str, kept: str) -> None:
    """Go back to before a column and on again, and see that the rest of each row is what it was."""
    rows = f"SELECT {kept} FROM {of} ORDER BY id"
    with db.engine.connect() as connection:
        before = connection.execute(text(rows)).all()
    assert before, "with no row there is nothing to keep"
    downgrade(revision=since)
    with db.engine.connect() as connection:
        assert column not in {found["name"] for found in inspect(connection).get_columns(of)}
        assert connection.execute(text(rows)).all() == before
    upgrade()
    with db.engine.connect() as connection:
        assert connection.execute(text(rows)).all() == before
        assert column in {found["name"] for found in inspect(connection).get_columns(of)}
