"""Everything that changes scan counts and reports, and what is forgotten of stickers after their time."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import ColumnElement, and_, delete, or_, select, update

from wijkspel.clock import now
from wijkspel.db import db, insert_into, tenant_of
from wijkspel.errors import Conflict, Invalid
from wijkspel.places.models import Spot, Sticker
from wijkspel.upkeep.models import ScanCount, StickerReport
from wijkspel.upkeep.queries import same_report
from wijkspel.upkeep.rules import (
    DOUBLE_TAP,
    HANGING_MONTHS,
    REPORT_DAYS,
    SCAN_YEARS,
    WAITING_DAYS,
    problems_of_outcome,
    problems_of_report,
    tidy,
)


class Case(Protocol):
    """What somebody said, of whichever room, for somebody to look at."""

    public_id: str
    looked_at: datetime | None
    looked_by: str | None
    outcome: str | None


def add_scans(counted: Mapping[tuple[int, date], int]) -> None:
    """Add to the counts of stickers, each by its id and the day in its neighbourhood; one that is gone is left out."""
    ids = {sticker_id for sticker_id, _ in counted}
    tenant = (Sticker.id, Sticker.organisation_id, Sticker.neighbourhood_id)
    of = {row[0]: row[1:] for row in db.session.execute(select(*tenant).where(Sticker.id.in_(ids)))}
    # In one order on every server: two that add to the same counts at once would else wait for each other for ever.
    rows = [
        {
            "organisation_id": of[sticker_id][0],
            "neighbourhood_id": of[sticker_id][1],
            "sticker_id": sticker_id,
            "day": day,
            "count": count,
        }
        for (sticker_id, day), count in sorted(counted.items())
        if sticker_id in of
    ]
    if rows:
        added = insert_into(ScanCount).values(rows)
        more = {"count": ScanCount.count + added.excluded.count}
        db.session.execute(added.on_conflict_do_update(index_elements=["sticker_id", "day"], set_=more))


def report_sticker(spot: Spot, *, reason: str, note: str = "", sticker: Sticker | None = None) -> StickerReport:
    """Keep what somebody saw of a sticker at a spot. A double tap makes one report. Raises Invalid."""
    note = tidy(note)
    problems = problems_of_report(reason=reason, note=note)
    if sticker is not None and sticker.spot_id != spot.id:
        problems["sticker"] = "elsewhere"
    if problems:
        raise Invalid(**problems)
    reported_at = now()
    same = same_report(spot, sticker=sticker, reason=reason, note=note, since=reported_at - DOUBLE_TAP)
    if same is not None:
        return same
    report = StickerReport(
        **tenant_of(spot),
        spot_id=spot.id,
        sticker_id=sticker.id if sticker else None,
        reason=reason,
        note=note,
        reported_at=reported_at,
    )
    db.session.add(report)
    db.session.flush()
    return report


def close_report(report: StickerReport, *, by: str, outcome: str) -> None:
    """Write down who looked at a report and what came of it. Raises Invalid, and Conflict when somebody did already."""
    close(report, by=by, outcome=outcome, refusal="report_closed", name="report")


def read_outcome(*, by: str, outcome: str) -> tuple[str, str]:
    """Return who looked at something and what came of it, as they are kept. Raises Invalid."""
    by, outcome = by.strip(), tidy(outcome)
    problems = problems_of_outcome(by=by, outcome=outcome)
    if problems:
        raise Invalid(**problems)
    return by, outcome


def close(case: Case, *, by: str, outcome: str, refusal: str, name: str) -> None:
    """Write down who looked at what somebody said, and what came of it.

    Raises Invalid, and Conflict when somebody did already: the code `refusal`, with the case under `name` and with who.
    """
    by, outcome = read_outcome(by=by, outcome=outcome)
    db.session.refresh(case, with_for_update=True)
    if case.looked_at is not None:
        raise Conflict(refusal, **{name: case.public_id, "by": case.looked_by})
    case.looked_at, case.looked_by, case.outcome = now(), by, outcome
    db.session.flush()


def forget_cases(table: Any, said_at: Any, *only: ColumnElement[bool], days: int) -> int:
    """Delete what somebody looked at so many days ago and what waited too long for that, and return how many.

    `table` is of cases, `said_at` its column of when each was said, and `only` which of them may go at all.
    """
    moment = now()
    forgotten = and_(table.looked_at.is_(None), said_at < moment - timedelta(days=WAITING_DAYS))
    old = or_(table.looked_at < moment - timedelta(days=days), forgotten)
    return len(db.session.execute(delete(table).where(old, *only).returning(table.id)).all())


def forget_old_reports() -> int:
    """Delete the reports that were looked at, or waited, long enough; return how many."""
    return forget_cases(StickerReport, StickerReport.reported_at, days=REPORT_DAYS)


def forget_old_scans() -> int:
    """Delete the counts of days that are too long ago, and return how many."""
    before = (now() - timedelta(days=365 * SCAN_YEARS)).date()
    old = delete(ScanCount).where(ScanCount.day < before).returning(ScanCount.id)
    return len(db.session.execute(old).all())


def forget_old_hangings() -> int:
    """Forget of stickers that were retired long ago how they hung and who was asked, and return how many those were.

    The sticker itself stays: its code may still hang somewhere, and leads to the spot.
    """
    before = now() - timedelta(days=HANGING_MONTHS * 365 / 12)
    known = or_(Sticker.hung_at.is_not(None), Sticker.retired_by.is_not(None))
    nothing = dict.fromkeys(("hung_at", "hung_by", "hung_where", "permission", "retired_by"))
    old = update(Sticker).where(Sticker.retired_at < before, known).values(nothing).returning(Sticker.id)
    return len(db.session.execute(old).all())
