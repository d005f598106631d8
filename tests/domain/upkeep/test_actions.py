"""Counting scans, and reports about stickers."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.conftest import on_both_engines
from tests.playing import a_store
from tests.world import ELSEWHERE, koppel
from wijkspel.clock import now
from wijkspel.db import db, write
from wijkspel.errors import Conflict, Invalid, Missing
from wijkspel.jobs.forgetting import forget_old
from wijkspel.places.models import Spot, Sticker
from wijkspel.places.queries import spot_called, sticker_with
from wijkspel.upkeep.actions import add_scans, close_report, report_sticker
from wijkspel.upkeep.models import ScanCount, StickerReport
from wijkspel.upkeep.queries import open_reports_by_sticker, report_with, reports_of, scans_by_sticker

pytestmark = [on_both_engines, pytest.mark.usefixtures("app")]
MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


def _bakery() -> Spot:
    return spot_called(koppel(), "bakkerij")


def _sticker(code: str = "D8RVTX") -> Sticker:
    found = sticker_with(code)
    assert found
    return found


def _report(note: str = "") -> str:
    with write():
        return report_sticker(_bakery(), reason="broken", note=note, sticker=_sticker()).public_id


def test_scans_of_a_day_add_up_and_days_stay_apart() -> None:
    bakery, lock = _sticker().id, _sticker("W3NPC9").id
    for counted in ({(bakery, MONDAY): 2, (lock, MONDAY): 1}, {(bakery, MONDAY): 3, (bakery, TUESDAY): 1}):
        with write():
            add_scans(counted)
    found = scans_by_sticker()
    assert found[bakery] == (6, TUESDAY) and found[lock] == (1, MONDAY)
    counts = db.session.scalars(select(ScanCount).where(ScanCount.sticker_id == bakery, ScanCount.day == MONDAY)).all()
    assert [row.count for row in counts] == [5]


def test_a_sticker_that_is_gone_does_not_keep_the_others_from_being_counted() -> None:
    bakery = _sticker().id
    with write():
        add_scans({(0, MONDAY): 4, (bakery, MONDAY): 1})
        add_scans({(0, MONDAY): 4})
    assert scans_by_sticker()[bakery] == (1, MONDAY)


def test_a_count_belongs_to_the_neighbourhood_of_its_sticker() -> None:
    elsewhere = _sticker(ELSEWHERE)
    with write():
        add_scans({(elsewhere.id, MONDAY): 1})
    row = db.session.scalar(select(ScanCount).where(ScanCount.sticker_id == elsewhere.id))
    assert row and (row.organisation_id, row.neighbourhood_id) == (
        elsewhere.organisation_id,
        elsewhere.neighbourhood_id,
    )


def test_a_report_waits_until_somebody_looked_and_says_what_came_of_it() -> None:
    name = _report("onder water")
    assert open_reports_by_sticker()[_sticker().id] == 1
    with write():
        close_report(report_with(name), by="Noor", outcome="een nieuwe opgehangen")
    closed = report_with(name)
    assert (closed.looked_by, closed.outcome, closed.is_open) == ("Noor", "een nieuwe opgehangen", False)
    assert _sticker().id not in open_reports_by_sticker()
    assert name not in [report.public_id for report in reports_of(koppel())]
    assert name in [report.public_id for report in reports_of(koppel(), also_closed=True)]
    with pytest.raises(Conflict, match="report_closed"), write():
        close_report(report_with(name), by="Bo", outcome="nog eens")


def test_a_report_may_be_about_a_spot_without_a_sticker() -> None:
    with write():
        made = report_sticker(_bakery(), reason="gone")
        assert (made.sticker, made.spot.slug) == (None, "bakkerij")


def test_a_double_tap_makes_one_report_and_a_second_walker_later_another() -> None:
    first = _report()
    assert _report() == first
    assert _report("hangt los") != first
    with write() as session:
        row = session.scalar(select(StickerReport).where(StickerReport.public_id == first))
        row.reported_at = now() - timedelta(minutes=11)
    assert _report() != first


@pytest.mark.parametrize(
    ("reason", "note", "fields"),
    [
        ("", "", {"reason": "missing"}),
        ("ugly", "", {"reason": "unknown"}),
        ("other", "x" * 201, {"note": "too_long"}),
    ],
)
def test_a_report_that_does_not_fit_is_refused(reason: str, note: str, fields: dict[str, str]) -> None:
    with pytest.raises(Invalid) as refused, write():
        report_sticker(_bakery(), reason=reason, note=note)
    assert refused.value.fields == fields


def test_a_report_cannot_be_about_the_sticker_of_another_spot() -> None:
    for code in ("W3NPC9", ELSEWHERE):
        with pytest.raises(Invalid), write():
            report_sticker(_bakery(), reason="gone", sticker=_sticker(code))


def test_what_cannot_be_shown_is_left_out_of_a_note() -> None:
    name = _report("  hij\0 hangt\r\n\u202elos ")
    assert report_with(name).note == "hij hangt los"


@pytest.mark.parametrize(("by", "outcome"), [("", "klaar"), ("Noor", " "), ("x" * 81, "klaar"), ("Noor", "x" * 201)])
def test_nobody_closes_a_report_without_a_name_and_an_outcome(by: str, outcome: str) -> None:
    name = _report()
    with pytest.raises(Invalid), write():
        close_report(report_with(name), by=by, outcome=outcome)
    assert report_with(name).is_open


def test_a_report_that_does_not_exist_is_missing() -> None:
    with pytest.raises(Missing):
        report_with("222222222222")


def test_reports_go_ninety_days_after_somebody_looked_or_a_year_unseen_and_counts_after_two_years() -> None:
    kept, gone, waiting, unseen = (_report(note) for note in ("blijft", "gaat", "wacht", "vergeten"))
    today = now().date()
    with write() as session:
        for name, days in ((kept, 89), (gone, 91)):
            close_report(report_with(name), by="Noor", outcome="klaar")
            report_with(name).looked_at = now() - timedelta(days=days)
        for name, days in ((waiting, 364), (unseen, 366)):
            report_with(name).reported_at = now() - timedelta(days=days)
        session.flush()
        add_scans({(_sticker().id, today - timedelta(days=days)): 1 for days in (1, 729, 731, 2000)})
    forgotten = forget_old(a_store())
    assert forgotten.reports == 2 and forgotten.scans == 2 and sum(forgotten) == 4
    names = {report.public_id for report in reports_of(koppel(), also_closed=True)}
    assert {kept, waiting} <= names and not {gone, unseen} & names
    assert scans_by_sticker()[_sticker().id].total == 2
    assert set(forget_old(a_store())) == {0}
