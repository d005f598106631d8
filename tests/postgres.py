"""PostgreSQL with PostGIS for the tests: one private cluster for a test run, in a temporary folder, gone afterwards.

The cluster starts when the first test, in whichever worker, asks for it. A keeper, which is this file run as a
program, starts it and watches the process that owns the test run: when that ends, in any way, the keeper ends the
database, by its own process, and removes the folder. Run by root, the database runs as an ordinary user.

    pytest_plugins = ["tests.postgres"]           in conftest.py, and then the fixture `postgres`:
    url = postgres.new_database()                 an empty database with PostGIS, about 0.1 s
    postgres.template("migrated", make)           made once in a run by make(url); then new_database("migrated")
    with cluster(durable=True) as server: ...     one of your own, that keeps its promises when the power fails
"""

import fcntl
import json
import os
import pwd
import secrets
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

USER = "wijkspel"
TEMPLATE = "wijkspel_template"
RUN_FOLDER = "WIJKSPEL_TEST_RUN"  # for our own processes: where the workers of one run find each other
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}  # nobody misses a test's data


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
        self.tell("create database {} template {}", name, template)
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
    command = [sys.executable, str(Path(__file__).resolve()), str(folder), str(owner), "durable" if durable else "fast"]
    keeper = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
    )
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


# --- the keeper -----------------------------------------------------------------------------------------------


def keep(folder: Path, owner: int, *, durable: bool) -> None:
    """Run a cluster until the owner ends or somebody says SIGTERM; then leave nothing behind."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    database = None
    try:
        owner_ended = os.pidfd_open(owner)
        password = make_cluster(folder)
        for last in (False, False, True):  # another program may take the port just before us
            database, port = start_database(folder, durable=durable)
            server = Server(folder=str(folder), port=port, password=password, keeper=os.getpid())
            if answers(server, database):
                break
            if last:
                raise RuntimeError((folder / "log").read_text())
        server.tell("create database {}", TEMPLATE)
        server.tell("create extension postgis", database=TEMPLATE)
        print(json.dumps({"port": port, "password": password}), flush=True)
        hang_up()
        select.select([owner_ended, os.pidfd_open(database.pid)], [], [])
    except ProcessLookupError:
        pass  # the owner, or the database, ended in the meantime
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        if database:
            end(database)
        shutil.rmtree(folder, ignore_errors=True)


def make_cluster(folder: Path) -> str:
    """Make an empty cluster, and return the password for it."""
    password = secrets.token_hex(16)
    secret = folder / "password"
    secret.write_text(password)
    for own in (folder / "data", folder / "socket"):
        own.mkdir(mode=0o700)
    if account := ordinary_user():
        for path in (secret, folder / "data", folder / "socket"):
            os.chown(path, account.pw_uid, account.pw_gid)
    command = [programs() / "initdb", "--pgdata", folder / "data", "--username", USER, "--pwfile", secret, "--no-sync"]
    how = ["--encoding", "UTF8", "--locale", "C.UTF-8", "--auth-local", "trust", "--auth-host", "scram-sha-256"]
    done = subprocess.run([*command, *how], check=False, capture_output=True, text=True, **as_user(folder))
    secret.unlink()
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
    return password


def start_database(folder: Path, *, durable: bool) -> tuple[subprocess.Popen[bytes], int]:
    """Start the database on a free port of this machine only."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {
        "listen_addresses": "127.0.0.1",
        "port": str(port),
        "unix_socket_directories": str(folder / "socket"),
        "max_connections": "200",
    } | ({} if durable else FAST)
    command = [programs() / "postgres", "-D", folder / "data"]
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    with (folder / "log").open("wb") as log:
        database = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, **as_user(folder))
    return database, port


def answers(server: Server, database: subprocess.Popen[bytes], seconds: float = 60) -> bool:
    """Wait until the database takes questions; False when it ends first, or never does."""
    deadline = time.monotonic() + seconds
    while database.poll() is None and time.monotonic() < deadline:
        with suppress(psycopg.OperationalError):
            server.tell("select 1")
            return True
        time.sleep(0.02)
    end(database)
    return False


def end(database: subprocess.Popen[bytes]) -> None:
    """End the database: first politely to all who are connected, then at once."""
    for how in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        database.send_signal(how)
        with suppress(subprocess.TimeoutExpired):
            database.wait(10)
            return


def hang_up() -> None:
    """Let go of the pipe to whoever started us: all has been said."""
    with Path(os.devnull).open("wb") as nothing:
        os.dup2(nothing.fileno(), 1)
        os.dup2(nothing.fileno(), 2)


def ordinary_user() -> pwd.struct_passwd | None:
    """Who runs the database when we are root, since PostgreSQL refuses root; else None."""
    if os.geteuid() != 0:
        return None
    accounts = {account.pw_name: account for account in pwd.getpwall()}
    return accounts.get("postgres") or accounts["nobody"]


def as_user(folder: Path) -> dict[str, Any]:
    """How to start a program of PostgreSQL: as the right user, in a folder it may enter, with nothing inherited."""
    how: dict[str, Any] = {"cwd": folder, "env": {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "TZ": "UTC"}}
    if account := ordinary_user():
        how |= {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    return how


if __name__ == "__main__":
    keep(Path(sys.argv[1]), int(sys.argv[2]), durable=sys.argv[3] == "durable")
