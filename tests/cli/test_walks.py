"""Walks and maps on the command line: planned from a file, published, hidden, and hung on a real extract."""

import json
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from config import ROOT, Testing
from tests.cli.test_cli import add_neighbourhood, add_spot, run
from tests.maps import island, kept, village
from tests.world import koppel

DATA = ROOT.parent / "shared" / "data"
EXTRACT = DATA / "amsterdam.osm.pbf"
WALK = """slug = "kort"
theme = "food"
[names]
nl = "Een korte"
[intro]
nl = "Van brood naar water."
"nl.eenvoudig" = "Naar het water."
[[stop]]
spot = "bakkerij"
radius = 40
path = [[5.41859, 52.77964], [5.42052, 52.77937]]
step_free = true
towards = { nl = "langs het water" }
[[stop]]
spot = "sluis"
"""


def _file(folder: Path, text: str = WALK, name: str = "kort.toml") -> Path:
    path = folder / name
    path.write_text(text)
    return path


def test_a_walk_is_planned_from_a_file_published_and_hidden(
    settings: Testing, app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    said = run(settings, "tours", "plan", "de-koppel", _file(tmp_path))
    assert "kort is planned: 2 stops, 134 m" in said
    assert client.get("/de-koppel/wandelingen/kort").status_code == 404
    assert "kort is published" in run(settings, "tours", "decide", "de-koppel", "kort", "publish", "--by", "Noor")
    assert "langs het water" in client.get("/de-koppel/wandelingen/kort/1").text
    rows = json.loads(run(settings, "tours", "list", "--json"))
    assert {row["tour"]: row["status"] for row in rows}["kort"] == "published"
    run(settings, "tours", "decide", "de-koppel", "kort", "hide", "--by", "Noor")
    assert client.get("/de-koppel/wandelingen/kort").status_code == 404


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("slug = ", "is not TOML"),
        ('slug = "kort"\n', "says nothing about “stop”"),
        (WALK.replace('theme = "food"', 'theme = "sport"'), "theme is not one of the choices"),
        (WALK.replace("radius = 40", 'radius = "ver"'), "has another form than in the example"),
        (WALK.replace("radius = 40", "radius = 500"), "radius is between 15 and 100 metres"),
        (WALK.replace("[[5.41859, 52.77964], ", "[[52.77964, 5.41859], "), "latitude and longitude swapped"),
        (WALK.replace("[5.42052, 52.77937]", "[5.41859, 52.77965]"), "path does not begin and end within 100 metres"),
        (WALK.replace('"sluis"', '"nergens"'), "There is no spot “nergens”"),
        (WALK.replace('"sluis"', '"bakkerij"'), "stand at one spot twice in a row"),
        (WALK.replace("path = [[5.41859, 52.77964], [5.42052, 52.77937]]", "path = 5"), "has another form"),
    ],
)
def test_a_file_that_is_no_walk_is_refused_with_what_is_wrong(
    settings: Testing, tmp_path: Path, text: str, sentence: str
) -> None:
    assert sentence in run(settings, "tours", "plan", "de-koppel", _file(tmp_path, text), status=1)
    assert "kort" not in run(settings, "tours", "list")


def test_a_walk_of_one_stop_is_not_published(settings: Testing, tmp_path: Path) -> None:
    run(settings, "tours", "plan", "de-koppel", _file(tmp_path, WALK[: WALK.index('[[stop]]\nspot = "sluis"')]))
    said = run(settings, "tours", "decide", "de-koppel", "kort", "publish", "--by", "Noor", status=1)
    assert "second stop is missing" in said


def test_a_neighbourhood_chooses_an_online_layer_and_its_own_tiles_again(settings: Testing, app: Flask) -> None:
    run(settings, "basemap", "layer", "de-koppel", "pdok")
    assert koppel().raster == "pdok"
    run(settings, "basemap", "layer", "de-koppel", "own")
    run(settings, "basemap", "layer", "nergens", "own", status=1)
    run(settings, "basemap", "layer", "de-koppel", "elders", status=2)


def test_a_real_extract_becomes_the_map_of_a_neighbourhood_and_is_thanked_for(
    settings: Testing, client: FlaskClient, capsys: pytest.CaptureFixture[str]
) -> None:
    if not EXTRACT.exists():
        with capsys.disabled():
            print(f"\n{EXTRACT} is not there: the map of a real extract is not tried.")
        return
    add_neighbourhood(settings, "echt", "4.917,52.338,4.945,52.355")
    add_spot(settings, "echt", "hier", "4.931", "52.346")
    assert "echt has this map now" in run(settings, "basemap", "hang", "echt", EXTRACT)
    drawn = client.get("/echt/kaart.svg").text
    assert "© OpenStreetMap" in drawn
    assert client.get("/echt").text.count("kaart.svg") == 1


def test_a_map_that_is_none_leaves_the_neighbourhood_as_it_was(settings: Testing, app: Flask, tmp_path: Path) -> None:
    before = koppel().basemap
    run(settings, "basemap", "hang", "de-koppel", _file(tmp_path, "geen kaart", "kaart.geojson"), status=1)
    assert koppel().basemap == before


@pytest.mark.parametrize(("name", "content"), [("elders.osm", island()), ("elders.geojson", village())])
def test_an_extract_of_another_place_is_refused_by_the_name_of_the_neighbourhood(
    settings: Testing, app: Flask, tmp_path: Path, name: str, content: str | bytes
) -> None:
    before = koppel().basemap
    said = run(settings, "basemap", "hang", "de-koppel", kept(tmp_path, name, content), status=1)
    assert "This extract does not cover De Koppel." in said and "four numbers" not in said
    assert koppel().basemap == before


def test_an_extract_that_only_touches_the_rim_does_not_cover_the_neighbourhood(
    settings: Testing, tmp_path: Path
) -> None:
    add_neighbourhood(settings, "ernaast", "5.0105,52.000,5.0205,52.006")  # its rim reaches into the village
    said = run(settings, "basemap", "hang", "ernaast", kept(tmp_path, "dorp.geojson", village()), status=1)
    assert "Read: " in said and "does not cover Een wijk." in said
    add_neighbourhood(settings, "half", "5.005,52.000,5.015,52.006")
    assert "half has this map now" in run(settings, "basemap", "hang", "half", tmp_path / "dorp.geojson")


def test_an_organisation_that_is_no_slug_is_named_as_the_option_is(settings: Testing) -> None:
    words = ["--name", "Een wijk", "--organisation", "Woonbron", "--bbox", "5,52,5.01,52.01"]
    said = run(settings, "neighbourhoods", "add", "nieuw", *words, status=1)
    assert said.startswith("This does not fit: organisation may hold lower-case letters") and "slug" not in said
