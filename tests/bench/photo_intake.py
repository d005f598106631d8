"""Taking photos in: our whole pipeline against bare Pillow that makes the same derivatives, and its memory at most.

Run as a program it takes one photo in and prints the most megabytes it held.
"""

import io
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from PIL import Image

from config import ROOT
from tests.bench.demo import Demo
from tests.bench.figures import Figure
from tests.bench.processes import peak_megabytes
from wijkspel import pictures

ROUNDS = 5
TWELVE, FORTY_EIGHT = (4032, 3024), (8064, 6048)
_ORIENTATION, _ON_ITS_SIDE = 0x0112, 6


def measure(demo: Demo) -> list[Figure]:
    """Return photos a second of both, their ratio, and the peak memory of a 48-megapixel photo."""
    content = photo(TWELVE)
    ours, bare = pictures.derivatives(content), bare_pillow(content)
    if len(ours) != len(bare) or not 0.9 < sum(len(made.content) for made in ours) / sum(map(len, bare)) < 1.1:
        raise RuntimeError("bare Pillow does not make the same derivatives")
    rounds = [(_seconds(pictures.derivatives, content), _seconds(bare_pillow, content)) for _ in range(ROUNDS)]
    ratio = median(bare_took / took for took, bare_took in rounds)
    rates = [1 / median(times) for times in zip(*rounds, strict=True)]
    return [
        Figure("photo: ours, 12 megapixels", rates[0], "photos/s", "higher"),
        Figure("photo: bare Pillow, 12 megapixels", rates[1], "photos/s", "higher"),
        Figure("photo: ours against bare Pillow", ratio, "×", "higher", 0.7),
        Figure("photo: peak memory, 48 megapixels", _peak(demo, progressive=False), "MB", "lower", 300),
        Figure("photo: peak memory, 48 megapixels, progressive", _peak(demo, progressive=True), "MB", "lower"),
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
    picture.draft("RGB", pictures.fitted_size(*picture.size, 2 * pictures.SIDES[0]))
    shown: Image.Image = picture
    made = []
    for side in pictures.SIDES:
        size = pictures.fitted_size(shown.width, shown.height, side)
        shown = shown.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
        for name, options in pictures._SAVED_AS.items():  # the same settings, or it would be another work
            buffer = io.BytesIO()
            shown.save(buffer, format=name, **options)
            made.append(buffer.getvalue())
    return made


def _seconds(work: Callable[[bytes], object], content: bytes) -> float:
    began = time.perf_counter()
    work(content)
    return time.perf_counter() - began


def _peak(demo: Demo, *, progressive: bool) -> float:
    """Return the most megabytes that a process of its own holds while it takes a large photo in."""
    path = demo.folder / "large.jpg"
    path.write_bytes(photo(FORTY_EIGHT, progressive=progressive))
    command = [sys.executable, "-m", "tests.bench.photo_intake", str(path)]
    return float(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)


if __name__ == "__main__":
    pictures.derivatives(Path(sys.argv[1]).read_bytes())
    print(peak_megabytes())
