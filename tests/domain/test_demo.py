"""The demo De Koppel: complete, made up, and the same each time."""

from pathlib import Path

import pytest
from flask import Flask

from wijkspel.cli.seed import plant_demo
from wijkspel.demo.files import KOPPEL, read_folder
from wijkspel.places.queries import all_neighbourhoods
from wijkspel.qr import read_code
from wijkspel.stories.queries import all_stories

LANGUAGES = {"nl", "en", "tr", "ar"}
WIJK = read_folder()


def test_there_are_25_spots_of_many_kinds_each_with_a_code_of_its_own() -> None:
    assert len(WIJK.spots) == 25
    assert len({spot["kind"] for spot in WIJK.spots}) >= 10
    assert len({spot["code"] for spot in WIJK.spots}) == 25
    assert all(read_code(spot["code"]) == spot["code"] for spot in WIJK.spots)


@pytest.mark.parametrize("story", WIJK.stories, ids=lambda story: story.facts["slug"])
def test_a_story_is_complete_in_every_language_with_sound_and_two_pictures(story) -> None:
    usual = {text.language for text in story.texts if text.kind != "plain"}
    assert usual == LANGUAGES
    assert [text.language for text in story.texts if text.kind == "plain"] == ["nl"]
    assert any(text.sound for text in story.texts if text.kind == "original")
    for which in ("old", "new"):
        picture = story.picture(which)
        assert picture and picture.exists()
        assert set(story.facts["pictures"][which]["alt"]) == LANGUAGES
    assert set(story.facts["recorded"]) == LANGUAGES


def test_everything_named_exists_in_every_language() -> None:
    for spot in WIJK.spots:
        assert set(spot["names"]) == set(spot["hint"]) == LANGUAGES
    assert set(WIJK.facts["about"]) == LANGUAGES
    assert WIJK.facts["made_up"] is True


def test_the_folder_says_that_all_of_it_is_invented() -> None:
    assert "verzonnen" in (KOPPEL / "README.md").read_text().lower() or "invented" in (KOPPEL / "README.md").read_text()


def test_planting_twice_changes_nothing(app: Flask) -> None:
    before = [(story.slug, story.status) for story in all_stories()]
    assert plant_demo() is False
    assert [(story.slug, story.status) for story in all_stories()] == before
    assert [wijk.slug for wijk in all_neighbourhoods()].count("de-koppel") == 1


def test_a_folder_without_stories_is_an_empty_neighbourhood(tmp_path: Path) -> None:
    (tmp_path / "wijk.toml").write_text('slug = "leeg"\n')
    wijk = read_folder(tmp_path)
    assert (wijk.spots, wijk.stories) == ([], [])
