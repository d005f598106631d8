"""Photos for the tests, honest and hostile, all made here."""

import io
import struct
import zlib

from PIL import Image

# Chromaticities of red, green and blue adapted to D50, as XYZ: columns of the matrix in the profile of Display P3.
DISPLAY_P3 = ((0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407))
_D50 = (0.9642, 1.0, 0.8249)
_D50_LAB = b"\xff\x80\x80"


def encoded(picture: Image.Image, kind: str, **options: object) -> bytes:
    """Return a picture as a file."""
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def opened(content: bytes) -> Image.Image:
    """Return a file as a picture."""
    return Image.open(io.BytesIO(content))


def corners(width: int = 2000, height: int = 1000) -> Image.Image:
    """Return a picture with a red upper left quarter, so that it shows which way is up."""
    picture = Image.new("RGB", (width, height), "white")
    picture.paste("red", (0, 0, width // 2, height // 2))
    return picture


def noise(width: int, height: int) -> Image.Image:
    """Return a picture that is all detail."""
    return Image.merge("RGB", [Image.effect_noise((width, height), spread) for spread in (120, 100, 80)])


def profile_of(primaries: tuple[tuple[float, float, float], ...], gamma: float = 2.2) -> bytes:
    """Return a colour profile of three primaries and a gamma (ICC.1:2010, a matrix profile for a display)."""
    tags = {
        b"desc": b"desc" + b"\0" * 4 + struct.pack(">I", 5) + b"test\0" + b"\0" * 78,
        b"wtpt": _xyz(_D50),
        **{name: _xyz(xyz) for name, xyz in zip((b"rXYZ", b"gXYZ", b"bXYZ"), primaries, strict=True)},
        **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256))),
    }
    return _profile(tags, b"mntrRGB XYZ ")


def profile_of_ink() -> bytes:
    """Return a profile of CMYK in which every ink is a shade of grey, and four of them are black."""
    ramp = bytes(range(256))
    grid = b"".join(bytes([max(0, 255 - 64 * bin(corner).count("1"))]) + _D50_LAB[1:] for corner in range(16))
    matrix = struct.pack(">9i", *(65536 if place % 4 == 0 else 0 for place in range(9)))
    table = b"mft1\0\0\0\0" + bytes([4, 3, 2, 0]) + matrix + ramp * 4 + grid + ramp * 3
    desc = b"desc" + b"\0" * 4 + struct.pack(">I", 5) + b"test\0" + b"\0" * 78
    return _profile({b"desc": desc, b"wtpt": _xyz(_D50), b"A2B0": table}, b"prtrCMYKLab ")


def _profile(tags: dict[bytes, bytes], kind: bytes) -> bytes:
    place, table, body = 132 + 12 * len(tags), b"", b""
    for name, content in tags.items():
        content += b"\0" * (-len(content) % 4)
        table += name + struct.pack(">II", place + len(body), len(content))
        body += content
    size = place + len(body)
    head = struct.pack(">I4sI12s12s4s28s", size, b"\0" * 4, 0x02400000, kind, b"\0" * 12, b"acsp", b"\0" * 28)
    return (head + _xyz(_D50)[8:]).ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body


def _xyz(values: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(value * 65536) for value in values))


def png_that_claims(width: int, height: int, *, depth: int = 1, colour: int = 0) -> bytes:
    """Return a PNG of any size, of which only the beginning is there."""
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return _png(_chunk(b"IHDR", head), _chunk(b"IDAT", zlib.compress(bytes(9))))


def png_with(kind: bytes, content: bytes) -> bytes:
    """Return a small honest PNG with one more chunk."""
    rows = zlib.compress(b"\0\xff\xff\xff" * 4)
    head = struct.pack(">IIBBBBB", 1, 4, 8, 2, 0, 0, 0)
    return _png(_chunk(b"IHDR", head), _chunk(kind, content), _chunk(b"IDAT", rows), _chunk(b"IEND", b""))


def png_of_16_bits(colour: tuple[int, int, int], size: tuple[int, int]) -> bytes:
    """Return a PNG of one colour with 16 bits for each of red, green and blue."""
    rows = (b"\0" + struct.pack(">3H", *(value * 257 for value in colour)) * size[0]) * size[1]
    head = struct.pack(">IIBBBBB", *size, 16, 2, 0, 0, 0)
    return _png(_chunk(b"IHDR", head), _chunk(b"IDAT", zlib.compress(rows)), _chunk(b"IEND", b""))


def _png(*chunks: bytes) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def webp_that_claims(width: int, height: int) -> bytes:
    """Return a WebP whose canvas has some size, and which holds one small frame."""
    frame = encoded(Image.new("RGB", (16, 16)), "WEBP")[12:]
    canvas = (
        b"VP8X" + struct.pack("<II", 10, 0) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    )
    return b"RIFF" + struct.pack("<I", 4 + len(canvas) + len(frame)) + b"WEBP" + canvas + frame


def jpeg_that_claims(width: int, height: int) -> bytes:
    """Return a JPEG that says it has another size than it has."""
    content = bytearray(encoded(Image.new("RGB", (16, 16)), "JPEG"))
    place = content.index(b"\xff\xc0")
    struct.pack_into(">HH", content, place + 5, height, width)
    return bytes(content)
