"""Reading a package: its manifest, and its documents in the forms they have to have."""

import unicodedata
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import msgspec

from wijkspel import recordings
from wijkspel.basemaps import drawn
from wijkspel.errors import Refused
from wijkspel.packages.container import Container, sha256, too_large
from wijkspel.packages.documents import Neighbourhood, Part, Spots, Story, Tour
from wijkspel.packages.manifest import (
    DRAWN,
    MANIFEST,
    NEIGHBOURHOOD,
    SPOTS,
    TILES,
    VERSION,
    File,
    Head,
    Manifest,
    picture_entries,
    sound_entry,
    story_entry,
    tour_entries,
    type_of,
)
from wijkspel.pictures import sizes

_MEGABYTE = 1024 * 1024
MOST_BYTES = {
    "image/webp": sizes.MOST_BYTES,
    "image/jpeg": sizes.MOST_BYTES,
    "audio/mp4": recordings.MOST_BYTES,
    "application/vnd.pmtiles": drawn.MOST_BYTES,
    "application/geo+json": drawn.MOST_BYTES,
    "application/gpx+xml": 16 * _MEGABYTE,
    "application/json": 16 * _MEGABYTE,
}
MOST_OF_MANIFEST = 64 * _MEGABYTE  # some 30,000 pictures
_FIRST, _LAST = datetime(1990, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
AnyPart = TypeVar("AnyPart", bound=Part)
AnyForm = TypeVar("AnyForm", bound=msgspec.Struct)


class Package:
    """An open package whose manifest and entries agree."""

    def __init__(self, path: Path) -> None:
        self._container = Container(path)

    def __enter__(self) -> Self:
        self._container.__enter__()
        try:
            self.manifest = self._read_manifest()
            self._expect_what_is_listed()
        except BaseException as error:
            self.__exit__(type(error), error, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._container.__exit__(kind, error, where)

    @property
    def size(self) -> int:
        """How large the package is, in bytes."""
        return self._container.size

    def content(self, file: File) -> bytes:
        """Return what a file holds. Raises Refused when it is not what the manifest says."""
        content = self._container.read(file.path, most=MOST_BYTES[file.type])
        if len(content) != file.bytes or sha256(content) != file.sha256:
            raise Refused("package_changed", entry=file.path)
        return content

    def neighbourhood(self) -> Neighbourhood:
        """Return the neighbourhood, without its spots."""
        return self._document(NEIGHBOURHOOD, Neighbourhood)

    def spots(self) -> Spots:
        """Return every spot."""
        return self._document(SPOTS, Spots)

    def stories(self) -> Iterator[Story]:
        """Yield each story, in the order in which they were told."""
        yield from self._each("stories/", Story, story_entry)

    def tours(self) -> Iterator[Tour]:
        """Yield each tour."""
        yield from self._each("tours/", Tour, lambda slug: tour_entries(slug)[0])

    def map_files(self) -> dict[str, File]:
        """Return the files of the map, if there is one."""
        return {file.path: file for file in self.manifest.documents if file.path in (DRAWN, TILES)}

    def check_documents(self) -> None:
        """Read every document once. Raises Refused for the first that is damaged or has another form."""
        has_map = self.neighbourhood().map is not None
        if has_map != bool(self.map_files()):
            raise Refused("package_missing", entry=DRAWN)
        self.spots()
        read = [sum(1 for _ in self.stories()), sum(1 for _ in self.tours())]
        media = [len(self.manifest.pictures), len(self.manifest.sounds)]
        counts = dict(zip(("stories", "tours", "pictures", "sounds"), [*read, *media], strict=True))
        if counts != {kind: self.manifest.counts.get(kind) for kind in counts}:
            raise Refused("package_form", entry=MANIFEST, where="counts")
        for file in self.manifest.documents:
            if file.path.endswith(".gpx"):
                self.content(file)  # for other programs: it has to be whole, and we never read it

    def _each(self, folder: str, kind: type[AnyPart], entry_of: Callable[[str], str]) -> Iterator[AnyPart]:
        for file in self.manifest.documents:
            if file.path.startswith(folder) and file.path.endswith(".json"):
                part: Any = self._document(file.path, kind)
                if entry_of(part.slug) != file.path:
                    raise Refused("package_form", entry=file.path, where="slug")
                yield part

    def _document(self, entry: str, kind: type[AnyPart]) -> AnyPart:
        return _decoded(self.content(self._documents[entry]), entry, kind)

    def _read_manifest(self) -> Manifest:
        if MANIFEST not in self._container.entries:
            raise Refused("package_missing", entry=MANIFEST)
        content = self._container.read(MANIFEST, most=MOST_OF_MANIFEST)
        head = _decoded(content, MANIFEST, Head)
        if head.format != "wijkspel-package":
            raise Refused("package_form", entry=MANIFEST, where="format")
        if head.version > VERSION:
            raise Refused("package_newer", version=head.version, own=VERSION)
        if head.version != VERSION:
            raise Refused("package_form", entry=MANIFEST, where="version")
        return _decoded(content, MANIFEST, Manifest)

    def _expect_what_is_listed(self) -> None:
        listed: set[str] = {MANIFEST}
        for file in self.manifest.files():
            if file.path in listed:
                raise Refused("package_twice", entry=file.path)
            if file.path not in self._container.entries:
                raise Refused("package_missing", entry=file.path[:80])
            listed.add(file.path)
        for entry in self._container.entries:
            if entry not in listed:
                raise Refused("package_unlisted", entry=entry)
        self._documents = {file.path: file for file in self.manifest.documents}
        self._expect_our_files()

    def _expect_our_files(self) -> None:
        for needed in (NEIGHBOURHOOD, SPOTS):
            if needed not in self._documents:
                raise Refused("package_missing", entry=needed)
        if (DRAWN in self._documents) != (TILES in self._documents):
            raise Refused("package_missing", entry=TILES if DRAWN in self._documents else DRAWN)
        for entry in self._documents:
            folder, _, name = entry.rpartition("/")
            kinds = {"stories": ("json",), "tours": ("json", "gpx")}.get(folder, ())
            ours = entry in (NEIGHBOURHOOD, SPOTS, DRAWN, TILES) or name.rpartition(".")[2] in kinds
            if not ours:
                raise Refused("package_unlisted", entry=entry)
        for picture in self.manifest.pictures:
            _expect_files(picture.files, list(picture_entries(picture.public_id).values()))
        for sound in self.manifest.sounds:
            _expect_files(sound.files, [sound_entry(sound.public_id)])
        for file in self.manifest.files():
            if file.type != type_of(file.path):
                raise Refused("package_form", entry=file.path, where="type")
            if file.bytes > MOST_BYTES[file.type]:
                raise too_large(file.path, file.bytes, MOST_BYTES[file.type])


def _expect_files(files: list[File], entries: list[str]) -> None:
    for file in files:
        if file.path not in entries:
            raise Refused("package_unlisted", entry=file.path)
    for entry in entries:
        if entry not in {file.path for file in files}:
            raise Refused("package_missing", entry=entry)


def _decoded(content: bytes, entry: str, kind: type[AnyForm]) -> AnyForm:
    try:
        found = msgspec.json.decode(content, type=kind)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise Refused("package_form", entry=entry, where=str(error)[:200]) from error
    _expect_sane(found, entry)
    return found


def _expect_sane(value: object, entry: str) -> None:
    """Refuse control characters and moments that no server of ours can have written; the rules of rooms do the rest."""
    if isinstance(value, str):
        if not value.isprintable() and any(_is_control(letter) for letter in value):
            raise Refused("package_characters", entry=entry)
    elif isinstance(value, datetime):
        if not _FIRST < value < _LAST:
            raise Refused("package_entry", entry=entry, reason=Refused("package_moment"))
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            _expect_sane(getattr(value, name), entry)
    elif isinstance(value, dict):
        for part in value.values():
            _expect_sane(part, entry)
    elif isinstance(value, list | tuple):
        for part in value:
            _expect_sane(part, entry)


def _is_control(letter: str) -> bool:
    return letter not in "\n\t" and unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp")
