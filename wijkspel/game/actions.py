"""Everything that changes presences, invitations and meetings, and what they pay."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete

from wijkspel.clock import now
from wijkspel.db import db, tenant_of
from wijkspel.errors import Conflict, NotAllowed, Refused
from wijkspel.game import queries
from wijkspel.game.models import Invitation, Meeting, Met, Pair, Presence
from wijkspel.game.rules import (
    INVITATION,
    MOST_IN_A_MEETING,
    lines_of_pair,
    new_token,
    outcome_of,
)
from wijkspel.places.models import Spot
from wijkspel.places.queries import lock_spot
from wijkspel.players.actions import forget_player
from wijkspel.players.models import Player
from wijkspel.players.queries import locked
from wijkspel.rounds.actions import claim
from wijkspel.rounds.models import Round
from wijkspel.rounds.queries import claimed, playing_round
from wijkspel.rounds.rules import begin_of, day_of, read_rules, week_of

_DIGIT_TRIES = 200


def be_present(player: Player, spot: Spot, *, how: str = "sticker") -> Presence:
    """Keep that a player says “I am here”. While an earlier one still holds, a second tap changes nothing."""
    moment = now()
    locked([player.id])
    held = queries.presence_of(player.id, spot, moment)
    if held is not None:
        return held
    presence = Presence(**tenant_of(spot), player_id=player.id, spot_id=spot.id, how=how, at=moment)
    db.session.add(presence)
    db.session.flush()
    playing = playing_round(spot.neighbourhood, moment)
    if playing is not None:
        _pay_presences(playing, player, moment)
    return presence


def invite(player: Player, spot: Spot, *, signs: Sequence[str]) -> Invitation:
    """Open an invitation of a player at a spot; the one that is still open is given again.

    Raises NotAllowed for somebody who is younger than 16 or did not say, and for who is not at the spot.
    """
    moment = now()
    _check_age(player)
    if queries.presence_of(player.id, spot, moment) is None:
        raise NotAllowed("not_here")
    if playing_round(spot.neighbourhood, moment) is None:
        raise Conflict("no_round")
    lock_spot(spot)  # so that no two invitations at a spot show the same digits
    still_open = queries.open_invitation_of(player.id, spot, moment)
    if still_open is not None:
        return still_open
    invitation = Invitation(
        **tenant_of(spot),
        token=new_token(),
        player_id=player.id,
        spot_id=spot.id,
        digits=_free_digits(spot, moment),
        first_sign=secrets.choice(signs),
        second_sign=secrets.choice(signs),
        made_at=moment,
        until=moment + INVITATION,
    )
    db.session.add(invitation)
    db.session.flush()
    return invitation


def confirm_meeting(invitation: Invitation, player: Player) -> Meeting:
    """Let a player confirm that they meet whoever shows an invitation, and pay what the new pairs are worth.

    Whoever confirms a second time gets the same meeting. Raises NotAllowed for somebody younger than 16 and for the one
    who invites, and Conflict when the invitation is over or full.
    """
    db.session.refresh(invitation, with_for_update=True)
    if invitation.meeting is not None and _is_in(invitation.meeting, player):
        return invitation.meeting
    playing = _check_may_confirm(invitation, player)
    lock_spot(invitation.spot)  # so that a gathering counts everybody
    meeting = invitation.meeting or _begin_meeting(invitation, playing)
    others = [met.player_id for met in meeting.people]
    if len(others) >= MOST_IN_A_MEETING:
        raise Conflict("meeting_full")
    _join(meeting, player)
    people = _locked_with_whom_it_touches(meeting, playing, [*others, player.id])
    for other in others:
        _pair(meeting, playing, people[other], people[player.id])
    be_present(player, invitation.spot, how="invitation")
    for each in [*others, player.id]:
        _release(playing, each, people)
        _pay_presences(playing, people[each], now(), meeting)
    _pay_gathering(meeting, playing, people)
    return meeting


def _locked_with_whom_it_touches(meeting: Meeting, playing: Round, here: list[int]) -> dict[int, Player]:
    """Return everybody whom this may pay, locked at once and in one order: two such never wait for each other."""
    waiting = {pair.other(player) for player in here for pair in queries.pending_of(playing.id, player)}
    return locked({*here, *waiting, *_gathered(meeting, playing)})


def leave_game(player: Player) -> None:
    """Delete what is kept of a player; only a nameless row stays in meetings and in the ledger."""
    db.session.execute(delete(Presence).where(Presence.player_id == player.id))
    db.session.execute(delete(Invitation).where(Invitation.player_id == player.id))
    forget_player(player)


def _check_age(player: Player) -> None:
    if player.is_grown_up is None:
        raise NotAllowed("age_unknown")
    if not player.is_grown_up:
        raise NotAllowed("too_young")


def _check_may_confirm(invitation: Invitation, player: Player) -> Round:
    _check_age(player)
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
    return any(met.player_id == player.id for met in meeting.people)


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
    _pay_pair(pair, playing, low, high)


def _pay_pair(pair: Pair, playing: Round, low: Player, high: Player) -> None:
    rules = read_rules(playing.rules)
    bridge = None not in (low.home_spot_id, high.home_spot_id) and low.home_spot_id != high.home_spot_id
    name = f"{playing.public_id}:{low.public_id}:{high.public_id}"
    for player in (low, high):
        times = claimed(playing.id, player.id, f"again:{name}:")
        for line in lines_of_pair(pair.outcome, rules, pair=name, player=player.public_id, bridge=bridge, times=times):
            claim(playing, player.id, **line._asdict(), meeting_id=pair.meeting_id)


def _release(playing: Round, player: int, people: Mapping[int, Player]) -> None:
    """Let the waiting pairs of a player count of which both have now met somebody else as well."""
    for pair in queries.pending_of(playing.id, player):
        both = ((pair.low_id, pair.high_id), (pair.high_id, pair.low_id))
        if pair.outcome == "waits" and all(queries.people_met(playing.id, one, but=[other]) for one, other in both):
            pair.outcome = "new"
            db.session.flush()
            _pay_pair(pair, playing, people[pair.low_id], people[pair.high_id])


def _pay_presences(playing: Round, player: Player, moment: datetime, meeting: Meeting | None = None) -> None:
    """Pay for being at spots, on each day of a week in which the player met somebody: in this meeting, or before."""
    zone, rules = playing.neighbourhood.timezone, read_rules(playing.rules)
    today = day_of(moment, zone)
    monday, because = week_of(today), meeting.id if meeting else None
    if not queries.met_since(playing.id, player.id, begin_of(monday, zone)):
        return
    for number in range((today - monday).days + 1):
        day = monday + timedelta(days=number)
        spots = list(dict.fromkeys(presence.spot.public_id for presence in queries.presences_on(player.id, day, zone)))
        for spot in spots[: rules.spots_a_day]:
            key = f"spot:{playing.public_id}:{player.public_id}:{day}:{spot}"
            claim(playing, player.id, reason="spot", points=rules.spot, key=key, meeting_id=because)


def _pay_gathering(meeting: Meeting, playing: Round, people: Mapping[int, Player]) -> None:
    """Pay everybody who met somebody at a spot within half an hour, when they are five or more."""
    rules, gathered = read_rules(playing.rules), _gathered(meeting, playing)
    if len(gathered) < rules.gathering_people:
        return
    day = day_of(now(), playing.neighbourhood.timezone)
    for player in gathered:
        key = f"gathering:{playing.public_id}:{meeting.spot.public_id}:{day}:{people[player].public_id}"
        claim(playing, player, reason="gathering", points=rules.gathering, key=key, meeting_id=meeting.id)


def _gathered(meeting: Meeting, playing: Round) -> list[int]:
    within = timedelta(minutes=read_rules(playing.rules).gathering_minutes)
    return queries.people_at(meeting.spot_id, playing.id, now() - within)


def _free_digits(spot: Spot, moment: datetime) -> str:
    used = queries.digits_in_use(spot, moment)
    for _ in range(_DIGIT_TRIES):
        digits = f"{secrets.randbelow(10_000):04}"
        if digits not in used:
            return digits
    raise Refused("too_many_invitations")
