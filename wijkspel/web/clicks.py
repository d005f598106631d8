"""What stands on the screen of who invites, and what each one whom a player met in a meeting brought."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from flask import current_app, url_for

from wijkspel import qr
from wijkspel.clock import now
from wijkspel.game.models import Invitation, Meeting, Pair
from wijkspel.game.queries.meetings import pairs_of
from wijkspel.players.models import Player
from wijkspel.rounds.models import PointEntry
from wijkspel.rounds.queries import entries_for
from wijkspel.wordlists.assignments import assignment_called


class Click(NamedTuple):
    """Somebody you met, and what the two of you are worth: how it is named, and the points it brought you."""

    player: Player
    outcome: str
    points: int


def to_scan(invitation: Invitation) -> dict[str, Any]:
    """Return what stands on the screen of the one who invites as long as that is open: it stays the same."""
    # Without the language of this screen: who scans it reads in a language of their own.
    path = url_for("game.invitation", wijk=invitation.spot.neighbourhood.slug, token=invitation.token)
    return {
        "assignment": assignment_called(invitation.assignment),
        "qr": qr.drawing(current_app.config["SETTINGS"].url + path),
    }


def stand(invitation: Invitation, player: Player) -> dict[str, Any]:
    """Return what changes on the screen of the one who invites: who came, and how long it is still open."""
    met = invitation.meeting
    clicks = clicks_of(met, player, pairs_of(player.id, met), entries_for(met.id, player.id)) if met else []
    seconds = max(0, round((invitation.until - now()).total_seconds()))
    return {"invitation": invitation, "spot": invitation.spot, "meeting": met, "clicks": clicks, "seconds": seconds}


def clicks_of(meeting: Meeting, player: Player, pairs: Sequence[Pair], brought: Sequence[PointEntry]) -> list[Click]:
    """Return whom a player met in a meeting and what each brought, given their pairs and the lines of the ledger."""
    # Read after the pairs: whoever joins in between is in no pair of them yet.
    people = {met.player_id: met.player for met in meeting.people}
    return [_click(pair, people[pair.other(player.id)], brought) for pair in pairs]


def _click(pair: Pair, other: Player, entries: Sequence[PointEntry]) -> Click:
    """Return what a pair brought: its lines are the ones whose claim names the other."""
    points = sum(entry.points for entry in entries if other.public_id in entry.claim_key)
    return Click(other, pair.said, points)
