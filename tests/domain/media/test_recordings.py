"""Recordings through the real ffmpeg: mono AAC, even loudness, nothing else in them."""

import json
import subprocess
from pathlib import Path

import pytest

from wijkspel import recordings
from wijkspel.errors import Refused
from wijkspel.recordings import LOUDNESS, transcoded


def _tone(folder: Path, name: str, *options: str, seconds: float = 3, volume: float = 0.1) -> bytes:
    path = folder / name
    source = ["-f", "lavfi", "-i", f"sine=frequency=440:duration={seconds}", "-af", f"volume={volume}"]
    subprocess.run(["ffmpeg", "-v", "error", *source, "-metadata", "title=kanarie", *options, path], check=True)
    return path.read_bytes()


def _facts(content: bytes, folder: Path) -> dict[str, object]:
    path = folder / "made.m4a"
    path.write_bytes(content)
    command = ["ffprobe", "-v", "error", "-show_format", "-show_streams", "-of", "json", str(path)]
    facts: dict[str, object] = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return facts


@pytest.mark.parametrize("name", ["a.wav", "a.mp3", "a.ogg", "a.flac", "a.m4a", "a.webm", "a.opus"])
def test_recordings_as_phones_and_programs_make_them_are_taken_in(name: str, tmp_path: Path) -> None:
    made = transcoded(_tone(tmp_path, name))
    facts = _facts(made.content, tmp_path)
    (stream,) = facts["streams"]
    assert (stream["codec_name"], stream["channels"]) == ("aac", 1)
    assert made.seconds == 3
    assert b"kanarie" not in made.content
    assert set(facts["format"].get("tags", {})) <= {"major_brand", "minor_version", "compatible_brands"}


@pytest.mark.parametrize("volume", [0.02, 0.9])
def test_soft_and_loud_recordings_come_out_equally_loud(volume: float, tmp_path: Path) -> None:
    made = tmp_path / "loud"
    made.write_bytes(transcoded(_tone(tmp_path, "a.wav", volume=volume)).content)
    assert recordings._measured_loudness(made) == pytest.approx(LOUDNESS, abs=1)


def test_silence_stays_silence(tmp_path: Path) -> None:
    assert transcoded(_tone(tmp_path, "a.wav", volume=0)).seconds == 3


def test_the_picture_in_a_film_is_left_out(tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    inputs = ["-f", "lavfi", "-i", "testsrc=duration=2:size=64x64", "-f", "lavfi", "-i", "sine=duration=2"]
    subprocess.run(["ffmpeg", "-v", "error", *inputs, "-shortest", str(film)], check=True)
    (stream,) = _facts(transcoded(film.read_bytes()).content, tmp_path)["streams"]
    assert stream["codec_type"] == "audio"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no sound",
        b"#EXTM3U\nfile:///etc/passwd\n",
        b"ffconcat version 1.0\nfile /etc/passwd\n",
        b"RIFF\0\0\0\0WAVE",
    ],
)
def test_what_is_no_recording_is_refused(content: bytes) -> None:
    with pytest.raises(Refused, match="sound_unknown"):
        transcoded(content)


@pytest.mark.drill
def test_what_is_too_heavy_or_too_long_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="sound_too_heavy"):
        transcoded(b"x" * (15 * 1024 * 1024 + 1))
    with pytest.raises(Refused, match="sound_too_long"):
        transcoded(_tone(tmp_path, "long.opus", "-b:a", "8k", seconds=605))


def test_a_missing_program_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nergens")
    with pytest.raises(Refused, match="program_missing"):
        transcoded(b"x")
