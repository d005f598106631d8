"""Packages that somebody made to do harm, or that broke on the way: refused in a sentence, and nothing left behind."""

import io
import itertools
import json
import stat
import struct
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as how
from hypothesis import strategies as st
from PIL import Image

from config import Testing
from tests.cli.test_cli import run
from tests.moving import at, changed, empty_server, everything_here, pack
from tests.world import a_person, jpeg
from wijkspel.cli.saying import sentence
from wijkspel.clock import now
from wijkspel.curation.actions import decide_about_tour, decide_all
from wijkspel.db import write
from wijkspel.errors import Refused
from wijkspel.media.actions import keep_picture, make_picture
from wijkspel.packages.arrival import Wanted
from wijkspel.packages.importing import look_into, take_in
from wijkspel.packages.manifest import MANIFEST, NEIGHBOURHOOD, SPOTS
from wijkspel.people.actions import give_consent
from wijkspel.places.actions import add_neighbourhood, add_organisation, add_spot, make_sticker
from wijkspel.stories.actions import ToldText, tell_story
from wijkspel.tours.actions import PlannedStop, plan_tour

RING = [(5.0, 52.0), (5.02, 52.0), (5.02, 52.02), (5.0, 52.02), (5.0, 52.0)]
STORY, TOUR = "stories/een-verhaal.json", "tours/een-ronde.json"
WANTED = Wanted(None, None, "Noor")
Make = Callable[[Path, Path], Path]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile")


@pytest.fixture(scope="module")
def good(folder: Path) -> dict[str, Path]:
    """A public and a whole package of the same small neighbourhood."""
    here = empty_server("spatialite", folder / "here", lambda: pytest.fail("not needed"))
    with at(here) as store:
        made = make_picture(jpeg(size=(64, 40)), store)
        with write():
            owner = add_organisation(slug="proef", name="Proef")
            wijk = add_neighbourhood(owner, slug="klein", name="Klein", boundary=RING, languages=["nl"])
            tenant = {"organisation_id": owner.id, "neighbourhood_id": wijk.id}
            spots = [
                add_spot(wijk, slug=slug, kind="bench", names={"nl": "Een plek"}, lon=5.01, lat=52.01)
                for slug in ("een", "twee")
            ]
            make_sticker(spots[0], code="CCC222")
            picture = keep_picture(made, **tenant, maker="Bo", licence="CC0", alternative={"nl": "een vlak"})
            teller = a_person(wijk)
            texts = [ToldText("nl", "original", "Titel", "Een verhaal.")]
            story = tell_story(teller=teller, spot=spots[0], slug="een-verhaal", texts=texts, old_picture=picture)
            give_consent(teller, story=story, purpose="public", how="op papier")
            decide_all(story, ["hand_in", "approve", "publish"], by="Noor")
            stops = [PlannedStop(spots[0]), PlannedStop(spots[1])]
            tour = plan_tour(wijk, slug="een-ronde", names={"nl": "Ronde"}, theme="green", stops=stops)
            decide_about_tour(tour, "publish", by="Noor")
    public = pack(here, "klein", folder / "public.zip")
    return {"public": public, "whole": pack(here, "klein", folder / "whole.zip", everything=True)}


@pytest.fixture(scope="module")
def there(folder: Path) -> Testing:
    """An empty server, that has to stay so."""
    return empty_server("spatialite", folder / "there", lambda: pytest.fail("not needed"))


def _refused(there: Testing, package: Path) -> str:
    """Try to take a package in, and return the sentence; nothing may be left behind, looked at or not."""
    said = set()
    with at(there) as store:
        before = everything_here(store)
        for work in (look_into, take_in):
            with pytest.raises(Refused) as refused:
                work(package, store, WANTED, lambda _done, _steps: None)
            said.add(sentence(refused.value))
            assert everything_here(store) == before
    assert len(said) == 1
    return said.pop()


# --- the container ------------------------------------------------------------------------------------------------


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
    assert said in _refused(there, make(good["public"], tmp_path / "x.zip"))


