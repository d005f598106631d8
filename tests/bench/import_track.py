"""A recorded track of 100,000 points on the command line: the whole import, from typing it to the draft."""

import math
import random
import subprocess
import sys
import time
from pathlib import Path

from config import ROOT
from tests.bench.demo import ENGINES, Demo, environment_of
from tests.bench.figures import Figure
from wijkspel import earth
from wijkspel.demo.files import read_folder

POINTS, STOPS = 100_000, 12
MOST_SECONDS = 5
STEP = 0.7  # metres between points: somebody who walks, recorded at two points a second
TURN = 0.12  # radians: how much a walker wanders


def measure(demo: Demo) -> list[Figure]:
    """Return how many seconds it takes on either engine."""
    file = demo.folder / "track.gpx"
    file.write_text(_gpx())
    return [
        Figure(f"import: a track of 100,000 points, {called}", _seconds(demo, engine, file), "s", "lower", MOST_SECONDS)
        for engine, called in ENGINES.items()
    ]


def _seconds(demo: Demo, engine: str, file: Path) -> float:
    command = [str(Path(sys.executable).with_name("wijkspel")), "import", str(file), "--neighbourhood", "de-koppel"]
    environment = environment_of(demo.settings(engine))
    begun = time.perf_counter()
    subprocess.run([*command, "--json"], env=environment, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


def _gpx() -> str:
    track = _track()
    every = POINTS // STOPS
    waypoints = "".join(
        f'<wpt lat="{track[number][1]:.7f}" lon="{track[number][0]:.7f}"><name>Plek {number}</name></wpt>'
        for number in range(0, POINTS, every)
    )
    moments = (
        f"<ele>1.0</ele><time>2026-05-03T{n // 7200:02d}:{n // 120 % 60:02d}:{n // 2 % 60:02d}Z</time>"
        for n in range(POINTS)
    )
    points = "\n".join(
        f'<trkpt lat="{lat:.7f}" lon="{lon:.7f}">{moment}</trkpt>'
        for (lon, lat), moment in zip(track, moments, strict=True)
    )
    space = 'xmlns="http://www.topografix.com/GPX/1/1"'
    return f'<gpx version="1.1" {space}>{waypoints}<trk><name>Lang</name><trkseg>{points}</trkseg></trk></gpx>'


def _track() -> list[tuple[float, float]]:
    """A walk that wanders, and turns back to the middle of De Koppel when it comes too far."""
    dice = random.Random(POINTS)
    lons, lats = zip(*read_folder().facts["boundary"], strict=True)
    middle = (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2
    scale = earth.metres_per_degree(middle[1])
    east = north = direction = 0.0
    track = []
    for _ in range(POINTS):
        home = (math.atan2(-north, -east) - direction + math.pi) % (2 * math.pi) - math.pi
        direction += dice.gauss(0, TURN) + (0.2 * home if math.hypot(east, north) > 350 else 0)
        east, north = east + STEP * math.cos(direction), north + STEP * math.sin(direction)
        track.append((middle[0] + east / scale[0], middle[1] + north / scale[1]))
    return track
