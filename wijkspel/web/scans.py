"""Scans: counted in memory, and written down once a minute and when the server stops.

What is kept is one number for a sticker and a day; nothing of who scanned, from where or at what time.
"""

import logging
from collections.abc import Mapping
from datetime import date
from threading import Event, Lock, Thread
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask, current_app, request

from wijkspel.clock import now
from wijkspel.db import write
from wijkspel.places.models import Sticker
from wijkspel.publication import Scanned
from wijkspel.upkeep.actions import add_scans

SECONDS = 60  # between two times of writing down; a power cut loses no more than what was counted in it
TRIES_AT_THE_END = 2
logger = logging.getLogger("wijkspel.scans")


class ScanCounter:
    """What one process has counted and not written down yet."""

    def __init__(self, app: Flask, *, seconds: float = SECONDS) -> None:
        self._app = app
        self._seconds = seconds
        self._counted: dict[tuple[int, date], int] = {}
        self._lock = Lock()
        self._stopping = Event()
        self._thread: Thread | None = None

    def count(self, scanned: Scanned) -> None:
        """Count one scan, on this day in the sticker's neighbourhood."""
        self._add({(scanned.sticker_id, now().astimezone(scanned.zone).date()): 1})

    def write_down(self) -> bool:
        """Write down what was counted, and return whether that worked; what could not be written is kept."""
        with self._lock:
            counted, self._counted = self._counted, {}
        if not counted:
            return True
        try:
            with self._app.app_context(), write():
                add_scans(counted)
        except Exception as error:  # whatever it is, no count is lost by it
            self._add(counted)
            logger.warning("scans wait to be written down", extra={"kind": type(error).__name__})
            return False
        return True

    def start(self) -> None:
        """Begin to write down in the background. A server does that; a command or a test has no need of it."""
        self._thread = Thread(target=self._write_down_now_and_then, name="scans", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Write down what is left; nothing may be counted after it."""
        self._stopping.set()
        if self._thread:
            self._thread.join()
        if not any(self.write_down() for _ in range(TRIES_AT_THE_END)):
            logger.error("scans of the last minute are lost")

    def _write_down_now_and_then(self) -> None:
        while not self._stopping.wait(self._seconds):
            self.write_down()

    def _add(self, counted: Mapping[tuple[int, date], int]) -> None:
        with self._lock:
            for key, count in counted.items():
                self._counted[key] = self._counted.get(key, 0) + count


def set_up(app: Flask) -> None:
    """Give the app its counter, before the porter who uses it."""
    app.extensions["scans"] = ScanCounter(app)


def is_scan(environ: Mapping[str, Any]) -> bool:
    """Return whether somebody asks to see a page.

    Not so when a browser looks ahead (`Sec-Purpose: prefetch`), when a script keeps the page for later (a mode other
    than `navigate`), or when the page is asked for by itself, in another language.
    """
    return (
        environ["REQUEST_METHOD"] == "GET"
        and environ.get("HTTP_SEC_FETCH_MODE", "navigate") == "navigate"
        and "prefetch" not in environ.get("HTTP_SEC_PURPOSE", "")
        and environ["PATH_INFO"] not in environ.get("HTTP_REFERER", "")
    )


def scan_of(sticker: Sticker) -> Scanned:
    """Return what has to be known to count a scan of a sticker."""
    return Scanned(sticker.id, ZoneInfo(sticker.spot.neighbourhood.timezone))


def count_scan(scanned: Scanned) -> None:
    """Count this request, if it is a scan."""
    if is_scan(request.environ):
        counter: ScanCounter = current_app.extensions["scans"]
        counter.count(scanned)
