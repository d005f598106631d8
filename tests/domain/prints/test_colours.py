"""The colours of a neighbourhood: every one is there for every drawing, and leaves what is written on it readable."""

import base64
from pathlib import Path

import pytest
from flask import Flask

from tests.paper import read_by_two, rendered
from tests.world import koppel
from wijkspel import qr
from wijkspel.db import write
from wijkspel.errors import Invalid
from wijkspel.places.actions.neighbourhoods import choose_colours
from wijkspel.places.queries import live_stickers
from wijkspel.places.rules import COLOURS
from wijkspel.prints.colours import DYES, drawing
from wijkspel.prints.stickers import SHEETS, label_of, sheets_of_stickers

URL = "https://wijkspel.example"
WRITTEN = ("#fffdf8", "#fde6ab", "#d6e8e4", "#f4b52e")  # the colours of letters on a sticker


def test_each_colour_that_may_be_chosen_is_there() -> None:
    assert set(DYES) == set(COLOURS)
    for colours in COLOURS:
        shown = base64.b64decode(drawing("two-houses", colours).split(",")[1]).decode()
        assert ("#a93d24" in shown) == (colours == "brick") and DYES[colours][1][1] in shown


@pytest.mark.parametrize("colours", COLOURS)
def test_letters_stand_out_on_every_ground(colours: str) -> None:
    for brick_or_canal in DYES[colours]:
        for ground in brick_or_canal[:2]:
            for ink in WRITTEN[: 3 if ground == brick_or_canal[1] else 4]:
                assert _contrast(ink, ground) >= 4.5, f"{ink} on {ground}"


@pytest.mark.parametrize(
    ("sheet", "colours"),
    [
        pytest.param(sheet, colours, marks=[pytest.mark.drill] if number else [])
        for number, (sheet, colours) in enumerate(zip(SHEETS, COLOURS[1:], strict=True))
    ],
)
def test_a_sheet_in_other_colours_is_another_one_and_is_read_as_well(
    app: Flask, tmp_path: Path, sheet: str, colours: str
) -> None:
    usual = sheets_of_stickers([label_of(live_stickers(koppel())[0], base_url=URL)], sheet)
    with write():
        choose_colours(koppel(), colours)
    sticker = live_stickers(koppel())[0]
    dyed = sheets_of_stickers([label_of(sticker, base_url=URL)], sheet)
    (page,) = rendered(dyed, tmp_path)
    assert dyed != usual and read_by_two(page)[0] == {qr.address(URL, sticker.code)}


def test_colours_that_are_not_there_are_refused(app: Flask) -> None:
    with pytest.raises(Invalid, match="colours"), write():
        choose_colours(koppel(), "goud")


def _contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (WCAG 2.2, 1.4.3)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
