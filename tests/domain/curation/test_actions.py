"""From told to published and back: every step a decision, none without the teller's yes."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.world import a_person, koppel, publications
from wijkspel.clock import now
from wijkspel.curation.actions import decide, decide_all, withdraw_story
from wijkspel.curation.queries import decisions_about
from wijkspel.curation.rules import STEPS, state_after
from wijkspel.db import db, write
from wijkspel.errors import Conflict, Invalid
from wijkspel.jobs.consent_ends import end_consents
from wijkspel.people.actions import add_person, give_consent, withdraw_consent
from wijkspel.people.models import Consent
from wijkspel.people.queries import consents_in_force
from wijkspel.places.queries import spot_called
from wijkspel.stories.actions import ToldText, tell_story
from wijkspel.stories.models import Story
from wijkspel.stories.queries import stories_at, story_called

pytestmark = pytest.mark.usefixtures("app")
SLUG = "een-nieuw-verhaal"


def _tell(*, agreed: bool = True) -> Story:
    teller = a_person(koppel(), "Lot")
    texts = [ToldText("nl", "original", "Titel", "Een verhaal.")]
    story = tell_story(teller=teller, spot=spot_called(koppel(), "sluis"), slug=SLUG, texts=texts)
    if agreed:
        give_consent(teller, story=story, purpose="public", how="op papier")
    return story


def _is_public() -> bool:
    return SLUG in {story.slug for story in stories_at(spot_called(koppel(), "sluis"))}


def test_a_story_becomes_public_step_by_step_and_each_step_is_written_down() -> None:
    with write():
        story = _tell()
        for step in ("hand_in", "approve", "publish"):
            assert not _is_public()
            decide(story, step, by="Noor", why="het klopt")
    assert _is_public()
    made = decisions_about(story_called(koppel(), SLUG))
    assert [decision.step for decision in made] == ["hand_in", "approve", "publish"]
    assert {(decision.by, decision.why) for decision in made} == {("Noor", "het klopt")}


def test_a_story_without_consent_is_not_published() -> None:
    with write():
        story = _tell(agreed=False)
        decide_all(story, ["hand_in", "approve"], by="Noor")
    with pytest.raises(Invalid) as refused, write():
        decide(story_called(koppel(), SLUG), "publish", by="Noor")
    assert refused.value.fields == {"consent": "missing"}
    assert story_called(koppel(), SLUG).status == "approved"


def test_a_story_whose_teller_takes_the_yes_back_is_gone_and_cannot_come_back() -> None:
    with write():
        story = _tell()
        decide_all(story, ["hand_in", "approve", "publish"], by="Noor")
    before = publications(koppel())
    with write():
        withdraw_story(story_called(koppel(), SLUG), by="Noor", why="de verteller vroeg het")
    assert not _is_public()
    assert publications(koppel()) == before + 1
    with pytest.raises(Invalid), write():
        decide(story_called(koppel(), SLUG), "publish", by="Noor")
    (kept,) = db.session.scalars(select(Consent).where(Consent.story_id == story_called(koppel(), SLUG).id))
    assert kept.withdrawn_at and kept.given_at < kept.withdrawn_at


def test_a_consent_that_is_only_marked_withdrawn_hides_the_story_too() -> None:
    with write():
        story = _tell()
        decide_all(story, ["hand_in", "approve", "publish"], by="Noor")
        for consent in consents_in_force(story.id, "public", now()):
            withdraw_consent(consent)
    assert story_called(koppel(), SLUG).is_published
    assert not _is_public()


def test_a_yes_until_a_day_ends_on_that_day_and_the_chore_hides_the_story() -> None:
    with write():
        story = _tell(agreed=False)
        until = now() + timedelta(hours=1)
        give_consent(story.teller, story=story, purpose="public", how="tot straks", until=until)
        decide_all(story, ["hand_in", "approve", "publish"], by="Noor")
    assert _is_public()
    assert end_consents() == 0
    with write():
        (consent,) = consents_in_force(story_called(koppel(), SLUG).id, "public", now())
        assert consent.holds_at(now())
        consent.until = now() - timedelta(seconds=1)
        assert not consent.holds_at(now())
    assert not _is_public()
    assert end_consents() == 1
    assert story_called(koppel(), SLUG).status == "hidden"
    assert end_consents() == 0


def test_a_step_that_does_not_follow_is_refused_and_leaves_no_decision() -> None:
    with write():
        _tell()
    with pytest.raises(Conflict, match="step_does_not_follow"), write():
        decide(story_called(koppel(), SLUG), "publish", by="Noor")
    with pytest.raises(Invalid), write():
        decide(story_called(koppel(), SLUG), "hand_in", by=" ")
    assert decisions_about(story_called(koppel(), SLUG)) == []


@given(st.lists(st.sampled_from(list(STEPS)), max_size=12))
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_order_the_steps_are_tried_in_only_an_approved_story_is_ever_published(steps: list[str]) -> None:
    state, approved = "told", False
    for step in steps:
        after = state_after(step, state)
        if after is None:
            continue
        approved = step == "approve" or (approved and step in ("publish", "hide"))
        state = after
        assert state != "published" or approved


@pytest.mark.parametrize("name", ["", "  ", "x" * 41, "a\x00b", "a\u202eb"])
def test_a_name_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(Invalid), write():
        add_person(organisation_id=1, neighbourhood_id=1, first_name=name)


def test_no_step_at_all_is_no_decision() -> None:
    story = story_called(koppel(), "nooit-gepubliceerd")
    with write():
        assert decide_all(story, [], by="Noor") == []
    assert story.status == "told" and not decisions_about(story)


def test_consent_needs_a_known_purpose_and_a_way_it_was_given() -> None:
    for purpose, how in (("fame", "op papier"), ("public", " ")):
        with pytest.raises(Invalid), write():
            story = _tell(agreed=False)
            give_consent(story.teller, story=story, purpose=purpose, how=how)


def test_taking_a_yes_back_is_written_down_whatever_the_story_stood_at() -> None:
    with write():
        story = _tell()
        withdraw_story(story, by="Noor", why="de verteller vroeg het")
        assert story.status == "told"
    (decision,) = decisions_about(story_called(koppel(), SLUG))
    assert (decision.step, decision.by, decision.why) == ("withdraw", "Noor", "de verteller vroeg het")
    with pytest.raises(Invalid), write():
        withdraw_story(story_called(koppel(), SLUG), by="", why="x" * 401)


def test_the_yes_of_somebody_else_does_not_count() -> None:
    with write():
        story = _tell(agreed=False)
        give_consent(a_person(koppel(), "Iemand"), story=story, purpose="public", how="ongevraagd")
        decide_all(story, ["hand_in", "approve"], by="Noor")
    with pytest.raises(Invalid), write():
        decide(story_called(koppel(), SLUG), "publish", by="Noor")
