"""Meeting a person for the first time, and keeping what they agreed to."""

import unicodedata
from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from wijkspel.clock import now
from wijkspel.db import db, new_public_id
from wijkspel.errors import Invalid
from wijkspel.people.models import Consent, Person
from wijkspel.people.rules import LONGEST_HOW, PURPOSES, problems_of_names


class ToldStory(Protocol):
    """A story, as far as consent looks at it."""

    @property
    def id(self) -> int:
        """The row."""

    @property
    def organisation_id(self) -> int:
        """The tenant."""

    @property
    def neighbourhood_id(self) -> int:
        """The neighbourhood."""


def add_person(
    *,
    organisation_id: int,
    neighbourhood_id: int,
    first_name: str,
    names: Mapping[str, str] | None = None,
    public_id: str | None = None,
) -> Person:
    """Add somebody of whom we know a first name, and in `names` how other languages write it. Raises Invalid."""
    problems = problems_of_names(first_name, names or {})
    if problems:
        raise Invalid(**problems)
    person = Person(
        organisation_id=organisation_id,
        neighbourhood_id=neighbourhood_id,
        public_id=public_id or new_public_id(),
        first_name=_clean(first_name),
        names={language: _clean(name) for language, name in (names or {}).items()},
    )
    db.session.add(person)
    db.session.flush()
    return person


def give_consent(
    person: Person,
    *,
    story: ToldStory,
    purpose: str,
    how: str,
    until: datetime | None = None,
    given_at: datetime | None = None,
) -> Consent:
    """Keep that a person said yes to a story for a purpose, and how (for example “on paper, in her kitchen”)."""
    if purpose not in PURPOSES:
        raise Invalid(purpose="unknown")
    if not how.strip() or len(how) > LONGEST_HOW:
        raise Invalid(how="too_long" if how.strip() else "missing")
    consent = Consent(
        organisation_id=story.organisation_id,
        neighbourhood_id=story.neighbourhood_id,
        person_id=person.id,
        story_id=story.id,
        purpose=purpose,
        how=how.strip(),
        given_at=given_at or now(),
        until=until,
    )
    db.session.add(consent)
    db.session.flush()
    return consent


def withdraw_consent(consent: Consent, *, at: datetime | None = None) -> None:
    """Keep that a person took a yes back, now or at an earlier moment. A second time changes nothing."""
    consent.withdrawn_at = consent.withdrawn_at or at or now()
    db.session.flush()


def _clean(name: str) -> str:
    return unicodedata.normalize("NFC", name.strip())
