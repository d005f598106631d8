"""Out and in again: what arrives is what left, from either engine to the other, and nothing that was not to leave."""

import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from flask import current_app
from sqlalchemy import select, update

from config import Testing
from tests.conftest import on_both_engines, on_postgresql_as_a_drill
from tests.domain.packages.moves import OTHER, Opens
from tests.moving import MOVER, at, contents, pack, rows_of, unpack
from tests.world import RETIRED, SECRET
from wijkspel.clock import now
from wijkspel.curation.actions import decide
from wijkspel.curation.queries import decisions_about
from wijkspel.db import db, write
from wijkspel.demo.plant import WHY
from wijkspel.people.actions import give_consent
from wijkspel.people.models import Consent
from wijkspel.places.actions.stickers import hang_sticker, mark_printed, reissue_sticker
from wijkspel.places.queries import neighbourhood_called, sticker_with
from wijkspel.rounds.models import Round
from wijkspel.stories.models import Story
from wijkspel.stories.queries import all_stories, stories_at, story_called
from wijkspel.upkeep.actions import add_scans

WITHDRAWN = "teruggenomen"


@on_postgresql_as_a_drill
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
    today = now().date()
    for code, scans in (("D8RVTX", {today: 7, today - timedelta(days=400): 2}), ("W3NPC9", {today: 1})):
        add_scans({(sticker_with(code).id, day): count for day, count in scans.items()})


@pytest.mark.drill
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
    with at(settings), write() as session:
        session.execute(update(Round).values(announced_at=None))  # the game stays, and so does the way to it
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


@pytest.mark.drill
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


@pytest.mark.drill
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


@pytest.mark.drill
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
