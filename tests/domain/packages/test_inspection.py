"""Sound, captions, maps and tiles of a package: only what our own intake leaves is kept."""

import io
import os
import signal
import subprocess
import wave
from collections.abc import Callable
from pathlib import Path

import pytest

from wijkspel.basemaps.drawn import as_geojson
from wijkspel.basemaps.model import Basemap, Feature
from wijkspel.basemaps.tiles import packed
from wijkspel.clock import now
from wijkspel.errors import Refused
from wijkspel.packages.inspection import Inspector, check_sound, check_tiles
from wijkspel.packages.manifest import DRAWN, TILES, Cue, Sound
from wijkspel.recordings import transcoded

MAP = Basemap((5.0, 52.0, 5.1, 52.1), (Feature("water", "line", (((5.01, 52.01), (5.02, 52.02)),)),), "© Noor")


@pytest.fixture(scope="module")
def recording() -> bytes:
    """Two seconds as our intake leaves them."""
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(bytes(range(256)) * 250)
    return transcoded(buffer.getvalue()).content


def _sound(*cues: Cue, seconds: int = 2) -> Sound:
    about = {"public_id": "222222222222", "checksum": "0" * 64, "kept_at": now(), "files": []}
    return Sound(seconds=seconds, by_computer=False, cues=list(cues) or None, **about)


def _tagged(content: bytes, folder: Path) -> bytes:
    (folder / "in.m4a").write_bytes(content)
    words = [
        "ffmpeg",
        "-loglevel",
        "error",
        "-i",
        "in.m4a",
        "-c",
        "copy",
        "-metadata",
        "title=bij mij thuis",
        "out.m4a",
    ]
    subprocess.run(words, cwd=folder, check=True)
    return (folder / "out.m4a").read_bytes()


def test_a_recording_of_ours_is_kept_with_its_captions(recording: bytes) -> None:
    check_sound(
        _sound(Cue(from_=0.4, to=1.2, text="Eén & <twee>"), Cue(from_=1.2, to=2.0, text="drie")), "x", recording
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda was, _: was + b"<script>",
        lambda was, _: was[:-40],
        lambda _was, _: b"",
        _tagged,
        lambda was, _: was[100:],
    ],
    ids=["something behind it", "cut off", "nothing", "a title in it", "no beginning"],
)
def test_another_recording_is_refused(recording: bytes, tmp_path: Path, change: Callable[[bytes, Path], bytes]) -> None:
    with pytest.raises(Refused, match="package_media"):
        check_sound(_sound(), "x", change(recording, tmp_path))


@pytest.mark.parametrize(
    "sound",
    [
        _sound(seconds=90),
        _sound(Cue(from_=1.0, to=2.0, text="later"), Cue(from_=0.0, to=1.0, text="eerder")),
        _sound(Cue(from_=0.0, to=1.0, text="twee\n\nregels")),
        _sound(Cue(from_=-5.0, to=1.0, text="te vroeg")),
    ],
    ids=["another length", "out of order", "not one line", "before the beginning"],
)
def test_a_recording_that_is_not_what_its_row_says_is_refused(recording: bytes, sound: Sound) -> None:
    with pytest.raises(Refused, match="package_media"):
        check_sound(sound, "x", recording)


def test_tiles_of_ours_are_kept_and_others_refused() -> None:
    content = packed(MAP, name="222222222222")
    check_tiles(TILES, content)
    for other in (b"", content[:200], b"PMTiles\x02" + content[8:], content[:99] + b"\x02" + content[100:]):
        with pytest.raises(Refused, match="package_media"):
            check_tiles(TILES, other)


def test_a_map_is_kept_when_it_can_be_drawn_and_thanks_whom_the_neighbourhood_thanks() -> None:
    content = as_geojson(MAP).encode()
    with Inspector() as inspector:
        inspector.check_drawn_map(DRAWN, content, "© Noor")
        with pytest.raises(Refused, match="package_map_thanks"):
            inspector.check_drawn_map(DRAWN, content, "© Bo")
        for other in (b"", b"[" * 100_000, content[:-9]):
            with pytest.raises(Refused, match="package_media"):
                inspector.check_drawn_map(DRAWN, other, "© Noor")


def test_a_process_that_died_of_a_file_is_a_refusal() -> None:
    with Inspector() as inspector:
        os.kill(inspector._process.pid or 0, signal.SIGKILL)
        with pytest.raises(Refused, match="package_media"):
            inspector.check_drawn_map(DRAWN, as_geojson(MAP).encode(), "© Noor")
