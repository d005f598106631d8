"""When each sentence of a recording is spoken: read from WebVTT, and written as WebVTT for the browser."""

import html
import itertools
from collections.abc import Iterable, Sequence
from typing import Any

import webvtt
from webvtt.errors import MalformedCaptionError, MalformedFileError

from wijkspel.errors import Refused

MOST_CUES, LONGEST_CUE = 2_000, 1_000
Cue = dict[str, Any]


def read_cues(text: str) -> list[Cue]:
    """Return the cues of a WebVTT file: `from` and `to` in seconds, and `text`. Raises Refused for anything else."""
    try:
        found = webvtt.from_string(text.removeprefix("\ufeff"))
        cues = [_cue(caption) for caption in found.captions]
    except (MalformedFileError, MalformedCaptionError, ValueError, IndexError) as error:
        raise Refused("captions_unknown") from error
    in_order = all(earlier["from"] <= later["from"] for earlier, later in itertools.pairwise(cues))
    if not cues or len(cues) > MOST_CUES or not in_order or any(len(cue["text"]) > LONGEST_CUE for cue in cues):
        raise Refused("captions_unknown")
    return cues


def written(cues: Iterable[Cue]) -> str:
    """Return cues as a WebVTT file."""
    blocks = [f"{_clock(cue['from'])} --> {_clock(cue['to'])}\n{_escaped(cue['text'])}\n" for cue in cues]
    return "\n".join(["WEBVTT\n", *blocks])


def spoken_parts(paragraph: str, cues: Sequence[Cue], start: int) -> tuple[list[tuple[str, float | None]], int]:
    """Cut a paragraph at its spoken sentences.

    Returns its parts, each with the second at which it is spoken or None, and the number of the first cue that is left
    for the next paragraph. Cues are looked for in their order from `start`; one that is not there stops the search.
    """
    parts: list[tuple[str, float | None]] = []
    rest, number = paragraph, start
    while number < len(cues):
        before, found, after = rest.partition(cues[number]["text"])
        if not found:
            break
        if before:
            parts.append((before, None))
        parts.append((found, cues[number]["from"]))
        rest, number = after, number + 1
    if rest:
        parts.append((rest, None))
    return parts, number


def _cue(caption: Any) -> Cue:
    text = " ".join(html.unescape(caption.text).split())
    return {"from": _seconds(caption.start), "to": _seconds(caption.end), "text": text}


def _seconds(clock: str) -> float:
    hours, minutes, seconds = clock.split(":")
    return round(int(hours) * 3600 + int(minutes) * 60 + float(seconds), 3)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(int(minutes), 60)
    return f"{hours:02}:{minutes:02}:{rest:06.3f}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
