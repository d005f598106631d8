"""Everything that changes stickers: the steps of their life."""

from collections.abc import Sequence
from datetime import datetime

from wijkspel import qr
from wijkspel.clock import now
from wijkspel.db import db, tenant_of
from wijkspel.errors import Conflict, Invalid
from wijkspel.places.actions.neighbourhoods import count_publication
from wijkspel.places.models import Spot, Sticker
from wijkspel.places.queries import sticker_with
from wijkspel.places.rules import (
    LONGEST_BY,
    clean,
    problems_of_hanging,
)


def make_sticker(
    spot: Spot, *, code: str | None = None, made_at: datetime | None = None, replaces: Sticker | None = None
) -> Sticker:
    """Make a sticker for a spot, with a new code or with a given one. Raises Invalid or Conflict for the code."""
    chosen = qr.new_code() if code is None else qr.read_code(code)
    if chosen is None:
        raise Invalid(code="not_a_code")
    if sticker_with(chosen) is not None:
        raise Conflict("code_taken", sticker=chosen)
    sticker = Sticker(
        **tenant_of(spot),
        spot_id=spot.id,
        code=chosen,
        made_at=made_at or now(),
        replaces_id=replaces.id if replaces else None,
    )
    db.session.add(sticker)
    db.session.flush()
    count_publication(spot.neighbourhood_id)
    return sticker


def mark_printed(stickers: Sequence[Sticker], *, at: datetime | None = None) -> None:
    """Say of stickers that they were printed, now or at an earlier moment; the first time is what counts."""
    moment = at or now()
    for sticker in stickers:
        sticker.printed_at = sticker.printed_at or moment
    db.session.flush()


def hang_sticker(sticker: Sticker, *, by: str, where: str, permission: str, at: datetime | None = None) -> None:
    """Say that a sticker hangs: by whom, on what, and who owns that and said yes. Hung anew, the last time counts.

    Raises Conflict for one that is out of use, and Invalid when something of it is not known.
    """
    by, where, permission = clean(by), clean(where), clean(permission)
    problems = problems_of_hanging(by=by, where=where, permission=permission)
    if problems:
        raise Invalid(**problems)
    if sticker.is_retired:
        raise Conflict("sticker_retired", sticker=sticker.code)
    sticker.hung_at, sticker.hung_by, sticker.hung_where, sticker.permission = at or now(), by, where, permission
    db.session.flush()


def reissue_sticker(sticker: Sticker, *, by: str = "") -> Sticker:
    """Make a sticker with a new code in place of this one, which goes out of use. Raises Conflict if it already is."""
    if sticker.is_retired:
        raise Conflict("sticker_retired", sticker=sticker.code)
    retire_sticker(sticker, by=by)
    return make_sticker(sticker.spot, replaces=sticker)


def retire_sticker(sticker: Sticker, *, by: str = "", at: datetime | None = None) -> None:
    """Take a sticker out of use. Its page then says where the spot lives on; a second time changes nothing."""
    if len(by) > LONGEST_BY:
        raise Invalid(by="too_long")
    if not sticker.is_retired:
        sticker.retired_at, sticker.retired_by = at or now(), clean(by) or None
    db.session.flush()
    count_publication(sticker.neighbourhood_id)
