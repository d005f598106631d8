"""HEIC photos as telephones make them, for the tests: one picture of many tiles (ISO/IEC 23008-12), coded by ffmpeg.

No library of ours can write them, and that is on purpose; the boxes around a coded tile are few.
"""

import struct
import subprocess
from collections.abc import Sequence
from functools import cache

TILE = 512


def heic(tile_colour: str, columns: int = 1, rows: int = 1, *, profile: bytes = b"", turns: int = 0) -> bytes:
    """Return a photo of tiles that are all the same; `turns` are quarters of a turn to the left, as `irot` has them."""
    configuration, coded = _coded(tile_colour)
    count = columns * rows
    grid = struct.pack(">BBBBHH", 0, 0, rows - 1, columns - 1, columns * TILE, rows * TILE)
    properties = [configuration, _size(TILE, TILE), _size(columns * TILE, rows * TILE), _box(b"irot", bytes([turns]))]
    properties += [_box(b"colr", b"prof", profile)] if profile else []
    of_grid, of_tile = [3, 4, *([5] if profile else [])], [1, 2]
    items = [1, *range(2, count + 2)]
    kinds = [b"grid", *[b"hvc1"] * count]

    def whole(place: int) -> bytes:
        infos = [
            _full(b"infe", struct.pack(">HH4sx", item, 0, kind), version=2)
            for item, kind in zip(items, kinds, strict=True)
        ]
        places = [struct.pack(">HHHHII", 1, 1, 0, 1, 0, len(grid))]
        places += [struct.pack(">HHHHII", item, 0, 0, 1, place, len(coded)) for item in items[1:]]
        linked = [_linked(item, of_grid if item == 1 else of_tile) for item in items]
        meta = _full(
            b"meta",
            _full(b"hdlr", b"\0" * 4 + b"pict" + b"\0" * 13),
            _full(b"pitm", struct.pack(">H", 1)),
            _full(b"iinf", struct.pack(">H", len(items)), *infos),
            _full(b"iref", _box(b"dimg", struct.pack(f">HH{count}H", 1, count, *items[1:]))),
            _box(b"iprp", _box(b"ipco", *properties), _full(b"ipma", struct.pack(">I", len(items)), *linked)),
            _full(b"iloc", struct.pack(">BBH", 0x44, 0, len(items)), *places, version=1),
            _box(b"idat", grid),
        )
        return _box(b"ftyp", b"heic", b"\0" * 4, b"mif1heic") + meta + _box(b"mdat", coded)

    return whole(len(whole(0)) - len(coded))


@cache
def _coded(colour: str) -> tuple[bytes, bytes]:
    """Return the configuration and the bytes of a tile: its upper half in a colour, the lower one white."""
    picture = f"color=white:s={TILE}x{TILE},drawbox=0:0:{TILE}:{TILE // 2}:{colour}:fill"
    quiet = ["-hide_banner", "-loglevel", "error", "-f", "lavfi", "-i", picture, "-frames:v", "1"]
    coder = ["-c:v", "libx265", "-pix_fmt", "yuv420p", "-x265-params", "log-level=error", "-tag:v", "hvc1"]
    moving = ["-movflags", "frag_keyframe+empty_moov", "-f", "mp4", "-"]
    film = subprocess.run(["ffmpeg", *quiet, *coder, *moving], check=True, capture_output=True).stdout
    return _found(film, b"hvcC"), _found(film, b"mdat")[8:]


def _found(film: bytes, kind: bytes) -> bytes:
    place = film.index(kind) - 4
    return film[place : place + struct.unpack_from(">I", film, place)[0]]


def _size(width: int, height: int) -> bytes:
    return _full(b"ispe", struct.pack(">II", width, height))


def _linked(item: int, properties: Sequence[int]) -> bytes:
    return struct.pack(">HB", item, len(properties)) + bytes(0x80 | number for number in properties)


def _box(kind: bytes, *parts: bytes) -> bytes:
    content = b"".join(parts)
    return struct.pack(">I", len(content) + 8) + kind + content


def _full(kind: bytes, *parts: bytes, version: int = 0) -> bytes:
    return _box(kind, bytes([version, 0, 0, 0]), *parts)
