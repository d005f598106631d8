"""Out and in again: what arrives is what left, from either engine to the other, and nothing that was not to leave."""

import itertools
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from flask import current_app
from hypothesis import given
from hypothesis import settings as how
from hypothesis import strategies as st
from sqlalchemy import select

from config import Testing
from tests.conftest import ENGINES, on_both_engines
from tests.moving import MOVER, at, contents, empty_server, pack, rows_of, unpack
from tests.world import RETIRED, SECRET, a_person, jpeg
from wijkspel.clock import now
from wijkspel.curation.actions import decide, decide_about_tour, decide_all
from wijkspel.curation.queries import decisions_about
from wijkspel.db import db, write
from wijkspel.demo.plant import WHY
from wijkspel.media.actions import keep_picture, make_picture
from wijkspel.people.actions import give_consent
from wijkspel.people.models import Consent
from wijkspel.places.actions import (
    add_neighbourhood,
    add_organisation,
    add_spot,
    hang_sticker,
    make_sticker,
    mark_printed,
    reissue_sticker,
    retire_sticker,
)
from wijkspel.places.models import Neighbourhood, Spot
from wijkspel.places.queries import neighbourhood_called, sticker_with
from wijkspel.storage import Store
from wijkspel.stories.actions import ToldText, tell_story
from wijkspel.stories.models import Story
from wijkspel.stories.queries import all_stories, stories_at, story_called
from wijkspel.tours.actions import PlannedStop, plan_tour

WITHDRAWN = "teruggenomen"
RING = [(5.0, 52.0), (5.02, 52.0), (5.02, 52.02), (5.0, 52.02), (5.0, 52.0)]
OTHER = {"spatialite": "postgis", "postgis": "spatialite"}
Opens = Callable[[str], Testing]


@pytest.fixture
def opens(request: pytest.FixtureRequest, tmp_path: Path) -> Opens:
    """Opens an empty server on an engine."""
    number = itertools.count()
    return lambda engine: empty_server(
        engine, tmp_path / f"server-{next(number)}", lambda: request.getfixturevalue("postgres")
    )


@on_both_engines
def test_everything_of_a_neighbourhood_moves_to_the_other_engine_and_back(
    settings: Testing, engine: str, opens: Opens, tmp_path: Path
) -> None:
    there, back = opens(OTHER[engine]), opens(engine)
    with at(settings), write():
        _let_stickers_live()
    first = pack(settings, "de-koppel", tmp_path / "1.zip", everything=True)
    unpack(there, first)
    second = pack(there, "de-koppel", tmp_path / "2.zip", everything=True)
    unpack(back, second)
    with at(settings):
        before = rows_of("de-koppel", without=(WITHDRAWN,))
    with at(there):
        assert rows_of("de-koppel") == before
    with at(back):
        assert rows_of("de-koppel") == before
    assert contents(first) == contents(second) == contents(pack(back, "de-koppel", tmp_path / "3.zip", everything=True))


def _let_stickers_live() -> None:
    """One sticker printed and hung, and one in its second life."""
    mark_printed([sticker_with("D8RVTX"), sticker_with("W3NPC9")])
    hang_sticker(sticker_with("D8RVTX"), by="Noor", where="de muur naast de deur", permission="de bakker")
    reissue_sticker(sticker_with("W3NPC9"), by="Noor")


@on_both_engines
def test_what_is_public_arrives_on_the_other_engine_and_leaves_again_as_it_came(
    settings: Testing, engine: str, opens: Opens, tmp_path: Path
) -> None:
    there = opens(OTHER[engine])
    first = pack(settings, "de-koppel", tmp_path / "1.zip")
    assert unpack(there, first).renewed == {}
    assert contents(pack(there, "de-koppel", tmp_path / "2.zip")) == contents(first)
    with at(there):
        story = story_called(neighbourhood_called("de-koppel"), "de-bakker-van-de-kade")
        assert story in stories_at(story.spot)
        made = decisions_about(story)
        assert [decision.step for decision in made] == ["hand_in", "approve", "publish"]
        assert {decision.by for decision in made} == {MOVER}


def test_a_moved_neighbourhood_shows_the_same_pages(settings: Testing, opens: Opens, tmp_path: Path) -> None:
    there = opens("spatialite")
    unpack(there, pack(settings, "de-koppel", tmp_path / "1.zip"))
    paths = [
        "/de-koppel",
        "/q/D8RVTX",
        "/de-koppel/wandelingen/langs-het-water",
        "/de-koppel/wandelingen/langs-het-water/2",
    ]
    assert [_page(settings, path) for path in paths] == [_page(there, path) for path in paths]


