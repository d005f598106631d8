"""Looking at the media of a package: pictures and maps in a process of its own, which may die of them.

Files of a package are not encoded again: a picture that moves house ten times would wear out, and a round trip would
not be identical. So each is decoded once, and has to be what our own intake leaves, down to the parts it consists of.
"""

import multiprocessing
import resource
import signal
import struct
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, Self

from wijkspel import recordings
from wijkspel.basemaps.drawn import read_drawn
from wijkspel.captions import Cue, read_cues, written
from wijkspel.errors import Refused
from wijkspel.packages.bare import is_bare
from wijkspel.packages.manifest import Picture, Sound, picture_entries
from wijkspel.pictures.own import is_own
from wijkspel.pictures.sizes import fitted_size

_PATIENCE_SECONDS = 60
_MOST_MEMORY = 2 * 1024**3  # of addresses; what a picture of ours takes is a hundredth of it
_WORLD = (-180.0, -90.0, 180.0, 90.0)
_PMTILES = struct.Struct("<7sB8Q")
_FINE, _OTHER_THANKS, _LONGEST_ANSWER = b"fine", b"other thanks", 20
_HEADER_BYTES, _VECTOR_TILES, _GZIP = 127, 1, 2


class Inspector:
    """A process beside ours that decodes what came from elsewhere, one file at a time."""

    def __enter__(self) -> Self:
        # A fork needs no start of its own; this process has one thread and the child touches nothing but its pipe.
        fork = multiprocessing.get_context("fork")
        self._pipe, other = fork.Pipe()
        self._process = fork.Process(target=_work, args=(other, self._pipe), daemon=True)
        self._process.start()
        other.close()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _: TracebackType | None
    ) -> None:
        self._pipe.close()
        self._process.kill()
        self._process.join()

    def check_picture(self, picture: Picture, entry: str, content: bytes) -> None:
        """Raise Refused unless a file is the derivative of this picture that its name says."""
        side, kind = {name: sizes for sizes, name in picture_entries(picture.public_id).items()}[entry]
        size = fitted_size(picture.width, picture.height, side)
        if not is_bare(content, f"image/{kind}"):
            raise Refused("package_media", entry=entry)
        self._ask(entry, "picture", content, kind, size)

    def check_drawn_map(self, entry: str, content: bytes, thanks: str) -> None:
        """Raise Refused unless this is a map that can be drawn, with the same thanks as the neighbourhood shows."""
        self._ask(entry, "map", content, thanks)

    def _ask(self, entry: str, *question: object) -> None:
        # Plain bytes, and only those we know: whoever took that process over shall not come back through the pipe.
        try:
            self._pipe.send(question)
            answer = self._pipe.recv_bytes(_LONGEST_ANSWER) if self._pipe.poll(_PATIENCE_SECONDS) else b""
        except (EOFError, OSError):
            answer = b""  # it died of it
        if answer != _FINE:
            raise Refused("package_map_thanks" if answer == _OTHER_THANKS else "package_media", entry=entry)


def check_sound(sound: Sound, entry: str, content: bytes) -> None:
    """Raise Refused unless a file is a recording of this length as ours are, with cues in their order."""
    if not is_bare(content, "audio/mp4"):
        raise Refused("package_media", entry=entry)
    try:
        recordings.expect_own(content, sound.seconds)
        cues = cues_of(sound)
        if cues and read_cues(written(cues)) != cues:
            raise Refused("captions_unknown")
    except Refused as error:
        if error.code == "program_missing":
            raise
        raise Refused("package_media", entry=entry) from error


def check_tiles(entry: str, content: bytes) -> None:
    """Raise Refused unless this looks like our own tiles: PMTiles 3 of vector tiles, with nothing outside of it."""
    if len(content) < _HEADER_BYTES:
        raise Refused("package_media", entry=entry)
    magic, version, *places = _PMTILES.unpack_from(content)
    parts = list(zip(places[::2], places[1::2], strict=True))
    inside = all(start + length <= len(content) for start, length in parts)
    formats = (content[97], content[98], content[99])
    if (magic, version, inside, formats) != (b"PMTiles", 3, True, (_GZIP, _GZIP, _VECTOR_TILES)):
        raise Refused("package_media", entry=entry)


def cues_of(sound: Sound) -> list[Cue] | None:
    """Return the cues of a recording as its row keeps them."""
    return [{"from": cue.from_, "to": cue.to, "text": cue.text} for cue in sound.cues] if sound.cues else None


def _work(pipe: Connection, other_end: Connection) -> None:
    other_end.close()  # else it would wait for ever for a parent that is gone
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who stops the import stops this one too
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    while True:
        try:
            kind, *question = pipe.recv()
        except (EOFError, OSError):
            return
        pipe.send_bytes(_answer(kind, question))


def _answer(kind: str, question: list[Any]) -> bytes:
    try:
        if kind == "picture":
            return _FINE if is_own(*question) else b"no"
        content, thanks = question
        return _FINE if read_drawn(content, _WORLD).attribution == thanks else _OTHER_THANKS
    except (Refused, MemoryError):
        return b"no"
