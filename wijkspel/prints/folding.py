"""How the pages of a booklet lie on its sheets, so that it only has to be printed on both sides, folded and stapled."""

from typing import NamedTuple

PAGES_A_SHEET = 4


class Side(NamedTuple):
    """One side of a sheet: the numbers of the page on its left and of the one on its right, from 1."""

    left: int
    right: int


def full_count(pages: int) -> int:
    """Return how many pages a booklet has that holds so many: a multiple of four."""
    return -(-pages // PAGES_A_SHEET) * PAGES_A_SHEET


def sides(pages: int, direction: str) -> list[Side]:
    """Return the sides of a saddle-stitched booklet, sheet by sheet from the cover, front before back.

    `pages` is a multiple of four. In a language that runs from right to left the spine is on the right: the cover lies
    on the left half of the first side.
    """
    found = []
    for first in range(1, pages // 2, 2):
        last = pages + 1 - first
        found += [Side(last, first), Side(first + 1, last - 1)]
    return [Side(side.right, side.left) for side in found] if direction == "rtl" else found
