"""Reads about scan counts and reports."""

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from wijkspel.db import db
from wijkspel.errors import Missing
from wijkspel.places.models import Neighbourhood, Spot, Sticker
from wijkspel.upkeep.models import ScanCount, StickerReport


class Scans(NamedTuple):
    """How often a sticker was scanned in all, as far as counts are kept, and on which day last."""

    total: int
    last_day: date


def scans_by_sticker() -> dict[int, Scans]:
    """Return the scans of every sticker that was scanned, by its id."""
    summed = select(ScanCount.sticker_id, func.sum(ScanCount.count), func.max(ScanCount.day))
    rows = db.session.execute(summed.group_by(ScanCount.sticker_id))
    return {sticker: Scans(total, last_day) for sticker, total, last_day in rows}


def days_by_sticker(neighbourhood: Neighbourhood) -> dict[int, dict[date, int]]:
    """Return how often each sticker of a neighbourhood was scanned on each day, by its id; the oldest day first."""
    own = ScanCount.neighbourhood_id == neighbourhood.id
    found: dict[int, dict[date, int]] = {}
    for counted in db.session.scalars(select(ScanCount).where(own).order_by(ScanCount.day)):
        found.setdefault(counted.sticker_id, {})[counted.day] = counted.count
    return found


def open_reports_by_sticker() -> dict[int, int]:
    """Return how many reports wait for somebody to look, by the id of the sticker they are about."""
    waiting = select(StickerReport.sticker_id, func.count(StickerReport.id)).where(
        StickerReport.looked_at.is_(None), StickerReport.sticker_id.is_not(None)
    )
    rows = db.session.execute(waiting.group_by(StickerReport.sticker_id))
    return {sticker: count for sticker, count in rows if sticker is not None}


def reports_of(neighbourhood: Neighbourhood | None = None, *, also_closed: bool = False) -> list[StickerReport]:
    """Return the reports that wait, of one neighbourhood or of all, oldest first; or also those that were looked at."""
    wanted = select(StickerReport).order_by(StickerReport.reported_at, StickerReport.id)
    if neighbourhood is not None:
        wanted = wanted.where(StickerReport.neighbourhood_id == neighbourhood.id)
    if not also_closed:
        wanted = wanted.where(StickerReport.looked_at.is_(None))
    whole = (joinedload(StickerReport.spot).joinedload(Spot.neighbourhood), joinedload(StickerReport.sticker))
    return list(db.session.scalars(wanted.options(*whole)))


def report_with(public_id: str) -> StickerReport:
    """Return the report with this name. Raises Missing."""
    found = db.session.scalar(select(StickerReport).where(StickerReport.public_id == public_id))
    if found is None:
        raise Missing("no_such_report", report=public_id)
    return found


def same_report(
    spot: Spot, *, sticker: Sticker | None, reason: str, note: str, since: datetime
) -> StickerReport | None:
    """Return a report that says the same about the same and still waits, made since a moment."""
    return db.session.scalar(
        select(StickerReport).where(
            StickerReport.spot_id == spot.id,
            StickerReport.sticker_id == sticker.id if sticker else StickerReport.sticker_id.is_(None),
            StickerReport.reason == reason,
            StickerReport.note == note,
            StickerReport.looked_at.is_(None),
            StickerReport.reported_at > since,
        )
    )
