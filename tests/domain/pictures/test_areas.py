"""What somebody taps on a photo becomes unrecognisable: in every size, for good, and nothing else does."""

import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageStat

from tests.photos import corners, encoded, noise, opened
from wijkspel.errors import Invalid
from wijkspel.pictures import darkroom
from wijkspel.pictures.areas import MOST_AREAS, Area, Circle, Rectangle, areas_in
from wijkspel.pictures.developing import derivatives

MIDDLE = Rectangle(0.3, 0.3, 0.7, 0.7)
FACE = Circle(0.5, 0.5, 0.15)


def test_what_a_phone_sends_is_read() -> None:
    sent = json.loads('[{"x": 0.5, "y": 0.25, "radius": 1}, {"left": 0, "top": 0, "right": 0.5, "bottom": 0.5}]')
    assert areas_in(sent) == [Circle(0.5, 0.25, 1.0), Rectangle(0.0, 0.0, 0.5, 0.5)]
    assert areas_in([]) == []


@pytest.mark.parametrize(
    "sent",
    [
        None,
        "[]",
        {"x": 0.5, "y": 0.5, "radius": 0.1},
        [None],
        ["x"],
        [[0.5, 0.5, 0.1]],
        [{"x": 0.5, "y": 0.5}],
        [{"x": 0.5, "y": 0.5, "radius": 0.1, "more": 1}],
        [{"x": 0.5, "y": 0.5, "radius": 0}],
        [{"x": 0.5, "y": 1.01, "radius": 0.1}],
        [{"x": -0.01, "y": 0.5, "radius": 0.1}],
        [{"x": math.nan, "y": 0.5, "radius": 0.1}],
        [{"x": 0.5, "y": 0.5, "radius": math.inf}],
        [{"x": 10**400, "y": 0.5, "radius": 0.1}],
        [{"x": "0.5", "y": 0.5, "radius": 0.1}],
        [{"x": True, "y": 0.5, "radius": 0.1}],
        [{"left": 0.5, "top": 0, "right": 0.2, "bottom": 1}],
        [{"left": 0.5, "top": 0, "right": 0.5, "bottom": 1}],
        [{"x": 0.5, "y": 0.5, "radius": 0.1}, {"x": 2, "y": 0.5, "radius": 0.1}],
    ],
    ids=lambda sent: repr(sent)[:60],
)
def test_what_is_no_area_is_refused_with_all_the_others(sent: object) -> None:
    with pytest.raises(Invalid) as refused:
        areas_in(sent)
    assert refused.value.fields == {"areas": "not_an_area"}


def test_more_areas_than_there_are_faces_are_refused() -> None:
    face = {"x": 0.5, "y": 0.5, "radius": 0.1}
    assert len(areas_in([face] * MOST_AREAS)) == MOST_AREAS
    with pytest.raises(Invalid) as refused:
        areas_in([face] * (MOST_AREAS + 1))
    assert refused.value.fields == {"areas": "too_many"}


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=3),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(st.sampled_from(["x", "y", "radius", "left", "top", "right", "bottom"]), inner)
        ),
    )
)
def test_nothing_a_phone_sends_raises_anything_but_invalid(sent: object) -> None:
    try:
        understood = areas_in(sent)
    except Invalid as refused:
        assert refused.fields["areas"] in ("not_an_area", "too_many")
    else:
        assert isinstance(sent, list) and len(understood) == len(sent)


@pytest.mark.parametrize("area", [MIDDLE, FACE], ids=["rectangle", "circle"])
def test_no_detail_is_left_within_and_all_of_it_around_in_every_size(area: Area) -> None:
    stones = noise(200, 150).resize((2000, 1500), Image.Resampling.NEAREST)
    for one in derivatives(encoded(stones, "PNG"), blurred=[area]):
        picture = opened(one.content).convert("RGB")
        assert _detail(picture, (0.42, 0.42, 0.58, 0.58)) < 2
        assert _detail(picture, (0.02, 0.02, 0.2, 0.2)) > 8


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_two_faces_of_the_same_few_colours_cannot_be_told_apart_afterwards(kind: str) -> None:
    one, other = _portrait(eyes=-14), _portrait(eyes=14)
    assert _apart(_shown(one), _shown(other)) > 3, "before, they can be told apart at a glance"
    made = [derivatives(encoded(face, kind, quality=95), blurred=[MIDDLE]) for face in (one, other)]
    for mine, yours in zip(*made, strict=True):
        assert _apart(_shown(opened(mine.content)), _shown(opened(yours.content))) < 0.5, (mine.side, mine.format)


