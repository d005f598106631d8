"""PostgreSQL with PostGIS for the tests: one private cluster for a test run, in a temporary folder, gone afterwards.

The cluster starts when the first test, in whichever worker, asks for it. A keeper, the program `postgres_keeper.py`,
starts it and watches the process that owns the test run: when that ends, in any way, the keeper ends the database, by
its own process, and removes the folder. Run by root, the database runs as an ordinary user.

    pytest_plugins = ["tests.postgres"]           in conftest.py, and then the fixture `postgres`:
    url = postgres.new_database()                 an empty database with PostGIS, in a twentieth of a second
    postgres.template("migrated", make)           made once in a run by make(url); then new_database("migrated")
    with cluster(durable=True) as server: ...     one of your own, that keeps its promises when the power fails
"""

import fcntl
import json
import os
import secrets
import select
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from config import ROOT

USER = "wijkspel"
TEMPLATE = "wijkspel_template"
ROOM = 4_000_000_000  # bytes: several times what a run holds at one time
RUN_FOLDER = "WIJKSPEL_TEST_RUN"  # for our own processes: where the workers of one run find each other


class PostgresMissing(Exception):
    """PostgreSQL, or PostGIS for it, is not installed. Its text says how to get it."""


@dataclass(frozen=True)
class Server:
    """A running cluster."""

    folder: str
    port: int
    password: str
    keeper: int

    def url(self, database: str) -> str:
        """The address of a database, as DATABASE_URL."""
        return f"postgresql+psycopg://{USER}:{self.password}@127.0.0.1:{self.port}/{database}"

    def new_database(self, template: str = TEMPLATE) -> str:
        """Make a database like this template, and return its address. Nobody may be connected to the template."""
        name = f"test_{secrets.token_hex(6)}"
        self.tell("create database {} template {} strategy file_copy", name, template)
        return self.url(name)

    def drop_database(self, url: str) -> None:
        """Remove a database, also when somebody still reads it. Not needed at the end of a run."""
        self.tell("drop database {} with (force)", url.rpartition("/")[2])

    def template(self, name: str, make: Callable[[str], Any]) -> str:
        """Return the name of a template that `make(url)` fills, the first time any worker asks for it."""
        with locked(Path(self.folder)):
            if not self.tell("select 1 from pg_database where datname = {}", literal=name):
                self.tell("create database {} template {}", f"{name}_unfinished", TEMPLATE)
                make(self.url(f"{name}_unfinished"))
                self.tell("alter database {} rename to {}", f"{name}_unfinished", name)
        return name

    def tell(self, statement: str, *names: str, literal: str | None = None, database: str = "postgres") -> list[Any]:
        """Run one statement as the cluster's owner."""
        parts: list[sql.Composable] = [sql.Identifier(name) for name in names]
        if literal is not None:
            parts.append(sql.Literal(literal))
        with psycopg.connect(self.url(database).replace("+psycopg", ""), autocommit=True) as connection:
            cursor = connection.execute(sql.SQL(statement).format(*parts))
            return cursor.fetchall() if cursor.description else []


# --- for tests ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def postgres() -> Server:
    """The cluster of this test run, shared by all its workers."""
    folder = Path(os.environ[RUN_FOLDER])
    address = folder / "server.json"
    with locked(folder):
        if not address.exists():
            owner = int((folder / "owner").read_text())
            address.write_text(json.dumps(asdict(start(folder, owner=owner))))
    return Server(**json.loads(address.read_text()))


def pytest_configure(config: pytest.Config) -> None:
    """Give the run a folder in which its workers find the cluster."""
    if not hasattr(config, "workerinput"):
        _write_to_memory()
        folder = new_folder()
        (folder / "owner").write_text(str(os.getpid()))
        os.environ[RUN_FOLDER] = str(folder)


def pytest_unconfigure(config: pytest.Config) -> None:
    """End the cluster with the run."""
    if not hasattr(config, "workerinput"):
        folder = Path(os.environ.pop(RUN_FOLDER))
        with suppress(FileNotFoundError):
            stop(Server(**json.loads((folder / "server.json").read_text())))
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def cluster(*, durable: bool = False) -> Iterator[Server]:
    """A cluster of your own, for as long as the block lasts; durable ones write to disk as a real one does."""
    folder = new_folder()
    try:
        server = start(folder, owner=os.getpid(), durable=durable)
        try:
            yield server
        finally:
            stop(server)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _write_to_memory() -> None:
    """Let a run write what nobody keeps, gigabytes of it, to memory where there is room: no disk holds it up."""
    folder = Path("/dev/shm")
    if "TMPDIR" in os.environ or not folder.is_dir():
        return
    about = os.statvfs(folder)
    if about.f_bavail * about.f_frsize > ROOM and not about.f_flag & os.ST_NOEXEC:
        os.environ["TMPDIR"] = tempfile.tempdir = str(folder)


def new_folder() -> Path:
    """A folder that the database's user may pass through but not list."""
    folder = Path(tempfile.mkdtemp(prefix="wijkspel-test-"))
    folder.chmod(0o711)
    return folder


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """One process at a time."""
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def start(folder: Path, *, owner: int, durable: bool = False) -> Server:
    """Start a keeper with a cluster, and return when it answers.

    Raises PostgresMissing when there is nothing to start, RuntimeError with its log when it does not come up.
    """
    programs()
    how = "durable" if durable else "fast"
    command = [sys.executable, "-m", "tests.postgres_keeper", str(folder), str(owner), how]
    said_to_us: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    keeper = subprocess.Popen(command, cwd=ROOT, start_new_session=True, **said_to_us)
    assert keeper.stdout is not None
    said = keeper.stdout.read().decode()
    try:
        return Server(folder=str(folder), keeper=keeper.pid, **json.loads(said))
    except ValueError:
        raise RuntimeError(f"The tests' PostgreSQL did not start:\n{said}") from None


def stop(server: Server) -> None:
    """Ask the keeper to stop, and wait until it has."""
    with suppress(ProcessLookupError):
        ended = os.pidfd_open(server.keeper)
        try:
            os.kill(server.keeper, signal.SIGTERM)
            select.select([ended], [], [], 30)
        finally:
            os.close(ended)
    with suppress(ChildProcessError):
        os.waitpid(server.keeper, 0)


def programs() -> Path:
    """The folder of the newest PostgreSQL on this machine that has PostGIS.

    Raises PostgresMissing.
    """
    found = [
        folder
        for folder in Path("/usr/lib/postgresql").glob("*/bin")
        if (folder / "initdb").exists() and extension(folder.parent.name).exists()
    ]
    if not found:
        raise PostgresMissing("PostgreSQL with PostGIS is not on this machine. Type: bin/set-up test")
    return max(found, key=lambda folder: float(folder.parent.name))


def extension(version: str) -> Path:
    """Where Debian keeps PostGIS for this version of PostgreSQL."""
    return Path("/usr/share/postgresql") / version / "extension" / "postgis.control"
