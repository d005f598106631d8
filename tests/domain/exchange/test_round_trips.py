"""What goes out comes in as the same tour, in every format, whatever stands in it."""

import unicodedata
from xml.etree import ElementTree

import gpxpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wijkspel.exchange.going_out import FORMATS
from wijkspel.exchange.reading import read_tour
from wijkspel.exchange.tour_file import Shown, StopInFile, TourInFile, Where
from wijkspel.exchange.ways import walk_of
from wijkspel.languages import NAMES
from wijkspel.places.rules import ACCESS_FACTS, KINDS
from wijkspel.tours.rules import THEMES

HARD = "مرحبا بكم “halt” 'Jan' \"Piet\" <b>&amp;]]> çğış 😀, ; \\ / % {x} -- é"


_letters = st.characters(codec="utf-8", exclude_categories=("C", "Z")) | st.just(" ")


def _kept(text: str) -> str:
    """A text as the database has it."""
    return unicodedata.normalize("NFC", text).strip() or "x"


def _text(most: int) -> st.SearchStrategy[str]:
    return st.just((HARD * 20)[:most]).map(_kept) | st.text(_letters, max_size=most).map(_kept)


def _texts(most: int, *, fewest: int = 0) -> st.SearchStrategy[dict[str, str]]:
    return st.dictionaries(st.sampled_from(list(NAMES)), _text(most), min_size=fewest)


def _points(digits: int) -> st.SearchStrategy[tuple[float, float]]:
    ten = 10**digits
    degrees = st.integers(5 * ten, 6 * ten).map(lambda number: number / ten)
    return st.tuples(degrees, st.integers(52 * ten, 53 * ten).map(lambda number: number / ten))


slugs = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}", fullmatch=True)
counts = st.none() | st.integers(0, 99)


@st.composite
def stops(draw: st.DrawFn) -> StopInFile:
    lon, lat = draw(_points(7))
    return StopInFile(
        lon,
        lat,
        Where("stop", 1),
        names=draw(_texts(80, fewest=1)),
        slug=draw(slugs),
        kind=draw(st.sampled_from(KINDS)),
        hints=draw(_texts(200)),
        access=draw(st.lists(st.sampled_from(ACCESS_FACTS), unique=True)),
        radius=draw(st.integers(15, 100)),
        step_free=draw(st.none() | st.booleans()),
        benches=draw(counts),
        toilets=draw(counts),
        towards=draw(_texts(80)),
    )


@st.composite
def tours(draw: st.DrawFn) -> TourInFile:
    found = draw(st.lists(stops(), min_size=1, max_size=5))
    ways = [
        draw(st.lists(_points(6), min_size=2, max_size=6)) if draw(st.booleans()) else [stop.point] for stop in found
    ]
    return TourInFile(
        stops=found,
        pieces=[[point for way in ways for point in way]],
        legs=[len(way) for way in ways],
        names=draw(_texts(80, fewest=1)),
        intros=draw(_texts(1000)),
        plain_intro=draw(st.just("") | _text(1000)),
        slug=draw(slugs),
        theme=draw(st.sampled_from(THEMES)),
        order=draw(st.integers(1, 99)),
        metres=draw(st.integers(0, 9_999)),
    )


@pytest.mark.parametrize("suffix", FORMATS)
@given(tour=tours(), language=st.sampled_from(list(NAMES)), reader=st.sampled_from(list(NAMES)))
@settings(max_examples=40)
def test_a_tour_comes_back_as_it_went_out(suffix: str, tour: TourInFile, language: str, reader: str) -> None:
    content = FORMATS[suffix].written(tour, Shown(language, "https://wijkspel.example/wijk/wandelingen/tour"))
    found = read_tour(content, file_name=f"tour.{suffix}")
    assert found == tour
    found.metres = tour.metres  # reckoned anew when it comes in
    assert FORMATS[suffix].written(found, Shown(reader)) == FORMATS[suffix].written(tour, Shown(reader))
    walk = walk_of(found)
    assert [len(path or [stop.point]) for path, stop in zip(walk.paths, walk.stops, strict=True)] == tour.legs
    assert walk.tolerance is None and not walk.doubts


def _tour() -> TourInFile:
    here = StopInFile(5.41859, 52.77964, Where("stop", 1), {"nl": HARD, "ar": "المخبز"}, slug="bakkerij", kind="shop")
    there = StopInFile(5.42052, 52.77937, Where("stop", 2), {"nl": "De sluis"}, slug="sluis", kind="bridge")
    way = [here.point, (5.4195, 52.7799), there.point]
    return TourInFile([here, there], [[*way, there.point]], [3, 1], {"nl": "Kort", "en": "Short"}, slug="kort")


def test_another_program_reads_our_gpx() -> None:
    found = gpxpy.parse(FORMATS["gpx"].written(_tour(), Shown("ar", "https://wijkspel.example/x")).decode())
    assert [(point.name, point.longitude, point.latitude) for point in found.waypoints] == [
        ("المخبز", 5.41859, 52.77964),
        ("De sluis", 5.42052, 52.77937),
    ]
    assert found.waypoints[1].link == "https://wijkspel.example/x/2"
    assert [len(route.points) for route in found.routes] == [4] and found.name == "Kort"


def test_our_gpx_and_kml_have_their_parts_in_the_order_that_the_schemas_ask_for() -> None:
    def parts(element: ElementTree.Element) -> list[str]:
        return [child.tag.partition("}")[2] for child in element]

    gpx = ElementTree.fromstring(FORMATS["gpx"].written(_tour(), Shown("nl", "https://wijkspel.example/x")))
    assert parts(gpx) == ["metadata", "wpt", "wpt", "rte"]
    assert parts(gpx[0]) == ["name", "link", "extensions"] and parts(gpx[1]) == ["name", "link", "type", "extensions"]
    document = ElementTree.fromstring(FORMATS["kml"].written(_tour(), Shown("nl", "https://wijkspel.example/x")))[0]
    assert parts(document) == ["name", "description", "Style", "ExtendedData", *["Placemark"] * 3]
    assert parts(document[5]) == ["name", "description", "ExtendedData", "Point"]


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_name_that_was_changed_in_another_program_counts(suffix: str) -> None:
    content = FORMATS[suffix].written(_tour(), Shown("nl")).decode()
    first, last = content.find("De sluis"), content.rfind("De sluis")
    assert first != last
    shown = content[: content.find("De sluis")] + "De oude sluis" + content[first + len("De sluis") :]
    if suffix == "geojson":  # its properties have `name` before `names`
        assert '"name":"De oude sluis"' in shown
    assert read_tour(shown.encode(), file_name="x").stops[1].names["nl"] == "De oude sluis"
