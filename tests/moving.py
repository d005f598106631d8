"""Moving house in tests: empty servers on either engine, what their rows say, and packages with something changed."""

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask_migrate import upgrade
from sqlalchemy import func, select

from config import Testing
from tests.postgres import Server as Postgres
from wijkspel import create_app, geo
from wijkspel.db import Base, db
from wijkspel.packages.arrival import Wanted
from wijkspel.packages.exporting import export
from wijkspel.packages.importing import Preview, look_into, take_in
from wijkspel.packages.manifest import MANIFEST
from wijkspel.places.models import Neighbourhood, Spot, Sticker
from wijkspel.places.queries import neighbourhood_called
from wijkspel.storage import Store

MOVER = "Noor de verhuizer"
TENANT = ("organisation_id", "neighbourhood_id")
POINTS_AT = {"host_id": "person", "teller_id": "person", "old_picture_id": "picture", "new_picture_id": "picture"}
# What names a neighbourhood itself; and the game, which is of this server's phones and rounds (decision 12).
GAME = {
    "player",
    "device",
    "played_on",
    "round",
    "point_entry",
    "standing",
    "team_share",
    "nickname_flag",
    "objection",
    "presence",
    "invitation",
    "meeting",
    "met",
    "pair",
    "card",
    "host",
    "guardianship",
    "vouch",
    "photo",
    "photo_person",
    "photo_consent",
    "photo_flag",
}
STAYS = {"organisation", "neighbourhood", "block", "complaint"} | GAME
Rows = dict[str, list[dict[str, Any]]]


def empty_server(engine: str, folder: Path, postgres: Callable[[], Postgres]) -> Testing:
    """Return settings of a server on this engine with an empty database, in a folder of its own."""
    folder.mkdir(parents=True)
    if engine == "spatialite":
        settings = Testing(database_url=f"sqlite:///{folder / 'wijkspel.db'}", media=folder / "media")
        migrate(settings)
        return settings
    template = postgres().template("migrated", lambda url: migrate(Testing(database_url=url, media=folder / "media")))
    return Testing(database_url=postgres().new_database(template), media=folder / "media")


def migrate(settings: Testing) -> None:
    """Bring an empty database up to date."""
    with at(settings):
        upgrade()


@contextmanager
def at(settings: Testing) -> Iterator[Store]:
    """Be at a server for a while, and get its store."""
    app = create_app(settings)
    with app.app_context():
        try:
            yield app.extensions["store"]
        finally:
            db.session.remove()
            db.engine.dispose()


def pack(settings: Testing, slug: str, out: Path, *, everything: bool = False) -> Path:
    """Export a neighbourhood of a server, and return the package."""
    with at(settings) as store:
        export(slug, out, store, everything=everything, made_by="a test", progress=lambda _done, _steps: None)
    return out


def unpack(
    settings: Testing, package: Path, *, slug: str | None = None, organisation: str | None = None, look: bool = False
) -> Preview:
    """Take a package in at a server, or only look into it."""
    with at(settings) as store:
        work = look_into if look else take_in
        return work(package, store, Wanted(slug, organisation, MOVER), lambda _done, _steps: None)


def contents(package: Path) -> dict[str, Any]:
    """Return every entry of a package: documents as values, the rest as hashes; without when it was made."""
    with zipfile.ZipFile(package) as file:
        found: dict[str, Any] = {name: _value(name, file.read(name)) for name in file.namelist()}
    del found[MANIFEST]["made_at"]
    return found


def _value(name: str, content: bytes) -> Any:
    return json.loads(content) if name.endswith("json") else hashlib.sha256(content).hexdigest()


def rows_of(slug: str, *, without: tuple[str, ...] = ()) -> Rows:
    """Return all that the database knows of a neighbourhood, without the stories called so and what hangs on them.

    Row numbers become places in the order of their table, so that two databases can be compared.
    """
    wijk = neighbourhood_called(slug)
    found = {name: _rows(name, wijk) for name in Base.metadata.tables if name not in STAYS}
    gone = {row["id"] for row in found["story"] if row["slug"] in without}
    tellers = {row["teller_id"] for row in found["story"] if row["id"] in gone}
    found["story"] = [row for row in found["story"] if row["id"] not in gone]
    found["person"] = [row for row in found["person"] if row["id"] not in tellers]
    for name in ("story_text", "consent", "decision"):
        found[name] = [row for row in found[name] if row["story_id"] not in gone]
    return {"neighbourhood": [_facts(wijk)], **_numbered(found)}


