"""Files that must not be lost: written under a temporary name, synced, renamed, and always inside the store."""

import os
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path

TEMPORARY = ".part"


class OutsideTheStore(ValueError):
    """A name would lead out of the store."""


class Store:
    """A folder of files with names like `pictures/ab/abc-800.webp`."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, name: str) -> Path:
        """Return where a file of this name is or would be. Raises OutsideTheStore for a name that leads elsewhere."""
        if "\0" in name:
            raise OutsideTheStore(name)
        root = self.root.resolve()
        path = (root / name).resolve()
        if not path.is_relative_to(root) or path == root:
            raise OutsideTheStore(name)
        return path

    def keep(self, name: str, content: bytes) -> None:
        """Write a file so that after a crash it is there as a whole or not at all."""
        path = self.path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f"{path.name}.{secrets.token_hex(4)}{TEMPORARY}")
        try:
            with temporary.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        _sync(path.parent)  # a rename is only on disk once the folder that holds the name is

    def add(self, name: str, content: bytes) -> None:
        """Write one of many new files, which are safe once `settle` was called. Raises FileExistsError."""
        path = self.path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with path.open("xb") as file:
                file.write(content)
        except FileExistsError:
            raise
        except BaseException:
            path.unlink(missing_ok=True)
            raise

    def settle(self, names: Iterable[str]) -> None:
        """Return once added files are on disk; for many at once that takes a fraction of doing it one by one."""
        paths = [self.path(name) for name in names]
        for path in (*paths, *sorted({path.parent for path in paths})):
            _sync(path)

    def read(self, name: str) -> bytes:
        """Return what a file holds. Raises FileNotFoundError."""
        return self.path(name).read_bytes()

    def has(self, name: str) -> bool:
        """Return whether there is such a file."""
        return self.path(name).is_file()

    def drop(self, name: str) -> None:
        """Remove a file; one that is gone already is fine."""
        self.path(name).unlink(missing_ok=True)

    def names(self) -> Iterator[str]:
        """Yield the name of every file, unfinished ones included."""
        for path in sorted(self.root.rglob("*")):
            if path.is_file():
                yield str(path.relative_to(self.root))


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
