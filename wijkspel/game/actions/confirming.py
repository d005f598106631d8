"""Confirming a meeting: the second of two people makes it."""

from wijkspel.clock import now
from wijkspel.errors import Conflict, NotAllowed
from wijkspel.game.actions.inviting import keep_presence
from wijkspel.game.actions.pairing import begin_meeting, join, keep_pair
from wijkspel.game.actions.paying import locked_with_whom_it_touches, pay_assignment, settle
from wijkspel.game.models import Invitation, Meeting
from wijkspel.game.queries.meetings import keep_apart, people_in
from wijkspel.game.queries.presences import hold_invitation
from wijkspel.game.rules import MOST_IN_A_MEETING, refusal_of_age
from wijkspel.places.queries import lock_spot
from wijkspel.players.models import Player
from wijkspel.rounds.models import Round
from wijkspel.rounds.queries import playing_round


def confirm_meeting(
    invitation: Invitation, player: Player, *, assignment_done: bool = False, is_far: bool | None = None
) -> Meeting:
    """Let a player confirm that they meet whoever shows an invitation, and pay what the new pairs are worth.

    An assignment is done when the one who confirms says so. Whoever confirms a second time gets the same meeting.
    `is_far` is what the own phone of the one who confirms says; None when it says nothing, and then what it said lately
    still holds.
    Raises NotAllowed for somebody younger than 16 and for the one who invites, and Conflict when the invitation is over
    or full.
    """
    hold_invitation(invitation)
    if invitation.meeting is not None and _is_in(invitation.meeting, player):
        return invitation.meeting
    playing = _check_may_confirm(invitation, player)
    lock_spot(invitation.spot)  # so that a gathering counts everybody
    meeting = invitation.meeting or _begin(invitation, playing)
    there = people_in(meeting)
    if keep_apart(player.id, there):
        raise Conflict("invitation_over")  # silent: nobody learns that somebody rather not meets them
    if len(there) >= MOST_IN_A_MEETING:
        raise Conflict("meeting_full")
    join(meeting, player)
    people = locked_with_whom_it_touches(meeting, playing, [*there, player.id])
    if not _may_meet(people[player.id]) or not _may_meet(people[invitation.player_id]):
        raise Conflict("invitation_over")  # on another page of the same phone, at this moment
    others = [other for other in there if _may_meet(people[other])]
    # Before it is asked what pairs are worth: who is far makes doubtful ones.
    keep_presence(player, invitation.spot, how="invitation", is_far=is_far)
    for other in others:
        keep_pair(meeting, playing, people[other], people[player.id])
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
    if invitation.until <= now() or not _may_meet(invitation.player):
        raise Conflict("invitation_over")
    playing = playing_round(invitation.spot.neighbourhood)
    if playing is None:
        raise Conflict("no_round")
    return playing


def _may_meet(player: Player) -> bool:
    """Return whether somebody in a meeting can still make a pair: not who left meanwhile, or who says to be a child."""
    return not player.is_gone and refusal_of_age(player.is_grown_up) is None


def _begin(invitation: Invitation, playing: Round) -> Meeting:
    meeting = begin_meeting(invitation.spot, playing, invitation.player, how="invitation")
    invitation.meeting_id = meeting.id
    return meeting


def _is_in(meeting: Meeting, player: Player) -> bool:
    return player.id in people_in(meeting)
