"""Handing a photo to the darkroom, a process of its own for each, and taking back the pictures that it made."""

import json
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from wijkspel.errors import Busy, Refused
from wijkspel.pictures.areas import Area
from wijkspel.pictures.sizes import MOST_BYTES, MOST_PIXELS, WANTED

logger = logging.getLogger("wijkspel.pictures")

DARKROOM = Path(__file__).with_name("darkroom.py")
PATIENCE_SECONDS = 60  # for one photo, waiting for a processor included
MOST_AT_ONCE, LONGEST_WAIT_SECONDS = 2, 10
_LONGEST_HEAD, _LONGEST_ANSWER = 4096, 16 * 1024**2
_CODES = {"picture_unknown", "picture_animated", "picture_too_large", "picture_broken", "picture_too_hard"}
_BEGINS = {"webp": b"RIFF", "jpeg": b"\xff\xd8\xff"}
# What reading an answer may raise when it is not one.
_NO_ANSWER = (ValueError, TypeError, AttributeError, KeyError, OverflowError, RecursionError)
_ROOM = threading.BoundedSemaphore(MOST_AT_ONCE)  # a photo takes up to a core and, if somebody means harm, a gigabyte


@dataclass(frozen=True, slots=True)
class Derivative:
    """One encoded picture: its longest side is at most `side` pixels."""

    side: int
    format: str
    width: int
    height: int
    content: bytes


def derivatives(content: bytes, *, blurred: Iterable[Area] = ()) -> list[Derivative]:
    """Return a picture in every size and format, largest first, with some areas made unrecognisable in all of them.

    Decides by what the bytes are, never by a name. Raises Refused with one of the codes `picture_too_heavy`,
    `picture_unknown`, `picture_animated`, `picture_too_large`, `picture_broken`, `picture_too_hard`, and Busy with
    `pictures_busy` while too many photos come in at once.
    """
    return _developed(content, WANTED, [asdict(area) for area in blurred])


def smaller(content: bytes, side: int, file_format: str) -> Derivative:
    """Return one lost derivative, made from another of ours that is no smaller. Raises as `derivatives`."""
    (made,) = _developed(content, [(side, file_format)], [])
    return made


def _developed(content: bytes, wanted: Sequence[tuple[int, str]], areas: list[dict[str, float]]) -> list[Derivative]:
    if len(content) > MOST_BYTES:
        raise Refused("picture_too_heavy", megabytes=round(len(content) / 1024**2, 1), most=MOST_BYTES // 1024**2)
    job = json.dumps({"wanted": wanted, "most_pixels": MOST_PIXELS, "areas": areas}).encode()
    with _turn(), _in_memory(job + b"\n", content) as photo, _in_memory() as result:
        _run(photo, result)
        answer = os.pread(result, _LONGEST_ANSWER, 0)
    try:
        return list(_read(answer, wanted))
    except _NO_ANSWER as error:
        logger.warning("the darkroom answered something else")
        raise Refused("picture_too_hard") from error


@contextmanager
def _turn() -> Iterator[None]:
    if not _ROOM.acquire(timeout=LONGEST_WAIT_SECONDS):
        raise Busy("pictures_busy")
    try:
        yield
    finally:
        _ROOM.release()


@contextmanager
def _in_memory(*parts: bytes) -> Iterator[int]:
    """Open a file that is on no disk: the bytes that came in are written nowhere, and no pipe can stall."""
    handle = os.memfd_create("picture")
    try:
        for part in parts:
            _write(handle, part)
        os.lseek(handle, 0, os.SEEK_SET)
        yield handle
    finally:
        os.close(handle)


def _write(handle: int, part: bytes) -> None:
    rest = memoryview(part)
    while rest:
        rest = rest[os.write(handle, rest) :]


def _run(photo: int, result: int) -> None:
    """Let the darkroom work on a photo. Raises Refused when it stops half-way or takes too long."""
    # By its path and isolated: it loads nothing of Wijkspel, and none of our secrets is in its environment.
    command = [sys.executable, "-I", str(DARKROOM)]
    frugal = {"MALLOC_ARENA_MAX": "1"}
    try:
        darkroom = subprocess.Popen(
            command, stdin=photo, stdout=result, stderr=subprocess.DEVNULL, env=frugal, cwd="/", start_new_session=True
        )
    except OSError as error:
        raise Busy("pictures_busy") from error  # no memory for one more process
    try:
        status = darkroom.wait(PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(darkroom.pid, signal.SIGKILL)
        status = darkroom.wait()
    if status != 0:
        logger.warning("the darkroom stopped", extra={"status": status})
        raise Refused("picture_too_hard")


def _read(answer: bytes, wanted: Sequence[tuple[int, str]]) -> Iterator[Derivative]:
    """Yield what the darkroom made. Raises one of `_NO_ANSWER` for anything else: a photo may rule in there."""
    head, line_end, _ = answer[:_LONGEST_HEAD].partition(b"\n")
    said: dict[str, Any] = json.loads(head)
    if (code := said.get("refused")) is not None:
        raise _refusal(code, said["values"])
    place = len(head) + len(line_end)
    for (side, file_format), (width, height, length) in zip(wanted, said["made"], strict=True):
        content = answer[place : place + length]
        fits = {type(width), type(height)} == {int} and 1 <= min(width, height) <= max(width, height) <= side
        if not fits or len(content) != length or not content.startswith(_BEGINS[file_format]):
            raise ValueError(file_format)
        place += length
        yield Derivative(side, file_format, width, height, content)
    if place != len(answer):
        raise ValueError("more than was asked for")


def _refusal(code: object, values: Any) -> Refused:
    if code not in _CODES:
        raise ValueError("an unknown refusal")
    if code == "picture_too_large":
        return Refused("picture_too_large", megapixels=int(values["megapixels"]), most=MOST_PIXELS // 1_000_000)
    return Refused(str(code))
