"""Photos that do not feel good to somebody, by the command line: listed with how long they wait, and judged."""

import json
from pathlib import Path

from config import Testing
from tests.cli.test_cli import run
from tests.conftest import on_both_engines
from tests.world import SECRET

WORDS = ["--by", "Noor", "--outcome", "Er is niets mis mee."]


@on_both_engines
def test_a_report_waits_until_somebody_looked_and_says_where_the_photo_lies(settings: Testing) -> None:
    (flag,) = json.loads(run(settings, "photos", "flags", "--json"))
    assert (flag["words"], flag["weight"], flag["hidden"], flag["late"]) == (SECRET, 0, False, False)
    assert 0 <= flag["waits_hours"] < 24 and Path(flag["file"]).is_file()
    photo = flag["photo"]
    assert "is hidden" in run(settings, "photos", "hide", photo, *WORDS)
    assert json.loads(run(settings, "photos", "flags", "--json")) == []
    assert "is shown" in run(settings, "photos", "show", photo, *WORDS)
    assert "Nothing was changed" in run(settings, "photos", "looked-at", photo, *WORDS, status=1)
    assert "There is no photo" in run(settings, "photos", "show", "222222222222", *WORDS, status=1)
