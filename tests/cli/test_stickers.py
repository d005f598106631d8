"""A sticker's life by the command line: hung, replaced, reported and looked at."""

import json

from config import Testing
from tests.cli.test_cli import run
from tests.conftest import on_both_engines
from tests.world import ELSEWHERE
from wijkspel.clock import now

HANGING = ["--by", "Noor", "--where", "naast de deur", "--permission", "Riet, van de bakkerij"]


def _listed(settings: Testing, code: str) -> dict[str, object]:
    rows = json.loads(run(settings, "stickers", "list", "--json"))
    return next(row for row in rows if row["code"] == code)


@on_both_engines
def test_a_sticker_is_hung_replaced_and_its_successor_names_it(settings: Testing) -> None:
    assert "hangs" in run(settings, "stickers", "hang", "d8r-vtx", *HANGING)
    hung = _listed(settings, "D8RVTX")
    assert (hung["status"], hung["hung_by"], hung["hung_where"]) == ("hung", "Noor", "naast de deur")
    assert hung["permission"] == "Riet, van de bakkerij" and str(hung["hung_at"]).startswith(str(now().date()))
    made = json.loads(run(settings, "stickers", "reissue", "D8RVTX", "--by", "Bo", "--json"))[0]
    assert (_listed(settings, made["code"])["replaces"], made["status"]) == ("D8RVTX", "made")
    old = _listed(settings, "D8RVTX")
    assert (old["status"], old["retired_by"]) == ("retired", "Bo")


@on_both_engines
def test_reports_are_listed_until_somebody_looked(settings: Testing) -> None:
    assert (_listed(settings, ELSEWHERE)["scans"], _listed(settings, ELSEWHERE)["reports"]) == (3, 1)
    assert json.loads(run(settings, "stickers", "reports", "de-koppel", "--json")) == []
    (report,) = json.loads(run(settings, "stickers", "reports", "--json"))
    assert (report["neighbourhood"], report["spot"], report["code"]) == ("de-overkant", "bakkerij", ELSEWHERE)
    assert (report["reason"], report["looked_at"]) == ("gone", None)
    words = ["--by", "Noor", "--outcome", "hing er nog"]
    assert "looked at" in run(settings, "stickers", "looked-at", report["id"], *words)
    assert run(settings, "stickers", "reports") == ""
    assert "hing er nog" in run(settings, "stickers", "reports", "--all")
    assert "Noor looked at" in run(settings, "stickers", "looked-at", report["id"], *words, status=1)
    assert _listed(settings, ELSEWHERE)["reports"] == 0


def test_a_list_for_people_says_how_a_sticker_fares_and_leaves_out_what_is_not_known(settings: Testing) -> None:
    lines = run(settings, "stickers", "list").splitlines()
    (line,) = [line for line in lines if line.startswith(ELSEWHERE)]
    assert line.endswith(f"scanned 3×, last on {now().date()}  1 reported")
    assert not any("None" in line for line in lines)
