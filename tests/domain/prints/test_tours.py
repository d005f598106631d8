"""A tour on paper: the poster and the booklet, in Dutch and from right to left; nothing that is not public."""

import re
from pathlib import Path

import pytest
from flask import Flask

from tests.paper import facts_of, read_by_two, rendered, text_of
from tests.world import SECRET, koppel
from wijkspel import qr
from wijkspel.curation.actions import decide
from wijkspel.db import db, write
from wijkspel.prints.tours import Where, address_of, beginning, booklet_of, poster_of
from wijkspel.stories.queries import story_called
from wijkspel.tours.models import Tour
from wijkspel.tours.queries import tour_called

URL = "https://wijkspel.example"
WATER = f"{URL}/de-koppel/wandelingen/langs-het-water"


@pytest.fixture
def tour(app: Flask) -> Tour:
    """The walk along the water, nine stops long."""
    return tour_called(koppel(), "langs-het-water")


@pytest.fixture
def where(app: Flask) -> Where:
    """Where it is printed."""
    return Where(URL, app.extensions["store"])


def test_a_booklet_has_every_stop_in_the_order_of_folding_and_every_code_is_read(
    tour: Tour, where: Where, tmp_path: Path
) -> None:
    made = booklet_of(tour, where)
    sheets = rendered(made, tmp_path)
    assert len(sheets) == 8, "nine stops and four pages more are sixteen pages: eight sides of four sheets"
    assert all(page.width > page.height for page in sheets)
    codes = [qr.address(URL, stop.spot.live_sticker.code) for stop in tour.stops if stop.spot.live_sticker]
    for number, page in enumerate(sheets):
        left, right = _halves_in_numbers(number)
        wanted = {codes[stop - 4] for stop in (left, right) if 4 <= stop < 4 + len(codes)}
        wanted |= {WATER} if 3 in (left, right) else set()
        assert read_by_two(page) == (wanted, wanted), f"side {number + 1}"
    words = text_of(made)
    assert "Riet vertelt" in words and "De bakker van de Kade" in words and "Scan en hoor hoe het verdergaat" in words
    assert "Hierna: De praatbank aan de Kade" in words
    assert facts_of(made)["Title"] == "Langs het water · De Koppel" and facts_of(made)["Tagged"] == "yes"


def test_an_arabic_booklet_opens_on_the_other_side_and_runs_from_right_to_left(tour: Tour, where: Where) -> None:
    made = booklet_of(tour, where, language="ar")
    words = text_of(made)
    assert "بمحاذاة الماء" in words and "كوري" in words and "Corrie" not in words
    assert not re.search(r"202\d", words), "the day is written with the digits of the other numbers"
    boxes = text_of(made, "-bbox")
    first, middle = boxes.split("<page ")[1], 842 / 2
    # With places, pdftotext gives each word as the eye meets its letters, from left to right.
    (beginning_of_title,), (end_of_title,) = _places_of("بمحاذاة"[::-1], first), _places_of("الماء"[::-1], first)
    assert end_of_title < beginning_of_title < middle, "the cover lies on the left half of the outer side"
    assert all(x > middle for x in _places_of("wijkspel.example", first)), "and the back on the right"
    assert len(_places_of("YBD-898", boxes)) == 1
    assert "Hierna" not in boxes and "Scan" not in boxes


@pytest.mark.drill
def test_a_poster_leads_to_the_page_of_its_walk(tour: Tour, where: Where, tmp_path: Path) -> None:
    for paper, (width, height) in {"a4": (595, 842), "a3": (842, 1191)}.items():
        made = poster_of(tour, where, paper=paper)
        (page,) = rendered(made, tmp_path)
        assert read_by_two(page) == ({WATER}, {WATER})
        assert address_of(tour, URL) == WATER
        assert [round(float(side)) for side in re.findall(r"[\d.]+", facts_of(made)["Page size"])[:2]] == [
            width,
            height,
        ]
        words = text_of(made)
        assert "Langs het water" in words and "De sluis" in words and "9 haltes" in words


def test_what_nobody_published_or_somebody_took_back_stands_on_no_paper(tour: Tour, where: Where) -> None:
    before = text_of(booklet_of(tour, where))
    assert SECRET not in before and "De bakker van de Kade" in before
    with write():
        decide(story_called(koppel(), "de-bakker-van-de-kade"), "hide", by="Noor")
    db.session.expire_all()
    assert "De bakker van de Kade" not in text_of(booklet_of(tour, where))


def test_a_story_ends_where_a_sentence_ends() -> None:
    text = "Kort. " + "Dit is een zin van veertig letters, echt waar. " * 10
    kept, goes_on = beginning([text.strip()], 3)
    assert goes_on and kept[0].endswith("echt waar.") and len(kept[0]) <= 3 * 66
    assert beginning(["Kort."], 3) == (["Kort."], False)
    assert beginning(["woord " * 100], 2)[0][0].endswith(" …")
    assert beginning(["Een.", "Twee. " * 200], 1) == (["Een."], True)
    assert beginning(["من هنا؟ " * 40], 1)[0][0].endswith("؟")


def _halves_in_numbers(side: int) -> tuple[int, int]:
    """Return the pages on a side of a booklet of sixteen, reckoned once more."""
    sheet = side // 2
    return (16 - 2 * sheet, 1 + 2 * sheet) if side % 2 == 0 else (2 + 2 * sheet, 15 - 2 * sheet)


def _places_of(word: str, boxes: str) -> list[float]:
    return [float(x) for x in re.findall(rf'<word xMin="([\d.]+)"[^>]*>{word}</word>', boxes)]
