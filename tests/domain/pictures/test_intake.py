"""Pictures from honest files: upright, in sRGB, in three sizes, with nothing else in them."""

import io
import shutil
import subprocess
from pathlib import Path

import pi_heif
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from config import ROOT
from tests.heic import heic
from tests.photos import DISPLAY_P3, corners, encoded, noise, opened, png_of_16_bits, profile_of, profile_of_ink
from wijkspel.pictures.developing import derivatives, smaller
from wijkspel.pictures.sizes import SIDES, fitted_size

REAL = ROOT.parent / "shared" / "data" / "photos"
FORMATS = {"webp": "WEBP", "jpeg": "JPEG"}


def _metadata(content: bytes, folder: Path) -> dict[str, str]:
    """Return what exiftool, a second reader, finds besides the plain facts of the file itself."""
    path = folder / "picture"
    path.write_bytes(content)
    program = shutil.which("exiftool")
    assert program, "exiftool is missing; type: bin/set-up test"
    out = subprocess.run(
        [program, "-s", "-G", "-a", "-u", str(path)], capture_output=True, text=True, check=True
    ).stdout
    rows = [line.split(":", 1) for line in out.splitlines()]
    plain = ("[File]", "[ExifTool]", "[Composite]", "[JFIF]", "[RIFF]")
    return {name.strip(): value.strip() for name, value in rows if not name.startswith(plain)}


def test_a_photo_becomes_six_pictures_the_largest_first() -> None:
    made = derivatives(encoded(corners(), "JPEG"))
    assert [(one.side, one.format) for one in made] == [(side, name) for side in SIDES for name in FORMATS]
    for one in made:
        picture = opened(one.content)
        assert picture.format == FORMATS[one.format]
        assert picture.size == (one.width, one.height) == (one.side, one.side // 2)
        assert picture.mode == "RGB"


def test_a_small_picture_is_never_enlarged() -> None:
    assert {(one.width, one.height) for one in derivatives(encoded(corners(200, 100), "PNG"))} == {(200, 100)}


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_way_a_phone_can_be_held_comes_out_upright(orientation: int) -> None:
    upright = corners(400, 200)
    turn = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }.get(orientation)
    exif = Image.Exif()
    exif[0x0112] = orientation
    held = encoded(upright.transpose(turn) if turn is not None else upright, "JPEG", exif=exif, quality=95)
    shown = opened(derivatives(held)[0].content)
    assert shown.size == (400, 200)
    assert shown.getpixel((50, 50))[1] < 80, "the red quarter is not in its corner"
    assert shown.getpixel((350, 150))[1] > 200


@pytest.mark.parametrize("profile", [b"", profile_of(DISPLAY_P3)], ids=["plain", "P3"])
@pytest.mark.parametrize("kind", ["JPEG", "MPO", "PNG", "WEBP", "AVIF"])
def test_no_metadata_is_left_in_any_derivative(kind: str, profile: bytes, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x9003] = "Kanarie", "2026:01:01 10:00:00"
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 22.0, 12.0), 3: "E", 4: (4.0, 53.0, 42.0)})
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><kanarie/></x:xmpmeta>"
    more = {"exif": exif, "xmp": xmp, "comment": b"kanarie", **({"icc_profile": profile} if profile else {})}
    content = encoded(corners(), kind, **more)
    told = _metadata(content, tmp_path)
    assert any("GPS" in name for name in told), "the test's own photo carries nothing to remove"
    for one in derivatives(content):
        assert _metadata(one.content, tmp_path) == {}
        assert b"anarie" not in one.content and b"Exif" not in one.content and b"ICC" not in one.content


def test_words_in_a_png_are_not_kept(tmp_path: Path) -> None:
    words = PngInfo()
    words.add_text("Comment", "kanarie", zip=True)
    words.add_itxt("Author", "Kanarie")
    content = encoded(corners(40, 20), "PNG", pnginfo=words)
    assert "Kanarie" in _metadata(content, tmp_path).values()
    for one in derivatives(content):
        assert _metadata(one.content, tmp_path) == {}


