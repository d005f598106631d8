"""Reading OpenStreetMap: areas of many pieces, ways that are not whole, files that are something else."""

import gzip
from pathlib import Path

import pytest

from config import ROOT
from tests.maps import BOX, island, kept, osm_xml, square, village
from wijkspel.basemaps.model import STREETS
from wijkspel.basemaps.reading import read_map
from wijkspel.errors import Refused

DATA = ROOT.parent / "shared" / "data"
AMSTERDAM = (4.917, 52.338, 4.945, 52.355)


def _refusal(path: Path) -> str:
    with pytest.raises(Refused) as refused:
        read_map(path, BOX)
    return refused.value.code


def test_a_pond_keeps_its_island(tmp_path: Path) -> None:
    (pond,) = read_map(kept(tmp_path, "x.osm", island()), BOX).layer("water")
    assert pond.name == "Wiel" and pond.shape == "area"
    assert len(pond.parts) == 2, "an outline and a hole"
    assert all(part[0] == part[-1] for part in pond.parts)


def test_what_is_not_whole_is_drawn_as_far_as_it_is_there_and_counted(tmp_path: Path) -> None:
    found = read_map(kept(tmp_path, "x.osm", island()), BOX)
    paths = [street.parts[0] for street in found.layer("streets") if street.kind == "path"]
    assert paths == [((5.005, 52.005), (5.0095, 52.0052))], "from the second known point on"
    assert [building.name for building in found.layer("buildings")] == ["Gemaal"]
    assert found.layer("green") == []
    assert found.skipped == 3, "a path, a house and a meadow"


def test_a_street_ends_at_the_edge_of_the_box(tmp_path: Path) -> None:
    found = read_map(kept(tmp_path, "x.osm", island()), BOX)
    (street,) = (street for street in found.layer("streets") if street.name == "Dijkweg")
    assert street.parts[0][-1] == (5.01, 52.0052)
    (bridge,) = found.layer("bridges")
    assert bridge.parts == street.parts and bridge.kind == "street"


def test_driveways_and_tunnels_are_nothing_to_walk_on(tmp_path: Path) -> None:
    kinds = {street.kind for street in read_map(kept(tmp_path, "x.osm", island()), BOX).layer("streets")}
    assert kinds == {"street", "path"}


def test_openstreetmap_is_thanked(tmp_path: Path) -> None:
    assert read_map(kept(tmp_path, "x.osm", island()), BOX).attribution == "© OpenStreetMap"


@pytest.mark.parametrize("name", ["x.osm", "x.osm.gz", "x.osm.pbf", "photo.jpg"])
def test_a_file_is_what_its_bytes_are(tmp_path: Path, name: str) -> None:
    plain, packed = kept(tmp_path, f"plain-{name}", island()), kept(tmp_path, name, gzip.compress(island().encode()))
    assert read_map(plain, BOX).counts() == read_map(packed, BOX).counts()
    assert read_map(kept(tmp_path, f"drawn-{name}", village()), BOX).counts()["streets"] == 4


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00" * 600, b"%PDF-1.7", b"<html><body>", b"[1, 2]", b"\x1f\x8b\x00", gzip.compress(b"no map", mtime=0)],
)
def test_what_is_no_map_is_refused(tmp_path: Path, content: bytes) -> None:
    assert _refusal(kept(tmp_path, "x.osm.pbf", content)) == "map_unknown"


def test_a_damaged_extract_is_refused(tmp_path: Path) -> None:
    whole = island()
    assert _refusal(kept(tmp_path, "half.osm", whole[: len(whole) // 2])) == "map_broken"
    assert _refusal(kept(tmp_path, "half.osm.gz", gzip.compress(whole.encode())[:-300])) == "map_broken"
    assert _refusal(kept(tmp_path, "x.pbf", b"\x00\x00\x00\x0d\x0a\x09OSMHeader\x18\x05" + b"x" * 40)) == "map_broken"


def test_an_extract_of_elsewhere_is_refused(tmp_path: Path) -> None:
    far = osm_xml(square(1, 6.0, 53.0, 0.001), [(1, [1, 2, 3, 4, 1], {"building": "yes"})])
    assert _refusal(kept(tmp_path, "x.osm", far)) == "map_empty"
    assert _refusal(kept(tmp_path, "x.osm", osm_xml({}, []))) == "map_empty"


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert _refusal(tmp_path / "gone.osm") == "map_unreadable"


def test_a_real_extract_is_read() -> None:
    if not DATA.is_dir():
        print("shared/data is not here: a real extract is not tried")
        return
    found = read_map(DATA / "amsterdam.osm.pbf", AMSTERDAM)
    counts = found.counts()
    assert counts["buildings"] == 80 and counts["streets"] >= 50 and counts["water"] and counts["green"]
    assert {street.kind for street in found.layer("streets")} <= set(STREETS)
    assert "Gooiseweg" in {street.name for street in found.layer("streets")}
