"""Whether a picture or a recording holds nothing but itself: no place, no maker's notes, nothing hidden behind its end.

Our own derivatives are bare (decision 4). A file from elsewhere is held to that by the parts it consists of, which is
stricter than looking for the metadata one knows: JPEG (ITU-T T.81), WebP (RFC 9649), MPEG-4 (ISO/IEC 14496-12).
"""

import struct
from collections.abc import Iterator

_SEGMENTS = {0xC0, 0xC2, 0xC4, 0xDB, 0xDD, 0xDA, 0xE0}  # frames, tables, restarts, scans, and JFIF's own header
_JFIF_BYTES = 16
_END_OF_IMAGE = b"\xff\xd9"
_WITHIN = {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"udta"}
_BOXES = _WITHIN | {
    *(b"ftyp", b"mdat", b"mvhd", b"tkhd", b"edts", b"mdhd", b"hdlr", b"smhd", b"dinf"),
    *(b"stsd", b"stts", b"stsc", b"stsz", b"stco", b"co64", b"sgpd", b"sbgp"),
}
_EMPTY = {b"free": 8, b"meta": 53}  # boxes in which anything could be put, as long as ours are, with nothing in them


def is_bare(content: bytes, media_type: str) -> bool:
    """Return whether a file consists of nothing but what our own files of this type consist of."""
    look = {"image/jpeg": _is_bare_jpeg, "image/webp": _is_bare_webp, "audio/mp4": _is_bare_mp4}[media_type]
    try:
        return look(content)
    except (struct.error, IndexError, ValueError):
        return False


def _is_bare_webp(content: bytes) -> bool:
    """One chunk of lossy picture, and the file ends where it says; what could hold more has other chunks."""
    riff, size, kind, chunk, length = struct.unpack("<4sI4s4sI", content[:20])
    whole = len(content) == size + 8 and length + length % 2 + 12 == size
    return (riff, kind, chunk) == (b"RIFF", b"WEBP", b"VP8 ") and whole


def _is_bare_jpeg(content: bytes) -> bool:
    if not content.startswith(b"\xff\xd8"):
        return False
    place = 2
    while content[place : place + 2] != _END_OF_IMAGE:
        mark, kind, length = struct.unpack(">BBH", content[place : place + 4])
        if mark != 0xFF or kind not in _SEGMENTS or (kind == 0xE0 and length != _JFIF_BYTES):
            return False
        place += 2 + length
        if kind == 0xDA:
            place = _end_of_scan(content, place)
    return place + 2 == len(content)


def _end_of_scan(content: bytes, place: int) -> int:
    """Return where the next marker stands; within a scan 0xFF is followed by 0 or by a restart."""
    while True:
        place = content.index(b"\xff", place)
        if content[place + 1] != 0 and not 0xD0 <= content[place + 1] <= 0xD7:
            return place
        place += 2


def _is_bare_mp4(content: bytes) -> bool:
    boxes = list(_boxes(content, 0, len(content)))
    known = all(kind in _BOXES or _EMPTY.get(kind) == size for kind, size in boxes)
    return known and sum(kind == b"mdat" for kind, _ in boxes) == 1 and boxes[0][0] == b"ftyp"


def _boxes(content: bytes, place: int, end: int) -> Iterator[tuple[bytes, int]]:
    """Yield the kind and size of each box; one that does not fit in the box around it is of no kind."""
    while place < end:
        size, kind = struct.unpack(">I4s", content[place : place + 8])
        if not 8 <= size <= end - place:
            yield b"", 0
            return
        yield kind, size
        if kind in _WITHIN:
            yield from _boxes(content, place + 8, place + size)
        place += size
