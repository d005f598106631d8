"""Deletes what the privacy page promises to delete: old reports and scan counts, and who hung a sticker long ago."""

from typing import NamedTuple

from wijkspel.db import write
from wijkspel.upkeep.actions import forget_old_hangings, forget_old_reports, forget_old_scans


class Forgotten(NamedTuple):
    """How many rows were deleted, and of how many stickers the names."""

    reports: int
    scans: int
    hangings: int


def forget_old() -> Forgotten:
    """Delete reports, counts and names that were kept long enough, and return how many there were."""
    with write():
        return Forgotten(forget_old_reports(), forget_old_scans(), forget_old_hangings())
