"""Opening a ZIP that somebody hands us: nothing in it is believed, and nothing is unpacked to where it says."""

import hashlib
import re
import stat
import struct
import zipfile
import zlib
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from wijkspel.errors import Refused

MOST_ENTRIES = 200_000
MOST_BYTES = 20 * 1024**3
MOST_DIRECTORY_BYTES = 64 * 1024 * 1024
MOST_GROWTH = 100
_SMALL = 1024  # so small that its growth harms nobody
# Lower-case letters, digits, dashes and dots, in folders. So no `..`, no drive, no backslash, no NUL, no hidden mark.
_NAME = re.compile(r"[a-z0-9][a-z0-9-]*(/[a-z0-9][a-z0-9-]*)*(\.[a-z0-9]+)?\Z")
_ENCRYPTED = 0x1 | 0x40
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What Python raises over a ZIP that it cannot read; for a method it does not know, a kind of RuntimeError.
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, ValueError)
_END, _LOCATOR = b"PK\x05\x06", b"PK\x06\x07"


class Container:
    """The entries of a ZIP, each of which was found to be an ordinary file with a plain name and a likely size."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> Self:
        try:
            self._file: BinaryIO = self._path.open("rb")
        except OSError as error:
            raise Refused("package_not_zip", file=self._path.name) from error
        try:
            self.size = self._path.stat().st_size
            _check_directory_size(self._file, self.size, self._path.name)
            self._zip = zipfile.ZipFile(self._file)
            self.entries = self._checked_entries()
        except (*_BROKEN, OSError) as error:
            self._file.close()
            raise Refused("package_not_zip", file=self._path.name) from error
        except BaseException:
            self._file.close()
            raise
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _: TracebackType | None
    ) -> None:
        self._zip.close()
        self._file.close()

    def read(self, entry: str, *, most: int) -> bytes:
        """Return what an entry holds. Raises Refused when it is damaged, or larger than `most` bytes."""
        info = self.entries[entry]
        if info.file_size > most:
            raise too_large(entry, info.file_size, most)
        try:
            with self._zip.open(info) as file:
                content = file.read(info.file_size + 1)
        except (*_BROKEN, OSError) as error:
            raise Refused("package_damaged", entry=entry) from error
        if len(content) != info.file_size:
            raise Refused("package_damaged", entry=entry)
        return content

    def _checked_entries(self) -> dict[str, zipfile.ZipInfo]:
        infos = self._zip.infolist()
        if len(infos) > MOST_ENTRIES:
            raise Refused("package_too_many", most=MOST_ENTRIES)
        if sum(info.file_size for info in infos) > MOST_BYTES:
            raise Refused("package_too_heavy", most=MOST_BYTES // 1024**3)
        if sum(info.compress_size for info in infos) > self.size:
            # Entries that share their bytes: the trick by which a small file unpacks to a very large one.
            raise Refused("package_not_zip", file=self._path.name)
        found: dict[str, zipfile.ZipInfo] = {}
        for info in infos:
            _check_entry(info)
            if info.filename in found:
                raise Refused("package_twice", entry=info.filename)
            found[info.filename] = info
        return found


def too_large(entry: str, size: int, most: int) -> Refused:
    """Return the refusal of an entry that is larger than its kind ever is."""
    return Refused("package_too_large", entry=entry, megabytes=round(size / 1024**2, 1), most=most // 1024**2)


def sha256(content: bytes) -> str:
    """Return the hash of a file, as a manifest writes it."""
    return hashlib.sha256(content).hexdigest()


def _check_entry(info: zipfile.ZipInfo) -> None:
    name, kind = info.orig_filename, stat.S_IFMT(info.external_attr >> 16)
    if len(name) > 200 or not _NAME.match(name):
        raise Refused("package_name", entry=_shown(name))
    if kind not in (0, stat.S_IFREG):
        raise Refused("package_link", entry=name)
    if info.flag_bits & _ENCRYPTED:
        raise Refused("package_encrypted", entry=name)
    if info.compress_type not in _METHODS:
        raise Refused("package_damaged", entry=name)
    if info.file_size > _SMALL and info.file_size > MOST_GROWTH * info.compress_size:
        raise Refused("package_grows", entry=name, most=MOST_GROWTH)


def _shown(name: str) -> str:
    """Return a name so that it can be printed: what is not a plain letter is written as its number."""
    return ascii(name[:80])[1:-1]


def _check_directory_size(file: BinaryIO, size: int, name: str) -> None:
    """Refuse a list of entries too long to be read, before `zipfile` reads it as a whole.

    The last record has to stand at the very end, where `zipfile` looks first; ours has no comment behind it.
    """
    tail = 22 + 20 + 56
    file.seek(max(0, size - tail))
    last = file.read(tail)
    end = last[-22:]
    if len(end) < 22 or not end.startswith(_END) or end[-2:] != b"\0\0":
        raise Refused("package_not_zip", file=name)
    directory = struct.unpack("<L", end[12:16])[0]
    if len(last) == tail and last[56:].startswith(_LOCATOR):
        directory = max(directory, struct.unpack("<Q", last[40:48])[0])
    if directory > min(size, MOST_DIRECTORY_BYTES) and directory != 0xFFFFFFFF:
        raise Refused("package_too_many", most=MOST_ENTRIES)
    file.seek(0)
    if file.read(4) != b"PK\x03\x04":
        raise Refused("package_not_zip", file=name)
