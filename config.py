"""Settings: what an operator may choose, read from the environment and checked before anything starts.

Every setting is one row of `SETTINGS`, which `docs/deployment.md` repeats for people (a test compares the two).
A wrong value stops the start with one sentence that says what to change.
"""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import ClassVar, Self
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent

SETTINGS = {
    "WIJKSPEL_ENV": "development, testing or production",
    "WIJKSPEL_URL": "the public address, for example https://wijkspel.example; decides scheme, cookies and QR codes",
    "WIJKSPEL_HOSTS": "more host names that may be used to reach this server, separated by commas",
    "DATABASE_URL": "the database: empty for SQLite in the instance folder, or postgresql://…",
    "WIJKSPEL_MEDIA": "the folder for pictures and sound",
    "WIJKSPEL_SECRET_KEY": "a long random text that signs what this server hands out",
    "WIJKSPEL_REDIS_URL": "Redis, needed once there is more than one web process",
    "WIJKSPEL_WORKERS": "the number of web processes; 1 on SQLite",
    "WIJKSPEL_PROXIES": "how many proxies of your own stand before this server",
    "SPATIALITE_LIBRARY_PATH": "the SpatiaLite extension, by name or by path",
}


class BadSettings(Exception):
    """The settings cannot work. Its text names each wrong setting and the repair."""


@dataclass(frozen=True, kw_only=True)
class Default:
    """The settings of one server, with values that suit a laptop."""

    env: str = "development"
    url: str = "http://127.0.0.1:8000"
    hosts: tuple[str, ...] = ()
    database_url: str = f"sqlite:///{ROOT / 'instance' / 'wijkspel.db'}"
    media: Path = ROOT / "instance" / "media"
    secret_key: str = ""
    redis_url: str = ""
    workers: int = 1
    proxies: int = 0
    spatialite: str = "mod_spatialite"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Self:
        """Return the settings that the environment asks for.

        Raises BadSettings when a number is not a number; `problems` finds the rest.
        """
        names = {field.name for field in fields(cls)}
        chosen = {name: text for name, text in _named(environment).items() if text and name in names}
        return cls(**{name: _value(name, text) for name, text in chosen.items()})  # type: ignore[arg-type]

    @property
    def host_names(self) -> frozenset[str]:
        """The host names under which this server answers."""
        return frozenset({urlsplit(self.url).hostname or "", *self.hosts})

    @property
    def is_secure(self) -> bool:
        """Whether people reach this server by https."""
        return self.url.startswith("https://")

    @property
    def is_sqlite(self) -> bool:
        """Whether the embedded database is used."""
        return self.database_url.startswith("sqlite")

    @property
    def queue(self) -> Path:
        """The file with the queue of chores: beside the embedded database, else in the instance folder."""
        folder = Path(self.database_url.removeprefix("sqlite:///")).parent if self.is_sqlite else ROOT / "instance"
        return folder / "jobs.db"

    def problems(self) -> list[str]:
        """Return a sentence, with its repair, for each setting that cannot work."""
        found = []
        if not _is_site(self.url):
            found.append(f"WIJKSPEL_URL is “{self.url}”. Give a scheme and a host, such as https://wijkspel.example")
        if not _is_address(self.database_url, ("sqlite", "postgresql", "postgresql+psycopg")):
            found.append("DATABASE_URL is neither sqlite:/// nor postgresql://. Leave it empty for SQLite")
        if self.media.exists() and not self.media.is_dir():
            found.append(f"WIJKSPEL_MEDIA is {self.media}, which is a file. Name a folder")
        if self.redis_url and not _is_address(self.redis_url, ("redis", "rediss", "unix")):
            found.append("WIJKSPEL_REDIS_URL is no address of a Redis. Give one such as redis://127.0.0.1:6379/0")
        if self.workers < 1 or self.proxies < 0:
            found.append("WIJKSPEL_WORKERS is at least 1 and WIJKSPEL_PROXIES at least 0")
        if self.workers > 1 and self.is_sqlite:
            found.append("WIJKSPEL_WORKERS is more than 1 on SQLite. Set it to 1, or use PostgreSQL by DATABASE_URL")
        if self.workers > 1 and not self.redis_url:
            found.append("WIJKSPEL_WORKERS is more than 1 without WIJKSPEL_REDIS_URL, so limits would not be shared")
        return found


@dataclass(frozen=True, kw_only=True)
class Development(Default):
    """A laptop: any secret will do, components are shown on a page of their own."""

    hosts: tuple[str, ...] = ("localhost", "127.0.0.1")


@dataclass(frozen=True, kw_only=True)
class Testing(Development):
    """The tests: as in production, but on this machine only."""

    __test__: ClassVar[bool] = False  # pytest shall not take the name for a test's

    env: str = "testing"


@dataclass(frozen=True, kw_only=True)
class Production(Default):
    """A server for real people: nothing that matters may be left to chance."""

    env: str = "production"

    def problems(self) -> list[str]:
        """Return the problems of every server, and those that only matter for real people."""
        found = super().problems()
        if len(self.secret_key) < 32:
            suggestion = secrets.token_urlsafe(32)
            found.append(f"WIJKSPEL_SECRET_KEY is missing or shorter than 32 characters. Set it to, say, {suggestion}")
        if not self.is_secure:
            found.append(f"WIJKSPEL_URL is “{self.url}”. In production it starts with https://")
        return found


KINDS: dict[str, type[Default]] = {"development": Development, "testing": Testing, "production": Production}


def read_settings(environment: Mapping[str, str] | None = None) -> Default:
    """Return the checked settings of this server.

    Raises BadSettings with a sentence for each problem.
    """
    environment = os.environ if environment is None else environment
    kind = environment.get("WIJKSPEL_ENV") or "development"
    if kind not in KINDS:
        raise BadSettings(f"WIJKSPEL_ENV is “{kind}”. Choose one of {', '.join(KINDS)}")
    settings = KINDS[kind].from_environment(environment)
    problems = settings.problems()
    if problems:
        raise BadSettings("\n".join(problems))
    return settings


def _is_site(text: str) -> bool:
    return _is_address(text, ("http", "https")) and bool(urlsplit(text).hostname) and not urlsplit(text).path.strip("/")


def _is_address(text: str, schemes: tuple[str, ...]) -> bool:
    """Return whether a text is an address of one of these schemes that names something, with a port that exists."""
    try:
        address = urlsplit(text)
        return address.scheme in schemes and address.port != 0 and len(text) > len(address.scheme) + len(":///")
    except ValueError:
        return False


def _named(environment: Mapping[str, str]) -> dict[str, str]:
    own_names = {"DATABASE_URL": "database_url", "SPATIALITE_LIBRARY_PATH": "spatialite"}
    return {
        own_names.get(name, name.removeprefix("WIJKSPEL_").lower()): environment.get(name, "").strip()
        for name in SETTINGS
    }


def _value(name: str, text: str) -> object:
    if name in ("workers", "proxies"):
        if not text.isascii() or not text.isdigit():
            raise BadSettings(f"WIJKSPEL_{name.upper()} is “{text}”. Give a whole number")
        return int(text)
    if name == "media":
        return Path(text).expanduser().absolute()
    if name == "hosts":
        return tuple(host.strip().lower() for host in text.split(",") if host.strip())
    if name == "url":
        return text.rstrip("/")
    if name == "database_url":
        return text.replace("postgres://", "postgresql://", 1).replace("postgresql://", "postgresql+psycopg://", 1)
    return text
