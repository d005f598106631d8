"""Photos of real phones, from the command line to the page: upright, and with nothing in them of where and when."""

import io
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from PIL import Image, ImageChops, ImageOps, ImageStat
from sqlalchemy import select

from config import ROOT, Testing
from tests.cli.test_cli import add_neighbourhood, add_spot, run
from wijkspel.db import db
from wijkspel.media.models import Picture

PHOTOS = ROOT.parent / "shared" / "data" / "photos"
TURNED = PHOTOS / "portrait-orientation-6.jpg"
BOX = "4.917,52.338,4.945,52.355"  # of the extract beside the photos, as its README gives it
METADATA = re.compile(r"^\[(EXIF|XMP|IPTC|ICC_Profile|MakerNotes|GPS)\]", re.MULTILINE)


@pytest.fixture
def page(settings: Testing, client: FlaskClient, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """The page of a spot on a real map, with two published stories of four real photos."""
    if not PHOTOS.is_dir():
        with capsys.disabled():
            print(f"\n{PHOTOS} is not there: real photos are not tried.")
        return ""
    add_neighbourhood(settings, "aan-de-amstel", BOX)
    add_spot(settings, "aan-de-amstel", "plek", "4.93", "52.346")
    (tmp_path / "verhaal.md").write_text("# Een echte foto\n\nVan een telefoon, met een plaats erin.")
    _publish(settings, "echt", tmp_path, PHOTOS / "thompson-springs.jpg", PHOTOS / "IMG_2682.heic")
    _publish(settings, "gedraaid", tmp_path, TURNED, PHOTOS / "denali.webp")
    answer = client.get("/aan-de-amstel/plekken/plek?taal=nl")
    assert answer.status_code == 200
    return answer.text


def test_a_page_shows_real_photos_and_no_served_file_says_where_they_were_taken(
    page: str, client: FlaskClient, tmp_path: Path
) -> None:
    if not page:
        return
    assert page.count("Een echte foto") >= 2 and page.count("Proef vertelt") >= 2
    addresses = set(re.findall(r"/media/beeld/\w+-\d+\.(?:webp|jpg)", page))
    assert len(addresses) >= 16  # four photos in two forms, and in two sizes or more where they are large
    for number, address in enumerate(sorted(addresses)):
        answer = client.get(address)
        assert answer.status_code == 200, address
        file = tmp_path / f"{number}{Path(address).suffix}"
        file.write_bytes(answer.data)
        assert b"Exif" not in answer.data and b"GPS" not in answer.data, address
        assert not METADATA.search(_exiftool(file)), address
    assert "GPS" in _exiftool(PHOTOS / "thompson-springs.jpg"), "the photo to try this with has no place in it"


def test_a_photo_that_was_held_on_its_side_stands_upright(page: str, client: FlaskClient) -> None:
    if not page:
        return
    with Image.open(TURNED) as original:
        assert original.getexif()[0x0112] == 6
        upright, as_stored = ImageOps.exif_transpose(original).convert("RGB"), original.convert("RGB")
    assert upright.size == as_stored.size[::-1]
    kept = db.session.scalars(select(Picture).where(Picture.width == upright.width, Picture.height == upright.height))
    picture = kept.one()
    for suffix in ("jpg", "webp"):
        answer = client.get(f"/media/beeld/{picture.public_id}-800.{suffix}")
        with Image.open(io.BytesIO(answer.data)) as opened:
            served = opened.convert("RGB")
        assert served.size == picture.size(800) and served.width > served.height
        assert f'width="{served.width}" height="{served.height}"' in page
        assert _difference(served, upright) < 6 < _difference(served, upright.rotate(180))
        assert _difference(served, as_stored) > 6


def _publish(settings: Testing, slug: str, folder: Path, old: Path, new: Path) -> None:
    words = ["--teller", "Proef", "--text", folder / "verhaal.md", "--consent", "proef"]
    rights = ["--maker", "immich-app", "--licence", "public domain", "--alternative", "Een foto"]
    photos = ["--old-picture", old, "--new-picture", new]
    run(settings, "stories", "tell", "aan-de-amstel", "plek", slug, *words, *photos, *rights)
    for step in ("hand_in", "approve", "publish"):
        run(settings, "stories", "decide", "aan-de-amstel", slug, step, "--by", "Noor")


def _exiftool(path: Path) -> str:
    program = shutil.which("exiftool")
    assert program, "exiftool is missing; type: bin/set-up test"
    return subprocess.run([program, "-G", "-a", str(path)], capture_output=True, text=True, check=True).stdout


def _difference(one: Image.Image, other: Image.Image) -> float:
    """Return how far two pictures are apart, from 0 to 255, once they are of one size."""
    small = (80, 80)
    apart = ImageChops.difference(one.resize(small), other.resize(small))
    return sum(ImageStat.Stat(apart).mean) / 3