def test_colours_of_display_p3_become_srgb() -> None:
    dull = _colour(encoded(Image.new("RGB", (60, 40), (200, 100, 50)), "PNG"))
    vivid = _colour(encoded(Image.new("RGB", (60, 40), (200, 100, 50)), "PNG", icc_profile=profile_of(DISPLAY_P3)))
    assert dull == pytest.approx((200, 100, 50), abs=4)
    assert vivid[0] > 205 and vivid[1] < 100 and vivid[2] < 45, "the same numbers are more vivid in P3"


def test_colours_of_display_p3_in_a_heic_become_srgb() -> None:
    plain, wide = heic("0xc86432"), heic("0xc86432", profile=profile_of(DISPLAY_P3))
    assert _colour(wide)[0] > _colour(plain)[0] + 4


def test_ink_becomes_light_by_its_own_profile() -> None:
    ink = Image.new("CMYK", (60, 40), (255, 255, 0, 0))
    assert _colour(encoded(ink, "JPEG"))[2] > 200, "without a profile, cyan and magenta are blue"
    red, green, blue = _colour(encoded(ink, "JPEG", icc_profile=profile_of_ink()))
    assert max(red, green, blue) - min(red, green, blue) < 12, "this profile knows grey only"


@pytest.mark.parametrize("profile", [b"", b"no profile", profile_of(DISPLAY_P3)[:40], profile_of_ink()])
def test_a_colour_profile_that_does_not_fit_leaves_the_colours_as_they_are(profile: bytes) -> None:
    content = encoded(Image.new("RGB", (60, 40), (200, 100, 50)), "JPEG", icc_profile=profile)
    assert _colour(content) == pytest.approx((200, 100, 50), abs=6)


def test_transparency_becomes_paper() -> None:
    see_through = Image.new("RGBA", (40, 40), (255, 0, 0, 0))
    pixel = opened(derivatives(encoded(see_through, "PNG"))[0].content).getpixel((20, 20))
    assert min(pixel) > 240


@pytest.mark.parametrize("mode", ["1", "L", "P", "PA", "LA", "RGBA", "I;16", "CMYK"])
def test_every_way_to_write_colours_is_read(mode: str) -> None:
    light = {"1": 1, "I;16": 200 * 256, "L": 200, "P": 200, "LA": (200, 255)}.get(mode)
    if light is None:
        picture = Image.new("RGB", (30, 20), (200, 200, 200)).convert({"PA": "RGBA"}.get(mode, mode))
        picture = picture.quantize(4, method=Image.Quantize.FASTOCTREE) if mode == "PA" else picture
    else:
        picture = Image.new(mode, (30, 20), light)
        if mode == "P":
            picture.putpalette([value for value in range(256) for _ in range(3)])
    made = derivatives(encoded(picture, "JPEG" if mode == "CMYK" else "PNG"))
    assert len(made) == 6
    expected = 255 if mode == "1" else 200
    assert opened(made[1].content).getpixel((10, 10)) == pytest.approx((expected,) * 3, abs=5)


def test_sixteen_bits_a_colour_are_read() -> None:
    made = derivatives(png_of_16_bits((200, 100, 50), (64, 40)))
    assert opened(made[1].content).getpixel((20, 20)) == pytest.approx((200, 100, 50), abs=6)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_a_large_picture_of_any_kind_keeps_its_shape_and_its_place(kind: str, mode: str) -> None:
    made = opened(derivatives(encoded(corners(6401, 3201).convert(mode), kind))[0].content)
    assert made.size == (1600, 800)
    for x, y, is_red in ((780, 380, True), (820, 380, False), (780, 420, False), (5, 5, True), (1595, 795, False)):
        assert (made.getpixel((x, y))[1] < 80) == is_red, (x, y)


