"""Where a package goes on this server, and what of it arrives."""

from typing import NamedTuple

from wijkspel.clock import now
from wijkspel.errors import Refused
from wijkspel.packages import documents as form
from wijkspel.packages.manifest import Holds
from wijkspel.places.queries import has_neighbourhood, organisation_called


class Wanted(NamedTuple):
    """Where a package has to go, as the operator says: under another slug, to an organisation; and who takes it in."""

    slug: str | None
    organisation: str | None
    by: str


def destination(part: form.Neighbourhood, wanted: Wanted) -> tuple[str, str]:
    """Return the slugs of the neighbourhood and its organisation here.

    Raises Refused when the neighbourhood's is taken, or when a package would join an organisation that is here already
    without the operator having said so: a package could name any.
    """
    slug = wanted.slug or part.slug
    if has_neighbourhood(slug):
        raise Refused("package_slug_taken", slug=slug)
    organisation = wanted.organisation or part.organisation.slug
    if wanted.organisation is None and organisation_called(organisation) is not None:
        raise Refused("package_organisation_here", slug=organisation)
    return slug, organisation


def may_arrive(story: form.Story, holds: Holds) -> bool:
    """Return whether a story is planted: one of a public package is not when its teller's yes has ended meanwhile."""
    return holds == "everything" or any(yes.until is None or yes.until > now() for yes in story.consents)
