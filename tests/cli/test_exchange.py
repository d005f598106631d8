"""Walks in and out on the command line: a preview, all or nothing, and what the answer is for programs."""

import json
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from config import ROOT, Testing
from tests.cli.test_cli import add_neighbourhood, run
from tests.domain.exchange.files import BAKERY, LOCK, TRACK, gpx, waypoint
from tests.world import SECRET, koppel
from wijkspel.curation.actions import decide_about_tour
from wijkspel.db import write
from wijkspel.places.queries import neighbourhood_called
from wijkspel.tours.queries import any_tour_called, has_tour

RECORDED = ROOT.parent / "shared" / "data" / "walk.gpx"
STOPS = waypoint(BAKERY, "De oude bakkerij") + waypoint((5.4193, 52.7799), "Pomp") + waypoint(LOCK, "De sluis")


def _file(folder: Path, content: bytes = b"", name: str = "ommetje.gpx") -> Path:
    path = folder / name
    path.write_bytes(content or gpx(stops=STOPS, track=TRACK))
    return path


def _bring(settings: Testing, file: Path, *more: object, status: int = 0) -> str:
    return run(settings, "import", file, "--neighbourhood", "de-koppel", *more, status=status)


def test_a_preview_says_what_would_be_made_and_makes_nothing(settings: Testing, app: Flask, tmp_path: Path) -> None:
    said = _bring(settings, _file(tmp_path), "--dry-run", "--map", tmp_path / "kaart.svg")
    assert "Een ommetje (de-koppel/een-ommetje): 3 stops, " in said
    for words in ("spot bakkerij", "new street", "spot sluis", "at most 3 m off", "Nothing was written"):
        assert words in said, words
    assert "Waypoint 1 (line 3) is 0 m from “De oude bakkerij aan de Kade”" in said
    assert not has_tour(koppel(), "een-ommetje")
    drawn = (tmp_path / "kaart.svg").read_text()
    assert "<title" in drawn and drawn.count('class="sketch__stop"') == 3
    _bring(settings, _file(tmp_path), "--dry-run", "--map", tmp_path / "kaart.png")
    assert (tmp_path / "kaart.png").read_bytes().startswith(b"\x89PNG")
    _bring(settings, _file(tmp_path), "--dry-run", "--map", tmp_path / "kaart.pdf", status=2)


def test_a_program_reads_what_would_be_made_or_why_not(settings: Testing, tmp_path: Path) -> None:
    answer = json.loads(_bring(settings, _file(tmp_path), "--dry-run", "--json"))
    assert answer["made"] is False and answer["format"] == "GPX"
    assert [stop["new"] for stop in answer["stops"]] == [False, True, False]
    assert answer["way"] == {"points_read": 7, "points_kept": 6, "tolerance_metres": 3.0}
    assert answer["tour"]["metres"] == sum(stop["metres_to_next"] or 0 for stop in answer["stops"])
    codes = [doubt["code"] for doubt in answer["doubts"]]
    assert codes == ["way_without_stops", "spot_matched", "theme_chosen", "new_spots"]
    assert all(doubt["sentence"].endswith(".") for doubt in answer["doubts"])
    broken = json.loads(_bring(settings, _file(tmp_path, b"<gpx>"), "--dry-run", "--json", status=1))
    assert list(broken) == ["refused"] and broken["refused"].startswith("Line 1 is not good XML")
    nowhere = run(settings, "import", _file(tmp_path), "--neighbourhood", "nergens", "--json", status=1)
    assert json.loads(nowhere) == {"refused": "There is no neighbourhood “nergens”."}


def test_a_walk_comes_in_as_a_draft_once(settings: Testing, app: Flask, client: FlaskClient, tmp_path: Path) -> None:
    said = _bring(settings, _file(tmp_path), "--theme", "food", "--name", "Brood en water")
    assert "wijkspel tours decide de-koppel brood-en-water publish" in said
    assert client.get("/de-koppel/wandelingen/brood-en-water").status_code == 404
    run(settings, "tours", "decide", "de-koppel", "brood-en-water", "publish", "--by", "Noor")
    assert "Pomp" in client.get("/de-koppel/wandelingen/brood-en-water").text
    again = _bring(settings, _file(tmp_path), "--name", "Brood en water", status=1)
    assert "There is a walk “brood-en-water” here already" in again
    assert _bring(settings, _file(tmp_path), "--name", "Brood en water", "--slug", "nog-eens")


def test_a_table_comes_in_with_its_own_names_of_columns(settings: Testing, app: Flask, tmp_path: Path) -> None:
    table = _file(tmp_path, b"Titel;Oost;Noord\nHek;5,4180;52,7796\nSluis;5,42052;52,77937\n", "haltes.csv")
    assert "--column lon=NAME" in _bring(settings, table, status=1)
    columns = ["--column", "name=Titel", "--column", "lon=Oost", "--column", "lat=Noord"]
    assert "straight on" in _bring(settings, table, *columns)
    assert any_tour_called(koppel(), "haltes").stop_count == 2
    assert "FIELD=COLUMN" in _bring(settings, table, "--column", "hoogte=Z", status=2)


