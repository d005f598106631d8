"""Manifests that lie, and files of a package that are no pictures of ours."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from config import Testing
from tests.domain.packages.hostile import DEEP, put, refused_by
from tests.moving import changed
from wijkspel.packages.manifest import MANIFEST


def _picture_entry(package: Path, ending: str) -> str:
    with zipfile.ZipFile(package) as file:
        return next(name for name in file.namelist() if name.endswith(ending))


MANIFESTS: list[tuple[str, Any, str]] = [
    ("newer", put("version", to=9), "made by a newer version of Wijkspel (format 9"),
    ("older", put("version", to=0), "has another form"),
    ("another program", put("format", to="zip"), "has another form"),
    ("not text", b"\xff\xfe{}", "has another form"),
    ("deep", DEEP, "has another form"),
    ("empty", b"", "has another form"),
    ("another key", put("admin", to=True), "has another form"),
    ("a lost file", put("documents", 0, "path", to="stories/weg.json"), "“stories/weg.json” is not in the package"),
    ("a hash", put("documents", 0, "sha256", to="0" * 64), "is not what the manifest says"),
    ("a size", put("documents", 0, "bytes", to=12), "is not what the manifest says"),
    ("counts", put("counts", "stories", to=7), "has another form"),
    ("no alternative text", put("pictures", 0, "alternative", to={}), "alternative is missing"),
    ("no maker", put("pictures", 0, "maker", to=" "), "maker is missing"),
    ("other size", put("pictures", 0, "width", to=1600), "is not a picture, sound or map as Wijkspel makes them"),
    ("a name upwards", put("pictures", 0, "public_id", to="../../../etc"), "has another form"),
    ("text in a name", put("name", to="K\u001b[31mlein"), "cannot be shown"),
]


@pytest.mark.parametrize(("change", "said"), [case[1:] for case in MANIFESTS], ids=[case[0] for case in MANIFESTS])
def test_a_manifest_that_lies_is_refused(
    good: dict[str, Path], there: Testing, tmp_path: Path, change: Any, said: str
) -> None:
    package = changed(good["public"], tmp_path / "x.zip", {MANIFEST: change}, listed=False)
    assert said in refused_by(there, package)


def _as_picture(kind: str, size: tuple[int, int], **options: Any) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, "#a93d24").save(buffer, kind, **options)
    return buffer.getvalue()


PLACE = b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0"
PICTURES: list[tuple[str, str, Callable[[bytes], bytes]]] = [
    ("a page as picture", "1600.jpg", lambda _was: b"<script>alert(1)</script>"),
    ("a page behind a picture", "1600.jpg", lambda was: was + b"<script>alert(1)</script>"),
    ("another format", "1600.jpg", lambda _was: _as_picture("png", (64, 40))),
    ("webp as jpeg", "1600.jpg", lambda _was: _as_picture("webp", (64, 40))),
    ("another size", "1600.jpg", lambda _was: _as_picture("jpeg", (80, 40))),
    (
        "where it was taken",
        "1600.jpg",
        lambda _was: _as_picture("jpeg", (64, 40), exif=PLACE),
    ),
    ("a comment", "1600.jpg", lambda _was: _as_picture("jpeg", (64, 40), comment=b"bij mij thuis")),
    ("a colour profile", "800.webp", lambda _was: _as_picture("webp", (64, 40), icc_profile=b"x" * 200)),
    ("metadata in webp", "800.webp", lambda _was: _as_picture("webp", (64, 40), xmp=b"<x/>")),
    ("lossless", "800.webp", lambda _was: _as_picture("webp", (64, 40), lossless=True)),
    ("half of it", "320.jpg", lambda was: was[: len(was) // 2]),
    ("broken inside", "320.webp", lambda was: was[:20] + bytes(len(was) - 20)),
    ("nothing", "320.webp", lambda _was: b""),
]


@pytest.mark.parametrize(("ending", "change"), [case[1:] for case in PICTURES], ids=[case[0] for case in PICTURES])
def test_what_is_no_picture_of_ours_is_refused(
    good: dict[str, Path], there: Testing, tmp_path: Path, ending: str, change: Callable[[bytes], bytes]
) -> None:
    entry = _picture_entry(good["public"], ending)
    with zipfile.ZipFile(good["public"]) as file:
        package = changed(good["public"], tmp_path / "x.zip", {entry: change(file.read(entry))})
    assert f"“{entry}” is not a picture, sound or map as Wijkspel makes them" in refused_by(there, package)
