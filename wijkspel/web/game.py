"""The game in the street: “I am here”, meet somebody, and see why both scored. Every step works without script."""

from datetime import date
from typing import Any

from flask import Blueprint, Response, request

from wijkspel.clock import now
from wijkspel.db import write
from wijkspel.errors import Invalid, Missing
from wijkspel.game.actions.answering import answer_age
from wijkspel.game.actions.confirming import confirm_meeting
from wijkspel.game.actions.inviting import be_present, invite
from wijkspel.game.models import Meeting
from wijkspel.game.queries.meetings import is_over_for, meeting_with, pairs_of
from wijkspel.game.queries.presences import invitation_with, open_invitation_with, presence_of
from wijkspel.game.rules import PRESENCE, read_digits
from wijkspel.hosting.queries import open_vouch_with
from wijkspel.places.models import Spot
from wijkspel.places.queries import neighbourhood_called, spot_called, spot_with
from wijkspel.players.actions.players import player_on, say_age
from wijkspel.players.models import Player
from wijkspel.rounds.models import Round
from wijkspel.rounds.queries import entries_for, full_until, latest_round, playing_round, score_and_together
from wijkspel.rounds.rules import day_of, read_rules
from wijkspel.tours.queries import stops_at
from wijkspel.web.clicks import clicks_of, stand, to_scan
from wijkspel.web.limits import check_digits, count_wrong_digits
from wijkspel.web.photo_news import news_of
from wijkspel.web.playing import may_by_card, on_to, play_page, player_of, the_player, token_of_phone
from wijkspel.web.reading import reader
from wijkspel.web.witnesses import rescues
from wijkspel.wordlists.assignments import STEPS, Assignment, assignment_called, of_step
from wijkspel.wordlists.signs import SIGNS

blueprint = Blueprint("game", __name__)


@blueprint.get("/<slug:wijk>/spel/punten")
def points(wijk: str) -> Response:
    """Show how points work, from the very table the server counts with."""
    neighbourhood = neighbourhood_called(wijk)
    latest = latest_round(neighbourhood)
    rules = read_rules(latest.rules if latest else {})
    return play_page("game/points.html", neighbourhood, rules=rules, round=latest)


@blueprint.get("/<slug:wijk>/spel/hier/<slug:spot>")
def here(wijk: str, spot: str) -> Response:
    """Show what can be done at a spot: say “I am here”, then meet somebody."""
    found = spot_with(neighbourhood_called(wijk), spot)
    return _here(found, typed="", wrong="")


@blueprint.post("/<slug:wijk>/spel/hier/<slug:spot>")
def be_here(wijk: str, spot: str) -> Response:
    """Keep that this phone's player is at a spot; a phone that is new here gets a guest."""
    token, language = token_of_phone(), reader().language
    with write():
        neighbourhood = neighbourhood_called(wijk)
        player = player_on(token, neighbourhood, language=language)
        be_present(player, spot_called(neighbourhood, spot), is_far=request.form.get("far") == "yes")
    return on_to("game.here", wijk, spot=spot)


@blueprint.post("/<slug:wijk>/spel/leeftijd")
def age(wijk: str) -> Response:
    """Keep whether the player is 16 or older, and go back to the spot."""
    token, language = token_of_phone(), reader().language
    with write():
        neighbourhood = neighbourhood_called(wijk)
        player = player_on(token, neighbourhood, language=language)
        answer_age(player, is_grown_up=_answer_of_age())
        spot = spot_called(neighbourhood, request.form.get("spot", ""))
        slug = spot.slug
    return on_to("game.here", wijk, spot=slug)


def _answer_of_age() -> bool:
    """Return whether somebody says to be 16 or older. Raises Invalid when neither was tapped: a “no” stays."""
    answer = request.form.get("age")
    if answer not in ("grown_up", "younger"):
        raise Invalid(age="missing")
    return answer == "grown_up"


@blueprint.post("/<slug:wijk>/spel/hier/<slug:spot>/uitnodiging")
def open_invitation(wijk: str, spot: str) -> Response:
    """Open an invitation, for others to scan from this screen."""
    token, language = token_of_phone(), reader().language
    with write():
        neighbourhood = neighbourhood_called(wijk)
        player = player_on(token, neighbourhood, language=language)
        found = spot_called(neighbourhood, spot)
        invitation = invite(player, found, signs=SIGNS, assignment=request.form.get("assignment"))
        name = invitation.token
    return on_to("game.invitation", wijk, token=name)


@blueprint.get("/<slug:wijk>/spel/hier/<slug:spot>/cijfers")
def ask_digits(wijk: str, spot: str) -> Response:
    """Show the spot, where the field for the digits is: somebody chose another language after a mistake."""
    return here(wijk, spot)


@blueprint.post("/<slug:wijk>/spel/hier/<slug:spot>/cijfers")
def type_digits(wijk: str, spot: str) -> Response:
    """Go to the invitation at this spot, or the meeting to confirm, whose four digits were typed."""
    neighbourhood, phone = neighbourhood_called(wijk), token_of_phone()
    found = spot_with(neighbourhood, spot)
    check_digits(phone, found.public_id)
    typed = request.form.get("digits", "").strip()
    digits = read_digits(typed)
    invitation = open_invitation_with(digits, found, now()) if digits else None
    if invitation is not None and not is_over_for(invitation, player_of(neighbourhood)):
        return on_to("game.invitation", wijk, token=invitation.token)
    asked = open_vouch_with(digits, found, now()) if digits else None
    if asked is not None:
        return on_to("witnesses.show", wijk, token=asked.token)
    count_wrong_digits(phone, found.public_id)
    return _here(found, typed=typed[:12], wrong="digits_unknown" if digits else "no_digits", status=422)


