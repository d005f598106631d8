"""The darkroom: a photo as it came goes in, the pictures we show come out. A program of its own, which knows nothing of
Wijkspel.

Decoders are where hostile files do their work. So each photo has a process of its own, without our secrets in its
environment and with limits on time, memory and what it may write; what goes wrong in here goes wrong in here alone.
`developing` starts it. On standard input stands a job, one line of JSON, and after it the bytes of the photo:

- `wanted`: pairs of longest side and format, the largest first
- `most_pixels`: more than these are refused before they are unpacked
- `areas`: circles and rectangles to make unrecognisable, in shares of the upright picture

On standard output stands one line of JSON, `made` or `refused`, and after it the bytes of the pictures that were made.
"""

import io
import json
import os
import re
import resource
import sys
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import pi_heif
from PIL import Image, ImageCms, ImageDraw, ImageOps, UnidentifiedImageError

LIMITS = {
    resource.RLIMIT_CPU: 20,  # seconds; the largest photo of a phone takes two
    resource.RLIMIT_AS: 1280 * 1024**2,  # Pillow unpacks 50 megapixels of WebP four times over
    resource.RLIMIT_FSIZE: 16 * 1024**2,
    resource.RLIMIT_CORE: 0,
}
ACCEPTED = ("JPEG", "PNG", "WEBP", "AVIF")
SAVED_AS: dict[str, dict[str, Any]] = {
    "webp": {"quality": 72, "method": 4},
    "jpeg": {"quality": 80, "progressive": True, "optimize": True},
}
ON_PAPER = (255, 253, 248)
_ORIENTATION = 0x0112
_PLAIN = ("RGB", "L", "CMYK")  # can be resized as they are
_ROWS = 128  # of the result, which are worked on at once
_CELLS, _SHADES = 3, 8  # of an area nothing is left but nine colours, each in eight shades of red, green and blue

pi_heif.options.THUMBNAILS = pi_heif.options.DEPTH_IMAGES = pi_heif.options.AUX_IMAGES = False
Small = tuple[Image.Image, bytes | None, int]
"""A photo made small as it lies in its file, its colour profile, and its orientation as in EXIF."""


class RefusedPicture(Exception):
    """A picture that is not taken in: a code, and what the sentence about it needs."""

    def __init__(self, code: str, **values: int) -> None:
        super().__init__(code)
        self.code, self.values = code, values


def developed(content: bytes, job: dict[str, Any]) -> Iterator[tuple[Image.Image, bytes]]:
    """Yield every picture that is wanted, with its bytes. Raises RefusedPicture."""
    shown = upright(content, job["wanted"][0][0], job["most_pixels"])
    for area in job["areas"]:
        make_unrecognisable(shown, area)
    for side, name in job["wanted"]:
        shown = fitted(shown, side)
        buffer = io.BytesIO()
        shown.save(buffer, format=name, **SAVED_AS[name])
        yield shown, buffer.getvalue()


def upright(content: bytes, side: int, most_pixels: int) -> Image.Image:
    """Return a photo as people see it, at most `side` pixels, in sRGB and with nothing but its pixels.

    It is made small before anything else is done with it, so that no second copy of all its pixels is ever there.
    """
    if _is_heif(content):
        small, profile, orientation = _small_heif(content, side, most_pixels)
    else:
        small, profile, orientation = _small(content, side, most_pixels)
    shown = _in_srgb(small, profile).convert("RGB")
    shown.info = {}
    shown.getexif()[_ORIENTATION] = orientation
    return ImageOps.exif_transpose(shown)


def fitted(picture: Image.Image, side: int) -> Image.Image:
    """Return a picture whose longest side is at most `side`; nothing is ever enlarged."""
    size = fitted_size(*picture.size, side)
    return picture if size == picture.size else picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def fitted_size(width: int, height: int, side: int) -> tuple[int, int]:
    """Return the same as `sizes.fitted_size`, which a program that knows nothing of Wijkspel cannot ask."""
    scale = min(1.0, side / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))


