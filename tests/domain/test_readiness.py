"""What the doctor sees: each part that can be missing, broken or too old, with the command that repairs it."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from config import Testing
from tests.conftest import on_both_engines
from tests.postgres import Server as Postgres
from wijkspel import create_app, readiness
from wijkspel.db import db, write
from wijkspel.pictures import developing
from wijkspel.readiness import Problem, problems, problems_of_pictures, problems_of_printing


def _problems(settings: Testing) -> list[Problem]:
    app = create_app(settings)
    with app.app_context():
        found = problems(settings, db.engine)
        db.engine.dispose()
        return found


@on_both_engines
def test_a_server_in_order_has_no_problems(app: Flask, settings: Testing) -> None:
    assert problems(settings, db.engine) == []


def test_a_missing_spatialite_is_named_with_its_package(settings: Testing) -> None:
    (problem,) = _problems(
        Testing(database_url=settings.database_url, media=settings.media, spatialite="no_spatialite")
    )
    assert problem.part == "spatialite"
    assert "apt-get install libsqlite3-mod-spatialite" in problem.repair


@on_both_engines
def test_a_spatial_engine_that_is_too_old_is_named(
    app: Flask, settings: Testing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readiness, "OLDEST_SPATIALITE", (99, 0))
    monkeypatch.setattr(readiness, "OLDEST_POSTGIS", (99, 0))
    (problem,) = problems(settings, db.engine)
    assert problem.part in ("spatialite", "postgis") and "too old" in problem.what


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"this is not a database" * 100)
    (problem,) = _problems(Testing(database_url=f"sqlite:///{broken}", media=tmp_path / "media"))
    assert problem.part == "database" and "SQLite" in problem.repair


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    (problem,) = _problems(Testing(database_url="sqlite:////nergens/a.db", media=tmp_path / "media"))
    assert problem.part == "database" and "folder" in problem.repair


def test_a_postgresql_that_does_not_answer_is_named(tmp_path: Path) -> None:
    (problem,) = _problems(Testing(database_url="postgresql+psycopg://x@127.0.0.1:9/x", media=tmp_path / "media"))
    assert problem.part == "database" and "start PostgreSQL" in problem.repair


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_an_empty_database_is_named_with_its_command(kind: str, tmp_path: Path, postgres: Postgres) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}" if kind == "sqlite" else postgres.new_database()
    (problem,) = _problems(Testing(database_url=url, media=tmp_path / "media"))
    assert (problem.part, problem.repair) == ("migrations", "wijkspel db upgrade, or wijkspel seed for the demo")


@on_both_engines
def test_a_database_of_a_newer_version_is_named(app: Flask, settings: Testing) -> None:
    with write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '20991231_2359'"))
    (problem,) = problems(settings, db.engine)
    assert "newer than this version" in problem.what and "install the version" in problem.repair


def test_a_media_folder_that_cannot_be_written_is_named(settings: Testing, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (problem,) = _problems(Testing(database_url=settings.database_url, media=tmp_path / "file" / "media"))
    assert problem.part == "media" and "mkdir -p" in problem.repair


def test_a_missing_program_is_named_with_its_package(settings: Testing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nergens")
    assert {problem.repair for problem in _problems(settings)} == {"apt-get install ffmpeg"}


def test_the_doctor_says_which_library_the_press_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    assert problems_of_printing() == []
    monkeypatch.setattr(readiness, "find_library", lambda name: None if name == "harfbuzz-subset" else name)
    (problem,) = problems_of_printing()
    assert problem.part == "print" and problem.repair == "apt-get install libharfbuzz-subset0"


def test_the_doctor_takes_a_photo_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert problems_of_pictures() == []
    monkeypatch.setattr(developing, "DARKROOM", tmp_path / "not-there.py")
    (problem,) = problems_of_pictures()
    assert problem.part == "pictures" and problem.repair == "bin/set-up run"
