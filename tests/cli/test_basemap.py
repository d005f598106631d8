"""`wijkspel basemap`, as an operator and as a program call it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from config import ROOT
from tests.maps import BOX, collection, feature, island, kept, village
from wijkspel.cli import group

DATA = ROOT.parent / "shared" / "data"
BBOX = ",".join(map(str, BOX))


def _run(*words: object) -> Result:
    return CliRunner().invoke(group, ["basemap", *map(str, words)])


def test_a_program_reads_how_much_there_is(tmp_path: Path) -> None:
    source, out = kept(tmp_path, "buurt.osm", island()), tmp_path / "buurt.pmtiles"
    done = _run("build", source, "--bbox", BBOX, "--out", out, "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.output) == {
        "bytes": out.stat().st_size,
        "layers": {"water": 1, "green": 0, "squares": 0, "buildings": 1, "roads": 2, "bridges": 1, "trees": 1},
    }
    assert out.read_bytes()[:7] == b"PMTiles"
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")] == []


def test_a_person_reads_a_line_for_each_step(tmp_path: Path) -> None:
    out = tmp_path / "buurt.pmtiles"
    done = _run("build", kept(tmp_path, "buurt.osm", island()), "--bbox", BBOX, "--out", out)
    assert done.output.splitlines()[0] == "Read: 1 water, 1 buildings, 2 roads, 1 bridges, 1 trees. Left out: 3."
    assert done.output.splitlines()[1].startswith(f"Packed: {out}, ")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            b"no map",
            "This is not a map we can read. Use an OpenStreetMap extract (.osm.pbf, .osm, .osm.gz) or GeoJSON.",
        ),
        (island()[:900].encode(), "This OpenStreetMap extract is damaged. Fetch it again."),
        (collection(), "There is nothing to draw in this box. Check its four numbers: west,south,east,north."),
        (
            collection(feature("Point", [52.001, 5.001], layer="tree")),
            "Feature 1 has latitude and longitude swapped. Longitude comes first.",
        ),
    ],
)
def test_a_refusal_is_a_sentence_and_leaves_the_map_that_was_there(
    tmp_path: Path, content: bytes, sentence: str
) -> None:
    source, out = kept(tmp_path, "buurt.osm", content), kept(tmp_path, "buurt.pmtiles", b"the old one")
    for words in ([], ["--json"]):
        done = _run("build", source, "--bbox", BBOX, "--out", out, *words)
        assert done.exit_code == 1
        assert done.output.strip() == (json.dumps({"refused": sentence}, ensure_ascii=False) if words else sentence)
    assert out.read_bytes() == b"the old one"


def test_a_wrong_call_is_status_two(tmp_path: Path) -> None:
    source = kept(tmp_path, "buurt.osm", island())
    for box, out, file in [
        ("5,52,4,53", "x.pmtiles", source),
        ("1,2,3", "x.pmtiles", source),
        ("nan,52,6,53", "x.pmtiles", source),
        (BBOX, "x.mbtiles", source),
        (BBOX, "x.pmtiles", tmp_path / "gone.osm"),
    ]:
        assert _run("build", file, "--bbox", box, "--out", tmp_path / out).exit_code == 2
    assert _run("sketch", source, "--bbox", BBOX, "--out", tmp_path / "x.jpg").exit_code == 2


def test_a_folder_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    wall = kept(tmp_path, "wall", b"a file, no folder")
    done = _run("build", kept(tmp_path, "x.osm", island()), "--bbox", BBOX, "--out", wall / "x.pmtiles")
    assert done.exit_code == 1 and "cannot be written. Choose another folder." in done.output


def test_a_sketch_can_be_looked_at(tmp_path: Path) -> None:
    source = kept(tmp_path, "buurt.geojson", village())
    drawing, picture = tmp_path / "buurt.svg", tmp_path / "buurt.png"
    assert _run("sketch", source, "--bbox", BBOX, "--out", drawing).exit_code == 0
    assert drawing.read_text().startswith("<svg ") and "<style>" in drawing.read_text()
    done = _run("sketch", source, "--bbox", BBOX, "--out", picture, "--width", 600, "--height", 315, "--dark")
    assert done.exit_code == 0, done.output
    assert Image.open(picture).size == (1200, 630)


def test_the_command_as_it_is_typed(tmp_path: Path) -> None:
    if not DATA.is_dir():
        print("shared/data is not here: a real extract is not tried")
        return
    command = [str(Path(sys.executable).with_name("wijkspel")), "basemap", "build", str(DATA / "amsterdam.osm.pbf")]
    command += ["--bbox", "4.917,52.338,4.945,52.355", "--out", str(tmp_path / "a.pmtiles"), "--json"]
    environment = {"PATH": os.environ["PATH"], "WIJKSPEL_ENV": "testing"}
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["layers"]["roads"] >= 50
