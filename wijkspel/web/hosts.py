"""The device of a host: two cards that meet, a card to hand out, and pairs that wait for somebody who saw them."""

from typing import Any

from flask import Blueprint, Response, request

from wijkspel import qr
from wijkspel.clock import now
from wijkspel.db import write
from wijkspel.errors import Conflict, Invalid, Missing, NotAllowed
from wijkspel.hosting.actions.cards import meet_by_host
from wijkspel.hosting.actions.vouching import vouch_as_host
from wijkspel.hosting.queries import meeting_at, pair_of, pending_at
from wijkspel.hosting.rules import HOST_SEES
from wijkspel.photos.actions.choosing import stand_by
from wijkspel.places.models import Neighbourhood
from wijkspel.places.queries import neighbourhood_called
from wijkspel.players.actions.cards import choose_photos, hand_out
from wijkspel.players.actions.hosts import first_card_of, keep_first_card, take_up
from wijkspel.players.models import Card
from wijkspel.players.queries import photo_choice_of, player_with
from wijkspel.players.rules import HOST_CODE_LENGTH
from wijkspel.rounds.queries import entries_for, latest_round, playing_round, score_of, scores_of
from wijkspel.web.hosting_refusals import said_to_a_host
from wijkspel.web.limits import count_wrong_host_code
from wijkspel.web.media import drop_files
from wijkspel.web.playing import on_to, play_page, token_of_phone
from wijkspel.web.reading import reader
from wijkspel.web.receiving import card_meant, host_of

blueprint = Blueprint("hosts", __name__)


@blueprint.get("/<slug:wijk>/spel/gastheer")
def show(wijk: str) -> Response:
    """Show a host what to do, a form for two codes, and who waits for somebody who saw them."""
    return _show(neighbourhood_called(wijk))


@blueprint.get("/<slug:wijk>/spel/gastheer/begin")
@blueprint.get("/<slug:wijk>/spel/gastheer/begin/<code>")
def begin(wijk: str, code: str = "") -> Response:
    """Ask for the code of an invitation, or show the button for one that was opened: looking uses it up for nobody."""
    return play_page("hosts/begin.html", neighbourhood_called(wijk), typed=code[:20], wrong=False)


@blueprint.post("/<slug:wijk>/spel/gastheer/begin")
def start(wijk: str) -> Response:
    """Let this device receive people from now on, by a code that works once."""
    token, typed = token_of_phone(), request.form.get("code", "")
    reader()
    count_wrong_host_code(token)  # each try counts, also a right one: nobody needs more
    code = qr.read_code(typed, HOST_CODE_LENGTH)
    try:
        with write():
            take_up(code or "", token, neighbourhood_called(wijk))
    except Missing as error:
        if error.code != "host_code_unknown":
            raise
        return play_page("hosts/begin.html", neighbourhood_called(wijk), 422, typed=typed[:20], wrong=True)
    return on_to("hosts.show", wijk)


@blueprint.get("/<slug:wijk>/spel/gastheer/kaart/<code>")
def card(wijk: str, code: str) -> Response:
    """Show a card to a host: to hand it out, to scan a second one, or to let two holders meet."""
    neighbourhood = neighbourhood_called(wijk)
    host_of(neighbourhood)
    return _card(neighbourhood, card_meant(code, neighbourhood))


@blueprint.post("/<slug:wijk>/spel/gastheer/kaart/<code>")
def first(wijk: str, code: str) -> Response:
    """Keep the first of two cards for as long as it takes to scan the second."""
    reader()
    with write():
        neighbourhood = neighbourhood_called(wijk)
        keep_first_card(host_of(neighbourhood), card_meant(code, neighbourhood))
    return on_to("hosts.card", wijk, code=code)


@blueprint.get("/<slug:wijk>/spel/gastheer/kaart/<code>/uitgeven")
def ask(wijk: str, code: str) -> Response:
    """Show the card, where it is handed out: somebody chose another language after a mistake."""
    return card(wijk, code)


@blueprint.post("/<slug:wijk>/spel/gastheer/kaart/<code>/uitgeven")
def hand(wijk: str, code: str) -> Response:
    """Hand out a card; what is missing is said, and the answers stay."""
    reader()
    told = {"age": request.form.get("age", ""), "photo_choice": request.form.get("photos", "none")}
    try:
        with write():
            neighbourhood = neighbourhood_called(wijk)
            host = host_of(neighbourhood)
            hand_out(card_meant(code, neighbourhood), host, a_parent_told="parent" in request.form, **told)
    except Invalid as error:
        neighbourhood = neighbourhood_called(wijk)
        return _card(neighbourhood, card_meant(code, neighbourhood), 422, wrong=next(iter(error.fields)), **told)
    return on_to("hosts.card", wijk, code=code)


