"""Where stickers lie on their sheets, and the code on each; in millimetres, as a ruler says."""

from PIL import Image

from tests.paper import DPI

# Where the first sticker of a sheet lies, how large one is, and how many stand in a row.
GRIDS = {"a4": (0, 0, 105, 74.25, 2), "50mm": (5, 23.5, 50, 50, 4), "a6": (0, 0, 105, 148, 1)}
COUNTS = {"a4": 8, "50mm": 8, "a6": 1}
# Where the code lies on its sticker, and its side with the light around it.
CODES = {"a4": (9.75, 24.4, 36), "50mm": (8.25, 8.7, 33.5), "a6": (24.5, 51, 56)}


def cut(page: Image.Image, sheet: str, number: int) -> Image.Image:
    """Return one sticker of a sheet, cut out."""
    left, top, width, height, row = GRIDS[sheet]
    x, y = left + number % row * width, top + number // row * height
    return page.crop(tuple(round(side / 25.4 * DPI) for side in (x, y, x + width, y + height)))  # type: ignore[arg-type]
