"""From a recording as it comes in to the sound we play: mono AAC, even loudness, nothing else in it."""

import json
import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from wijkspel.errors import Refused

MOST_BYTES = 15 * 1024 * 1024
MOST_SECONDS = 600
LOUDNESS = -16.0  # LUFS, the level of podcasts
_SILENCE = -60.0
# Plain containers only: a playlist could name other files or addresses.
_CONTAINERS = "wav,mp3,ogg,flac,aac,mov,matroska,webm,amr,aiff,w64,caf"
_READING = ["-hide_banner", "-loglevel", "error", "-protocol_whitelist", "file", "-format_whitelist", _CONTAINERS]
_BRANDS = {"major_brand", "minor_version", "compatible_brands"}  # what every MPEG-4 file says of itself
_PATIENCE = 180  # seconds for ten minutes of sound on a slow server


@dataclass(frozen=True, slots=True)
class Recording:
    """Sound ready to be played: an MPEG-4 audio file and its length in seconds."""

    content: bytes
    seconds: int


def transcoded(content: bytes) -> Recording:
    """Return a recording as mono AAC of 64 kbit/s at −16 LUFS (EBU R 128, the level of podcasts), without metadata.

    Raises Refused with `sound_too_heavy`, `sound_unknown` or `sound_too_long`.
    """
    if len(content) > MOST_BYTES:
        raise Refused("sound_too_heavy", megabytes=round(len(content) / 1024**2, 1), most=MOST_BYTES // 1024**2)
    with tempfile.TemporaryDirectory(prefix="wijkspel-") as folder:
        source, result = Path(folder) / "source", Path(folder) / "sound.m4a"
        source.write_bytes(content)
        _measured_seconds(source)
        _transcode(source, result)
        return Recording(result.read_bytes(), round(_measured_seconds(result)))


def expect_own(content: bytes, seconds: int) -> None:
    """Raise Refused with `sound_not_ours` unless this is a recording as `transcoded` leaves it, of this length."""
    with tempfile.TemporaryDirectory(prefix="wijkspel-") as folder:
        path = Path(folder) / "sound.m4a"
        path.write_bytes(content)
        shown = "format=format_name,duration:format_tags:stream=codec_name,channels"
        report = json.loads(_run(["ffprobe", *_READING, "-show_entries", shown, "-of", "json", str(path)]) or "{}")
    about = report.get("format", {})
    streams = [(stream.get("codec_name"), stream.get("channels")) for stream in report.get("streams", [])]
    says_more = set(about.get("tags", {})) - _BRANDS
    is_ours = "m4a" in about.get("format_name", "").split(",") and streams == [("aac", 1)] and not says_more
    if not is_ours or abs(float(about.get("duration") or 0) - seconds) > 1:
        raise Refused("sound_not_ours")


def file_name(public_id: str) -> str:
    """Return under which name a recording lies in the store."""
    return f"sound/{public_id[:2]}/{public_id}.m4a"


def _measured_seconds(path: Path) -> float:
    answer = _run(
        ["ffprobe", *_READING, "-show_entries", "format=duration:stream=codec_type", "-of", "json", str(path)]
    )
    report = json.loads(answer or "{}")
    kinds = {stream.get("codec_type") for stream in report.get("streams", [])}
    seconds = float(report.get("format", {}).get("duration") or 0)
    if "audio" not in kinds or seconds <= 0:
        raise Refused("sound_unknown")
    if seconds > MOST_SECONDS:
        raise Refused("sound_too_long", minutes=round(seconds / 60, 1), most=MOST_SECONDS // 60)
    return seconds


def _measured_loudness(source: Path) -> float:
    """Return the integrated loudness in LUFS (EBU R 128); silence counts as what it should be."""
    meter = ["-map", "0:a:0", "-ac", "1", "-af", "ebur128=framelog=verbose", "-f", "null", "-"]
    reading = [option if option != "error" else "info" for option in _READING]
    said = _run(["ffmpeg", "-nostdin", "-nostats", *reading, "-i", str(source), *meter], heard=True).decode(
        errors="replace"
    )
    found = re.findall(r"I:\s+(-?[\d.]+) LUFS", said)
    loudness = float(found[-1]) if found else LOUDNESS
    return loudness if loudness > _SILENCE else LOUDNESS


def _transcode(source: Path, result: Path) -> None:
    # One gain for the whole recording, and a limiter for its peaks: the voice keeps its own louder and softer moments.
    gain = LOUDNESS - _measured_loudness(source)
    even = ["-map", "0:a:0", "-ac", "1", "-ar", "44100", "-af", f"volume={gain:.2f}dB,alimiter=limit=0.84:level=0"]
    bare = ["-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact"]
    # The fast coder takes a third of the time, and at 64 kbit/s a voice sounds the same.
    encoded = ["-c:a", "aac", "-aac_coder", "fast", "-b:a", "64k", "-movflags", "+faststart", "-t", str(MOST_SECONDS)]
    _run(["ffmpeg", "-nostdin", *_READING, "-i", str(source), *even, *bare, *encoded, "-y", str(result)])


def _run(command: list[str], *, heard: bool = False) -> bytes:
    """Return what a program wrote, or with `heard` what it said about its work."""
    try:
        done = subprocess.run(command, capture_output=True, check=True, timeout=_PATIENCE)
        return done.stderr if heard else done.stdout
    except FileNotFoundError as error:
        raise Refused("program_missing", program=command[0]) from error
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise Refused("sound_unknown") from error
