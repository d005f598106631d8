"""A sketch as a picture: for the image that a chat shows with a link."""

import io

import resvg_py
from PIL import Image

from config import ROOT

_FONTS = ROOT / "static" / "vendor" / "print"
_INKS = 192  # a printed map has few colours: a third of the bytes, and no eye sees it


def sketch_png(svg: str, width: int) -> bytes:
    """Return a standalone sketch as PNG, so many pixels wide, in our own typefaces."""
    drawn = resvg_py.svg_to_bytes(svg_string=svg, width=width, skip_system_fonts=True, font_dirs=[str(_FONTS)])
    buffer = io.BytesIO()
    picture = Image.open(io.BytesIO(drawn)).convert("RGB")
    picture.quantize(_INKS, dither=Image.Dither.NONE).save(buffer, format="png", optimize=True)
    return buffer.getvalue()
