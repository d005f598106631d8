"""Solid dirt on a printed code: brown and white blots that let nothing through, on a tenth of it."""

import random
from typing import NamedTuple

from PIL import Image, ImageDraw

from tests.paper import DPI
from tests.sheets import CODES
from wijkspel.qr import QUIET

SHARE = 0.10  # of the code without its quiet zone
BLOTS = (1.0, 3.5)  # modules from middle to edge: from a drop to what a bird leaves
COLOURS = (70, 250)  # brown and white, of 255
EYE = 7  # modules
FINER = 3  # a blot has a smooth edge


class Place(NamedTuple):
    """Where a code lies on a picture: its side with the quiet zone in pixels, and in modules."""

    left: float
    top: float
    side: float
    modules: int


def place_on(sheet: str, modules: int) -> Place:
    """Return where the code lies on a sticker that was cut out of a sheet."""
    return Place(*(length / 25.4 * DPI for length in CODES[sheet]), modules)


def soiled(picture: Image.Image, code: Place, seed: int, *, eyes_wiped: bool = False) -> Image.Image:
    """Return a picture with solid dirt on a tenth of its code, wherever it falls.

    With `eyes_wiped` somebody wiped the three eyes in the corners clean; what they bore of the dirt is gone.
    """
    dirt, colours = _dirt(code, seed)
    if eyes_wiped:
        _wipe_eyes(dirt, code)
    size = (round(code.side), round(code.side))
    spoiled = picture.copy()
    shrunk = [layer.resize(size, Image.Resampling.BOX) for layer in (colours, dirt)]
    spoiled.paste(shrunk[0], (round(code.left), round(code.top)), mask=shrunk[1])
    return spoiled


def _dirt(code: Place, seed: int) -> tuple[Image.Image, Image.Image]:
    dice, side = random.Random(seed), round(code.side * FINER)
    dirt, colours = Image.new("L", (side, side)), Image.new("L", (side, side))
    module = side / code.modules
    inside = (round(QUIET * module), round(QUIET * module), round(side - QUIET * module), round(side - QUIET * module))
    surface = (inside[2] - inside[0]) ** 2
    while dirt.crop(inside).histogram()[255] < SHARE * surface:
        x, y, size = dice.uniform(0, side), dice.uniform(0, side), dice.uniform(*BLOTS) * module
        low, colour = size * dice.uniform(0.7, 1), dice.choice(COLOURS)
        for layer, tint in ((dirt, 255), (colours, colour)):
            ImageDraw.Draw(layer).ellipse((x - size, y - low, x + size, y + low), fill=tint)
    return dirt, colours


def _wipe_eyes(dirt: Image.Image, code: Place) -> None:
    module = dirt.width / code.modules
    near, far = (QUIET - 1) * module, (code.modules - QUIET - EYE - 1) * module
    for x, y in ((near, near), (far, near), (near, far)):
        reach = (EYE + 2) * module  # with the light around an eye
        ImageDraw.Draw(dirt).rectangle((x, y, x + reach, y + reach), fill=0)
