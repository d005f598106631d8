"""Meeting with a card: a neighbour scans one, or a host scans two."""

from datetime import datetime

from wijkspel.clock import now
from wijkspel.errors import Conflict, NotAllowed
from wijkspel.game.actions.inviting import keep_presence
from wijkspel.game.actions.pairing import begin_meeting, keep_pair
from wijkspel.game.actions.paying import locked_with_whom_it_touches, settle
from wijkspel.game.models import Meeting
from wijkspel.game.queries.meetings import keep_apart
from wijkspel.game.queries.presences import presence_of
from wijkspel.game.rules import PRESENCE, refusal_of_age
from wijkspel.hosting.queries import cards_that_counted, met_lately
from wijkspel.hosting.rules import refusal_of_card, refusal_of_status, refusal_with_host
from wijkspel.places.models import Spot
from wijkspel.places.queries import lock_spot
from wijkspel.players.actions.hosts import keep_first_card
from wijkspel.players.models import Card, Host, Player
from wijkspel.players.queries import a_parent_said_yes, own_players_of
from wijkspel.rounds.models import Round
from wijkspel.rounds.queries import playing_round
from wijkspel.rounds.rules import begin_of, day_of


def meet_card(player: Player, card: Card, spot: Spot) -> Meeting:
    """Let a player at a spot meet the holder of a card. A second scan within twenty minutes is the same meeting.

    A card can be photographed: after a few a day, what more of them are worth is doubtful until somebody saw it.
    Raises NotAllowed and Conflict.
    """
    refusal = refusal_of_age(player.is_grown_up) or refusal_of_card(card.status, card.player.is_grown_up)
    if refusal:
        raise NotAllowed(refusal)
    if presence_of(player.id, spot, now()) is None:
        raise NotAllowed("not_here")
    if card.player_id == player.id:
        raise NotAllowed("own_card")
    return _meet(player, card.player, spot, how="card")


def meet_by_host(host: Host, first: Card, second: Card) -> Meeting:
    """Let a host confirm that the holders of two cards meet: it never waits and is never doubtful.

    A second tap within twenty minutes is the same meeting. Raises NotAllowed and Conflict.
    """
    for card in (first, second):
        told = a_parent_said_yes(card.player_id)
        refusal = refusal_of_status(card.status) or refusal_with_host(card.player.is_grown_up, a_parent_said_yes=told)
        if refusal:
            raise NotAllowed(refusal, card=card.code)
    if first.player_id == second.player_id:
        raise NotAllowed("same_card")
    if {first.player_id, second.player_id} & own_players_of(host):
        raise NotAllowed("host_too_close")
    meeting = _meet(first.player, second.player, host.spot, how="host")
    keep_first_card(host, None)
    return meeting


def _meet(one: Player, other: Player, spot: Spot, *, how: str) -> Meeting:
    playing = playing_round(spot.neighbourhood)
    if playing is None:
        raise Conflict("no_round")
    lock_spot(spot)  # so that a second tap finds the meeting of the first
    same = met_lately(one.id, other.id, spot.id, how, now() - PRESENCE)
    if same is not None:
        return same
    if keep_apart(one.id, [other.id]):
        raise Conflict("not_now")  # silent: nobody learns that somebody rather not meets them
    meeting = begin_meeting(spot, playing, one, other, how=how)
    both = [one.id, other.id]
    people = locked_with_whom_it_touches(meeting, playing, both)
    if any(people[player].is_gone for player in both):
        raise Conflict("not_now")  # on another phone, at this moment
    known = _seen_by_a_host() if how == "host" else _scanned_by(people[one.id], playing, now())
    keep_pair(meeting, playing, people[one.id], people[other.id], **known)
    for player in both:
        keep_presence(people[player], spot, how=how)
    settle(meeting, playing, both, people)
    return meeting


def _seen_by_a_host() -> dict[str, object]:
    return {"is_far": False, "pending": None, "new_this_hour": 0, "guests_today": 0}


def _scanned_by(player: Player, playing: Round, moment: datetime) -> dict[str, object]:
    zone = playing.neighbourhood.timezone
    return {"cards_today": cards_that_counted(playing.id, player.id, begin_of(day_of(moment, zone), zone))}
