"""Deletes what the privacy page promises to delete: old reports about stickers, and old scan counts."""

from typing import NamedTuple

from wijkspel.db import write
from wijkspel.upkeep.actions import forget_old_reports, forget_old_scans


class Forgotten(NamedTuple):
    """How many rows were deleted."""

    reports: int
    scans: int


def forget_old() -> Forgotten:
    """Delete reports and counts that were kept long enough, and return how many there were."""
    with write():
        return Forgotten(forget_old_reports(), forget_old_scans())
