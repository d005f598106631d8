"""From values to pages, and from pages to a PDF: the templates of `templates/paper`, and the press beside us."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context

from config import ROOT
from wijkspel.errors import Busy, Refused
from wijkspel.languages import digits, direction, in_language, language_of
from wijkspel.prints import words

PRESS = Path(__file__).with_name("press.py")
STATIC = ROOT / "static"
_TURN = threading.Lock()  # a PDF takes a second or more of a whole core: one at a time


def page(template: str, language: str, **values: object) -> str:
    """Return an HTML document in a language."""
    return _room(language).get_template(template).render(values)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawing for a page, which shows it as `drawing:` and its name; the press makes a picture of it."""

    svg: str
    width: int


def printed(
    parts: Sequence[str],
    style: str,
    *,
    drawings: Mapping[str, Drawn] = MappingProxyType({}),
    progress: Callable[[], None] = lambda: None,
) -> bytes:
    """Return HTML documents, after each other, as one PDF; `progress` is called as each of them is laid out.

    `style` names a file of `static/css/paper`. Raises Busy while this process prints something else, and Refused when
    the press stops.
    """
    if not _TURN.acquire(blocking=False):
        raise Busy("press_busy")
    try:
        shown = {name: asdict(drawing) for name, drawing in drawings.items()}
        styles = [f"css/paper/{style}.css"]
        return _pressed({"folder": str(STATIC), "styles": styles, "drawings": shown, "parts": parts}, progress)
    finally:
        _TURN.release()


def _pressed(job: dict[str, Any], progress: Callable[[], None]) -> bytes:
    # By its path and with -P: the press shall load neither Wijkspel nor the files beside it.
    command = [sys.executable, "-P", str(PRESS)]
    pipe = subprocess.PIPE
    with (
        TemporaryDirectory(prefix="wijkspel-press-") as folder,
        subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=os.environ | {"TMPDIR": folder}) as press,
    ):
        told: list[bytes] = []
        threads = [
            threading.Thread(target=_hand_over, args=(press, job)),
            threading.Thread(target=_listen, args=(press, progress, told)),
        ]
        for thread in threads:
            thread.start()
        made = press.stdout.read() if press.stdout else b""
        for thread in threads:
            thread.join()
    if press.returncode != 0:
        raise Refused("press_stopped", why=told[-1].decode(errors="replace").strip() if told else str(press.returncode))
    return made


def _hand_over(press: "subprocess.Popen[bytes]", job: dict[str, Any]) -> None:
    assert press.stdin
    try:
        press.stdin.write(json.dumps(job).encode())
        press.stdin.close()
    except BrokenPipeError:
        return  # the press stopped; its status says so


def _listen(press: "subprocess.Popen[bytes]", progress: Callable[[], None], told: list[bytes]) -> None:
    assert press.stderr
    for line in press.stderr:
        if line.strip() == b"part":
            progress()
        else:
            told.append(line)


@lru_cache(maxsize=8)
def _room(language: str) -> Environment:
    """Return where the templates of a language are set: its words, its digits, its direction."""
    loader = FileSystemLoader(ROOT / "templates")
    room = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, extensions=["jinja2.ext.i18n"], trim_blocks=True
    )
    room.install_gettext_translations(words.translations(language), newstyle=True)  # type: ignore[attr-defined]
    room.globals.update(
        language=language, direction=direction(language), direction_of=direction, language_of=language_of
    )
    room.filters.update(
        digits=pass_context(lambda _context, value: digits(value, language)),
        told=lambda texts: in_language(texts, language),
        far=lambda distance: words.far(distance, language),
        walking_time=lambda distance: words.walking_time(distance, language),
    )
    return room