def test_a_refused_file_names_its_line_and_leaves_nothing(settings: Testing, app: Flask, tmp_path: Path) -> None:
    before = run(settings, "tours", "list")
    wrong = _file(tmp_path, gpx(stops=STOPS + waypoint((0, 0), "Zee")))
    assert "Waypoint 4 (line 6) is at 0,0, which is in the sea off Africa." in _bring(settings, wrong, status=1)
    swapped = _file(tmp_path, gpx(track=[*TRACK, (52.78, 5.42)]))
    assert "Track point 8 has latitude and longitude swapped" in _bring(settings, swapped, status=1)
    table = _file(tmp_path, b"naam;lon;lat;straal\nHek;5,418;52,7796;500\n", "x.csv")
    assert "Row 1 (line 2) does not fit: radius is between 15 and 100 metres." in _bring(settings, table, status=1)
    named = _file(tmp_path, gpx(stops=STOPS), "rondje.kml")
    assert "The file rondje.kml holds GPX, though its name says .kml" in _bring(settings, named, status=1)
    assert run(settings, "tours", "list") == before


@pytest.mark.parametrize("suffix", ["gpx", "kml", "geojson", "json"])
def test_a_public_walk_goes_out_and_comes_into_another_neighbourhood(
    settings: Testing, app: Flask, tmp_path: Path, suffix: str
) -> None:
    out = tmp_path / f"water.{suffix}"
    assert f"Written: {out}" in run(settings, "export", "langs-het-water", "--out", out, "--language", "ar")
    add_neighbourhood(settings, "leeg", "5.4125,52.7764,5.4275,52.7837")
    run(settings, "import", out, "--neighbourhood", "leeg")
    there, here = (
        any_tour_called(neighbourhood_called("leeg"), "langs-het-water"),
        any_tour_called(koppel(), "langs-het-water"),
    )
    assert (there.names, there.intros, there.metres, there.route) == (here.names, here.intros, here.metres, here.route)


def test_only_what_is_public_goes_out(settings: Testing, app: Flask, tmp_path: Path) -> None:
    out = tmp_path / "x.gpx"
    for slug in ("een-klad", "weer-verborgen", "de-koppel/een-klad"):
        assert "is not public" in run(settings, "export", slug, "--out", out, status=1)
    assert "There is no walk “nergens”" in run(settings, "export", "nergens", "--out", out, status=1)
    assert "no neighbourhood “weg”" in run(settings, "export", "weg/langs-het-water", "--out", out, status=1)
    assert not out.exists()
    run(settings, "export", "de-koppel/langs-het-water", "--out", out)
    assert SECRET not in out.read_text()


def test_a_name_that_two_neighbourhoods_share_asks_which(settings: Testing, app: Flask, tmp_path: Path) -> None:
    out = tmp_path / "x.json"
    run(settings, "export", "langs-het-water", "--out", out)
    add_neighbourhood(settings, "leeg", "5.4125,52.7764,5.4275,52.7837")
    run(settings, "import", out, "--neighbourhood", "leeg")
    run(settings, "export", "langs-het-water", "--out", out)  # a draft elsewhere does not count
    with write():
        decide_about_tour(any_tour_called(neighbourhood_called("leeg"), "langs-het-water"), "publish", by="Noor")
    said = run(settings, "export", "langs-het-water", "--out", out, status=1)
    assert "Say which: de-koppel/langs-het-water, leeg/langs-het-water" in said
    run(settings, "export", "leeg/langs-het-water", "--out", out)


def test_a_suffix_that_cannot_be_written_is_refused_with_those_that_can(settings: Testing, tmp_path: Path) -> None:
    said = run(settings, "export", "langs-het-water", "--out", tmp_path / "x.docx", status=1)
    assert "ends in “.docx” cannot be written" in said and ".gpx, .kml, .geojson, .json" in said
    nowhere = tmp_path / "file"
    nowhere.write_text("")
    assert "cannot be written" in run(settings, "export", "langs-het-water", "--out", nowhere / "x.gpx", status=1)


def test_a_recorded_walk_comes_in_and_can_be_walked(
    settings: Testing, client: FlaskClient, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if not RECORDED.exists():
        with capsys.disabled():
            print(f"\n{RECORDED} is not there: a recorded walk is not tried.")
        return
    assert "outside the neighbourhood" in _bring(settings, RECORDED, status=1)
    add_neighbourhood(settings, "bergen", "13.99,45.36,14.18,45.47")
    said = run(settings, "import", RECORDED, "--neighbourhood", "bergen", "--dry-run")
    assert "Choose one or some of them, such as --track 1" in said
    run(settings, "import", RECORDED, "--neighbourhood", "bergen", "--track", 2, "--track", 3, "--slug", "bergpad")
    run(settings, "tours", "decide", "bergen", "bergpad", "publish", "--by", "Noor")
    page = client.get("/bergen/wandelingen/bergpad?taal=en").text
    assert "6.3 km" in page and "Halfway" in page
    assert 'class="sketch__route"' in client.get("/bergen/wandelingen/bergpad/kaart.svg").text
