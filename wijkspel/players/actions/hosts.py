"""Hosts of spots: invited with a code that works once, taken up on a device, and ended."""

from datetime import timedelta

from sqlalchemy import update

from wijkspel.clock import now
from wijkspel.db import db, tenant_of
from wijkspel.errors import Conflict, Invalid, Missing
from wijkspel.people.rules import problems_of_name
from wijkspel.places.models import Neighbourhood, Spot
from wijkspel.players.actions.players import phone_with
from wijkspel.players.models import Card, Host
from wijkspel.players.queries import host_with_code
from wijkspel.players.rules import FIRST_CARD, HOST_CODE, HOST_DAYS, token_hash


def invite_host(spot: Spot, *, first_name: str, code: str) -> Host:
    """Invite somebody to receive people at a spot, with a code that works once and for a week. Raises Invalid."""
    problems = problems_of_name(first_name)
    if problems:
        raise Invalid(**problems)
    host = Host(
        **tenant_of(spot),
        spot_id=spot.id,
        first_name=first_name.strip(),
        code_hash=token_hash(code),
        invited_at=now(),
        until=now() + HOST_CODE,
    )
    db.session.add(host)
    db.session.flush()
    return host


def take_up(code: str, token: str, neighbourhood: Neighbourhood) -> Host:
    """Let a device receive people from now, by the code of an invitation; a second tap on it changes nothing.

    Raises Missing for a code of nobody, and Conflict for one that is over or was used elsewhere.
    """
    host = host_with_code(code, neighbourhood.id)
    if host is None:
        raise Missing("host_code_unknown")
    device = phone_with(token, neighbourhood)
    db.session.refresh(host, with_for_update=True)
    if host.device_id == device.id and host.ended_at is None:
        return host
    if host.state_at(now()) != "invited":
        raise Conflict("host_code_over")
    host.device_id, host.began_at = device.id, now()
    db.session.flush()
    db.session.refresh(host)
    return host


def end_host(host: Host) -> None:
    """Let somebody receive people no more, from the next tap on; a second time changes nothing."""
    host.ended_at, host.first_card_id = host.ended_at or now(), None
    db.session.flush()


def keep_first_card(host: Host, card: Card | None) -> None:
    """Keep which of two cards a host scanned first, for as long as it takes to find the second; None forgets it."""
    host.first_card_id, host.first_card_at = (card.id, now()) if card is not None else (None, None)
    db.session.flush()


def first_card_of(host: Host) -> Card | None:
    """Return the card that a host scanned first, while it is still waited for."""
    lately = host.first_card_at is not None and now() - host.first_card_at < FIRST_CARD
    return host.first_card if lately else None


def forget_old_hosts() -> int:
    """Delete the first names of hosts who ended, or who did not come, long enough ago; return how many."""
    before, named = now() - timedelta(days=HOST_DAYS), Host.first_name.is_not(None)
    late = Host.began_at.is_(None) & (Host.until < before)
    old = update(Host).where(named, (Host.ended_at < before) | late).values(first_name=None).returning(Host.id)
    return len(db.session.execute(old).all())
