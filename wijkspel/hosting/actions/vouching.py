"""A meeting that waits or is doubtful counts when somebody else saw it: a player who was there, or the host."""

from wijkspel.clock import now
from wijkspel.db import db, tenant_of
from wijkspel.errors import Conflict, NotAllowed
from wijkspel.game.actions.inviting import free_digits
from wijkspel.game.actions.paying import count_late, locked_with_whom_it_touches, settle
from wijkspel.game.models import Pair, Vouch
from wijkspel.game.queries.meetings import keep_apart, others_met
from wijkspel.game.queries.presences import spots_by_day
from wijkspel.game.rules import COUNTED, PENDING, new_token
from wijkspel.hosting.queries import open_vouch_for, pair_of, vouched_for, vouches_since
from wijkspel.hosting.rules import HOST_SEES, VOUCH, Seen, refusal_of_vouch
from wijkspel.places.queries import lock_spot
from wijkspel.players.models import Host, Player
from wijkspel.players.queries import are_family, own_players_of, share_a_phone
from wijkspel.rounds.models import Round
from wijkspel.rounds.rules import begin_of, day_of, read_rules


def ask_for_vouch(pair: Pair, player: Player) -> Vouch:
    """Ask whoever was there to say that a doubtful pair was together; what can still be answered is given again."""
    if player.id not in (pair.low_id, pair.high_id) or pair.outcome != "doubtful":
        raise Conflict("not_doubtful")
    lock_spot(pair.meeting.spot)
    moment, spot = now(), pair.meeting.spot
    return open_vouch_for(pair, moment) or _vouch(pair, digits=free_digits(spot, moment))


def vouch(asked: Vouch, player: Player) -> Pair:
    """Let a player say that two people were together: then their pair counts. A second tap changes nothing.

    Raises NotAllowed for whoever may not say so, and Conflict when it is over.
    """
    meeting, moment = asked.meeting, now()
    lock_spot(meeting.spot)
    db.session.refresh(asked)
    pair = pair_of(meeting, asked.low_id, asked.high_id)
    if asked.player_id == player.id:
        return pair
    if asked.vouched_at is not None or asked.until <= moment or _is_over(pair):
        raise Conflict("vouch_over")
    people = locked_with_whom_it_touches(meeting, meeting.round, [pair.low_id, pair.high_id, player.id])
    refusal = refusal_of_vouch(_seen(pair, player), read_rules(meeting.round.rules))
    if refusal:
        raise Conflict(refusal) if refusal == "vouch_over" else NotAllowed(refusal)
    asked.player_id, asked.vouched_at = player.id, moment
    _count(pair, people)
    return pair


def vouch_as_host(host: Host, pair: Pair) -> None:
    """Let the host of a spot say that two people were together there lately. A second tap changes nothing.

    Raises NotAllowed when one of them plays on the device of the host, and Conflict when it is over.
    """
    lock_spot(host.spot)
    db.session.refresh(pair)
    if pair.outcome in COUNTED or vouched_for(pair) is not None:
        return
    if _is_over(pair) or pair.meeting.spot_id != host.spot_id or pair.at <= now() - HOST_SEES:
        raise Conflict("vouch_over")
    if {pair.low_id, pair.high_id} & own_players_of(host):
        raise NotAllowed("vouch_family")
    people = locked_with_whom_it_touches(pair.meeting, pair.meeting.round, [pair.low_id, pair.high_id])
    said = _vouch(pair)
    said.host_id, said.vouched_at, said.until = host.id, now(), now()
    _count(pair, people)


def _is_over(pair: Pair) -> bool:
    """Return whether nobody can let a pair count any more: it does already, or one of the two left."""
    return pair.outcome not in PENDING or pair.low.is_gone or pair.high.is_gone


def _vouch(pair: Pair, *, digits: str | None = None) -> Vouch:
    moment = now()
    asked = Vouch(
        **tenant_of(pair),
        token=new_token(),
        digits=digits,
        meeting_id=pair.meeting_id,
        low_id=pair.low_id,
        high_id=pair.high_id,
        made_at=moment,
        until=moment + VOUCH,
    )
    db.session.add(asked)
    db.session.flush()
    return asked


def _seen(pair: Pair, player: Player) -> Seen:
    zone, both = pair.meeting.spot.neighbourhood.timezone, [pair.low_id, pair.high_id]
    day, today = day_of(pair.at, zone), day_of(now(), zone)
    there = spots_by_day([player.id], [day], zone).get((player.id, day), [])
    return Seen(
        is_one_of_them=player.id in both,
        is_grown_up=player.is_grown_up,
        shares_a_phone=any(share_a_phone(player, one) for one in (pair.low, pair.high)),
        is_family=any(are_family(player, one) for one in (pair.low, pair.high)),
        keeps_apart=keep_apart(player.id, both),
        was_there=pair.meeting.spot.public_id in there,
        others_met=len(others_met(pair.round_id, [player.id])[player.id].difference(both)),
        vouches_today=vouches_since(player.id, begin_of(today, zone)),
    )


def _count(pair: Pair, people: dict[int, Player]) -> None:
    meeting = pair.meeting
    playing = _playing(meeting.round)
    db.session.refresh(pair)  # one that waits may have been released while we waited for its people
    if pair.outcome in COUNTED:
        return
    count_late(pair, playing, people)
    settle(meeting, playing, [pair.low_id, pair.high_id], people)


def _playing(round: Round) -> Round:
    if not round.counts_at(now()):
        raise Conflict("no_round")
    return round