def test_the_two_frames_a_phone_sends_are_one_photo() -> None:
    content = encoded(corners(), "MPO", save_all=True, append_images=[Image.new("RGB", (2000, 1000), "blue")])
    assert opened(content).format == "MPO"
    assert opened(derivatives(content)[0].content).getpixel((10, 10))[0] > 200


@pytest.mark.parametrize("orientation", [0, 9, 255, 65535])
def test_an_orientation_that_is_none_turns_nothing(orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    assert opened(derivatives(encoded(corners(400, 200), "JPEG", exif=exif))[0].content).size == (400, 200)


@pytest.mark.parametrize(
    "exif", [b"Exif\0\0", b"Exif\0\0MM\0*\0\0\0\x08\xff\xff", b"Exif\0\0II*\0\xff\xff\xff\xff", b"?"]
)
def test_exif_that_is_damaged_loses_nobody_a_photo(exif: bytes) -> None:
    assert len(derivatives(encoded(corners(400, 200), "JPEG", exif=exif))) == 6


@pytest.mark.parametrize("turns", range(4))
def test_a_heic_comes_out_upright(turns: int) -> None:
    made = opened(derivatives(heic("red", 2, 1, turns=turns))[0].content)
    assert made.size == ((1024, 512) if turns % 2 == 0 else (512, 1024))
    red = {0: (256, 60), 1: (60, 500), 2: (256, 450), 3: (450, 500)}[turns]  # turned to the left: top becomes left
    assert made.getpixel(red)[0] > 180 > 100 > made.getpixel(red)[1]


@pytest.mark.parametrize("size", [(1, 1), (1, 3000), (4000, 1), (1601, 1), (1599, 1600)])
def test_odd_shapes_are_taken_in(size: tuple[int, int]) -> None:
    for kind, mode in (("PNG", "RGB"), ("PNG", "LA"), ("JPEG", "L")):
        made = derivatives(encoded(Image.new(mode, size), kind))
        assert [(one.width, one.height) for one in made[::2]] == [fitted_size(*size, side) for side in SIDES]


def test_a_lost_picture_is_made_again_from_a_larger_one() -> None:
    made = {(one.side, one.format): one for one in derivatives(encoded(noise(1800, 1200), "JPEG"))}
    again = smaller(made[1600, "jpeg"].content, 320, "webp")
    assert (again.width, again.height) == opened(again.content).size == (320, made[320, "webp"].height)


@given(st.integers(1, 20_000), st.integers(1, 20_000), st.sampled_from(SIDES))
def test_a_fitted_size_fits_and_keeps_its_shape(width: int, height: int, side: int) -> None:
    fitted = fitted_size(width, height, side)
    assert min(fitted) >= 1 and max(fitted) <= max(side, 1)
    assert abs(fitted[0] * height - fitted[1] * width) <= max(width, height)


@pytest.mark.parametrize("name", ["IMG_2682.heic", "thompson-springs.jpg", "portrait-orientation-6.jpg", "denali.webp"])
def test_real_photos_are_taken_in(name: str, tmp_path: Path) -> None:
    if not REAL.is_dir():
        print(f"{REAL.name} is not here: real photos are not tried")
        return
    content = (REAL / name).read_bytes()
    made = derivatives(content)
    assert len(made) == 6
    for one in made:
        assert _metadata(one.content, tmp_path) == {}
    if "orientation-6" in name:
        assert (made[0].width, made[0].height) == (840, 700), "stored as 700 × 840, lying on its side"
    if name.endswith("heic"):
        assert pi_heif.is_supported(io.BytesIO(content))


def _colour(content: bytes) -> tuple[int, ...]:
    """Return the colour in the upper half of what becomes of a photo."""
    picture = opened(derivatives(content)[1].content)
    return picture.getpixel((picture.width // 2, picture.height // 4))
