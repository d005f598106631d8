"""ZIPs that are no package of ours, or were made to do harm before anybody reads them."""

import stat
import struct
import zipfile
from pathlib import Path
from typing import Any

import pytest

from config import Testing
from tests.domain.packages.hostile import WANTED, Make, refused_by
from tests.moving import at, changed, everything_here
from wijkspel.packages.importing import look_into
from wijkspel.packages.manifest import NEIGHBOURHOOD, SPOTS


def _with_entry(name: str, content: bytes = b"x", **about: Any) -> Make:
    """Add an entry to a good package, with a name or marks that no file of ours has."""

    def make(good: Path, out: Path) -> Path:
        out.write_bytes(good.read_bytes())
        with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as file:
            info = zipfile.ZipInfo("placeholder")
            info.filename, info.compress_type = name, zipfile.ZIP_DEFLATED
            for key, value in about.items():
                setattr(info, key, value)
            file.writestr(info, content)
        return out

    return make


def _edited(find: bytes, replace: bytes, count: int = 1) -> Make:
    def make(good: Path, out: Path) -> Path:
        content = good.read_bytes()
        assert find in content
        out.write_bytes(content.replace(find, replace, count))
        return out

    return make


def _encrypted(good: Path, out: Path) -> Path:
    """Set the mark for encryption on every entry, in the directory and before each file."""
    content = bytearray(good.read_bytes())
    for signature, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        start = -1
        while (start := content.find(signature, start + 1)) >= 0:
            content[start + place] |= 1
    out.write_bytes(content)
    return out


def _lying_size(good: Path, out: Path) -> Path:
    """Say in the directory that the neighbourhood's document is shorter than it is."""
    content = bytearray(good.read_bytes())
    start = content.rindex(NEIGHBOURHOOD.encode()) - 46
    size = struct.unpack_from("<L", content, start + 24)[0]
    struct.pack_into("<L", content, start + 24, size - 7)
    out.write_bytes(content)
    return out


def _many(good: Path, out: Path) -> Path:
    """Say at the end that the directory is larger than the file."""
    content = bytearray(good.read_bytes())
    struct.pack_into("<L", content, len(content) - 10, len(content) * 3)
    out.write_bytes(content)
    return out


def _twice(good: Path, out: Path) -> Path:
    out.write_bytes(good.read_bytes())
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(out, "a") as file:
        file.writestr(SPOTS, b"{}")
    return out


def _truncated(good: Path, out: Path) -> Path:
    out.write_bytes(good.read_bytes()[:-300])
    return out


def _text(good: Path, out: Path) -> Path:
    out.write_text("geen pakket")
    return out


def _nested(good: Path, out: Path) -> Path:
    return _with_entry("media/inner.zip", good.read_bytes())(good, out)


CONTAINERS: list[tuple[str, Make, str]] = [
    ("text", _text, "is not a package of Wijkspel"),
    ("empty", lambda _good, out: (out.write_bytes(b"") and out) or out, "is not a package of Wijkspel"),
    ("truncated", _truncated, "is not a package of Wijkspel"),
    ("absolute", _with_entry("/etc/passwd"), "“/etc/passwd”, a name that no file of ours has"),
    ("upwards", _with_entry("stories/../../x.json"), "a name that no file of ours has"),
    ("dots", _with_entry("../x.json"), "a name that no file of ours has"),
    ("backslash", _with_entry("stories\\x.json"), "a name that no file of ours has"),
    ("drive", _with_entry("c:/x.json"), "“c:/x.json”, a name that no file of ours has"),
    ("nul", _with_entry("stories/a.json\0.exe"), "a name that no file of ours has"),
    ("right-to-left", _with_entry("stories/\u202enosj.exe"), "u202e"),
    ("folder", _with_entry("stories/"), "a name that no file of ours has"),
    ("link", _with_entry("stories/x.json", external_attr=(stat.S_IFLNK | 0o777) << 16), "is a link or a device"),
    ("device", _with_entry("stories/x.json", external_attr=(stat.S_IFCHR | 0o777) << 16), "is a link or a device"),
    ("bomb", _with_entry("stories/x.json", b"0" * 10_000_000), "grows more than 100 times"),
    ("nested", _nested, "“media/inner.zip” does not belong in a package"),
    ("stranger", _with_entry("stories/x.json"), "“stories/x.json” does not belong in a package"),
    ("encrypted", _encrypted, "is locked with a password"),
    ("shorter", _lying_size, f"“{NEIGHBOURHOOD}” is damaged"),
    ("directory", _many, "has more than"),
    ("twice", _twice, f"“{SPOTS}” is in the package twice"),
    ("renamed", _edited(b"spots.geojson", b"spoks.geojson", 9), "is not in the package"),
]


@pytest.mark.parametrize(("make", "said"), [case[1:] for case in CONTAINERS], ids=[case[0] for case in CONTAINERS])
def test_a_zip_that_is_no_package_is_refused(
    good: dict[str, Path], there: Testing, tmp_path: Path, make: Make, said: str
) -> None:
    assert said in refused_by(there, make(good["public"], tmp_path / "x.zip"))


def test_a_good_package_is_refused_for_nothing_of_this(good: dict[str, Path], there: Testing, tmp_path: Path) -> None:
    same = changed(good["public"], tmp_path / "same.zip", {})
    with at(there) as store:
        before = everything_here(store)
        for package in (*good.values(), same):
            assert look_into(package, store, WANTED, lambda _done, _steps: None).counts["stories"] == 1
            assert everything_here(store) == before