def make_unrecognisable(picture: Image.Image, area: dict[str, float]) -> None:
    """Put a few soft colours in the place of an area, from which nobody can find back what was there.

    A blur alone can be undone, and so, for a known face, can a fine mosaic (McPherson, Shokri and Shmatikov, 2016).
    """
    left, top, right, bottom = _outline(area, *picture.size)
    box = (max(0, left), max(0, top), min(picture.width, right), min(picture.height, bottom))
    size = (box[2] - box[0], box[3] - box[1])
    step = 256 // _SHADES
    cells = picture.crop(box).resize((_CELLS, _CELLS), Image.Resampling.BOX)
    soft = cells.point(lambda value: value // step * step + step // 2).resize(size, Image.Resampling.BILINEAR)
    mask = Image.new("L", size, 0 if "radius" in area else 255)
    if "radius" in area:
        place = (left - box[0], top - box[1], right - box[0] - 1, bottom - box[1] - 1)
        ImageDraw.Draw(mask).ellipse(place, fill=255)
    picture.paste(soft, box[:2], mask)


def _small(content: bytes, side: int, most_pixels: int) -> Small:
    with _opened(content, most_pixels) as picture:
        _expect_pixels(*picture.size, most_pixels)
        # MPO is a JPEG with a second frame that phones add; its first frame is the photo.
        if getattr(picture, "is_animated", False) and picture.format != "MPO":
            raise RefusedPicture("picture_animated")
        picture.draft("RGB", fitted_size(*picture.size, 2 * side))
        picture.load()
        profile, orientation = picture.info.get("icc_profile"), _orientation(picture)
        if picture.mode in _PLAIN and not picture.has_transparency_data:
            # `fitted` would give the picture itself when it is small already, and that one is closed here.
            return fitted(picture, side).copy(), profile, orientation
        width = picture.width
        return _from_rows(lambda top, end: picture.crop((0, top, width, end)), picture.size, side), profile, orientation


def _small_heif(content: bytes, side: int, most_pixels: int) -> Small:
    """Return the same of a HEIC; what it unpacks to is not copied into a picture as a whole, which would double it."""
    # A file may hold more pictures, such as a burst; its main one is the photo. Libheif turns it upright itself.
    heif = pi_heif.open_heif(io.BytesIO(content), convert_hdr_to_8bit=True)
    width, height = heif.size
    _expect_pixels(width, height, most_pixels)
    data, stride = memoryview(heif.data), heif.stride
    width, height = heif.size  # as it is once it is unpacked and upright

    def rows(top: int, bottom: int) -> Image.Image:
        part = data[top * stride : bottom * stride]
        return Image.frombytes(heif.mode, (width, bottom - top), part, "raw", heif.mode, stride)

    return _from_rows(rows, (width, height), side), heif.info.get("icc_profile"), 1


def _is_heif(content: bytes) -> bool:
    """Return whether this is a HEIC; an AVIF may begin in the same way, and Pillow reads that."""
    brands = content[8 : min(int.from_bytes(content[:4], "big"), 128)]
    return bool(pi_heif.is_supported(io.BytesIO(content))) and b"avi" not in brands


def _opened(content: bytes, most_pixels: int) -> Image.Image:
    Image.MAX_IMAGE_PIXELS = most_pixels
    try:
        return Image.open(io.BytesIO(content), formats=ACCEPTED)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        found = re.search(r"\d+", str(error))
        _expect_pixels(int(found[0]) if found else most_pixels + 1, 1, most_pixels)
        raise
    except UnidentifiedImageError as error:
        raise RefusedPicture("picture_unknown") from error


def _expect_pixels(width: int, height: int, most: int) -> None:
    if width * height > most:
        # Rounded up: “50 million, choose one under 50 million” helps nobody.
        raise RefusedPicture("picture_too_large", megapixels=-(-width * height // 1_000_000))


def _orientation(picture: Image.Image) -> int:
    try:
        return int(picture.getexif().get(_ORIENTATION, 1))
    except Exception:
        return 1  # damaged EXIF is no reason to lose somebody's photo


def _from_rows(rows: Callable[[int, int], Image.Image], size: tuple[int, int], side: int) -> Image.Image:
    """Return a picture made small, of rows that are turned into plain colours on paper a few at a time."""
    factor = max(1, max(size) // (2 * side))
    step = _ROWS * factor
    whole = Image.new("RGB", (-(-size[0] // factor), -(-size[1] // factor)))
    for top in range(0, size[1], step):
        whole.paste(_flat(rows(top, min(top + step, size[1]))).reduce(factor), (0, top // factor))
    # Of the size itself, since a side that is no multiple of the factor was rounded up.
    return whole.resize(fitted_size(*size, side), Image.Resampling.LANCZOS)


def _flat(picture: Image.Image) -> Image.Image:
    """Return a picture in plain colours; what one could look through becomes paper."""
    if picture.mode.startswith("I"):  # 16 bits of grey, of which Pillow would cut off the light half
        picture = picture.point(lambda value: value / 256).convert("L")
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    pixels = picture.convert("RGBA")
    flat = Image.new("RGB", pixels.size, ON_PAPER)
    flat.paste(pixels, mask=pixels)
    return flat


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    if not profile:
        return picture
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        changed = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        return changed or picture
    except (ImageCms.PyCMSError, OSError):
        # A damaged colour profile is no reason to lose somebody's photo; the colours stay as they came.
        return picture


def _outline(area: dict[str, float], width: int, height: int) -> tuple[int, int, int, int]:
    """Return an area in pixels, a tenth larger all around: a finger seldom covers the whole of a face."""
    if "radius" in area:
        x, y, far = area["x"] * width, area["y"] * height, area["radius"] * max(width, height)
        left, top, right, bottom = x - far, y - far, x + far, y + far
    else:
        left, right = area["left"] * width, area["right"] * width
        top, bottom = area["top"] * height, area["bottom"] * height
    more = max(2.0, (right - left) / 10, (bottom - top) / 10)
    return int(left - more), int(top - more), int(right + more) + 1, int(bottom + more) + 1


def _answer(content: bytes, job: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
    try:
        made = list(developed(content, job))
    except RefusedPicture as error:
        return {"refused": error.code, "values": error.values}, []
    except MemoryError:
        return {"refused": "picture_too_hard", "values": {}}, []
    except Exception:  # decoders raise whatever they like, and this process ends here
        return {"refused": "picture_broken", "values": {}}, []
    return {"made": [[picture.width, picture.height, len(found)] for picture, found in made]}, [x for _, x in made]


def main() -> None:
    """Do the job on the standard input, and stop there and then, without putting things away."""
    for limit, most in LIMITS.items():
        resource.setrlimit(limit, (most, most))
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    job = json.loads(sys.stdin.buffer.readline())
    answer, pictures = _answer(sys.stdin.buffer.read(), job)
    sys.stdout.buffer.writelines([json.dumps(answer).encode(), b"\n", *pictures])
    sys.stdout.buffer.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