def test_a_good_package_is_refused_for_nothing_of_this(good: dict[str, Path], there: Testing, tmp_path: Path) -> None:
    same = changed(good["public"], tmp_path / "same.zip", {})
    with at(there) as store:
        before = everything_here(store)
        for package in (*good.values(), same):
            assert look_into(package, store, WANTED, lambda _done, _steps: None).counts["stories"] == 1
            assert everything_here(store) == before


# --- the documents ------------------------------------------------------------------------------------------------


def _set(*path: str | int, to: Any) -> Callable[[Any], Any]:
    """Return what sets one value deep in a document."""

    def change(document: Any) -> Any:
        place = document
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = to
        return document

    return change


SPOT = ("features", 0, "properties")
POINT = ("features", 0, "geometry", "coordinates")
SOON = (now() + timedelta(hours=1)).isoformat()
DEEP = b"[" * 200_000 + b"]" * 200_000
DOCUMENTS: list[tuple[str, str, Any, str]] = [
    ("tenant", NEIGHBOURHOOD, _set("organisation_id", to=1), "has another form"),
    ("tenant of a story", STORY, _set("neighbourhood_id", to=1), "has another form"),
    ("a row's number", STORY, _set("id", to=1), "has another form"),
    ("slug of a page", NEIGHBOURHOOD, _set("slug", to="media"), "slug is an address of Wijkspel itself"),
    ("language", NEIGHBOURHOOD, _set("languages", to=["xx"]), "has another form"),
    ("no language", NEIGHBOURHOOD, _set("languages", to=[]), "languages is not one of the choices"),
    ("ring", NEIGHBOURHOOD, _set("boundary", to=[[5, 52]] * 3), "has another form"),
    ("open ring", NEIGHBOURHOOD, _set("boundary", to=RING[:4]), "boundary needs at least four corners"),
    ("ring off the earth", NEIGHBOURHOOD, _set("boundary", to=[[1e300, 1]] * 4), "boundary is not on earth"),
    ("raster", NEIGHBOURHOOD, _set("raster", to="elders"), "raster is not one of the choices"),
    ("map without files", NEIGHBOURHOOD, _set("map", to={"public_id": "222222222222", "by": None}), "is not in the"),
    ("null island", SPOTS, _set(*POINT, to=[0.0, 0.0]), "point is 0,0"),
    ("far away", SPOTS, _set(*POINT, to=[4.0, 51.0]), "is farther than a kilometre"),
    ("not a point", SPOTS, _set(*POINT, to=["x", 52.0]), "has another form"),
    ("infinite", SPOTS, b'{"type":"FeatureCollection","features":[1e999]}', "has another form"),
    ("kind of spot", SPOTS, _set(*SPOT, "kind", to="home"), "kind is not one of the choices"),
    ("nobody as host", SPOTS, _set(*SPOT, "host", to=99), "names a host “99”"),
    ("code of a sticker", SPOTS, _set(*SPOT, "stickers", 0, "code", to="AEIOU1"), "has another form"),
    ("sticker of tomorrow", SPOTS, _set(*SPOT, "stickers", 0, "made_at", to="2099-01-01T00:00:00Z"), "holds a time"),
    ("two of one slug", SPOTS, _set("features", 1, "properties", "slug", to="een"), "is there already"),
    ("deep", SPOTS, DEEP, "has another form"),
    ("not UTF-8", SPOTS, b'{"type":"FeatureCollection","features":[],"\xff":1}', "has another form"),
    ("half a letter", STORY, lambda story: json.dumps(story | {"status": "\ud800"}).encode(), "has another form"),
    ("control character", STORY, _set("texts", 0, "title", to="Titel\u0007"), "cannot be shown"),
    ("NUL", STORY, _set("texts", 0, "body", to="a\0b"), "cannot be shown"),
    ("hidden direction", STORY, _set("texts", 0, "title", to="a\u202eb"), "cannot be shown"),
    ("empty text", STORY, _set("texts", 0, "body", to=" "), "text is missing"),
    ("two originals", STORY, _set("texts", to=[]), "original is there not once"),
    ("long title", STORY, _set("texts", 0, "title", to="a" * 121), "text is too long"),
    ("longer", STORY, _set("texts", 0, "body", to="ab " * 50_000), "has another form"),
    ("year", STORY, _set("year", to=999_999), "year is not a likely year"),
    ("no such spot", STORY, _set("spot", to="nergens"), "names a spot “nergens”"),
    ("no such picture", STORY, _set("new_picture", to="222222222222"), "names a picture “222222222222”"),
    ("nobody tells", STORY, _set("teller", to=7), "names a teller “7”"),
    ("another file", STORY, _set("slug", to="een-ander"), "has another form"),
    ("draft as public", STORY, _set("status", to="told"), "is not public"),
    ("consent of tomorrow", STORY, _set("consents", 0, "given_at", to="2098-01-01T00:00:00Z"), "holds a time"),
    ("consent for the print", STORY, _set("consents", 0, "purpose", to="print"), "is not public"),
    ("a step", STORY, _set("decisions", to=[{"step": "publish"}]), "has another form"),
    ("theme", TOUR, _set("theme", to="sport"), "theme is not one of the choices"),
    ("stop nowhere", TOUR, _set("stops", 1, "spot", to="nergens"), "names a spot “nergens”"),
    ("radius", TOUR, _set("stops", 0, "radius", to=5_000), "radius is between"),
    ("way elsewhere", TOUR, _set("stops", 0, "path", to=[[1, 1], [2, 2]]), "path is farther"),
    ("walk of one stop", TOUR, lambda tour: tour | {"stops": tour["stops"][:1]}, "second stop is missing"),
]


