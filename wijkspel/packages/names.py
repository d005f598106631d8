"""Which names a moved neighbourhood keeps: all that are free here, so that stickers, links and pictures go on working.

A name that is taken, as in a second copy on one server, becomes a new one, and the preview says how many.
"""

from collections import Counter
from typing import Any

from sqlalchemy import exists, select

from wijkspel import qr
from wijkspel.db import db, new_public_id
from wijkspel.errors import Refused
from wijkspel.places.models import Sticker
from wijkspel.places.queries import has_basemap


class Names:
    """The names of one package on this server; `renewed` counts the new ones by kind."""

    def __init__(self) -> None:
        self.renewed: Counter[str] = Counter()
        self._seen: set[tuple[str, str]] = set()

    def of(self, model: Any, wanted: str | None) -> str:
        """Return the public id that a row of a table gets. Raises Refused when the package gives one twice."""
        if wanted is None:
            return new_public_id()
        self._expect_once(model.__tablename__, wanted)
        if not db.session.scalar(select(exists().where(model.public_id == wanted))):
            return wanted
        return self._renewed()

    def of_map(self, wanted: str) -> str:
        """Return the public id that a map gets; it has no row of its own."""
        return self._renewed() if has_basemap(wanted) else wanted

    def of_files(self, chosen: str, *, taken: bool) -> str:
        """Return the public id under which files are kept: the one that was chosen, unless files lie there already."""
        return self._renewed() if taken else chosen

    def code(self, wanted: str) -> str:
        """Return the code that a sticker gets."""
        self._expect_once("sticker", wanted)
        if not db.session.scalar(select(exists().where(Sticker.code == wanted))):
            return wanted
        self.renewed["stickers"] += 1
        return qr.new_code()

    def _renewed(self) -> str:
        self.renewed["addresses"] += 1
        return new_public_id()

    def _expect_once(self, kind: str, wanted: str) -> None:
        if (kind, wanted) in self._seen:
            raise Refused("package_name_twice", name=wanted)
        self._seen.add((kind, wanted))
