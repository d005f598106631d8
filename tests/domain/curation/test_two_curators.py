"""Two curators decide at the same moment: one after the other, and the second knows what the first did."""

import threading
from collections.abc import Callable

import pytest
from flask import Flask

from tests.conftest import on_both_engines
from tests.world import a_person, koppel
from wijkspel.curation.actions import decide, decide_all, withdraw_story
from wijkspel.curation.queries import decisions_about
from wijkspel.db import db, write
from wijkspel.errors import Conflict, Invalid
from wijkspel.people.actions import give_consent
from wijkspel.places.queries import spot_called
from wijkspel.stories.actions import ToldText, tell_story
from wijkspel.stories.models import Story
from wijkspel.stories.queries import stories_at, story_called

SLUG = "om-beurten"


@pytest.fixture
def approved(app: Flask) -> None:
    """A story that may be published."""
    with write():
        teller = a_person(koppel())
        texts = [ToldText("nl", "original", "Titel", "Tekst.")]
        story = tell_story(teller=teller, spot=spot_called(koppel(), "sluis"), slug=SLUG, texts=texts)
        give_consent(teller, story=story, purpose="public", how="op papier")
        decide_all(story, ["hand_in", "approve"], by="Noor")


def _at_once(app: Flask, one: Callable[[Story], object], other: Callable[[Story], object]) -> list[str]:
    """Do two things with the story at the same moment, both having read it before; return who was refused."""
    ready, refused = threading.Barrier(2), []

    def do(act: Callable[[Story], object]) -> None:
        with app.app_context():
            try:
                story_called(koppel(), SLUG)
                ready.wait()
                with write():
                    act(story_called(koppel(), SLUG))
            except (Conflict, Invalid) as error:
                refused.append(error.code)

    threads = [threading.Thread(target=do, args=(act,)) for act in (one, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()
    return refused


@on_both_engines
@pytest.mark.usefixtures("approved")
def test_a_story_is_published_once(app: Flask) -> None:
    refused = _at_once(app, lambda it: decide(it, "publish", by="A"), lambda it: decide(it, "publish", by="B"))
    assert refused == ["step_does_not_follow"]
    assert [made.step for made in decisions_about(story_called(koppel(), SLUG))] == ["hand_in", "approve", "publish"]


@on_both_engines
@pytest.mark.usefixtures("approved")
def test_a_story_is_sent_back_or_published_but_not_both(app: Flask) -> None:
    refused = _at_once(app, lambda it: decide(it, "publish", by="A"), lambda it: decide(it, "send_back", by="B"))
    assert refused == ["step_does_not_follow"]
    steps = [made.step for made in decisions_about(story_called(koppel(), SLUG))]
    assert story_called(koppel(), SLUG).status == {"publish": "published", "send_back": "sent_back"}[steps[-1]]


@on_both_engines
@pytest.mark.usefixtures("approved")
def test_a_yes_that_is_taken_back_while_somebody_publishes_wins(app: Flask) -> None:
    _at_once(app, lambda it: decide(it, "publish", by="A"), lambda it: withdraw_story(it, by="B", why="gevraagd"))
    assert story_called(koppel(), SLUG).status != "published"
    assert SLUG not in {story.slug for story in stories_at(spot_called(koppel(), "sluis"))}
