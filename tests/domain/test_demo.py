"""The demo De Koppel: complete, made up, and the same each time."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.world import koppel
from wijkspel import earth
from wijkspel.cli.seed import plant_demo
from wijkspel.db import db
from wijkspel.demo.files import KOPPEL, StoryFolder, read_folder
from wijkspel.media.models import Sound
from wijkspel.places.queries import all_neighbourhoods
from wijkspel.qr import read_code
from wijkspel.stories.queries import all_stories

LANGUAGES = {"nl", "en", "tr", "ar"}
WORDINGS = {("nl", ""), ("nl", "plain"), ("en", ""), ("tr", ""), ("ar", "")}
WIJK = read_folder()
MAP = json.loads((KOPPEL / "kaart.geojson").read_text())


def _on_the_map(layer: str, **facts: str) -> list[dict[str, Any]]:
    """Return the features of a layer of the drawn map that have these properties."""
    found = [feature for feature in MAP["features"] if feature["properties"]["layer"] == layer]
    return [feature for feature in found if feature["properties"].items() >= facts.items()]


def test_the_neighbourhood_is_about_one_kilometre_by_eight_hundred_metres() -> None:
    lons, lats = zip(*WIJK.facts["boundary"], strict=True)
    wide = earth.metres_along([(min(lons), lats[0]), (max(lons), lats[0])])
    tall = earth.metres_along([(lons[0], min(lats)), (lons[0], max(lats))])
    assert 950 <= wide <= 1050 and 760 <= tall <= 840


def test_the_map_has_the_streets_and_the_houses_of_a_neighbourhood() -> None:
    streets = {feature["properties"].get("name") for feature in _on_the_map("street")} - {None}
    assert len(streets) >= 40
    assert len(_on_the_map("building")) >= 300
    assert _on_the_map("green", kind="park", name="Wilgenpark")
    assert len(_on_the_map("square")) >= 1 and len(_on_the_map("tree")) >= 100


def test_every_bridge_leads_over_the_canal() -> None:
    canal = _on_the_map("water", name="Koppelvaart")[0]["geometry"]["coordinates"][0]
    bridges = _on_the_map("bridge")
    assert len(bridges) >= 2
    for bridge in bridges:
        here, *_, there = bridge["geometry"]["coordinates"]
        middle = [(here[0] + there[0]) / 2, (here[1] + there[1]) / 2]
        assert _is_within(middle, canal), bridge["properties"]
        assert not _is_within(here, canal) and not _is_within(there, canal), bridge["properties"]


def test_there_are_25_spots_of_many_kinds_each_with_a_code_of_its_own() -> None:
    assert len(WIJK.spots) >= 25
    assert len({spot["kind"] for spot in WIJK.spots}) >= 10
    assert len({spot["code"] for spot in WIJK.spots}) == len(WIJK.spots)
    assert all(read_code(spot["code"]) == spot["code"] for spot in WIJK.spots)


def test_there_are_two_walks_of_eight_stops_or_more_each_along_a_drawn_way() -> None:
    assert len(WIJK.tours) >= 2
    for tour in WIJK.tours:
        assert len(tour["stop"]) >= 8
        assert all(stop["path"] for stop in tour["stop"][:-1])
        assert set(tour["names"]) == LANGUAGES and set(tour["intro"]) == {*LANGUAGES, "nl.eenvoudig"}
        assert all(set(stop["towards"]) == LANGUAGES for stop in tour["stop"][:-1])


def test_there_are_24_stories_at_places_on_the_walks() -> None:
    assert len(WIJK.stories) >= 24
    told = {story.facts["spot"] for story in WIJK.stories}
    assert {stop["spot"] for tour in WIJK.tours for stop in tour["stop"]} <= told


@pytest.mark.parametrize("story", WIJK.stories, ids=lambda story: story.facts["slug"])
def test_a_story_is_complete_in_every_wording_with_sound(story: StoryFolder) -> None:
    assert {(text.language, "plain" if text.kind == "plain" else "") for text in story.texts} == WORDINGS
    assert [text.language for text in story.texts if text.kind == "original"] == [story.facts["original"]]
    assert all(text.title and len(text.body) > 200 for text in story.texts)
    assert len({text.body for text in story.texts}) == len(WORDINGS)
    assert any(text.sound for text in story.texts if text.kind == "original")
    assert all(text.captions for text in story.texts if text.sound)
    assert set(story.facts["recorded"]) == LANGUAGES


@pytest.mark.parametrize("story", WIJK.stories, ids=lambda story: story.facts["slug"])
def test_a_story_has_a_picture_of_then_and_one_of_now_with_their_maker_and_their_words(story: StoryFolder) -> None:
    facts = story.facts["pictures"]
    for which in ("old", "new"):
        picture = story.picture(which)
        assert picture and picture.stat().st_size > 10_000
        assert facts[which]["maker"] and facts[which]["licence"]
        assert set(facts[which]["alt"]) == LANGUAGES and len(set(facts[which]["alt"].values())) == len(LANGUAGES)
    assert 1800 <= facts["old"]["year"] < facts["new"]["year"] <= 2100


def test_everybody_who_tells_or_hosts_has_a_name_in_arabic_letters() -> None:
    named = {story.facts["teller"] for story in WIJK.stories} | {spot["host"] for spot in WIJK.spots} - {""}
    assert set(WIJK.facts["people"]) == named
    assert all("\u0621" <= letter <= "\u064a" for names in WIJK.facts["people"].values() for letter in names["ar"])


def test_every_sound_says_that_a_computer_speaks_and_when_each_sentence_is_spoken(app: Flask) -> None:
    sounds = list(db.session.scalars(select(Sound).where(Sound.neighbourhood_id == koppel().id)))
    assert len(sounds) == sum(bool(text.sound) for story in WIJK.stories for text in story.texts)
    for sound in sounds:
        assert sound.by_computer and sound.cues
        assert all(cue["from"] < cue["to"] and cue["text"] for cue in sound.cues)
        assert sound.cues[-1]["to"] <= sound.seconds + 1


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


def _is_within(point: list[float], ring: list[list[float]]) -> bool:
    """Say whether a point lies inside an outline: a line from it to the east crosses that an odd number of times."""
    crossings = [
        (x1 + (point[1] - y1) / (y2 - y1) * (x2 - x1)) > point[0]
        for (x1, y1), (x2, y2) in pairwise(ring)
        if (y1 > point[1]) != (y2 > point[1])
    ]
    return sum(crossings) % 2 == 1
