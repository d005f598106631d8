"""Sheets of stickers: printed, rendered, spoiled, and read again by two decoders. Solid dirt is in `test_dirt`."""

from pathlib import Path

import pytest
from flask import Flask

from tests.paper import DPI, SPOILED, facts_of, read_by_two, read_closely, rendered, text_of
from tests.sheets import COUNTS, GRIDS, cut
from tests.world import EMPTY, RETIRED, koppel
from wijkspel import qr
from wijkspel.db import write
from wijkspel.errors import Refused
from wijkspel.places.actions.spots import add_spot
from wijkspel.places.actions.stickers import make_sticker
from wijkspel.places.models import Sticker
from wijkspel.places.queries import live_stickers, neighbourhood_called, sticker_with
from wijkspel.prints.stickers import Label, label_of, sheets_of_stickers

URL = "https://wijkspel.example"


def _labels(count: int, language: str | None = None) -> list[Label]:
    return [label_of(sticker, base_url=URL, language=language) for sticker in live_stickers(koppel())[:count]]


def _addresses(count: int) -> set[str]:
    return {qr.address(URL, sticker.code) for sticker in live_stickers(koppel())[:count]}


@pytest.mark.parametrize("sheet", list(GRIDS))
def test_every_code_is_read_from_paper_also_when_blurred_askew_tilted_or_muddy(
    app: Flask, tmp_path: Path, sheet: str
) -> None:
    count = COUNTS[sheet]
    (page,) = rendered(sheets_of_stickers(_labels(count), sheet), tmp_path)
    assert read_by_two(page) == (_addresses(count), _addresses(count))
    for how, spoil in SPOILED.items():
        spoiled = spoil(page)
        if how == "muddy":
            stickers = [read_closely(cut(spoiled, sheet, number)) for number in range(count)]
            read = [set().union(*[one[decoder] for one in stickers]) for decoder in (0, 1)]
        else:
            read = list(read_by_two(spoiled))
        for name, addresses in zip(("zbar", "zxing"), read, strict=True):
            assert addresses == _addresses(count), f"{how}, by {name}"


@pytest.mark.parametrize("sheet", ["a4", "50mm", "a6"])
def test_for_a_printer_colour_runs_over_the_edge_and_the_sheet_says_where_tocut(
    app: Flask, tmp_path: Path, sheet: str
) -> None:
    made = sheets_of_stickers(_labels(1), sheet, bleed=True)
    width, height = {"a4": (210, 297), "50mm": (50, 50), "a6": (105, 148)}[sheet]
    boxes = {name: [float(side) for side in text.split()] for name, text in _boxes(made).items()}
    trim = boxes["TrimBox"]
    assert [trim[2] - trim[0], trim[3] - trim[1]] == pytest.approx([width / 25.4 * 72, height / 25.4 * 72], abs=0.1)
    assert trim[0] - boxes["BleedBox"][0] >= 3 / 25.4 * 72
    (page,) = rendered(made, tmp_path)
    edge = round(8 / 25.4 * DPI)  # from the edge of the sheet to where it is cut
    over, beyond = edge - round(2 / 25.4 * DPI), round(2 / 25.4 * DPI)
    middle = round(page.height * 0.3)
    assert page.getpixel((over, middle)) == page.getpixel((edge + 3, middle)), "no colour over the edge"
    assert page.getpixel((beyond, middle)) == 255, "no white beyond it, where the marks stand"
    assert min(page.crop((0, edge - 1, beyond, edge + 2)).tobytes()) < 100, "no mark to cut along"
    assert read_by_two(page)[0] == _addresses(1)


def test_a_sticker_says_its_code_its_name_its_domain_and_one_line_in_each_language(app: Flask) -> None:
    bakery = sticker_with("D8RVTX")
    assert bakery
    words = text_of(sheets_of_stickers([label_of(bakery, base_url=URL)], "a4"))
    assert "D8R-VTX" in words and "De oude bakkerij" in words and "wijkspel.example" in words
    assert "Scan en hoor het verhaal van deze plek." in words
    assert "Scan and hear the story of this place." in words
    assert "buranın hikâyesini dinleyin" in words
    assert "حكاية" in words


def test_a_wijk_that_speaks_one_language_has_one_line_and_no_second_name(app: Flask) -> None:
    empty = sticker_with(EMPTY)
    assert empty
    label = label_of(empty, base_url=URL)
    assert [line.language for line in label.invitations] == ["nl"] and label.second_name is None


def test_a_retired_sticker_and_another_wijk_are_not_printed(app: Flask) -> None:
    codes = {sticker.code for sticker in live_stickers(koppel())}
    assert "D8RVTX" in codes and not codes & {RETIRED, EMPTY}
    assert {sticker.code for sticker in live_stickers()} == codes | {EMPTY, "NNN333"}
    assert len(live_stickers(neighbourhood_called("de-overkant"))) == 2


def test_nothing_to_print_is_a_refusal(app: Flask) -> None:
    with pytest.raises(Refused, match="nothing_to_print"):
        sheets_of_stickers([], "a4")


NAMES = [
    {"nl": "Levensbeschouwelijk ontmoetingscentrum aan de Kanaalstraat, bij de brug achterom"},
    {"nl": "W" * 80},
    {"ar": "حديقة الخضار الجماعية قرب الجسر الطويل على رصيف الميناء القديم"},
    {"nl": "İğneada Kütüphanesi", "ar": "مكتبة"},
]


@pytest.mark.parametrize("sheet", list(GRIDS))
def test_a_name_of_any_length_and_script_leaves_the_code_free(app: Flask, tmp_path: Path, sheet: str) -> None:
    stickers = [_named(names, number) for number, names in enumerate(NAMES)]
    made = sheets_of_stickers([label_of(sticker, base_url=URL) for sticker in stickers], sheet)
    addresses = {qr.address(URL, sticker.code) for sticker in stickers}
    read = [read_by_two(page) for page in rendered(made, tmp_path)]
    for decoder in (0, 1):
        assert set().union(*[page[decoder] for page in read]) == addresses
    words = text_of(made)
    assert all(qr.written(sticker.code) in words for sticker in stickers)


def test_the_sheet_of_an_arabic_reader_has_its_code_on_the_right(app: Flask, tmp_path: Path) -> None:
    for language, side in (("nl", 0), ("ar", 1)):
        made = sheets_of_stickers(_labels(1, language), "a4", language=language)
        (page,) = rendered(made, tmp_path)
        card = cut(page, "a4", 0)
        half = card.width // 2
        halves = [card.crop((0, 0, half, card.height)), card.crop((half, 0, card.width, card.height))]
        assert read_by_two(halves[side])[1] == _addresses(1), language
        assert facts_of(made)["Tagged"] == "yes"


def test_a_qr_is_of_the_small_version_and_has_light_around_it() -> None:
    drawing = qr.drawing(qr.address(URL, "BCD234"))
    assert drawing.side == 29 + 2 * 4, "version 3: letters in capitals take 5.5 bits each, in mixed case 8"
    assert qr.drawing(f"{URL}/q/bcd234").side > drawing.side


def _named(names: dict[str, str], number: int) -> Sticker:
    with write():
        spot = add_spot(koppel(), slug=f"proef-{number}", kind="bench", names=names, lon=5.42, lat=52.78)
        return make_sticker(spot)


def _boxes(made: bytes) -> dict[str, str]:
    return {name: text for name, text in facts_of(made, "-box").items() if name.endswith("Box")}
