"""Confirming a meeting: the second of two people makes it."""

from wijkspel.clock import now
from wijkspel.db import db, tenant_of
from wijkspel.errors import Conflict, NotAllowed
from wijkspel.game import queries
from wijkspel.game.actions.inviting import keep_presence
from wijkspel.game.actions.paying import locked_with_whom_it_touches, pay_assignment, pay_pair, settle
from wijkspel.game.models import Invitation, Meeting, Met, Pair
from wijkspel.game.rules import MOST_IN_A_MEETING, outcome_of, refusal_of_age
from wijkspel.places.queries import lock_spot
from wijkspel.players.models import Player
from wijkspel.rounds.models import Round
from wijkspel.rounds.queries import playing_round
from wijkspel.rounds.rules import read_rules


def confirm_meeting(invitation: Invitation, player: Player, *, assignment_done: bool = False) -> Meeting:
    """Let a player confirm that they meet whoever shows an invitation, and pay what the new pairs are worth.

    An assignment is done when the one who confirms says so. Whoever confirms a second time gets the same meeting.
    Raises NotAllowed for somebody younger than 16 and for the one who invites, and Conflict when the invitation is over
    or full.
    """
    queries.hold_invitation(invitation)
    if invitation.meeting is not None and _is_in(invitation.meeting, player):
        return invitation.meeting
    playing = _check_may_confirm(invitation, player)
    lock_spot(invitation.spot)  # so that a gathering counts everybody
    meeting = invitation.meeting or _begin_meeting(invitation, playing)
    others = queries.people_in(meeting)
    if queries.keep_apart(player.id, others):
        raise Conflict("invitation_over")  # silent: nobody learns that somebody rather not meets them
    if len(others) >= MOST_IN_A_MEETING:
        raise Conflict("meeting_full")
    _join(meeting, player)
    people = locked_with_whom_it_touches(meeting, playing, [*others, player.id])
    for other in others:
        _pair(meeting, playing, people[other], people[player.id])
    keep_presence(player, invitation.spot, how="invitation")
    if assignment_done:
        pay_assignment(invitation, meeting, playing, [people[invitation.player_id], people[player.id]])
    settle(meeting, playing, [*others, player.id], people)
    return meeting


def _check_may_confirm(invitation: Invitation, player: Player) -> Round:
    refusal = refusal_of_age(player.is_grown_up)
    if refusal:
        raise NotAllowed(refusal)
    if player.id == invitation.player_id:
        raise NotAllowed("own_invitation")
    if invitation.until <= now() or invitation.player.is_gone:
        raise Conflict("invitation_over")
    playing = playing_round(invitation.spot.neighbourhood)
    if playing is None:
        raise Conflict("no_round")
    return playing


def _begin_meeting(invitation: Invitation, playing: Round) -> Meeting:
    meeting = Meeting(
        **tenant_of(invitation),
        round_id=playing.id,
        spot_id=invitation.spot_id,
        began_at=now(),
    )
    db.session.add(meeting)
    db.session.flush()
    invitation.meeting_id = meeting.id
    _join(meeting, invitation.player)
    return meeting


def _join(meeting: Meeting, player: Player) -> None:
    db.session.add(
        Met(
            **tenant_of(meeting),
            meeting_id=meeting.id,
            player_id=player.id,
            confirmed_at=now(),
        )
    )
    db.session.flush()
    db.session.expire(meeting, ["people"])


def _is_in(meeting: Meeting, player: Player) -> bool:
    return player.id in queries.people_in(meeting)


def _pair(meeting: Meeting, playing: Round, one: Player, other: Player) -> None:
    """Keep what two people of a meeting are worth to each other, and pay it."""
    low, high = sorted((one, other), key=lambda player: player.id)
    outcome = outcome_of(queries.facts_of_pair(meeting, low, high), read_rules(playing.rules))
    pair = Pair(
        **tenant_of(meeting),
        meeting_id=meeting.id,
        round_id=playing.id,
        low_id=low.id,
        high_id=high.id,
        outcome=outcome,
        at=now(),
    )
    db.session.add(pair)
    db.session.flush()
    pay_pair(pair, playing, low, high)
