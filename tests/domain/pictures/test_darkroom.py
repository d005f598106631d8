"""The darkroom dies alone: what goes wrong in it is a refusal, and it knows nothing that is worth stealing."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from config import ROOT
from tests.photos import corners, encoded
from tests.work import at_most
from wijkspel.errors import Busy, Refused
from wijkspel.pictures import darkroom, developing
from wijkspel.pictures.developing import derivatives
from wijkspel.pictures.sizes import WANTED, fitted_size

PHOTO = encoded(corners(200, 100), "JPEG")


@pytest.fixture
def taken_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program to write in the place of the darkroom, as if a photo had taken it over."""
    program = tmp_path / "darkroom.py"
    monkeypatch.setattr(developing, "DARKROOM", program)
    return program


@pytest.mark.parametrize(
    "source",
    [
        "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)",
        "raise SystemExit(1)",
        "",
        "print('{}')",
        "print('[]')",
        "print('{\"made\": []}')",
        "print('{\"made\": [[1, 1, 3]]}'); print('abc')",
        "print('{\"made\": [' + ','.join(['[1, 1, 0]'] * 6) + ']}')",
        'print(\'{"refused": "somebody_was_first", "values": {}}\')',
        'print(\'{"refused": "picture_too_large", "values": {"megapixels": "x"}}\')',
        'print(\'{"refused": "picture_too_large", "values": {"megapixels": Infinity}}\')',
        "print('{\"refused\": [1]}')",
        "print('[' * 4000)",
        "print('x' * 40_000_000)",
    ],
)
def test_a_darkroom_that_stops_or_says_something_else_is_a_refusal(taken_over: Path, source: str) -> None:
    taken_over.write_text(source)
    with pytest.raises(Refused, match="picture_too_hard"):
        derivatives(PHOTO)


def test_a_darkroom_that_never_ends_is_ended_with_all_that_it_started(
    taken_over: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    taken_over.write_text(
        "import os, time, pathlib\n"
        f"pathlib.Path({str(tmp_path)!r}, str(os.getpid())).touch()\n"
        f"if not os.fork(): pathlib.Path({str(tmp_path)!r}, str(os.getpid())).touch()\n"
        "time.sleep(60)"
    )
    monkeypatch.setattr(developing, "PATIENCE_SECONDS", 3)
    with pytest.raises(Refused, match="picture_too_hard"):
        derivatives(PHOTO)
    time.sleep(0.2)
    started = [int(path.name) for path in tmp_path.iterdir() if path.name.isdigit()]
    assert len(started) == 2
    assert not [pid for pid in started if _runs(pid)]


def test_the_darkroom_has_none_of_our_secrets_and_none_of_our_files(
    taken_over: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WIJKSPEL_SECRET_KEY", "kanarie")
    taken_over.write_text(
        "import os, sys\n"
        "files = [name for name in range(3, 100) if os.path.exists(f'/proc/self/fd/{name}')]\n"
        "files = [os.readlink(f'/proc/self/fd/{name}') for name in files]\n"
        "known = [name for name in sys.modules if name.startswith('wijkspel')]\n"
        "secrets = [name for name in os.environ if name not in ('MALLOC_ARENA_MAX', 'LC_CTYPE')]\n"
        "sys.exit(9 if files or known or secrets else 0)"
    )
    statuses: list[int] = []
    wait = subprocess.Popen.wait
    monkeypatch.setattr(subprocess.Popen, "wait", lambda *given: statuses.append(wait(*given)) or statuses[-1])
    with (ROOT / "README.md").open(), pytest.raises(Refused):
        derivatives(PHOTO)
    assert statuses == [0]


@pytest.mark.parametrize(
    ("harm", "why"),
    [
        ("bytearray(2 * 1024**3)", "memory"),
        ("while True: pass", "time"),
        ("open('/tmp/darkroom-test', 'wb').write(bytes(17 * 1024**2))", "what it may write"),
    ],
)
def test_the_darkroom_has_limits(harm: str, why: str, monkeypatch: pytest.MonkeyPatch, taken_over: Path) -> None:
    source = Path(darkroom.__file__).read_text().replace("RLIMIT_CPU: 20", "RLIMIT_CPU: 1")
    taken_over.write_text(source.replace("    job = json.loads", f"    {harm}\n    job = json.loads"))
    try:
        with pytest.raises(Refused, match="picture_too_hard"), at_most(15, why):
            derivatives(PHOTO)
    finally:
        Path("/tmp/darkroom-test").unlink(missing_ok=True)


def test_no_more_than_a_few_are_at_work_at_once(
    monkeypatch: pytest.MonkeyPatch, taken_over: Path, tmp_path: Path
) -> None:
    at_work, go_on = tmp_path / "at-work", tmp_path / "go-on"
    at_work.mkdir()
    taken_over.write_text(
        "import os, time, pathlib\n"
        f"pathlib.Path({str(at_work)!r}, str(os.getpid())).touch()\n"
        f"while not pathlib.Path({str(go_on)!r}).exists(): time.sleep(0.05)"
    )
    monkeypatch.setattr(developing, "LONGEST_WAIT_SECONDS", 0.2)
    said: list[str] = []

    def send() -> None:
        try:
            derivatives(PHOTO)
        except Refused as error:
            said.append(error.code)

    phones = [threading.Thread(target=send) for _ in range(developing.MOST_AT_ONCE)]
    for phone in phones:
        phone.start()
    while len(list(at_work.iterdir())) < developing.MOST_AT_ONCE:
        time.sleep(0.05)
    with pytest.raises(Busy, match="pictures_busy"):
        derivatives(PHOTO)
    go_on.touch()
    for phone in phones:
        phone.join()
    assert said == ["picture_too_hard"] * developing.MOST_AT_ONCE
    taken_over.write_text(Path(darkroom.__file__).read_text())
    assert len(derivatives(PHOTO)) == 6, "after them there is room again"


def test_no_process_to_be_had_is_busy_and_not_a_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_given: object, **_named: object) -> None:
        raise BlockingIOError

    monkeypatch.setattr(subprocess, "Popen", full)
    with pytest.raises(Busy, match="pictures_busy"):
        derivatives(PHOTO)


def test_a_photo_is_written_to_no_disk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    before = len(list(Path("/proc/self/fd").iterdir()))
    derivatives(PHOTO)
    assert not list(tmp_path.iterdir())
    assert len(list(Path("/proc/self/fd").iterdir())) == before, "a file was left open"


def test_a_web_process_loads_no_decoder() -> None:
    source = "import sys, wijkspel; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", source], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    decoders = {"pi_heif", "_pi_heif", "PIL._webp", "PIL._avif", "PIL._imagingcms", "PIL.JpegImagePlugin"}
    assert not decoders & set(loaded.split())
    assert "wijkspel.pictures.darkroom" not in loaded.split()


@pytest.mark.parametrize("size", [(1, 1), (1599, 3), (1601, 1200), (4032, 3024), (3, 50_000)])
def test_both_sides_reckon_sizes_alike(size: tuple[int, int]) -> None:
    for side, _ in WANTED:
        assert darkroom.fitted_size(*size, side) == fitted_size(*size, side)


def _runs(pid: int) -> bool:
    """Return whether a process is there and has not ended."""
    try:
        return " Z " not in Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False
