"""What was agreed and decided about a moved story, gone through again in its order.

So a story cannot arrive as published: it becomes published, step by step, by the rules of curation and with a consent
that held at that moment. Each consent and decision keeps who, why and when.
"""

from collections.abc import Callable, Container, Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial

from wijkspel.clock import now
from wijkspel.curation.actions import decide, decide_about_tour, decide_all, withdraw_story
from wijkspel.curation.rules import STEPS
from wijkspel.errors import Refused
from wijkspel.packages import documents as form
from wijkspel.people.actions import give_consent, withdraw_consent
from wijkspel.people.models import Consent, Person
from wijkspel.people.rules import LONGEST_HOW
from wijkspel.stories.models import Story
from wijkspel.tours.models import Tour
from wijkspel.tours.rules import STEPS as TOUR_STEPS

SKEW = timedelta(days=1)  # clocks of servers differ
WHY = "published in the neighbourhood that this package came from"
Event = tuple[datetime, Callable[[], object]]


def not_ahead(moment: datetime) -> datetime:
    """Return a moment. Raises Refused for one that is still to come."""
    if moment > now() + SKEW:
        raise Refused("package_moment")
    return moment


def replay(story: Story, part: form.Story, people: Mapping[int, Person], *, latest: datetime) -> None:
    """Agree and decide again. Raises Refused when that cannot have happened, or does not end where the package says."""
    for moment, happen in sorted(_events(story, part, people), key=lambda event: event[0]):
        if moment > latest:
            raise Refused("package_moment")
        happen()
    if story.status != part.status:
        raise Refused("package_history", status=part.status, replayed=story.status)


def replay_tour(tour: Tour, part: form.Tour, *, latest: datetime) -> None:
    """Decide again about a tour. Raises Refused as `replay` does."""
    for made in part.decisions:
        if made.decided_at > latest:
            raise Refused("package_moment")
        _expect_step(made.step, TOUR_STEPS)
        decide_about_tour(tour, made.step, by=made.by, why=made.why, at=made.decided_at)
    if tour.status != part.status:
        raise Refused("package_history", status=part.status, replayed=tour.status)


def publish(story: Story, part: form.Story, teller: Person, *, by: str, source: str, latest: datetime) -> None:
    """Publish a story of a public package, which says only since when its teller agrees: `by` takes that for true."""
    if part.status != "published" or part.decisions or not all(_is_public_yes(yes, part) for yes in part.consents):
        raise Refused("package_not_public")
    how = f"given in {source}; came with a package that {by} took in"[:LONGEST_HOW]
    for yes in part.consents:
        if yes.given_at > latest:
            raise Refused("package_moment")
        give_consent(teller, story=story, purpose="public", how=how, until=yes.until, given_at=yes.given_at)
    decide_all(story, ["hand_in", "approve", "publish"], by=by, why=WHY)


def publish_tour(tour: Tour, part: form.Tour, *, by: str) -> None:
    """Publish a tour of a public package."""
    if part.status != "published" or part.decisions:
        raise Refused("package_not_public")
    decide_about_tour(tour, "publish", by=by, why=WHY)


def _events(story: Story, part: form.Story, people: Mapping[int, Person]) -> Iterator[Event]:
    """Yield what happened; at one moment a yes comes first, then that it was taken back, then decisions."""
    given: dict[int, Consent] = {}
    for number, yes in enumerate(part.consents):
        yield yes.given_at, partial(_give, story, yes, people, given, number)
    for number, yes in enumerate(part.consents):
        if yes.withdrawn_at is not None:
            yield max(yes.withdrawn_at, yes.given_at), partial(_take_back, given, number, yes.withdrawn_at)
    for made in part.decisions:
        yield made.decided_at, partial(_decide, story, made)


def _give(story: Story, yes: form.Consent, people: Mapping[int, Person], kept: dict[int, Consent], number: int) -> None:
    if yes.person not in people:
        raise Refused("package_unknown", what="person", name=yes.person)
    kept[number] = give_consent(
        people[yes.person], story=story, purpose=yes.purpose, how=yes.how or "", until=yes.until, given_at=yes.given_at
    )


def _take_back(kept: dict[int, Consent], number: int, moment: datetime) -> None:
    withdraw_consent(kept[number], at=moment)


def _decide(story: Story, made: form.Decision) -> None:
    if made.step == "withdraw":
        withdraw_story(story, by=made.by, why=made.why, at=made.decided_at)
        return
    _expect_step(made.step, STEPS)
    decide(story, made.step, by=made.by, why=made.why, at=made.decided_at)


def _is_public_yes(yes: form.Consent, part: form.Story) -> bool:
    return yes.purpose == "public" and yes.person == part.teller and yes.withdrawn_at is None


def _expect_step(step: str, steps: Container[str]) -> None:
    if step not in steps:
        raise Refused("package_unknown", what="step", name=step)
