"""Files that must not be lost, and names that must not lead elsewhere."""

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkspel.storage import OutsideTheStore, Store


def test_what_is_kept_can_be_read_and_dropped(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.keep("a/b/c.bin", b"content")
    assert store.has("a/b/c.bin") and store.read("a/b/c.bin") == b"content"
    assert list(store.names()) == ["a/b/c.bin"]
    store.drop("a/b/c.bin")
    store.drop("a/b/c.bin")
    assert not store.has("a/b/c.bin")


@pytest.mark.parametrize("name", ["../out", "a/../../out", "/etc/passwd", "", ".", "a\0b"])
def test_no_name_leads_out_of_the_store(tmp_path: Path, name: str) -> None:
    with pytest.raises(OutsideTheStore):
        Store(tmp_path).path(name)


@given(st.text(max_size=60))
def test_any_name_stays_inside_or_is_refused(name: str) -> None:
    root = Path("/nergens/media")
    try:
        path = Store(root).path(name)
    except (OutsideTheStore, OSError):
        return
    assert path.is_relative_to(root)


def test_a_link_that_leads_out_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "link").symlink_to(tmp_path)
    with pytest.raises(OutsideTheStore):
        Store(tmp_path / "media").path("link/secret")


def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(tmp_path)
    store.keep("a", b"old")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        store.keep("a", b"new")
    assert store.read("a") == b"old"
    assert list(store.names()) == ["a"]


def test_a_process_killed_while_writing_leaves_the_old_file_whole(tmp_path: Path) -> None:
    Store(tmp_path).keep("a", b"old")
    script = (
        "import os, signal, sys; from pathlib import Path; from wijkspel.storage import Store\n"
        "os.fsync = lambda handle: os.kill(os.getpid(), signal.SIGKILL)\n"
        "Store(Path(sys.argv[1])).keep('a', b'new')\n"
    )
    killed = subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert Store(tmp_path).read("a") == b"old"


def test_a_new_file_never_takes_the_place_of_another(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.add("a/b.bin", b"first")
    with pytest.raises(FileExistsError):
        store.add("a/b.bin", b"second")
    store.settle(["a/b.bin"])
    assert store.read("a/b.bin") == b"first"


def test_a_full_disk_leaves_no_half_of_a_new_file(tmp_path: Path) -> None:
    store = Store(tmp_path)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, hard))
    try:
        with pytest.raises(OSError):
            store.add("a/b.bin", b"x" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(store.names()) == []
