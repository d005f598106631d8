"""Rendered anonymous pages, kept in memory and shown only while nothing was published or hidden since.

A neighbourhood counts its publications. A page is kept with the count it was made at; whoever shows it compares
that with the count of this moment. So a page that another server made stale is never shown.
"""

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import NamedTuple
from zoneinfo import ZoneInfo


class Scanned(NamedTuple):
    """The sticker whose page this is, and the time zone in which its days are counted."""

    sticker_id: int
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page as it was answered: its neighbourhood, publication count, until when it may be shown, its route and
    headers, its bytes by encoding and whether they are as few as can be, and the sticker behind which it stands.
    """

    neighbourhood_id: int
    version: int
    until: datetime | None
    etag: str
    route: str
    bodies: dict[str, bytes]
    headers: tuple[tuple[str, str], ...]
    scanned: Scanned | None = None
    is_tight: bool = False
    size: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "size", sum(len(body) for body in self.bodies.values()))


class KeptPages:
    """The pages one process keeps; the ones longest unread leave first."""

    def __init__(self, most_bytes: int = 32 * 1024 * 1024) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._pages: OrderedDict[object, KeptPage] = OrderedDict()
        self._lock = Lock()

    def find(self, key: object) -> KeptPage | None:
        """Return the page kept under a key; the caller still compares its version."""
        with self._lock:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def keep(self, key: object, page: KeptPage) -> None:
        """Keep a page, in place of what the key held, and let the longest unread go when there are too many."""
        with self._lock:
            self._forget(key)
            self._pages[key] = page
            self._bytes += page.size
            while self._bytes > self._most_bytes:
                self._forget(next(iter(self._pages)))

    def _forget(self, key: object) -> None:
        page = self._pages.pop(key, None)
        if page is not None:
            self._bytes -= page.size

    @property
    def bytes(self) -> int:
        """How many bytes are kept at this moment."""
        return self._bytes
