"""What the benchmarks measure on: the demo De Koppel on either engine, planted once, and real servers of it."""

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import text

from config import ROOT, Testing
from tests import postgres
from tests.server import Server
from wijkspel.db import db
from wijkspel.demo.files import read_folder

ENGINES = {"spatialite": "SQLite", "postgis": "PostgreSQL"}
# What Chromium on a phone sends with a page.
BROWSER = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
    "Accept-Encoding": "gzip, deflate, br",
    "Accept-Language": "nl-NL,nl;q=0.9,en-US;q=0.8,en;q=0.7",
    "User-Agent": "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0 Mobile",
}


class Demo:
    """A temporary folder with the demo in it, and a PostgreSQL of its own once somebody asks for it."""

    def __init__(self) -> None:
        self._leave = ExitStack()
        self._settings: dict[str, Testing] = {}
        self.folder = Path()

    def __enter__(self) -> Self:
        self.folder = Path(tempfile.mkdtemp(prefix="wijkspel-bench-"))
        self._leave.callback(shutil.rmtree, self.folder, ignore_errors=True)
        return self

    def __exit__(self, *_details: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._leave.close()

    @cached_property
    def postgres(self) -> postgres.Server:
        """A cluster that writes to disk as a real one does."""
        return self._leave.enter_context(postgres.cluster(durable=True))

    @property
    def codes(self) -> list[str]:
        """The codes of the demo's stickers."""
        return [str(spot["code"]) for spot in read_folder().spots]

    @property
    def stops(self) -> list[str]:
        """The addresses of every stop of the demo's walks."""
        wijk = read_folder()
        tours = [(f"/{wijk.facts['slug']}/wandelingen/{tour['slug']}", len(tour["stop"])) for tour in wijk.tours]
        return [f"{address}/{number}" for address, stops in tours for number in range(1, stops + 1)]

    def new_database(self, engine: str, name: str) -> str:
        """Return the address of an empty database on an engine."""
        return f"sqlite:///{self.folder / name}.db" if engine == "spatialite" else self.postgres.new_database()

    def settings(self, engine: str = "spatialite") -> Testing:
        """Return settings that lead to the demo on an engine; it is planted at the first call."""
        if engine not in self._settings:
            url = self.new_database(engine, "demo")
            settings = Testing(database_url=url, media=self.folder / f"media-{engine}")
            command = [str(Path(sys.executable).with_name("wijkspel")), "seed"]
            subprocess.run(command, env=environment_of(settings), cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
            self._settings[engine] = settings
        return self._settings[engine]

    def server(self, engine: str = "spatialite") -> Server:
        """Return `wijkspel serve` of the demo on an engine, not started yet."""
        return Server(self.settings(engine), self.folder, whole=True)


def keep_house() -> None:
    """Do what PostgreSQL's autovacuum does within a minute, so that the moment of measuring does not matter."""
    if db.engine.dialect.name == "postgresql":
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))


def environment_of(settings: Testing) -> dict[str, str]:
    """Return this process's environment, with the settings in it and none of the operator's own."""
    own = {name: text for name, text in os.environ.items() if not name.startswith(("WIJKSPEL_", "DATABASE_"))}
    url, media = settings.database_url, str(settings.media)
    return own | {"WIJKSPEL_ENV": settings.env, "DATABASE_URL": url, "WIJKSPEL_MEDIA": media}
