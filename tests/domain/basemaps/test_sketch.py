"""Sketches: well-formed, safe under our content policy, small, and the same words in every theme."""

import gzip
import io
import math
import re
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from config import ROOT
from tests.maps import BOX, collection, feature, ring, village
from wijkspel.basemaps.drawn import read_drawn
from wijkspel.basemaps.frame import Frame, around, grown, height_for, inset, shifted_into
from wijkspel.basemaps.lettering import Circle, Room
from wijkspel.basemaps.markers import RADIUS, placed
from wijkspel.basemaps.model import Basemap
from wijkspel.basemaps.png import sketch_png
from wijkspel.basemaps.reading import read_map
from wijkspel.basemaps.sketch import sketch
from wijkspel.basemaps.theme import style

DATA = ROOT.parent / "shared" / "data"
CSS = ROOT / "static" / "css" / "blocks" / "sketch.css"
SVG = "{http://www.w3.org/2000/svg}"
ROUTE = [[(5.001, 52.0015), (5.005, 52.0016), (5.005, 52.005), (5.009, 52.005)]]
STOPS = [(5.001, 52.0015, "١"), (5.005, 52.003, "٢"), (5.0051, 52.003, "٣"), (5.009, 52.005, "٤")]
MOST_BYTES = 40_000


@pytest.fixture(scope="module")
def basemap() -> Basemap:
    """The drawn village."""
    return read_drawn(village(), BOX)