def test_of_an_area_no_more_than_nine_coarse_colours_are_known() -> None:
    picture = noise(900, 900)
    darkroom.make_unrecognisable(picture, {"left": 0.0, "top": 0.0, "right": 1.0, "bottom": 1.0})
    middles = [picture.getpixel((x, y)) for x in (150, 450, 750) for y in (150, 450, 750)]
    assert {value for pixel in middles for value in pixel} <= {step * 32 + 16 for step in range(8)}


def test_an_area_is_where_people_see_it_and_not_where_it_is_stored() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    shown = corners(800, 400)
    held = encoded(shown.transpose(Image.Transpose.ROTATE_90), "PNG", exif=exif)
    made = opened(derivatives(held, blurred=[Rectangle(0.3, 0.3, 0.7, 0.7)])[1].content)
    assert made.size == (800, 400)
    untouched = opened(derivatives(held)[1].content)
    assert _apart(made.crop((200, 80, 600, 320)), untouched.crop((200, 80, 600, 320))) > 5
    assert _apart(made.crop((0, 0, 180, 400)), untouched.crop((0, 0, 180, 400))) < 1


def test_a_finger_that_misses_the_edge_of_a_face_still_covers_it() -> None:
    picture = noise(1000, 1000)
    before = picture.copy()
    darkroom.make_unrecognisable(picture, {"x": 0.5, "y": 0.5, "radius": 0.1})
    changed = ImageChops.difference(picture, before).getbbox()
    assert changed and 115 <= (changed[2] - changed[0]) / 2 <= 125


@settings(max_examples=200)
@given(st.integers(1, 60), st.integers(1, 60), st.data())
def test_any_area_of_any_picture_can_be_made_unrecognisable(width: int, height: int, data: st.DataObject) -> None:
    share = st.floats(0, 1)
    picture = Image.new("RGB", (width, height))
    if data.draw(st.booleans()):
        area = {"x": data.draw(share), "y": data.draw(share), "radius": data.draw(st.floats(0.005, 1))}
    else:
        left, top = data.draw(st.floats(0, 0.99)), data.draw(st.floats(0, 0.99))
        area = {"left": left, "top": top, "right": data.draw(st.floats(left + 0.005, 1)), "bottom": 1.0}
    darkroom.make_unrecognisable(picture, area)
    assert picture.size == (width, height)


def _portrait(*, eyes: int) -> Image.Image:
    """Return a face that looks to one side."""
    face = Image.new("RGB", (1200, 1200), (90, 140, 90))
    drawn = ImageDraw.Draw(face)
    drawn.ellipse((400, 380, 800, 820), fill=(205, 160, 130))
    for x in (520, 680):
        drawn.ellipse((x - 40, 520, x + 40, 580), fill="white")
        drawn.ellipse((x - 18 + eyes, 530, x + 18 + eyes, 570), fill=(40, 30, 20))
    return face


def _shown(picture: Image.Image) -> Image.Image:
    """Return the part of a portrait where the eyes are."""
    width, height = picture.size
    return picture.crop((width * 40 // 100, height * 42 // 100, width * 60 // 100, height * 50 // 100))


def _apart(one: Image.Image, other: Image.Image) -> float:
    return sum(ImageStat.Stat(ImageChops.difference(one.convert("RGB"), other.convert("RGB"))).mean) / 3


def _detail(picture: Image.Image, part: tuple[float, float, float, float]) -> float:
    """Return how much neighbouring pixels differ within a part of a picture."""
    width, height = picture.size
    shown = picture.crop((int(part[0] * width), int(part[1] * height), int(part[2] * width), int(part[3] * height)))
    return _apart(shown, shown.filter(ImageFilter.BoxBlur(2)))
