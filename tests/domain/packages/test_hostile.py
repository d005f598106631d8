"""Packages that break on the way in, late or by chance: refused in a sentence, and nothing left behind."""

import itertools
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as how
from hypothesis import strategies as st

from config import Testing
from tests.cli.test_cli import run
from tests.domain.packages.hostile import STORY, TOUR, WANTED, put, refused_by
from tests.moving import at, changed, everything_here
from wijkspel.cli.saying import sentence
from wijkspel.errors import Refused
from wijkspel.packages.importing import look_into, take_in


def test_a_public_story_whose_teller_says_no_yes_does_not_arrive(
    good: dict[str, Path], there: Testing, tmp_path: Path
) -> None:
    package = changed(good["public"], tmp_path / "x.zip", {STORY: put("consents", to=[])})
    with at(there) as store:
        assert look_into(package, store, WANTED, lambda _done, _steps: None).left_out == 1


def test_a_package_that_breaks_off_at_its_last_row_leaves_no_file_and_no_row(
    good: dict[str, Path], there: Testing, tmp_path: Path
) -> None:
    package = changed(good["public"], tmp_path / "x.zip", {TOUR: put("theme", to="sport")})
    assert "theme" in refused_by(there, package)


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

    @how(max_examples=60)
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
    package = changed(good["public"], tmp_path / "x.zip", {STORY: put("spot", to="nergens")})
    for words in ((), ("--dry-run",)):
        said = run(there, "packages", "import", package, *words, status=1)
        assert said.strip() == f"“{STORY}”: names a spot “nergens” that is not in the package."
    said = run(there, "packages", "import", package, "--json", status=1)
    assert list(json.loads(said)) == ["refused"]
