"""The life of a sticker, on its way out and in."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time

from wijkspel.packages import documents as form
from wijkspel.packages.history import not_ahead
from wijkspel.places.actions.stickers import hang_sticker, make_sticker, mark_printed, retire_sticker
from wijkspel.places.models import Spot, Sticker
from wijkspel.upkeep.actions import add_scans


def written_stickers(spot: Spot, scans: Mapping[int, dict[date, int]], *, everything: bool) -> list[form.Sticker]:
    """Return the stickers of a spot as documents: the codes in use, or all of them with their whole life.

    `scans` says of each sticker, by its row, how often it was scanned on each day.
    """
    if everything:
        return [_with_its_life(sticker, spot, scans.get(sticker.id, {})) for sticker in spot.stickers]
    in_use = [sticker for sticker in spot.stickers if not sticker.is_retired]
    return [form.Sticker(code=sticker.code, made_at=sticker.made_at) for sticker in in_use]


def planted_sticker(spot: Spot, part: form.Sticker, *, code: str, replaces: Sticker | None) -> Sticker:
    """Make a sticker and let it live as it did elsewhere. Raises Refused for a moment that is still to come."""
    made = make_sticker(spot, code=code, made_at=not_ahead(part.made_at), replaces=replaces)
    if part.printed_at:
        mark_printed([made], at=not_ahead(part.printed_at))
    if hung := part.hanging:
        hang_sticker(made, by=hung.by, where=hung.where, permission=hung.permission, at=not_ahead(hung.at))
    if part.retired_at:
        retire_sticker(made, by=part.retired_by or "", at=not_ahead(part.retired_at))
    if part.scans:
        _expect_days_gone_by(part.scans)
        add_scans({(made.id, day): count for day, count in part.scans.items()})
    return made


def _expect_days_gone_by(scans: Mapping[date, int]) -> None:
    not_ahead(datetime.combine(max(scans), time(), UTC))


def _with_its_life(sticker: Sticker, spot: Spot, scans: dict[date, int]) -> form.Sticker:
    return form.Sticker(
        code=sticker.code,
        made_at=sticker.made_at,
        printed_at=sticker.printed_at,
        hanging=_hanging(sticker),
        retired_at=sticker.retired_at,
        retired_by=sticker.retired_by,
        replaces=next((other.code for other in spot.stickers if other.id == sticker.replaces_id), None),
        scans=scans,
    )


def _hanging(sticker: Sticker) -> form.Hanging | None:
    if sticker.hung_at is None:
        return None
    who, where, permission = sticker.hung_by or "", sticker.hung_where or "", sticker.permission or ""
    return form.Hanging(at=sticker.hung_at, by=who, where=where, permission=permission)