@pytest.mark.parametrize(
    ("entry", "change", "said"), [case[1:] for case in DOCUMENTS], ids=[case[0] for case in DOCUMENTS]
)
def test_a_document_that_does_not_fit_is_refused(
    good: dict[str, Path], there: Testing, tmp_path: Path, entry: str, change: Any, said: str
) -> None:
    assert said in _refused(there, changed(good["public"], tmp_path / "x.zip", {entry: change}))


HISTORIES: list[tuple[str, Callable[[Any], Any], str]] = [
    ("published out of nothing", _set("decisions", to=[]), "says it is published"),
    ("a step too early", lambda story: story | {"decisions": story["decisions"][1:]}, "cannot take the step"),
    ("an unknown step", _set("decisions", 0, "step", to="bless"), "names a step “bless”"),
    ("without consent", _set("consents", to=[]), "consent is missing"),
    ("a consent that came later", _set("consents", 0, "given_at", to=SOON), "consent is missing"),
    ("consent of nobody", _set("consents", 0, "person", to=5), "names a person “5”"),
    ("by nobody", _set("decisions", 0, "by", to=""), "by is missing"),
    ("decided tomorrow", _set("decisions", 2, "decided_at", to="2098-01-01T00:00:00Z"), "holds a time"),
    ("taken back, still public", _set("consents", 0, "withdrawn_at", to="2000-01-01T00:00:00Z"), "consent is missing"),
]


@pytest.mark.parametrize(("change", "said"), [case[1:] for case in HISTORIES], ids=[case[0] for case in HISTORIES])
def test_a_history_that_cannot_have_happened_is_refused(
    good: dict[str, Path], there: Testing, tmp_path: Path, change: Callable[[Any], Any], said: str
) -> None:
    assert said in _refused(there, changed(good["whole"], tmp_path / "x.zip", {STORY: change}))


# --- the manifest and the media -----------------------------------------------------------------------------------


def _picture_entry(package: Path, ending: str) -> str:
    with zipfile.ZipFile(package) as file:
        return next(name for name in file.namelist() if name.endswith(ending))


