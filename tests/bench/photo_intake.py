"""Taking photos in: our whole pipeline, the start of its process included, against bare Pillow that makes the same
derivatives; and the most memory that the darkroom and the web process hold.
"""

import io
import subprocess
import sys
import time
from collections.abc import Callable
from statistics import median
from typing import NamedTuple

from PIL import Image

from config import ROOT
from tests.bench.demo import Demo
from tests.bench.figures import Figure
from tests.heic import heic
from wijkspel.pictures.darkroom import SAVED_AS
from wijkspel.pictures.developing import derivatives
from wijkspel.pictures.sizes import SIDES, fitted_size

ROUNDS = 5
TWELVE, FORTY_EIGHT = (4032, 3024), (8064, 6048)
_ORIENTATION, _ON_ITS_SIDE = 0x0112, 6


class Held(NamedTuple):
    """Megabytes: the most that the darkroom held, and how much the web process grew."""

    darkroom: float
    web: float


def measure(demo: Demo) -> list[Figure]:
    """Return photos a second of both, their ratio, and the peak memory of a 48-megapixel photo."""
    content = photo(TWELVE)
    ours, bare = derivatives(content), bare_pillow(content)
    if len(ours) != len(bare) or not 0.9 < sum(len(made.content) for made in ours) / sum(map(len, bare)) < 1.1:
        raise RuntimeError("bare Pillow does not make the same derivatives")
    rounds = [(_seconds(derivatives, content), _seconds(bare_pillow, content)) for _ in range(ROUNDS)]
    ratio = median(bare_took / took for took, bare_took in rounds)
    rates = [1 / median(times) for times in zip(*rounds, strict=True)]
    return [
        Figure("photo: ours, 12 megapixels", rates[0], "photos/s", "higher"),
        Figure("photo: bare Pillow, 12 megapixels", rates[1], "photos/s", "higher"),
        Figure("photo: ours against bare Pillow", ratio, "×", "higher", 0.7),
        *_memory(demo),
    ]


def _memory(demo: Demo) -> list[Figure]:
    """Return what 48 megapixels take, in the ways in which phones send them."""
    plain = _held(demo, photo(FORTY_EIGHT))
    progressive = _held(demo, photo(FORTY_EIGHT, progressive=True))
    tiles = _held(demo, heic("red", 15, 12))
    return [
        Figure("photo: peak memory, 48 megapixels", plain.darkroom, "MB", "lower", 300),
        Figure("photo: peak memory, 48 megapixels, progressive", progressive.darkroom, "MB", "lower", 300),
        Figure("photo: peak memory, 48 megapixels, HEIC", tiles.darkroom, "MB", "lower"),
        Figure("photo: more in the web process meanwhile", plain.web, "MB", "lower"),
    ]


def photo(size: tuple[int, int], *, progressive: bool = False) -> bytes:
    """Return a JPEG with light, shapes and grain, on its side as phones save it."""
    small = (size[0] // 8, size[1] // 8)
    channels = [Image.effect_noise(small, spread).resize(size, Image.Resampling.BICUBIC) for spread in (60, 45, 30)]
    light = Image.linear_gradient("L").resize(size)
    made = Image.blend(Image.merge("RGB", channels), Image.merge("RGB", (light,) * 3), 0.5)
    exif = Image.Exif()
    exif[_ORIENTATION] = _ON_ITS_SIDE
    buffer = io.BytesIO()
    made.save(buffer, "JPEG", quality=88, exif=exif, progressive=progressive)
    return buffer.getvalue()


def bare_pillow(content: bytes) -> list[bytes]:
    """Return the same derivatives from Pillow alone: draft, resize, encode."""
    picture = Image.open(io.BytesIO(content))
    picture.draft("RGB", fitted_size(*picture.size, 2 * SIDES[0]))
    shown: Image.Image = picture
    made = []
    for side in SIDES:
        size = fitted_size(shown.width, shown.height, side)
        shown = shown.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
        for name, options in SAVED_AS.items():  # the same settings, or it would be another work
            buffer = io.BytesIO()
            shown.save(buffer, format=name, **options)
            made.append(buffer.getvalue())
    return made


def _seconds(work: Callable[[bytes], object], content: bytes) -> float:
    began = time.perf_counter()
    work(content)
    return time.perf_counter() - began


def _held(demo: Demo, content: bytes) -> Held:
    """Return the memory that taking in a photo takes, in processes of its own."""
    path = demo.folder / "large"
    path.write_bytes(content)
    command = [sys.executable, "-m", "tests.bench.taking_in", str(path)]
    said = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    before, most, darkroom = map(float, said.split())
    return Held(darkroom, most - before)
