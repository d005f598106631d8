"""Paper as a printer and a phone meet it: a PDF rendered, spoiled by weather and haste, and read by two decoders."""

import io
import math
import random
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import zxingcpp
from PIL import Image, ImageDraw, ImageFilter

DPI = 120
NEARER = 3  # times as many pixels
TILT = 30  # degrees
DIRT = 0.10  # of the surface
MUD = 140  # of 255: how much light it keeps back
BLOTS = (0.3, 1.2)  # millimetres from middle to edge


def _run(program: str, *words: str, given: bytes = b"") -> bytes:
    found = shutil.which(program)
    assert found, f"{program} is missing; type: bin/set-up test"
    return subprocess.run(
        [found, *words], input=given, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ).stdout


def rendered(pdf: bytes, folder: Path, *, dpi: int = DPI, first: int = 1, last: int = 999) -> list[Image.Image]:
    """Return the pages of a PDF as pictures."""
    (folder / "sheet.pdf").write_bytes(pdf)
    for old in folder.glob("page-*.png"):
        old.unlink()
    span = ("-f", str(first), "-l", str(last))
    _run("pdftoppm", "-r", str(dpi), *span, "-png", str(folder / "sheet.pdf"), str(folder / "page"))
    return [Image.open(io.BytesIO(path.read_bytes())).convert("L") for path in sorted(folder.glob("page-*.png"))]


def text_of(pdf: bytes, *options: str) -> str:
    """Return all words of a PDF in the order of its pages; `-bbox` says where each stands."""
    return _run("pdftotext", *options, "-", "-", given=pdf).decode()


def facts_of(pdf: bytes, *options: str) -> dict[str, str]:
    """Return what a PDF says of itself."""
    lines = _run("pdfinfo", *options, "-", given=pdf).decode().splitlines()
    return {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in lines)}


def read_by_two(picture: Image.Image) -> tuple[set[str], set[str]]:
    """Return what zbar and zxing read on a picture.

    On a page of ten codes zbar overlooks one in sixty, whichever it is. A phone would look again; so do we, from near.
    """
    afar = _once_by_two(picture)
    return afar if afar[0] == afar[1] else _and_from_near(picture, afar)


def read_closely(picture: Image.Image) -> tuple[set[str], set[str]]:
    """Return what both read on one sticker, from afar and from near, as a phone tries both."""
    return _and_from_near(picture, _once_by_two(picture))


def _and_from_near(picture: Image.Image, afar: tuple[set[str], set[str]]) -> tuple[set[str], set[str]]:
    size = (picture.width * NEARER, picture.height * NEARER)
    near = _once_by_two(picture.resize(size, Image.Resampling.BICUBIC))
    return afar[0] | near[0], afar[1] | near[1]


def _once_by_two(picture: Image.Image) -> tuple[set[str], set[str]]:
    return _by_zbar(picture), {code.text for code in zxingcpp.read_barcodes(picture)}


def _by_zbar(picture: Image.Image) -> set[str]:
    buffer = io.BytesIO()
    picture.save(buffer, "png")
    command = ["zbarimg", "--raw", "-q", "-Sdisable", "-Sqrcode.enable", "-"]
    answer = subprocess.run(command, input=buffer.getvalue(), capture_output=True)
    assert answer.returncode in (0, 4), answer.stderr.decode()  # 4: there was no code on it
    return set(answer.stdout.decode().split())


def blurred(picture: Image.Image) -> Image.Image:
    """Return a picture as a phone sees it that does not hold still: a blur of a quarter of a millimetre."""
    return picture.filter(ImageFilter.GaussianBlur(0.25 / 25.4 * DPI))


def turned(picture: Image.Image) -> Image.Image:
    """Return a picture held askew."""
    return picture.rotate(TILT, Image.Resampling.BICUBIC, expand=True, fillcolor=255)


def tilted(picture: Image.Image) -> Image.Image:
    """Return a picture seen from below: its upper edge farther away than its lower one, as from half a metre."""
    width, height = picture.size
    away = math.sin(math.radians(TILT)) * height / (500 / 25.4 * DPI)
    narrow, low = width * (1 - 1 / (1 + away)) / 2, int(height * math.cos(math.radians(TILT)))
    # PIL asks where each corner of the result comes from; the quad below widens the upper edge, so it shrinks there.
    corners = (-narrow, 0, 0, height, width, height, width + narrow, 0)
    return picture.transform((width, low), Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor=255)


def muddy(picture: Image.Image) -> Image.Image:
    """Return a picture with splashes of mud on a tenth of it, which let less than half of the light through.

    Solid dirt is another matter, and is in `tests/dirt.py`.
    """
    mud, dice = Image.new("L", picture.size), random.Random(4)
    brush, surface = ImageDraw.Draw(mud), mud.width * mud.height
    while mud.histogram()[MUD] < DIRT * surface:
        for _ in range(10):
            x, y, size = dice.randrange(mud.width), dice.randrange(mud.height), dice.uniform(*BLOTS) / 25.4 * DPI
            brush.ellipse((x - size, y - size, x + size, y + size * dice.uniform(0.7, 1.3)), fill=MUD)
    spoiled = picture.copy()
    spoiled.paste(Image.new("L", picture.size, 90), mask=mud)
    return spoiled


SPOILED: dict[str, Callable[[Image.Image], Image.Image]] = {
    "as it is": lambda picture: picture,
    "blurred": blurred,
    "turned": turned,
    "tilted": tilted,
    "muddy": muddy,
}
