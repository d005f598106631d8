"""Reads a neighbourhood from a folder of readable files: wijk.toml, plekken/, verhalen/ and wandelingen/."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

KOPPEL = Path(__file__).parent / "koppel"
_KINDS = {"": "translation", "eenvoudig": "plain"}


@dataclass(frozen=True, slots=True)
class TextFile:
    """One wording of a story, with the file of its sound if there is one."""

    language: str
    kind: str
    title: str
    body: str
    sound: Path | None

    @property
    def captions(self) -> Path | None:
        """The file that says when each sentence of the sound is spoken, if there is one."""
        path = self.sound.with_suffix(".vtt") if self.sound else None
        return path if path and path.exists() else None


@dataclass(frozen=True, slots=True)
class StoryFolder:
    """A story: its facts, its texts, and the folder its pictures lie in."""

    facts: dict[str, Any]
    texts: list[TextFile]
    folder: Path

    def picture(self, which: str) -> Path | None:
        """Return the file of the `old` or the `new` picture."""
        facts = self.facts.get("pictures", {}).get(which)
        return self.folder / facts["file"] if facts else None


@dataclass(frozen=True, slots=True)
class WijkFolder:
    """A neighbourhood: its facts, its spots, its stories, its tours, and its map if one was drawn."""

    facts: dict[str, Any]
    spots: list[dict[str, Any]]
    stories: list[StoryFolder]
    tours: list[dict[str, Any]]
    map: Path | None


def read_folder(folder: Path = KOPPEL) -> WijkFolder:
    """Return the neighbourhood that a folder describes."""
    spots = [_toml(path) for path in sorted((folder / "plekken").glob("*.toml"))]
    stories = [_read_story(path.parent) for path in sorted((folder / "verhalen").glob("*/verhaal.toml"))]
    tours = [_toml(path) for path in sorted((folder / "wandelingen").glob("*.toml"))]
    drawn = folder / "kaart.geojson"
    return WijkFolder(_toml(folder / "wijk.toml"), spots, stories, tours, drawn if drawn.exists() else None)


def _read_story(folder: Path) -> StoryFolder:
    facts = _toml(folder / "verhaal.toml")
    texts = [_read_text(path, facts["original"]) for path in sorted(folder.glob("*.md"))]
    return StoryFolder(facts, texts, folder)


def _read_text(path: Path, original: str) -> TextFile:
    language, _, wording = path.stem.partition(".")
    kind = "original" if not wording and language == original else _KINDS[wording]
    title, _, body = path.read_text().strip().partition("\n")
    sound = path.with_suffix(".opus")
    return TextFile(language, kind, title.removeprefix("#").strip(), body.strip(), sound if sound.exists() else None)


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text())
