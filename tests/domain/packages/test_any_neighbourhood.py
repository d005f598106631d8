"""Small neighbourhoods of every kind, out and in again: what arrives is what left."""

import itertools
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as how
from hypothesis import strategies as st

from tests.conftest import ENGINES
from tests.domain.packages.moves import OTHER, RING, Opens
from tests.moving import at, contents, pack, rows_of, unpack
from tests.world import a_person, jpeg
from wijkspel.curation.actions import decide_about_tour, decide_all
from wijkspel.db import write
from wijkspel.media.actions import keep_picture, make_picture
from wijkspel.people.actions import give_consent
from wijkspel.places.actions.neighbourhoods import add_neighbourhood, add_organisation
from wijkspel.places.actions.spots import add_spot
from wijkspel.places.actions.stickers import make_sticker, retire_sticker
from wijkspel.places.models import Neighbourhood, Spot
from wijkspel.storage import Store
from wijkspel.stories.actions import ToldText, tell_story
from wijkspel.tours.actions import PlannedStop, plan_tour

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

    @how(max_examples=4)
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
