"""How the pages of a booklet lie on its sheets."""

import pytest

from wijkspel.prints.folding import Side, full_count, sides


def test_a_booklet_has_a_multiple_of_four_pages() -> None:
    assert [full_count(pages) for pages in (1, 4, 5, 13, 16, 64)] == [4, 4, 8, 16, 16, 64]


def test_eight_pages_lie_as_a_bookbinder_lays_them() -> None:
    assert sides(8, "ltr") == [Side(8, 1), Side(2, 7), Side(6, 3), Side(4, 5)]


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("pages", [4, 8, 16, 64])
def test_folded_sheets_are_read_from_cover_to_back(pages: int, direction: str) -> None:
    assert _leafed_through(sides(pages, direction), direction) == list(range(1, pages + 1))


def test_an_arabic_booklet_opens_at_the_other_side() -> None:
    assert sides(4, "rtl") == [Side(1, 4), Side(3, 2)]


def _leafed_through(laid: list[Side], direction: str) -> list[int]:
    """Fold the sheets: first the leading halves from the outside in, then the others from the inside out."""
    leading, trailing = [], []
    for front, back in zip(laid[::2], laid[1::2], strict=True):
        outer, inner = (front.right, back.left) if direction == "ltr" else (front.left, back.right)
        leading += [outer, inner]
        last_inner, last_outer = (back.right, front.left) if direction == "ltr" else (back.left, front.right)
        trailing = [last_inner, last_outer, *trailing]
    return leading + trailing