@blueprint.get("/<slug:wijk>/spel/met/<token>")
def invitation(wijk: str, token: str) -> Response:
    """Show an invitation: to the one who made it to be scanned, to everybody else to be confirmed."""
    neighbourhood = neighbourhood_called(wijk)
    found, player = invitation_with(token, neighbourhood.id), player_of(neighbourhood)
    if player is not None and player.id == found.player_id:
        return play_page("game/invitation.html", neighbourhood, **to_scan(found), **stand(found, player))
    if found.meeting is not None and player is not None and _was_in(found.meeting, player):
        return on_to("game.meeting", wijk, meeting=found.meeting.public_id)
    over = is_over_for(found, player) or playing_round(neighbourhood) is None
    values: dict[str, Any] = {"over": over, "may": may_by_card(player)}
    values["assignment"] = assignment_called(found.assignment)
    return play_page("game/confirm.html", neighbourhood, invitation=found, spot=found.spot, player=player, **values)


@blueprint.get("/<slug:wijk>/spel/met/<token>/stand")
def who_came(wijk: str, token: str) -> Response:
    """Answer with the part of an invitation that changes, for whoever made it. It is asked for every 1.5 seconds."""
    neighbourhood = neighbourhood_called(wijk)
    found, player = invitation_with(token, neighbourhood.id), player_of(neighbourhood)
    if player is None or player.id != found.player_id:
        raise Missing("no_such_invitation")
    return play_page("game/_who_came.html", neighbourhood, **stand(found, player))


@blueprint.post("/<slug:wijk>/spel/met/<token>")
def confirm(wijk: str, token: str) -> Response:
    """Confirm a meeting; a phone that is new here gets a guest, who says in the same tap to be 16 or older."""
    phone, language = token_of_phone(), reader().language
    with write():
        neighbourhood = neighbourhood_called(wijk)
        found = invitation_with(token, neighbourhood.id)
        player = player_on(phone, neighbourhood, language=language)
        answer = request.form.get("age")
        if player.is_grown_up is None and answer in ("grown_up", "younger"):
            say_age(player, is_grown_up=answer == "grown_up")
        done, far = request.form.get("done") == "yes", {"yes": True, "no": False}.get(request.form.get("far", ""))
        met = confirm_meeting(found, player, assignment_done=done, is_far=far) if player.is_grown_up else None
        name = met.public_id if met else None
    if name is None:
        return on_to("game.here", wijk, spot=found.spot.slug)
    return on_to("game.meeting", wijk, meeting=name)


@blueprint.get("/<slug:wijk>/spel/ontmoeting/<public:meeting>")
def meeting(wijk: str, meeting: str) -> Response:
    """Show a meeting to somebody who was in it: whom they met, what it brought, and why."""
    neighbourhood = neighbourhood_called(wijk)
    player = the_player(neighbourhood, missing="no_such_meeting")
    found = meeting_with(meeting, player.id)
    pairs, entries = pairs_of(player.id, found), entries_for(found.id, player.id)
    values: dict[str, Any] = {"clicks": clicks_of(found, player, pairs, entries), "entries": entries}
    values |= {"rescues": rescues(found, player, pairs), "stops": stops_at(found.spot), "news": news_of(found, player)}
    values |= _score(found.round, player) | {"state": found.round.state_at(now())}
    values |= {"full_until": full_until(player.id, found.round)}
    return play_page("game/meeting.html", neighbourhood, meeting=found, spot=found.spot, player=player, **values)


def _here(spot: Spot, *, typed: str, wrong: str, status: int = 200) -> Response:
    neighbourhood, moment = spot.neighbourhood, now()
    player, playing = player_of(neighbourhood), playing_round(neighbourhood)
    presence = presence_of(player.id, spot, moment) if player else None
    values: dict[str, Any] = {
        "spot": spot,
        "player": player,
        "may": may_by_card(player),
        "round": playing,
        "rules": read_rules(playing.rules if playing else {}),
        "stops": stops_at(spot),
        "until": presence.at + PRESENCE if presence else None,
        "is_far": presence is not None and presence.is_far,
        "typed": typed,
        "wrong": wrong,
        "chosen": assignment_called(request.args.get("opdracht"))
        or _of_today(player, day_of(moment, neighbourhood.timezone)),
        "following": _following,
        "firsts": {step: of_step(step)[0] for step in STEPS},
    }
    return play_page("game/here.html", neighbourhood, status, **values, **_score(playing, player))


def _of_today(player: Player | None, today: date) -> Assignment:
    """Return the easy assignment of this day: another one for each player, so that two do not ask the same."""
    easy = of_step(1)
    return easy[(today.toordinal() + (player.id if player else 0)) % len(easy)]


def _following(assignment: Assignment) -> Assignment:
    """Return the next assignment of the same step."""
    same = of_step(assignment.step)
    return same[(same.index(assignment) + 1) % len(same)]


def _score(round: Round | None, player: Player | None) -> dict[str, int]:
    if round is None:
        return {"score": 0, "together": 0}
    score, together = score_and_together(round, player.id if player else None)
    return {"score": score, "together": together}


def _was_in(meeting: Meeting, player: Player) -> bool:
    return any(met.player_id == player.id for met in meeting.people)
