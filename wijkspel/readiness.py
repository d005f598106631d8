"""Whether everything this server stands on is there, and if not, which command repairs it."""

import os
import re
import shutil
import tempfile
from ctypes.util import find_library
from pathlib import Path
from typing import NamedTuple

from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

from config import ROOT, Default
from wijkspel.errors import Refused
from wijkspel.pictures.developing import derivatives

OLDEST_SPATIALITE, OLDEST_POSTGIS = (5, 0), (3, 0)
PROGRAMS = {"ffmpeg": "ffmpeg", "ffprobe": "ffmpeg"}  # program: Debian package
# A grey PNG of one pixel.
_DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c6368000000820081dd436af40000000049454e44ae426082"
)
PRINTING = {
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz-subset": "libharfbuzz-subset0",
}


class Problem(NamedTuple):
    """Something that keeps this server from working: which part, what is wrong, and the repair."""

    part: str
    what: str
    repair: str


def problems(settings: Default, engine: Engine) -> list[Problem]:
    """Return everything that is wrong, in the order in which to repair it."""
    media = _problems_of_folder("media", settings.media, "WIJKSPEL_MEDIA")
    return [
        *media,
        *_problems_of_programs(),
        *(_problems_of_database(settings, engine) or _problems_of_queue(settings)),
    ]


def problems_of_printing() -> list[Problem]:
    """Return what the press lacks. A server without it does all else, so only the doctor asks."""
    return [
        Problem(
            "print", f"Nothing can be printed: the library {library} is not installed.", f"apt-get install {package}"
        )
        for library, package in PRINTING.items()
        if find_library(library) is None
    ]


def problems_of_pictures() -> list[Problem]:
    """Return why no photo at all could be taken in, by taking one in; only the doctor asks."""
    try:
        derivatives(_DOT)
    except Refused as error:
        what = f"No photo can be taken in: the program that decodes them stops ({error})."
        return [Problem("pictures", what, "bin/set-up run")]
    return []


def newest_revision() -> str | None:
    """Return the migration this version of the app needs."""
    return ScriptDirectory.from_config(_alembic()).get_current_head()


def revision_of(engine: Engine) -> str | None:
    """Return the migration a database stands at; None when it is empty."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def _alembic() -> Config:
    return Config(ROOT / "migrations" / "alembic.ini")


def _problems_of_folder(part: str, folder: Path, setting: str) -> list[Problem]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return []
    except OSError as error:
        why = os.strerror(error.errno or 0)
        repair = f"mkdir -p {folder} && chown $(id -un) {folder}, or name another folder in {setting}"
        return [Problem(part, f"Files cannot be written in {folder}: {why}.", repair)]


def _problems_of_queue(settings: Default) -> list[Problem]:
    return [] if settings.redis_url else _problems_of_folder("queue", settings.queue.parent, "DATABASE_URL")


def _problems_of_programs() -> list[Problem]:
    return [
        Problem("programs", f"The program {program} is not installed.", f"apt-get install {package}")
        for program, package in PROGRAMS.items()
        if shutil.which(program) is None
    ]


def _problems_of_database(settings: Default, engine: Engine) -> list[Problem]:
    try:
        with engine.connect() as connection:
            return _problems_of_spatial(connection) or _problems_of_revision(connection)
    except (SQLAlchemyError, OSError) as error:
        return [_unreachable(settings, str(getattr(error, "orig", error)))]


def _unreachable(settings: Default, reason: str) -> Problem:
    if (settings.is_sqlite and settings.spatialite in reason) or "shared object" in reason:
        repair = "apt-get install libsqlite3-mod-spatialite, or name the library in SPATIALITE_LIBRARY_PATH"
        return Problem("spatialite", f"SpatiaLite cannot be loaded: {_short(reason)}", repair)
    if settings.is_sqlite:
        repair = "check that its folder exists and is yours, and that the file is a SQLite database"
    else:
        repair = "start PostgreSQL, and check name, password and database in DATABASE_URL"
    return Problem("database", f"The database cannot be opened: {_short(reason)}", repair)


def _problems_of_spatial(connection: Connection) -> list[Problem]:
    if connection.dialect.name == "sqlite":
        version = str(connection.execute(text("SELECT spatialite_version()")).scalar())
        if _numbers(version) < OLDEST_SPATIALITE:
            return [Problem("spatialite", f"SpatiaLite {version} is too old.", "install version 5.0 or newer")]
        return []
    available = text("SELECT default_version FROM pg_available_extensions WHERE name = 'postgis'")
    version = str(connection.execute(available).scalar() or "")
    if not version:
        return [Problem("postgis", "PostgreSQL has no PostGIS.", "apt-get install postgresql-15-postgis-3")]
    if _numbers(version) < OLDEST_POSTGIS:
        return [Problem("postgis", f"PostGIS {version} is too old.", "install version 3.0 or newer")]
    return []


def _problems_of_revision(connection: Connection) -> list[Problem]:
    current, newest = MigrationContext.configure(connection).get_current_revision(), newest_revision()
    if current == newest:
        return []
    if current is None:
        return [Problem("migrations", "The database is empty.", "wijkspel db upgrade, or wijkspel seed for the demo")]
    known = {script.revision for script in ScriptDirectory.from_config(_alembic()).walk_revisions()}
    if current in known:
        return [Problem("migrations", "The database is older than this version of Wijkspel.", "wijkspel db upgrade")]
    repair = "install the version of Wijkspel that made it, or restore a backup"
    return [Problem("version", f"The database is newer than this version of Wijkspel ({current}).", repair)]


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version)[:2])


def _short(reason: str) -> str:
    return " ".join(reason.split())[:200]
