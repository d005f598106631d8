"""Keeping the media of a package: each file looked at, then written under a name that nothing else has."""

from collections.abc import Callable, Container, Iterator, Sequence
from contextlib import contextmanager

from wijkspel import recordings
from wijkspel.errors import Conflict, Refused
from wijkspel.media import models
from wijkspel.media.actions import MadePicture, MadeSound
from wijkspel.packages.documents import Map
from wijkspel.packages.inspection import Inspector, check_sound, check_tiles
from wijkspel.packages.manifest import DRAWN, TILES, Picture, Sound, picture_entries
from wijkspel.packages.names import Names
from wijkspel.packages.reading import Package
from wijkspel.pictures.sizes import file_name, size_name
from wijkspel.places.actions.neighbourhoods import MadeBasemap
from wijkspel.places.queries import basemap_files
from wijkspel.storage import Store


class Intake:
    """The media of one package on their way into the store; with `only_look` they are looked at and not kept."""

    def __init__(self, package: Package, store: Store, names: Names, *, only_look: bool) -> None:
        self._package, self._store, self._names, self._only_look = package, store, names, only_look
        self._written: list[str] = []
        self.pictures: dict[str, MadePicture] = {}
        self.sounds: dict[str, MadeSound] = {}
        self.map: MadeBasemap | None = None

    def take(self, inspector: Inspector, shown: Container[str], one_more: Callable[[], None]) -> None:
        """Look at the map and at what stories show, and keep it. Raises Refused for the first that is not right."""
        if drawn := self._package.neighbourhood().map:
            self.map = self._take_map(drawn, inspector)
        for picture in self._package.manifest.pictures:
            if picture.public_id in shown:
                self.pictures[picture.public_id] = self._take_picture(picture, inspector)
            one_more()
        for sound in self._package.manifest.sounds:
            if sound.public_id in shown:
                self.sounds[sound.public_id] = self._take_sound(sound)
            one_more()
        with _refusals():
            self._store.settle(self._written)

    def take_back(self) -> None:
        """Remove what was written; used when the import fails after all."""
        while self._written:
            self._store.drop(self._written.pop())

    def _take_picture(self, picture: Picture, inspector: Inspector) -> MadePicture:
        entries = picture_entries(picture.public_id)
        chosen = self._names.of(models.Picture, picture.public_id)
        public_id = self._free(chosen, [file_name(chosen, *size) for size in entries])
        to = {entry: file_name(public_id, *size) for size, entry in entries.items()}
        for file in picture.files:
            content = self._package.content(file)
            inspector.check_picture(picture, file.path, content)
            self._keep(to[file.path], content)
        hashes = {file.path: file.sha256 for file in picture.files}
        checksums = {size_name(*size): hashes[entry] for size, entry in entries.items()}
        return MadePicture(public_id, picture.checksum, picture.width, picture.height, checksums)

    def _take_sound(self, sound: Sound) -> MadeSound:
        chosen = self._names.of(models.Sound, sound.public_id)
        public_id = self._free(chosen, [recordings.file_name(chosen)])
        (file,) = sound.files
        content = self._package.content(file)
        check_sound(sound, file.path, content)
        self._keep(recordings.file_name(public_id), content)
        return MadeSound(public_id, sound.checksum, sound.seconds)

    def _take_map(self, drawn: Map, inspector: Inspector) -> MadeBasemap:
        files = self._package.map_files()
        chosen = self._names.of_map(drawn.public_id)
        public_id = self._free(chosen, list(basemap_files(chosen)))
        to = basemap_files(public_id)
        content = self._package.content(files[DRAWN])
        inspector.check_drawn_map(DRAWN, content, drawn.by or "")
        self._keep(to.drawn, content)
        content = self._package.content(files[TILES])
        check_tiles(TILES, content)
        self._keep(to.tiles, content)
        return MadeBasemap(public_id, drawn.by or "")

    def _free(self, chosen: str, names: Sequence[str]) -> str:
        return self._names.of_files(chosen, taken=any(self._store.has(name) for name in names))

    def _keep(self, name: str, content: bytes) -> None:
        if self._only_look:
            return
        with _refusals():
            self._store.add(name, content)
        self._written.append(name)


@contextmanager
def _refusals() -> Iterator[None]:
    """Turn what a full disk, or another import at the same moment, does to a file into a refusal."""
    try:
        yield
    except FileExistsError as error:
        raise Conflict("somebody_was_first") from error
    except OSError as error:
        raise Refused("store_not_writable", why=error.strerror or str(error)) from error
