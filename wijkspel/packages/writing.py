"""Writing a package: one entry after the other, hashed while it is written, and there as a whole or not at all."""

import hashlib
import os
import secrets
import zipfile
import zlib
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from wijkspel.errors import Refused
from wijkspel.packages.documents import Part
from wijkspel.packages.manifest import File, type_of

_PIECE = 1024 * 1024
_OLDEST = (1980, 1, 1, 0, 0, 0)  # a ZIP keeps no earlier moment; with one for all, equal content gives equal bytes
# A reader refuses what grows more than a hundredfold. A text of one letter would, so it is stored as it is.
_SUSPICIOUS = 50


class PackageWriter:
    """A ZIP that grows beside its place, under a temporary name; readable by its owner alone when it is private."""

    def __init__(self, out: Path, *, private: bool) -> None:
        self._out = out.absolute()
        self._temporary = self._out.with_name(f"{self._out.name}.{secrets.token_hex(4)}.part")
        self._mode = 0o600 if private else 0o644

    def __enter__(self) -> Self:
        try:
            handle = os.open(self._temporary, os.O_CREAT | os.O_EXCL | os.O_RDWR, self._mode)
        except OSError as error:
            raise Refused("out_not_writable", file=str(self._out)) from error
        self._file = os.fdopen(handle, "w+b")
        self._zip = zipfile.ZipFile(self._file, "w")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _where: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._finish()
            elif isinstance(error, OSError):
                raise Refused("out_not_writable", file=str(self._out)) from error
        except OSError as full:
            raise Refused("out_not_writable", file=str(self._out)) from full
        finally:
            with suppress(OSError, ValueError):
                self._zip.close()
            self._file.close()
            self._temporary.unlink(missing_ok=True)

    def document(self, entry: str, part: Part) -> File:
        """Write a document, readable for people too. Raises Refused for a value that could not be read back."""
        content = msgspec.json.format(msgspec.json.encode(part), indent=1)
        try:
            msgspec.json.decode(content, type=type(part))
        except msgspec.ValidationError as error:
            raise Refused("package_not_exportable", entry=entry, where=str(error)) from error
        return self.text(entry, content)

    def text(self, entry: str, content: bytes) -> File:
        """Write something that grows smaller."""
        grows = len(content) > _SUSPICIOUS * len(zlib.compress(content))
        self._zip.writestr(self._entry(entry, zipfile.ZIP_STORED if grows else zipfile.ZIP_DEFLATED), content)
        return File(path=entry, bytes=len(content), sha256=hashlib.sha256(content).hexdigest(), type=type_of(entry))

    def copy(self, entry: str, source: Path) -> File:
        """Write a file of the store as it is, a piece at a time. Raises Refused when it is not there."""
        digest, size = hashlib.sha256(), 0
        info = self._entry(entry, zipfile.ZIP_STORED)
        try:
            with source.open("rb") as file:
                info.file_size = os.fstat(file.fileno()).st_size  # so that zipfile knows how long its numbers will be
                with self._zip.open(info, "w") as target:
                    while piece := file.read(_PIECE):
                        digest.update(piece)
                        size += target.write(piece)
        except FileNotFoundError as error:
            raise Refused("package_file_lost", file=source.name) from error
        return File(path=entry, bytes=size, sha256=digest.hexdigest(), type=type_of(entry))

    def _entry(self, entry: str, how: int) -> zipfile.ZipInfo:
        info = zipfile.ZipInfo(entry, _OLDEST)
        info.create_system, info.external_attr, info.compress_type = 3, (0o100000 | self._mode) << 16, how
        return info

    def _finish(self) -> None:
        self._zip.close()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._temporary.replace(self._out)
