"""The colours of a neighbourhood on its stickers: the drawings as they are, or their brick and their canal dyed."""

import base64
from functools import cache

from config import ROOT

DRAWINGS = ROOT / "static" / "paper"
_BRICK, _CANAL = ("#8c2f1b", "#a93d24", "#c9583b"), ("#0b3f3d", "#0f5552", "#3f8a83", "#a3d2cb")  # from dark to light
# For each name of places.rules.COLOURS what stands in place of the two. What is written on them stays as it is, so the
# dark ones are as dark as ours: tests/domain/prints/test_colours.py holds the contrast.
DYES = {
    "brick": (_BRICK, _CANAL),
    "plum": (("#5a1d47", "#77295e", "#a35c8c"), ("#12305a", "#1b4478", "#4f7db3", "#b3cdea")),
    "moss": (("#36480f", "#475d16", "#7f9a42"), ("#5c2c0a", "#763a10", "#b3733f", "#efcfae")),
    "slate": (("#2c3a4d", "#3b4d66", "#73889f"), ("#4a2140", "#612c54", "#9a668c", "#e3c3da")),
}


@cache
def drawing(name: str, colours: str) -> str:
    """Return the address of a drawing of `static/paper` in a neighbourhood's colours, its content in it."""
    svg = (DRAWINGS / f"{name}.svg").read_text()
    for shades, dyed in zip((_BRICK, _CANAL), DYES[colours], strict=True):
        for shade, dye in zip(shades, dyed, strict=True):
            svg = svg.replace(shade, dye)
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"