@blueprint.post("/<slug:wijk>/spel/gastheer/kaart/<code>/fotos")
def photos(wijk: str, code: str) -> Response:
    """Keep what the holder of a card now says about photos, also about those that are there."""
    reader()
    with write():
        neighbourhood = neighbourhood_called(wijk)
        host_of(neighbourhood)
        found, choice = card_meant(code, neighbourhood), request.form.get("photos", "")
        choose_photos(found, choice)
        names = stand_by(found.player, choice) if photo_choice_of(found.player) is not None else []
    drop_files(names)
    return on_to("hosts.card", wijk, code=code)


@blueprint.get("/<slug:wijk>/spel/gastheer/samen")
def ask_codes(wijk: str) -> Response:
    """Show where two codes are typed: somebody chose another language after a mistake."""
    return show(wijk)


@blueprint.post("/<slug:wijk>/spel/gastheer/samen")
def together(wijk: str) -> Response:
    """Let the holders of two cards meet, scanned or typed; why they do not is said, and both codes stay."""
    reader()
    typed = {name: request.form.get(name, "") for name in ("first", "second")}
    wrong = _unknown(neighbourhood_called(wijk), typed)
    if wrong:
        return _show(neighbourhood_called(wijk), 422, typed=typed, wrong=wrong)
    try:
        with write():
            neighbourhood = neighbourhood_called(wijk)
            cards = [card_meant(code, neighbourhood) for code in typed.values()]
            name = meet_by_host(host_of(neighbourhood), *cards).public_id
    except (NotAllowed, Conflict) as error:
        return _not_together(neighbourhood_called(wijk), error, typed)
    return on_to("hosts.met", wijk, meeting=name)


@blueprint.get("/<slug:wijk>/spel/gastheer/ontmoeting/<public:meeting>")
def met(wijk: str, meeting: str) -> Response:
    """Say that two met, what it brought each of them, and what they now have."""
    neighbourhood = neighbourhood_called(wijk)
    host = host_of(neighbourhood)
    found = meeting_at(meeting, host.spot, how="host")
    people = [met.player for met in found.people]
    pair = pair_of(found, *(player.id for player in people))
    brought = {player.id: sum(entry.points for entry in entries_for(found.id, player.id)) for player in people}
    values: dict[str, Any] = {"brought": brought, "scores": scores_of(list(brought), found.round_id)}
    return play_page("hosts/met.html", neighbourhood, host=host, people=people, pair=pair, **values)


@blueprint.post("/<slug:wijk>/spel/gastheer/gezien")
def saw(wijk: str) -> Response:
    """Let a host say that two people were together, so that their meeting counts."""
    reader()
    with write():
        neighbourhood = neighbourhood_called(wijk)
        host = host_of(neighbourhood)
        found = meeting_at(request.form.get("meeting", ""), host.spot)
        both = [player_with(request.form.get(name, ""), neighbourhood.id).id for name in ("one", "other")]
        vouch_as_host(host, pair_of(found, *both))
    return on_to("hosts.show", wijk, gezien="ja")


def _show(neighbourhood: Neighbourhood, status: int = 200, **values: Any) -> Response:
    host = host_of(neighbourhood)
    plays, done = playing_round(neighbourhood) is not None, request.args.get("gezien") == "ja"
    shown: dict[str, Any] = {"typed": {}, "wrong": None, "said": None, "hand": None, "plays": plays, "done": done}
    shown |= values
    pairs = pending_at(host, now() - HOST_SEES)
    return play_page("hosts/show.html", neighbourhood, status, host=host, spot=host.spot, pairs=pairs, **shown)


def _not_together(neighbourhood: Neighbourhood, error: NotAllowed | Conflict, typed: dict[str, str]) -> Response:
    """Say on the page of the host why two do not meet, beside the card it is about, and what to do with that one."""
    card = str(error.values.get("card", ""))
    said = said_to_a_host(error.code, qr.written(card))
    if said is None:
        raise error
    codes = {name: qr.read_code(code, qr.CARD_LENGTH) for name, code in typed.items()}
    about = "second" if error.code == "same_card" else next((name for name in codes if codes[name] == card), "both")
    hand = card if error.code == "card_of_nobody" else None
    status = 403 if isinstance(error, NotAllowed) else 409
    return _show(neighbourhood, status, typed=typed, wrong=about, said=said, hand=hand)


def _card(neighbourhood: Neighbourhood, found: Card, status: int = 200, **values: Any) -> Response:
    host = host_of(neighbourhood)
    shown: dict[str, Any] = {"age": "", "photo_choice": found.photo_choice, "wrong": None} | values
    latest = latest_round(neighbourhood)
    shown["score"] = score_of(found.player_id, latest.id) if latest else None
    shown |= {"card": found, "first": first_card_of(host), "shown": qr.written(found.code)}
    return play_page("hosts/card.html", neighbourhood, status, host=host, **shown)


def _unknown(neighbourhood: Neighbourhood, typed: dict[str, str]) -> str | None:
    """Return which of two typed codes is of no card, if one is."""
    host_of(neighbourhood)
    for name, code in typed.items():
        try:
            card_meant(code, neighbourhood)
        except Missing:
            return name
    return None