def test_nothing_that_is_not_public_is_in_a_package(settings: Testing, tmp_path: Path) -> None:
    package = pack(settings, "de-koppel", tmp_path / "public.zip")
    with at(settings):
        unseen = [story for story in all_stories() if not story.is_published]
        private = [name for story in unseen for name in (story.slug, story.public_id, story.teller.public_id)]
        private += [story.old_picture.public_id for story in unseen if story.old_picture]
    assert len(private) > 4
    held = _every_byte(package)
    for secret in [SECRET, "Aan de overkant", "de-buren", "een-klad", "weer-verborgen", RETIRED, WHY, *private]:
        assert secret not in held, secret


def test_with_everything_only_what_was_taken_back_stays_behind(settings: Testing, tmp_path: Path) -> None:
    package = pack(settings, "de-koppel", tmp_path / "all.zip", everything=True)
    held = _every_byte(package)
    assert WITHDRAWN not in held
    for here in ("nooit-gepubliceerd", "weer-verborgen", "een-klad", RETIRED, WHY):
        assert here in held, here
    assert "Aan de overkant" not in held
    assert package.stat().st_mode & 0o777 == 0o600


def test_a_story_told_anew_after_it_was_taken_back_keeps_its_whole_history(
    settings: Testing, opens: Opens, tmp_path: Path
) -> None:
    with at(settings), write():
        story = story_called(neighbourhood_called("de-koppel"), WITHDRAWN)
        give_consent(story.teller, story=story, purpose="public", how="toch weer, aan de deur")
        give_consent(story.teller, story=story, purpose="print", how="voor de krant", until=now() + timedelta(days=9))
        decide(story, "publish", by="Noor", why="ze wil het weer")
    there = opens("spatialite")
    unpack(there, pack(settings, "de-koppel", tmp_path / "all.zip", everything=True))
    with at(settings):
        before = rows_of("de-koppel")
    with at(there):
        assert rows_of("de-koppel") == before


def test_a_yes_that_ended_on_the_way_leaves_its_story_and_its_pictures_behind(
    settings: Testing, opens: Opens, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with at(settings), write():
        story = story_called(neighbourhood_called("de-koppel"), "de-bakker-van-de-kade")
        for consent in _consents(story):
            consent.until = now() + timedelta(days=1)
        pictures = {story.old_picture.public_id, story.new_picture.public_id}
    package = pack(settings, "de-koppel", tmp_path / "1.zip")
    later = now() + timedelta(days=2)
    monkeypatch.setattr("wijkspel.packages.arrival.now", lambda: later)
    there = opens("spatialite")
    assert unpack(there, package).left_out == 1
    with at(there) as store:
        assert not [story for story in rows_of("de-koppel")["story"] if story["slug"] == "de-bakker-van-de-kade"]
        assert not [name for name in store.names() if any(picture in name for picture in pictures)]


def test_a_second_copy_on_one_server_gets_names_of_its_own(settings: Testing, tmp_path: Path) -> None:
    package = pack(settings, "de-koppel", tmp_path / "1.zip")
    seen = unpack(settings, package, slug="kopie", organisation="de-koppel-wonen", look=True)
    made = unpack(settings, package, slug="kopie", organisation="de-koppel-wonen")
    assert seen == made
    assert made.renewed["stickers"] == made.counts["stickers"]
    with at(settings):
        assert sticker_with("D8RVTX").spot.neighbourhood.slug == "de-koppel"
        first, copy = rows_of("de-koppel"), rows_of("kopie")
        codes = {row["code"] for row in first["sticker"]}
        assert not codes & {row["code"] for row in copy["sticker"]}
        assert len(copy["story"]) == made.counts["stories"]
    assert contents(pack(settings, "de-koppel", tmp_path / "2.zip")) == contents(package)


# --- small neighbourhoods of every kind ---------------------------------------------------------------------------

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z"), include_characters=" ’“”'\"<>&🏡ﷺقصة"),
    min_size=1,
    max_size=40,
).filter(lambda text: text.strip() and all(letter.isprintable() for letter in text))
BODIES = st.one_of(
    WORDS, st.just("أ" * 30_000), st.just("a" * 100_000), st.lists(WORDS, min_size=1, max_size=4).map("\n\n".join)
)
NAMES = st.dictionaries(st.sampled_from(["nl", "en", "tr", "ar"]), WORDS, min_size=1)
PLACES = st.tuples(st.floats(5.0, 5.02), st.floats(52.0, 52.02))


@dataclass(frozen=True)
class Voice:
    """A story to tell: in which wordings, with how many pictures, and how far it came."""

    texts: dict[str, tuple[str, str]]
    year: int | None
    pictures: int
    spot: int
    steps: tuple[str, ...]


VOICES = st.builds(
    Voice,
    texts=st.dictionaries(st.sampled_from(["nl", "en", "tr", "ar"]), st.tuples(WORDS, BODIES), min_size=1),
    year=st.none() | st.integers(1000, 2100),
    pictures=st.integers(0, 2),
    spot=st.integers(0, 2),
    steps=st.sampled_from(
        [(), ("hand_in",), ("hand_in", "approve", "publish"), ("hand_in", "approve", "publish", "hide")]
    ),
)


