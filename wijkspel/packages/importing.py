"""Taking a package in: looked at as a whole, then kept as a whole, or not at all."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from wijkspel.db import write
from wijkspel.packages.arrival import Wanted, destination, may_arrive
from wijkspel.packages.inspection import Inspector
from wijkspel.packages.intake import Intake
from wijkspel.packages.manifest import Holds
from wijkspel.packages.names import Names
from wijkspel.packages.planting import plant
from wijkspel.packages.reading import Package
from wijkspel.storage import Store

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a package brings, where to, and how many of its names become new ones because they are taken here."""

    slug: str
    name: str
    organisation: str
    holds: Holds
    languages: list[str]
    counts: dict[str, int]
    bytes: int
    renewed: dict[str, int] = field(default_factory=dict)
    left_out: int = 0


class _OnlyLooking(Exception):
    """Everything went well, and nothing of it is to stay."""


def look_into(path: Path, store: Store, wanted: Wanted, progress: Progress) -> Preview:
    """Return what taking a package in would do, after doing all of it and taking it back. Raises Refused."""
    return _Import(path, store, wanted, progress, only_look=True).go_through()


def take_in(path: Path, store: Store, wanted: Wanted, progress: Progress) -> Preview:
    """Take a package in, and return what it brought.

    Files are written first, under names that nothing else has, and then every row in one transaction. Raises Refused,
    and then nothing is left behind: no row, and none of the files.
    """
    return _Import(path, store, wanted, progress, only_look=False).go_through()


class _Import:
    """One import, while it is going on."""

    def __init__(self, path: Path, store: Store, wanted: Wanted, progress: Progress, *, only_look: bool) -> None:
        self._path, self._store, self._wanted, self._only_look = path, store, wanted, only_look
        self._progress, self._done, self._steps = progress, 0, 1
        self._names = Names()

    def go_through(self) -> Preview:
        """Check documents, look at media, make rows."""
        # The process beside this one is made first, while there is little to share with it.
        with Inspector() as inspector, Package(self._path) as package:
            slug, organisation = destination(package.neighbourhood(), self._wanted)
            package.check_documents()
            manifest = package.manifest
            self._steps = sum(manifest.counts[kind] for kind in ("stories", "tours", "pictures", "sounds"))
            shown, left_out = _shown(package)
            self._take(package, inspector, shown)
            return Preview(
                slug=slug,
                name=manifest.name,
                organisation=organisation,
                holds=manifest.holds,
                languages=manifest.languages,
                counts=manifest.counts,
                bytes=package.size,
                renewed=dict(self._names.renewed),
                left_out=left_out,
            )

    def _take(self, package: Package, inspector: Inspector, shown: set[str]) -> None:
        intake = Intake(package, self._store, self._names, only_look=self._only_look)
        try:
            intake.take(inspector, shown, self._one_more)
            self._plant(package, intake)
        except BaseException:
            intake.take_back()
            raise

    def _plant(self, package: Package, intake: Intake) -> None:
        try:
            with write():
                plant(package, intake, self._names, self._wanted, one_more=self._one_more)
                if self._only_look:
                    raise _OnlyLooking
        except _OnlyLooking:
            pass

    def _one_more(self) -> None:
        self._done += 1
        self._progress(self._done, self._steps)


def _shown(package: Package) -> tuple[set[str], int]:
    """Return which pictures and recordings belong to stories that arrive, and how many stories do not."""
    shown: set[str] = set()
    left_out = 0
    for story in package.stories():
        if not may_arrive(story, package.manifest.holds):
            left_out += 1
            continue
        heard = [text.sound for text in story.texts]
        shown.update(found for found in (story.old_picture, story.new_picture, *heard) if found)
    return shown, left_out
