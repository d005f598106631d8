"""The keeper of the tests' PostgreSQL: a program that runs one cluster until its owner ends, and leaves nothing behind.

`tests/postgres.py` starts it with a folder, the process that owns the test run, and `durable` or `fast`.
"""

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
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg

from tests.postgres import TEMPLATE, USER, Server, programs

FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}  # nobody misses a test's data


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
