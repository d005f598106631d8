"""Pictures from files that mean harm, or that are damaged: each is a refusal with its reason, and takes little time."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.heic import heic
from tests.photos import (
    corners,
    encoded,
    jpeg_that_claims,
    noise,
    opened,
    png_that_claims,
    png_with,
    webp_that_claims,
)
from tests.work import at_most
from wijkspel.errors import Refused
from wijkspel.pictures.developing import derivatives
from wijkspel.pictures.sizes import MOST_BYTES

FRAMES = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue", "green")]
MOVING = {"save_all": True, "append_images": FRAMES[1:], "duration": 100}
PAGE = b"<!doctype html><script>alert(1)</script>"
REASONS = {"picture_unknown", "picture_broken", "picture_too_large", "picture_animated", "picture_too_hard"}


def _reason(content: bytes) -> str:
    """Return why a file is refused."""
    with pytest.raises(Refused) as refused:
        derivatives(content)
    return refused.value.code


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0",
        b"\xff\xd8\xff",
        PAGE,
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
        b"%PDF-1.7 no picture",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        b"push graphic-context\nimage over 0,0 0,0 'https://example.org/x'\n",
        encoded(FRAMES[0], "GIF"),
        encoded(FRAMES[0], "BMP"),
        encoded(FRAMES[0], "TIFF"),
        encoded(FRAMES[0], "ICO"),
        encoded(FRAMES[0], "JPEG2000"),
        encoded(FRAMES[0], "PPM"),
        b"GIF89a/*" + b"\0" * 20 + b"*/=1;alert(1)",
    ],
    ids=lambda content: repr(content[:12]),
)
def test_what_is_no_picture_we_take_is_refused(content: bytes) -> None:
    assert _reason(content) == "picture_unknown"


@pytest.mark.parametrize(
    "content",
    [encoded(FRAMES[0], kind, **MOVING) for kind in ("WEBP", "PNG", "AVIF")],
    ids=["WebP", "APNG", "AVIF"],
)
def test_a_picture_that_moves_is_refused(content: bytes) -> None:
    assert _reason(content) == "picture_animated"


def test_a_gif_that_moves_is_refused() -> None:
    assert _reason(encoded(FRAMES[0], "GIF", **MOVING)) == "picture_unknown"


@pytest.mark.parametrize(
    "content",
    [
        encoded(Image.new("1", (20_000, 20_000)), "PNG"),
        png_that_claims(2**31 - 1, 2**31 - 1),
        png_that_claims(100_000, 100_000, depth=16, colour=6),
        webp_that_claims(16_384, 16_384),
        jpeg_that_claims(65_500, 65_500),
        heic("red", 25, 25),
    ],
    ids=["PNG, whole", "PNG, largest", "PNG, 80 GB", "WebP", "JPEG", "HEIC"],
)
def test_a_bomb_is_refused_before_it_is_unpacked(content: bytes) -> None:
    assert len(content) < 2_000_000
    with at_most(5, "a bomb"):
        assert _reason(content) in {"picture_too_large", "picture_broken"}


def test_fifty_megapixels_are_taken_in_and_one_pixel_more_is_not() -> None:
    assert len(derivatives(encoded(Image.new("1", (10_000, 5_000)), "PNG"))) == 6
    with pytest.raises(Refused) as refused:
        derivatives(png_that_claims(50_000_001, 1))
    assert refused.value.values == {"megapixels": 51, "most": 50}


def test_fifteen_megabytes_are_taken_in_and_one_byte_more_is_not() -> None:
    photo = encoded(corners(400, 200), "JPEG")
    heavy = photo + b"\0" * (MOST_BYTES - len(photo))
    assert len(derivatives(heavy)) == 6
    assert _reason(heavy + b"\0") == "picture_too_heavy"


@pytest.mark.parametrize("kind", [b"zTXt", b"iCCP", b"iTXt"])
def test_words_that_grow_a_thousand_times_are_never_unpacked_as_a_whole(kind: bytes) -> None:
    grown = zlib.compress(b"\0" * 200_000_000, 9)
    head = {b"zTXt": b"a\0\0", b"iCCP": b"a\0\0", b"iTXt": b"a\0\1\0\0\0"}[kind]
    with at_most(5, "words that grow"):
        try:
            made = derivatives(png_with(kind, head + grown))
        except Refused as error:
            assert error.code in REASONS
        else:
            assert len(made) == 6


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_file_that_ends_too_early_is_refused(kind: str) -> None:
    whole = encoded(noise(200, 150), kind)
    for share in (0.001, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.97):
        assert _reason(whole[: int(len(whole) * share)]) in {"picture_broken", "picture_unknown"}, share


def test_a_heic_that_ends_too_early_is_refused() -> None:
    whole = heic("red", 2, 2)
    for length in (11, 40, 200, len(whole) // 2, len(whole) - 60):
        assert _reason(whole[:length]) in {"picture_broken", "picture_unknown"}, length


def _with_zip(photo: bytes) -> bytes:
    buffer = io.BytesIO(photo)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("payload.html", PAGE)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "made",
    [
        lambda: _with_zip(encoded(corners(200, 100), "JPEG")),
        lambda: encoded(corners(200, 100), "JPEG") + PAGE,
        lambda: encoded(corners(200, 100), "JPEG", comment=PAGE),
        lambda: encoded(corners(200, 100), "PNG") + b"PK\x03\x04" + PAGE,
        lambda: encoded(corners(200, 100), "WEBP") + PAGE,
    ],
    ids=["JPEG and ZIP", "JPEG and page", "page within JPEG", "PNG and ZIP", "WebP and page"],
)
def test_of_a_file_that_is_two_things_only_the_picture_is_left(made: Callable[[], bytes]) -> None:
    for one in derivatives(made()):
        assert not zipfile.is_zipfile(io.BytesIO(one.content))
        assert b"script" not in one.content and b"PK\x03\x04" not in one.content
        assert opened(one.content).size == (one.width, one.height)


HEADS = [
    encoded(noise(24, 16), "JPEG"),
    encoded(noise(24, 16), "JPEG", progressive=True),
    encoded(noise(24, 16), "PNG"),
    encoded(noise(24, 16).quantize(8), "PNG"),
    encoded(noise(24, 16), "WEBP"),
    encoded(noise(24, 16), "WEBP", lossless=True),
    encoded(noise(24, 16), "AVIF"),
    heic("red"),
]
A_CHANGE = st.tuples(st.integers(0, 400), st.binary(min_size=1, max_size=6))


@pytest.mark.drill
@settings(max_examples=60)
@given(st.sampled_from(HEADS), st.lists(A_CHANGE, max_size=4), st.integers(0, 2_000))
def test_no_damage_to_a_file_raises_anything_but_a_refusal(
    whole: bytes, changes: list[tuple[int, bytes]], cut: int
) -> None:
    content = bytearray(whole)
    for place, change in changes:
        content[place : place + len(change)] = change
    try:
        made = derivatives(bytes(content[: len(content) - cut] if cut % 3 == 0 else content))
    except Refused as error:
        assert error.code in REASONS
    else:
        assert len(made) == 6


@pytest.mark.drill
@settings(max_examples=40)
@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"RIFF\x10\0\0\0WEBPVP8 ", b"\0\0\0\x18ftypheic"]),
)
def test_no_bytes_whatever_raise_anything_but_a_refusal(tail: bytes, head: bytes) -> None:
    assert _reason(head + tail) in REASONS


def test_a_box_that_says_it_is_endless_is_refused() -> None:
    whole = bytearray(heic("red"))
    place = whole.index(b"iloc")
    struct.pack_into(">I", whole, place - 4, 0xFFFFFFFF)
    assert _reason(bytes(whole)) in REASONS
