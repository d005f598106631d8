"""Moving a neighbourhood on the command line: shown first, said in words, and for programs as JSON."""

import json
import os
import pty
import subprocess
import zipfile
from pathlib import Path

import pytest

from config import Testing
from tests.bench.demo import environment_of
from tests.cli.test_cli import WIJKSPEL, run
from tests.moving import empty_server


@pytest.fixture
def there(tmp_path: Path) -> Testing:
    """An empty server."""
    return empty_server("spatialite", tmp_path / "there", lambda: pytest.fail("not needed"))


def test_a_neighbourhood_is_packed_shown_and_taken_in(settings: Testing, there: Testing, tmp_path: Path) -> None:
    package = tmp_path / "koppel.zip"
    said = run(settings, "packages", "export", "de-koppel", "--out", package)
    assert "24 stories, 2 tours" in said and "what anybody may see, and nothing else" in said
    said = run(there, "packages", "import", package, "--dry-run")
    assert "De Koppel (/de-koppel), for de-koppel-wonen" in said and "Nothing was kept" in said
    assert run(there, "neighbourhoods", "list") == ""
    assert "de-koppel is taken in." in run(there, "packages", "import", package, "--by", "Noor")
    assert "de-koppel  De Koppel" in run(there, "neighbourhoods", "list")
    assert "Give this one another name: --slug" in run(there, "packages", "import", package, status=1)
    said = run(there, "packages", "import", package, "--slug", "kopie", status=1)
    assert "--organisation de-koppel-wonen" in said
    elsewhere = ("--slug", "kopie", "--organisation", "de-koppel-wonen", "--dry-run")
    said = run(there, "packages", "import", package, *elsewhere)
    assert "25 codes of stickers" in said


def test_with_everything_the_screen_the_manifest_and_the_file_say_so(settings: Testing, tmp_path: Path) -> None:
    package = tmp_path / "koppel.zip"
    said = run(settings, "packages", "export", "de-koppel", "--all", "--out", package)
    assert "EVERYTHING" in said and "Only you may read the file" in said
    assert package.stat().st_mode & 0o077 == 0
    with zipfile.ZipFile(package) as file:
        manifest = json.loads(file.read("manifest.json"))
    assert manifest["holds"] == "everything" and "hidden stories" in manifest["notice"]


@pytest.mark.drill
def test_programs_get_json(settings: Testing, there: Testing, tmp_path: Path) -> None:
    package = tmp_path / "koppel.zip"
    packed = json.loads(run(settings, "packages", "export", "de-koppel", "--out", package, "--json"))
    assert packed["bytes"] == package.stat().st_size and packed["holds"] == "public"
    seen = json.loads(run(there, "packages", "import", package, "--dry-run", "--json"))
    assert (seen["slug"], seen["kept"], seen["left_out"]) == ("de-koppel", False, 0)
    assert seen["counts"] == packed["counts"]
    made = json.loads(run(there, "packages", "import", package, "--json"))
    assert made == seen | {"kept": True}


def test_what_cannot_be_packed_is_said_in_a_sentence(settings: Testing, tmp_path: Path) -> None:
    out = tmp_path / "koppel.zip"
    assert "no neighbourhood “nergens”" in run(settings, "packages", "export", "nergens", "--out", out, status=1)
    assert "cannot be written" in run(settings, "packages", "export", "de-koppel", "--out", "/nergens/k.zip", status=1)
    lost = next((settings.media / "pictures").rglob("*-800.webp"))
    lost.unlink()
    assert "is lost. Run: wijkspel jobs do sweep-media" in run(
        settings, "packages", "export", "de-koppel", "--all", "--out", out, status=1
    )
    assert not list(tmp_path.glob("koppel*"))


@pytest.mark.drill
def test_a_terminal_shows_how_far_it_is_and_asks_first(settings: Testing, there: Testing, tmp_path: Path) -> None:
    package = tmp_path / "koppel.zip"
    assert "100%" in _at_a_terminal(settings, "export", "de-koppel", "--out", package)
    assert "Take it in?" in _at_a_terminal(there, "import", package, typed="n\n")
    assert run(there, "neighbourhoods", "list") == ""


def _at_a_terminal(settings: Testing, *words: object, typed: str = "") -> str:
    """Type a command at a terminal, answer what it asks, and return all that was on the screen."""
    screen, keys = pty.openpty()
    command = [str(word) for word in (WIJKSPEL, "packages", *words)]
    process = subprocess.Popen(command, env=environment_of(settings), stdin=keys, stdout=keys, stderr=keys)
    os.close(keys)
    os.write(screen, typed.encode())
    said = b""
    while True:
        try:
            said += os.read(screen, 4096)
        except OSError:  # the terminal was closed
            break
    process.wait(120)
    os.close(screen)
    return said.decode()


@pytest.mark.drill
def test_export_and_import_know_a_package_by_its_suffix(settings: Testing, there: Testing, tmp_path: Path) -> None:
    out = tmp_path / "koppel.zip"
    assert "Packed" in run(settings, "export", "de-koppel", "--out", out)
    seen = json.loads(run(there, "import", out, "--neighbourhood", "de-verhuisde", "--dry-run", "--json"))
    assert seen["slug"] == "de-verhuisde" and seen["kept"] is False
    assert "is taken in" in run(there, "import", out, "--neighbourhood", "de-verhuisde")
    refused = json.loads(run(there, "import", out, "--neighbourhood", "de-verhuisde", "--json", status=1))
    assert "already" in refused["refused"]