def _rows(name: str, wijk: Neighbourhood) -> list[dict[str, Any]]:
    table = Base.metadata.tables[name]
    columns = [column for column in table.columns if not geo.is_geometry(column) and column.name not in TENANT]
    wanted = select(*columns).where(table.c.neighbourhood_id == wijk.id).order_by(table.c.id)
    rows = [dict(row._mapping) for row in db.session.execute(wanted)]
    if name == "sticker":
        codes = {row["id"]: row["code"] for row in rows}
        return [row | {"replaces": codes.get(row.pop("replaces_id"))} for row in rows]
    if name == "scan_count":
        codes = {sticker.id: sticker.code for sticker in db.session.scalars(select(Sticker))}
        return [row | {"sticker": codes[row.pop("sticker_id")]} for row in rows]
    if name != "spot":
        return rows
    points = {spot.id: (spot.lon, spot.lat) for spot in db.session.scalars(select(Spot))}
    return [row | {"point": points[row["id"]]} for row in rows]


def _facts(wijk: Neighbourhood) -> dict[str, Any]:
    columns = [
        column.key for column in Neighbourhood.__table__.columns if column.key not in ("id", *TENANT, "boundary")
    ]
    of, ring = wijk.organisation, geo.outer_ring(wijk.boundary_geojson)
    return {key: getattr(wijk, key) for key in columns} | {"ring": ring, "of": (of.slug, of.name, of.public_id)}


def _numbered(found: Rows) -> Rows:
    places = {name: {row["id"]: place for place, row in enumerate(rows)} for name, rows in found.items()}
    return {name: _in_their_order([_with_places(row, places) for row in rows]) for name, rows in found.items()}


def _with_places(row: dict[str, Any], places: dict[str, dict[int, int]]) -> dict[str, Any]:
    keys = {
        key: POINTS_AT.get(key, key.removesuffix("_id")) for key in row if key.endswith("_id") and key != "public_id"
    }
    named = {key: places[table][row[key]] if row[key] is not None else None for key, table in keys.items()}
    return {key: value for key, value in (row | named).items() if key != "id"}


def _in_their_order(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Sort by what a row belongs to: stickers have an order at their spot, and none among those of other spots."""
    belongs_to = ("spot_id",) if rows and "code" in rows[0] else ("tour_id", "story_id", "sticker", "day")
    return sorted(rows, key=lambda row: [-1 if row.get(key) is None else row[key] for key in belongs_to])


def everything_here(store: Store) -> tuple[dict[str, int], list[str]]:
    """Return how many rows each table has, and every file in the store."""
    tables = Base.metadata.tables
    counts = {name: db.session.scalar(select(func.count()).select_from(table)) or 0 for name, table in tables.items()}
    return counts, list(store.names())


def changed(package: Path, out: Path, changes: dict[str, Any], *, listed: bool = True) -> Path:
    """Write a package anew with other contents for some entries; None leaves one out.

    A value that is a function gets what the document says now, changes it and returns it. With `listed` the manifest
    tells the truth about what was changed, so that what is wrong lies deeper.
    """
    with zipfile.ZipFile(package) as file:
        entries = {name: file.read(name) for name in file.namelist()}
    for name, change in changes.items():
        if callable(change):
            change = change(json.loads(entries[name]))
            change = change if isinstance(change, bytes) else json.dumps(change, ensure_ascii=False).encode()
        if change is None:
            del entries[name]
        else:
            entries[name] = change
    if listed:
        entries[MANIFEST] = _honest(entries)
    with zipfile.ZipFile(out, "w") as file:
        for name, content in entries.items():
            file.writestr(name, content)
    return out


def _honest(entries: dict[str, bytes]) -> bytes:
    manifest = json.loads(entries[MANIFEST])
    media = [file for kind in ("pictures", "sounds") for one in manifest[kind] for file in one["files"]]
    for file in [*manifest["documents"], *media]:
        content = entries.get(file["path"], b"")
        file.update(bytes=len(content), sha256=hashlib.sha256(content).hexdigest())
    return json.dumps(manifest, ensure_ascii=False).encode()
