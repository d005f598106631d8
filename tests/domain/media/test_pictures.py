"""Pictures from honest and hostile files: upright, in sRGB, in three sizes, with nothing else in them."""

import contextlib
import io
import shutil
import subprocess
from pathlib import Path

import pi_heif
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from config import ROOT
from wijkspel.errors import Refused
from wijkspel.pictures import SIDES, derivatives, fitted_size, smaller

REAL = ROOT.parent / "shared" / "data" / "photos"
FORMATS = {"webp": "WEBP", "jpeg": "JPEG"}


def _encoded(picture: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def _corners(width: int = 2000, height: int = 1000) -> Image.Image:
    """Return a picture with a red upper left quarter, so that it shows which way is up."""
    picture = Image.new("RGB", (width, height), "white")
    picture.paste("red", (0, 0, width // 2, height // 2))
    return picture


def _opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


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
    made = derivatives(_encoded(_corners(), "JPEG"))
    assert [(one.side, one.format) for one in made] == [(side, name) for side in SIDES for name in FORMATS]
    for one in made:
        picture = _opened(one.content)
        assert picture.format == FORMATS[one.format]
        assert picture.size == (one.width, one.height) == (one.side, one.side // 2)
        assert picture.mode == "RGB"


def test_a_small_picture_is_never_enlarged() -> None:
    assert {(one.width, one.height) for one in derivatives(_encoded(_corners(200, 100), "PNG"))} == {(200, 100)}


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_way_a_phone_can_be_held_comes_out_upright(orientation: int) -> None:
    upright = _corners(400, 200)
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
    held = _encoded(upright.transpose(turn) if turn is not None else upright, "JPEG", exif=exif, quality=95)
    shown = _opened(derivatives(held)[0].content)
    assert shown.size == (400, 200)
    assert shown.getpixel((50, 50))[1] < 80, "the red quarter is not in its corner"
    assert shown.getpixel((350, 150))[1] > 200


def test_no_metadata_is_left_in_any_derivative(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x9003] = "Kanarie", "2026:01:01 10:00:00"
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 22.0, 12.0), 3: "E", 4: (4.0, 53.0, 42.0)})
    content = _encoded(_corners(), "JPEG", exif=exif, comment=b"kanarie")
    assert _metadata(content, tmp_path), "the test's own photo carries nothing to remove"
    for one in derivatives(content):
        assert _metadata(one.content, tmp_path) == {}
        assert b"anarie" not in one.content and b"Exif" not in one.content


def test_colours_of_another_profile_become_srgb() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    plain = _encoded(_corners(), "JPEG", icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    assert "icc_profile" not in _opened(derivatives(plain)[1].content).info
    broken = _encoded(_corners(), "JPEG", icc_profile=profile.tobytes()[:40])
    assert derivatives(broken)


def test_transparency_becomes_paper() -> None:
    see_through = Image.new("RGBA", (40, 40), (255, 0, 0, 0))
    pixel = _opened(derivatives(_encoded(see_through, "PNG"))[0].content).getpixel((20, 20))
    assert min(pixel) > 240


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "I;16", "CMYK"])
def test_every_way_to_write_colours_is_read(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    assert len(derivatives(_encoded(Image.new(mode, (30, 20)), kind))) == 6


def test_the_two_frames_a_phone_sends_are_one_photo() -> None:
    content = _encoded(_corners(), "MPO", save_all=True, append_images=[Image.new("RGB", (2000, 1000), "blue")])
    assert _opened(content).format == "MPO"
    assert _opened(derivatives(content)[0].content).getpixel((10, 10))[0] > 200


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "picture_unknown"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "picture_unknown"),
        (b"%PDF-1.7 no picture", "picture_unknown"),
        (b"\xff\xd8\xff", "picture_unknown"),
        (b"x" * (15 * 1024 * 1024 + 1), "picture_too_heavy"),
    ],
)
def test_what_is_no_picture_is_refused_with_its_reason(content: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        derivatives(content)
    assert refused.value.code == code


def test_a_moving_picture_is_refused() -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    moving = _encoded(frames[0], "WEBP", save_all=True, append_images=frames[1:], duration=100)
    with pytest.raises(Refused, match="picture_animated"):
        derivatives(moving)
    with pytest.raises(Refused, match="picture_unknown"):
        derivatives(_encoded(frames[0], "GIF", save_all=True, append_images=frames[1:]))


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = _encoded(Image.new("1", (20_000, 20_000)), "PNG")
    assert len(bomb) < 100_000
    with pytest.raises(Refused, match="picture_too_large"):
        derivatives(bomb)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_half_a_file_is_refused(share: float) -> None:
    whole = _encoded(_corners(), "JPEG")
    with pytest.raises(Refused):
        derivatives(whole[: int(len(whole) * share)])


@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"RIFF\x10\0\0\0WEBPVP8 "]),
)
def test_no_bytes_whatever_raise_anything_but_a_refusal(tail: bytes, head: bytes) -> None:
    with contextlib.suppress(Refused):
        derivatives(head + tail)


def test_the_largest_picture_can_make_the_others_again() -> None:
    made = {(one.side, one.format): one for one in derivatives(_encoded(_corners(), "JPEG"))}
    again = _opened(smaller(made[1600, "jpeg"].content, 320, "webp"))
    assert again.size == (made[320, "webp"].width, made[320, "webp"].height)


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
