"""From a photo as phones send it to the pictures we show: upright, in sRGB, in three sizes, with nothing else in it."""

import io
from dataclasses import dataclass

import pi_heif
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from wijkspel.errors import Refused

pi_heif.register_heif_opener()

SIDES = (1600, 800, 320)
MOST_BYTES = 15 * 1024 * 1024
MOST_PIXELS = 50_000_000
ACCEPTED = ("JPEG", "PNG", "WEBP", "HEIF", "AVIF")
SUFFIXES = {"webp": "webp", "jpeg": "jpg"}
_SAVED_AS = {
    "webp": {"quality": 72, "method": 4},
    "jpeg": {"quality": 80, "progressive": True, "optimize": True},
}
_ON_PAPER = (255, 253, 248)


@dataclass(frozen=True, slots=True)
class Derivative:
    """One encoded picture: its longest side is at most `side` pixels."""

    side: int
    format: str
    width: int
    height: int
    content: bytes


def derivatives(content: bytes) -> list[Derivative]:
    """Return a picture in every size and format, largest first.

    Decides by what the bytes are, never by a name. Raises Refused with one of the codes `picture_too_heavy`,
    `picture_unknown`, `picture_animated`, `picture_too_large`, `picture_broken`.
    """
    picture = _upright(content)
    made = []
    for side in SIDES:
        picture = _fitted(picture, side)
        for name, options in _SAVED_AS.items():
            buffer = io.BytesIO()
            picture.save(buffer, format=name, **options)
            made.append(Derivative(side, name, picture.width, picture.height, buffer.getvalue()))
    return made


def smaller(content: bytes, side: int, name: str) -> bytes:
    """Return one lost derivative again, made from a larger one of our own."""
    buffer = io.BytesIO()
    _fitted(_upright(content), side).save(buffer, format=name, **_SAVED_AS[name])
    return buffer.getvalue()


def expect_own(content: bytes, file_format: str, size: tuple[int, int]) -> None:
    """Raise Refused with `picture_not_ours` unless this can be decoded, in this format and of about this size.

    A derivative may be a pixel off, since each is made from the next larger one.
    """
    try:
        with Image.open(io.BytesIO(content), formats=[file_format.upper()]) as picture:
            off = max(abs(picture.width - size[0]), abs(picture.height - size[1]))
            if off > 1 or picture.mode != "RGB" or getattr(picture, "n_frames", 1) != 1:
                raise Refused("picture_not_ours")
            picture.load()
    except (OSError, ValueError, SyntaxError, ArithmeticError, MemoryError, Image.DecompressionBombError) as error:
        raise Refused("picture_not_ours") from error


def fitted_size(width: int, height: int, side: int) -> tuple[int, int]:
    """Return width and height in pixels once the longest side is at most `side`; nothing is ever enlarged."""
    scale = min(1.0, side / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))


def file_name(public_id: str, side: int, file_format: str) -> str:
    """Return under which name a derivative lies in the store."""
    return f"pictures/{public_id[:2]}/{public_id}-{side}.{SUFFIXES[file_format]}"


def _upright(content: bytes) -> Image.Image:
    if len(content) > MOST_BYTES:
        raise Refused("picture_too_heavy", megabytes=round(len(content) / 1024**2, 1), most=MOST_BYTES // 1024**2)
    picture = _opened(content)
    megapixels = picture.width * picture.height / 1e6
    if megapixels * 1e6 > MOST_PIXELS:
        raise Refused("picture_too_large", megapixels=round(megapixels), most=MOST_PIXELS // 1_000_000)
    # MPO is a JPEG with a second frame that phones add; its first frame is the photo.
    if getattr(picture, "is_animated", False) and picture.format != "MPO":
        raise Refused("picture_animated")
    try:
        picture.draft("RGB", fitted_size(*picture.size, 2 * SIDES[0]))
        return _flat(_in_srgb(ImageOps.exif_transpose(picture)))
    except (OSError, ValueError, SyntaxError, ArithmeticError, MemoryError) as error:
        raise Refused("picture_broken") from error


def _opened(content: bytes) -> Image.Image:
    try:
        return Image.open(io.BytesIO(content), formats=ACCEPTED)
    except Image.DecompressionBombError as error:
        raise Refused("picture_too_large", megapixels="?", most=MOST_PIXELS // 1_000_000) from error
    except UnidentifiedImageError as error:
        raise Refused("picture_unknown") from error
    except (OSError, ValueError, SyntaxError, ArithmeticError) as error:
        raise Refused("picture_broken") from error


def _in_srgb(picture: Image.Image) -> Image.Image:
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in ("RGB", "RGBA", "L", "CMYK"):
        return picture
    mode = "RGBA" if picture.mode == "RGBA" else "RGB"
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode=mode) or picture
    except (ImageCms.PyCMSError, OSError):
        # A damaged colour profile is no reason to lose somebody's photo; the colours stay as they came.
        return picture


def _flat(picture: Image.Image) -> Image.Image:
    """Return only the pixels: a fresh RGB picture without transparency and without any metadata."""
    pixels = picture.convert("RGBA") if picture.has_transparency_data else picture.convert("RGB")
    flat = Image.new("RGB", pixels.size, _ON_PAPER)
    flat.paste(pixels, mask=pixels if pixels.mode == "RGBA" else None)
    return flat


def _fitted(picture: Image.Image, side: int) -> Image.Image:
    size = fitted_size(picture.width, picture.height, side)
    return picture if size == picture.size else picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
