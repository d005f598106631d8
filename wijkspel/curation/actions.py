"""Deciding about stories and tours: the only code that makes something public or takes it back."""

from collections.abc import Sequence
from datetime import datetime

from wijkspel.clock import now
from wijkspel.curation.models import Decision
from wijkspel.curation.rules import missing_for_publication, problems_of_decision, state_after
from wijkspel.db import db, tenant_of
from wijkspel.errors import Conflict, Invalid
from wijkspel.people.actions import withdraw_consent
from wijkspel.people.queries import consents_in_force
from wijkspel.places.actions.neighbourhoods import count_publication
from wijkspel.stories.models import Story
from wijkspel.tours.models import Tour
from wijkspel.tours.rules import STEPS as TOUR_STEPS
from wijkspel.tours.rules import missing_for_a_walk


def decide(story: Story, step: str, *, by: str, why: str = "", at: datetime | None = None) -> Decision:
    """Take one step with a story, now or, for what was decided on another server, as of an earlier moment.

    Raises Conflict when the step does not follow on the story's state, and Invalid with what is missing when it is to
    be published without consent, without an original text, or with a picture of unknown maker or licence.
    """
    return decide_all(story, [step], by=by, why=why, at=at)[-1]


def decide_all(
    story: Story, steps: Sequence[str], *, by: str, why: str = "", at: datetime | None = None
) -> list[Decision]:
    """Take several steps one after the other, each with its own decision; all of them or none. Raises as `decide`."""
    if not steps:
        return []
    _require_a_reason(by, why)
    _take_in_turn(story)
    states = [story.status]
    for step in steps:
        state = state_after(step, states[-1])
        if state is None:
            raise Conflict("step_does_not_follow", step=step, state=states[-1])
        states.append(state)
    if "published" in states[1:]:
        _require_what_publication_needs(story, at or now())
    return _keep(story, list(zip(steps, states[1:], strict=True)), by=by, why=why, at=at)


def decide_about_tour(tour: Tour, step: str, *, by: str, why: str = "", at: datetime | None = None) -> Decision:
    """Publish or hide a tour. Raises Conflict when it is so already, and Invalid for a walk of a single stop."""
    _require_a_reason(by, why)
    _take_in_turn(tour)
    state = state_after(step, tour.status, TOUR_STEPS)
    if state is None:
        raise Conflict("tour_step_does_not_follow", step=step, state=tour.status)
    missing = missing_for_a_walk(tour.stop_count) if state == "published" else []
    if missing:
        raise Invalid(**dict.fromkeys(missing, "missing"))
    return _keep(tour, [(step, state)], by=by, why=why, at=at)[-1]


def withdraw_story(story: Story, *, by: str, why: str, at: datetime | None = None) -> Decision:
    """Take the teller's yes back: from this moment nobody can see the story, wherever it stood."""
    _require_a_reason(by, why)
    _take_in_turn(story)
    for consent in consents_in_force(story.id, "public", at or now()):
        withdraw_consent(consent, at=at)
    state = "hidden" if story.is_published else story.status
    return _keep(story, [("withdraw", state)], by=by, why=why, at=at)[-1]


def _require_a_reason(by: str, why: str) -> None:
    problems = problems_of_decision(by=by, why=why)
    if problems:
        raise Invalid(**problems)


def _take_in_turn(thing: Story | Tour) -> None:
    """Read the thing again and hold it: two curators at once would both decide on what it was before."""
    db.session.refresh(thing, with_for_update=True)


def _require_what_publication_needs(story: Story, moment: datetime) -> None:
    shown = [picture for picture in (story.old_picture, story.new_picture) if picture]
    missing = missing_for_publication(
        has_consent=any(yes.person_id == story.teller_id for yes in consents_in_force(story.id, "public", moment)),
        has_original=story.original is not None,
        pictures_complete=all(picture.maker and picture.licence and picture.alternative for picture in shown),
    )
    if missing:
        raise Invalid(**dict.fromkeys(missing, "missing"))


def _keep(
    thing: Story | Tour, steps: Sequence[tuple[str, str]], *, by: str, why: str, at: datetime | None
) -> list[Decision]:
    """Write down each step and bring the thing to the state after the last one."""
    thing.status = steps[-1][1]
    decisions = [
        Decision(
            **tenant_of(thing),
            story_id=thing.id if isinstance(thing, Story) else None,
            tour_id=thing.id if isinstance(thing, Tour) else None,
            step=step,
            by=by.strip(),
            why=why.strip(),
            decided_at=at or now(),
        )
        for step, _ in steps
    ]
    db.session.add_all(decisions)
    db.session.flush()
    count_publication(thing.neighbourhood_id)
    return decisions
