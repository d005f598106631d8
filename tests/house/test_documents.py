"""What the documents promise is there: settings, commands, files and links."""

import re
from pathlib import Path

import click
import pytest

from config import ROOT, SETTINGS
from wijkspel.cli import group

DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


def _text(name: str) -> str:
    return (ROOT / name).read_text()


def _commands(command: click.Command, path: str) -> list[str]:
    if isinstance(command, click.Group):
        return [found for name, sub in command.commands.items() for found in _commands(sub, f"{path} {name}".strip())]
    return [path]


def test_every_setting_is_documented_and_every_documented_one_exists() -> None:
    named = set(re.findall(r"^\| `([A-Z_]+)` \|", _text("docs/deployment.md"), re.MULTILINE))
    assert named == set(SETTINGS)


def test_every_command_is_documented_and_every_documented_one_exists() -> None:
    there = {path for path in _commands(group, "") if not path.startswith("db ")} | {"db upgrade"}
    rows = re.findall(r"^\| `wijkspel ([a-z -]+?)(?: [A-Z.…\[].*?)?` \|", _text("docs/deployment.md"), re.MULTILINE)
    assert set(rows) == there


def test_every_room_stands_on_the_map() -> None:
    for path in sorted((ROOT / "wijkspel").iterdir()):
        if not path.name.startswith("__"):
            assert f"`{path.stem}`" in _text("docs/map.md"), f"docs/map.md does not say what {path.stem} is for"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text()):
        assert (path.parent / target).exists(), f"{path}: {target} is not there"


def test_the_readme_fits_one_screen() -> None:
    assert len(_text("README.md").splitlines()) <= 45


def test_every_make_target_is_documented_and_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):.*##", _text("Makefile"), re.MULTILINE))
    named = {word for path in DOCUMENTS for word in re.findall(r"`make ([a-z]+)`", path.read_text())}
    assert named <= targets, f"no such target: {named - targets}"
    assert {"run", "test", "drills", "check", "bench", "seed", "fix", "help"} <= targets


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = [int(path.name[:4]) for path in sorted((ROOT / "docs" / "decisions").glob("*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))