MANIFESTS: list[tuple[str, Any, str]] = [
    ("newer", _set("version", to=9), "made by a newer version of Wijkspel (format 9"),
    ("older", _set("version", to=0), "has another form"),
    ("another program", _set("format", to="zip"), "has another form"),
    ("not text", b"\xff\xfe{}", "has another form"),
    ("deep", DEEP, "has another form"),
    ("empty", b"", "has another form"),
    ("another key", _set("admin", to=True), "has another form"),
    ("a lost file", _set("documents", 0, "path", to="stories/weg.json"), "“stories/weg.json” is not in the package"),
    ("a hash", _set("documents", 0, "sha256", to="0" * 64), "is not what the manifest says"),
    ("a size", _set("documents", 0, "bytes", to=12), "is not what the manifest says"),
    ("counts", _set("counts", "stories", to=7), "has another form"),
    ("no alternative text", _set("pictures", 0, "alternative", to={}), "alternative is missing"),
    ("no maker", _set("pictures", 0, "maker", to=" "), "maker is missing"),
    ("other size", _set("pictures", 0, "width", to=1600), "is not a picture, sound or map as Wijkspel makes them"),
    ("a name upwards", _set("pictures", 0, "public_id", to="../../../etc"), "has another form"),
    ("text in a name", _set("name", to="K\u001b[31mlein"), "cannot be shown"),
]


@pytest.mark.parametrize(("change", "said"), [case[1:] for case in MANIFESTS], ids=[case[0] for case in MANIFESTS])
def test_a_manifest_that_lies_is_refused(
    good: dict[str, Path], there: Testing, tmp_path: Path, change: Any, said: str
) -> None:
    package = changed(good["public"], tmp_path / "x.zip", {MANIFEST: change}, listed=False)
    assert said in _refused(there, package)


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
    assert f"“{entry}” is not a picture, sound or map as Wijkspel makes them" in _refused(there, package)


def test_a_public_story_whose_teller_says_no_yes_does_not_arrive(
    good: dict[str, Path], there: Testing, tmp_path: Path
) -> None:
    package = changed(good["public"], tmp_path / "x.zip", {STORY: _set("consents", to=[])})
    with at(there) as store:
        assert look_into(package, store, WANTED, lambda _done, _steps: None).left_out == 1


def test_a_package_that_breaks_off_at_its_last_row_leaves_no_file_and_no_row(
    good: dict[str, Path], there: Testing, tmp_path: Path
) -> None:
    package = changed(good["public"], tmp_path / "x.zip", {TOUR: _set("theme", to="sport")})
    assert "theme" in _refused(there, package)


def test_a_full_disk_leaves_no_file_and_no_row(
    good: dict[str, Path], there: Testing, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    with at(there) as store:
        before = everything_here(store)
        monkeypatch.setattr("wijkspel.storage.os.fsync", full)
        with pytest.raises(Refused) as refused:
            take_in(good["public"], store, WANTED, lambda _done, _steps: None)
        assert "No space left on device" in sentence(refused.value)
        assert everything_here(store) == before


def test_a_damaged_package_is_refused_or_whole_and_never_a_surprise(
    good: dict[str, Path], there: Testing, tmp_path: Path
) -> None:
    content = good["public"].read_bytes()
    numbers = itertools.count()

    @how(max_examples=60, deadline=None)
    @given(place=st.integers(0, len(content) - 1), to=st.integers(0, 255), cut=st.integers(0, 40))
    def stays_whole(place: int, to: int, cut: int) -> None:
        damaged = bytearray(content)
        damaged[place] = to
        package = tmp_path / f"{next(numbers)}.zip"
        package.write_bytes(damaged[: len(damaged) - max(0, cut - 35)])
        try:
            look_into(package, store, WANTED, lambda _done, _steps: None)
        except Refused as refused:
            assert "{" not in sentence(refused)
        assert everything_here(store) == before

    with at(there) as store:
        before = everything_here(store)
        stays_whole()


def test_the_command_line_says_it_in_a_sentence_with_status_1(
    good: dict[str, Path], there: Testing, tmp_path: Path
) -> None:
    package = changed(good["public"], tmp_path / "x.zip", {STORY: _set("spot", to="nergens")})
    for words in ((), ("--dry-run",)):
        said = run(there, "packages", "import", package, *words, status=1)
        assert said.strip() == f"“{STORY}”: names a spot “nergens” that is not in the package."
    said = run(there, "packages", "import", package, "--json", status=1)
    assert list(json.loads(said)) == ["refused"]