@dataclass(frozen=True)
class Small:
    """A neighbourhood to plant."""

    names: list[dict[str, str]]
    points: list[tuple[float, float]]
    voices: list[Voice]
    coffee: bool
    path: list[tuple[float, float]] | None


SMALL = st.builds(
    Small,
    names=st.lists(NAMES, min_size=3, max_size=3),
    points=st.lists(PLACES, min_size=3, max_size=3),
    voices=st.lists(VOICES, max_size=4),
    coffee=st.booleans(),
    path=st.none() | st.lists(PLACES, min_size=2, max_size=5),
)


@pytest.mark.drill
@pytest.mark.parametrize("engine", ENGINES)
def test_any_neighbourhood_comes_back_identical(engine: str, opens: Opens, tmp_path: Path) -> None:
    here, there = opens(engine), opens(OTHER[engine])
    numbers = itertools.count()

    @how(max_examples=4, deadline=None)
    @given(small=SMALL)
    def moves_there_and_back(small: Small) -> None:
        slug = f"klein-{next(numbers)}"
        with at(here) as store, write():
            _plant(small, slug, store)
        first = pack(here, slug, tmp_path / "first.zip", everything=True)
        unpack(there, first)
        with at(here):
            before = rows_of(slug)
        with at(there):
            assert rows_of(slug) == before
        assert contents(pack(there, slug, tmp_path / "second.zip", everything=True)) == contents(first)
        public = pack(here, slug, tmp_path / "public.zip")
        unpack(there, public, slug=f"{slug}-openbaar", organisation=slug)
        with at(there):
            shown = sum(voice.steps[-1:] == ("publish",) for voice in small.voices)
            assert len(rows_of(f"{slug}-openbaar")["story"]) == shown

    moves_there_and_back()


def _plant(small: Small, slug: str, store: Store) -> Neighbourhood:
    owner = add_organisation(slug=slug, name="Proef & co “🏡”")
    wijk = add_neighbourhood(owner, slug=slug, name="Klein", boundary=RING, languages=["nl", "ar"], made_up=True)
    host = a_person(wijk, "Ümit")
    spots = [
        add_spot(
            wijk,
            slug=f"plek-{number}",
            kind="bench",
            names=names,
            lon=lon,
            lat=lat,
            host=host if number else None,
            coffee={"day": 3, "at": "10:30"} if small.coffee else None,
            hours=[{"days": [1, 2], "opens": "09:00", "closes": "17:00"}] if small.coffee else [],
        )
        for number, (names, (lon, lat)) in enumerate(zip(small.names, small.points, strict=True))
    ]
    retire_sticker(make_sticker(spots[0]))
    for spot in spots:
        make_sticker(spot)
    for number, voice in enumerate(small.voices):
        _tell(voice, spots[voice.spot], f"verhaal-{number}", store)
    way = [small.points[0], *small.path, small.points[1]] if small.path else None
    stops = [PlannedStop(spots[0], path=way), PlannedStop(spots[1], step_free=True, towards={"nl": "links"})]
    tour = plan_tour(wijk, slug="ronde", names=small.names[0], theme="green", stops=[*stops, PlannedStop(spots[2])])
    decide_about_tour(tour, "publish", by="Noor", why="mooi")
    return wijk


def _tell(voice: Voice, spot: Spot, slug: str, store: Store) -> None:
    teller = a_person(spot.neighbourhood, "Bo")
    kinds = ["original", *["translation"] * 3]
    texts = [
        ToldText(language, kind, *words) for kind, (language, words) in zip(kinds, voice.texts.items(), strict=False)
    ]
    tenant = {"organisation_id": spot.organisation_id, "neighbourhood_id": spot.neighbourhood_id}
    shown = [
        keep_picture(
            make_picture(jpeg(size=(31, 17)), store),
            **tenant,
            maker="Bo",
            licence="CC BY 4.0",
            alternative={"tr": "şu"},
        )
        for _ in range(voice.pictures)
    ]
    old, new = [*shown, None, None][:2]
    story = tell_story(
        teller=teller, spot=spot, slug=slug, texts=texts, year=voice.year, old_picture=old, new_picture=new
    )
    give_consent(teller, story=story, purpose="public", how="op papier")
    decide_all(story, voice.steps, by="Noor", why="")


def _page(settings: Testing, path: str) -> str:
    """Return a page of a server; its scripts and styles have the same addresses on both."""
    with at(settings):
        return current_app.test_client().get(path).text


def _consents(story: Story) -> list[Consent]:
    return list(db.session.scalars(select(Consent).where(Consent.story_id == story.id)))


def _every_byte(package: Path) -> str:
    """Return all that a package says, its names included; pictures too, as far as they are text."""
    with zipfile.ZipFile(package) as file:
        return "".join(f"{name} {file.read(name).decode(errors='ignore')}" for name in file.namelist())