def _texts(svg: str) -> list[str]:
    return ["".join(text.itertext()) for text in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_a_sketch_is_one_picture_with_a_name(basemap: Basemap) -> None:
    root = ElementTree.fromstring(sketch(basemap, title="Kaart van <Proef> & meer"))
    title = root.find(f"{SVG}title")
    assert title is not None and title.text == "Kaart van <Proef> & meer"
    assert root.get("role") == "img" and root.get("aria-labelledby") == title.get("id")


def test_a_page_may_hold_it_under_our_content_policy(basemap: Basemap) -> None:
    svg = sketch(basemap, title="Proef", route=ROUTE, stops=STOPS)
    assert not re.search(r"\sstyle=|<style|<script|\son\w+=|https?://(?!www\.w3\.org/2000/svg)", svg)


def test_two_in_one_page_share_no_names(basemap: Basemap) -> None:
    names = [re.findall(r'\bid="([^"]+)"', sketch(basemap, title=title)) for title in ("Een", "Twee")]
    assert not set(names[0]) & set(names[1]) and len(set(names[0])) == len(names[0])


def test_everything_that_is_referred_to_is_there(basemap: Basemap) -> None:
    svg = sketch(basemap, title="Proef", route=ROUTE, stops=STOPS, dashed=True)
    named = set(re.findall(r'\bid="([^"]+)"', svg))
    assert set(re.findall(r'(?:href="#|url\(#)([^")]+)', svg)) <= named


def test_every_class_has_its_ink_and_every_ink_is_used(basemap: Basemap) -> None:
    moved = [*STOPS, (5.005, 52.003, "5"), (5.005, 52.003, "6")]
    svg = sketch(basemap, title="Proef", route=ROUTE, stops=moved, box=BOX)
    drawn = {name for names in re.findall(r'class="([^"]+)"', svg) for name in names.split()}
    streams = {"sketch__deck"}  # a bridge drawn as an area; the village has none
    assert drawn | streams == set(re.findall(r"\.(sketch[\w-]*) \{", CSS.read_text()))


def test_names_numbers_scale_and_thanks_stand_on_it(basemap: Basemap) -> None:
    words = _texts(sketch(basemap, title="Proef", stops=STOPS, scale_words="{} metre".format, box=BOX))
    assert {"١", "٢", "٣", "٤", "100 metre", "N", "Getekend door de buurt", "Vaart", "Plantsoen"} <= set(words)
    assert {"Vaartkade", "Dorpsstraat"} & set(words)


def test_who_asks_for_no_thanks_gets_none(basemap: Basemap) -> None:
    plain = Basemap(basemap.bounds, basemap.features)
    assert not [word for word in _texts(sketch(plain, title="Proef")) if "Getekend" in word]


def test_a_map_keeps_its_direction_in_a_page_that_reads_from_the_right(basemap: Basemap) -> None:
    assert ' direction="ltr"' in sketch(basemap, title="Proef")


def test_a_pitch_within_a_park_is_green_and_a_hole_is_not() -> None:
    park, hole = ring(5.0, 52.0, 0.01, 0.006), ring(5.001, 52.001, 0.002, 0.001)
    pitch = ring(5.005, 52.003, 0.002, 0.001)
    drawn = collection(
        feature("Polygon", [park, hole], layer="green"), feature("Polygon", [pitch[::-1]], layer="green")
    )
    svg = sketch(read_drawn(drawn, BOX), title="Proef", width=300, box=BOX, standalone=True)
    svg = re.sub("<pattern.*?</pattern>", "", svg)
    picture = Image.open(io.BytesIO(sketch_png(svg, 300))).convert("RGB")
    frame = Frame(BOX, *picture.size)
    colours = [picture.getpixel(tuple(map(round, frame.place(p)))) for p in [(5.004, 52.005), (5.006, 52.0035)]]
    assert colours[0] == colours[1] != picture.getpixel(tuple(map(round, frame.place((5.002, 52.0015)))))


def test_the_same_map_is_drawn_the_same(basemap: Basemap) -> None:
    assert sketch(basemap, title="Proef", stops=STOPS) == sketch(basemap, title="Proef", stops=STOPS)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_picture_is_made_of_it_in_our_own_letters(basemap: Basemap, theme: str) -> None:
    svg = sketch(basemap, title="Proef", width=600, height=315, stops=STOPS, standalone=True, theme=theme)
    picture = Image.open(io.BytesIO(sketch_png(svg, 1200)))
    assert picture.format == "PNG" and picture.size == (1200, 630)
    without = Image.open(io.BytesIO(sketch_png(re.sub("<text.*?</text>", "", svg), 1200)))
    assert picture.convert("RGB").tobytes() != without.convert("RGB").tobytes(), "letters are drawn"
    assert picture.convert("L").resize((1, 1)).getpixel((0, 0)) > 110 if theme == "light" else True


def test_both_themes_are_filled_in() -> None:
    light, dark = style("light"), style("dark")
    assert light != dark
    for words in (light, dark):
        assert "var(" not in words and "--" not in words.replace("sketch__", "") and "@" not in words


@given(st.lists(st.tuples(st.floats(-50, 500), st.floats(-50, 400)), min_size=1, max_size=12))
def test_stops_never_cover_each_other(places: list[tuple[float, float]]) -> None:
    shown = placed([(place, str(number)) for number, place in enumerate(places)], 400, 300)
    assert [marker.label for marker in shown] == [str(number) for number in range(len(places))]
    for one, other in combinations(shown, 2):
        assert math.dist(one.shown, other.shown) >= 2 * RADIUS - 1
    assert all(0 <= marker.shown[0] <= 400 and 0 <= marker.shown[1] <= 300 for marker in shown)


def test_a_stop_with_room_stays_where_it_is() -> None:
    (marker,) = placed([((200.0, 100.0), "1")], 400, 300)
    assert marker.shown == (200.0, 100.0) and not marker.is_moved


def test_a_name_reads_from_left_to_right_and_only_where_it_fits() -> None:
    room = Room(400, 300, 11.5)
    found = room.along("Dorpsstraat", [(350, 100), (50, 100)])
    assert found is not None and found.line[0][0] < found.line[-1][0]
    assert room.along("Dorpsstraat", [(350, 100), (50, 100)]) is not None, "beside the first there is room"
    assert room.along("Dorpsstraat", [(0, 200), (40, 200)]) is None, "the street is too short"
    assert room.along("Dorpsstraat", [(100, 200), (140, 200), (140, 240), (180, 240)]) is None, "it turns too much"
    room.take([Circle(200, 250, 300)])
    assert room.along("Kerkepad", [(50, 250), (350, 250)]) is None, "something is there"


@given(st.floats(0.0001, 0.05), st.floats(0.0001, 0.05), st.integers(100, 2000), st.integers(100, 2000))
def test_a_grown_box_holds_the_box_and_has_the_form_of_the_picture(w: float, h: float, width: int, height: int) -> None:
    box = (5.0, 52.0, 5.0 + w, 52.0 + h)
    west, south, east, north = wide = grown(box, width, height)
    assert west <= 5.0 + 1e-9 and east >= box[2] - 1e-9 and south <= 52.0 + 1e-9 and north >= box[3] - 1e-9
    assert height_for(wide, width) == pytest.approx(height, abs=1)


def test_a_box_around_stops_has_air_and_stays_on_the_map() -> None:
    near = around([(5.001, 52.001)], at_least=200)
    assert Frame(near, 100, 100).pixels_per_metre == pytest.approx(0.5, rel=0.01)
    west, south, east, north = shifted_into(near, BOX)
    assert (west, south) == (pytest.approx(max(near[0], BOX[0])), pytest.approx(max(near[1], BOX[1])))
    assert east - west == pytest.approx(near[2] - near[0]) and north - south == pytest.approx(near[3] - near[1])
    assert inset(BOX)[0] > BOX[0] and inset(BOX)[3] < BOX[3]


def test_a_real_neighbourhood_is_small(tmp_path: Path) -> None:
    if not DATA.is_dir():
        print("shared/data is not here: a real extract is not tried")
        return
    found = read_map(DATA / "amsterdam.osm.pbf", (4.917, 52.338, 4.945, 52.355))
    for width in (360, 720):
        svg = sketch(found, title="Proef", width=width)
        size = len(gzip.compress(svg.encode()))
        print(f"sketch {width} wide: {len(svg):,} bytes, {size:,} compressed")
        assert size <= MOST_BYTES and "© OpenStreetMap" in _texts(svg)


def test_three_hundred_houses_are_small() -> None:
    found = read_drawn(_rows_of_houses(300), BOX)
    assert found.counts()["buildings"] == 300
    assert len(gzip.compress(sketch(found, title="Proef", width=720).encode())) <= MOST_BYTES


def _rows_of_houses(count: int) -> bytes:
    houses = []
    for number in range(count):
        west, south = 5.0005 + number % 20 * 0.00045, 52.0003 + number // 20 * 0.00037
        corners = [[west, south], [west + 3e-4, south + 1e-5], [west + 29e-5, south + 2e-4], [west, south + 2e-4]]
        houses.append(feature("Polygon", [[*corners, corners[0]]], layer="building"))
    return collection(*houses)
