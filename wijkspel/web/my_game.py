"""What is mine in the game: my score and why, my nickname, my team, who plays on this phone, and what is kept of me."""

import json
from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from wijkspel.boards.queries import neighbours_around
from wijkspel.boards.rules import next_step
from wijkspel.clock import now
from wijkspel.db import write
from wijkspel.errors import Invalid, Missing
from wijkspel.game.actions.flagging import choose_nickname
from wijkspel.game.queries.meetings import people_met
from wijkspel.game.queries.objections import nickname_dispute
from wijkspel.game.queries.own_data import everything_of
from wijkspel.game.queries.presences import last_presence
from wijkspel.hosting.queries import vouches_of
from wijkspel.photos.actions.leaving import leave_with_photos
from wijkspel.photos.queries.flags import flags_kept_of
from wijkspel.photos.queries.saying import photos_kept_of
from wijkspel.photos.queries.seeing import gallery_since, photos_waiting_for
from wijkspel.places.models import Neighbourhood
from wijkspel.places.queries import neighbourhood_called, public_spots, spot_called
from wijkspel.players.actions.players import add_player, choose_home, play_as
from wijkspel.players.models import Device, Player
from wijkspel.players.queries import count_phones, player_with, players_on
from wijkspel.players.rules import may_choose_home
from wijkspel.rounds.models import Round
from wijkspel.rounds.queries import (
    count_entries,
    entries_of,
    full_until,
    latest_round,
    next_round,
    score_and_together,
    teams_of,
)
from wijkspel.rounds.rules import SMALLEST_TEAM, day_of, read_rules
from wijkspel.web.boards import OVER, closing_of
from wijkspel.web.media import drop_files
from wijkspel.web.playing import for_this_phone, may_by_card, on_to, phone_of, play_page, the_player
from wijkspel.web.reading import reader
from wijkspel.wordlists.nicknames import LONGEST

MOST_PHOTOS = 6  # of a round that is over
MOST_LINES, MOST_TEAMS = 5, 3  # on the page of the game; there is a page with all lines, and the board with all teams
blueprint = Blueprint("my_game", __name__)


@blueprint.get("/<slug:wijk>/spel")
def show(wijk: str) -> Response:
    """Show my next step, the meter of the neighbourhood, my score with its reasons; after the end, how it ended."""
    neighbourhood = neighbourhood_called(wijk)
    phone, latest, moment = phone_of(neighbourhood), latest_round(neighbourhood), now()
    player, state = phone.player if phone else None, latest.state_at(moment) if latest else None
    values: dict[str, Any] = {"player": player, "round": latest, "state": state, "may": may_by_card(player)}
    values["others"] = [other for other in players_on(phone) if other != player] if phone else []
    values["before"] = next((other for other in values["others"] if other.public_id == request.args.get("na")), None)
    values["waiting"] = len(photos_waiting_for(player, neighbourhood)) if player else 0
    values["phones"] = count_phones(player.id) if player else 0
    values["dispute"] = nickname_dispute(player) if player else None
    if latest is None or state in OVER:
        values["coming"] = next_round(neighbourhood, moment)
    if latest is not None and state in OVER:
        return _closing(neighbourhood, latest, values)
    if latest is not None:
        values |= _playing(latest, player, may=values["may"])
    return play_page("my_game/show.html", neighbourhood, **values)


def _playing(playing: Round, player: Player | None, *, may: bool) -> dict[str, Any]:
    """Return what stands on the page of the game while a round is played."""
    score, together = score_and_together(playing, player.id if player else None)
    teams = teams_of(playing)
    values: dict[str, Any] = {"score": score, "together": together, "smallest": SMALLEST_TEAM, "teams": teams}
    if player is not None:
        lines = count_entries(player.id, playing.id)
        # By who met, not by lines: whoever has no room for points until next week meets people all the same.
        values["met"] = lines["new"] = people_met(playing.id, player.id)
        values["full_until"] = full_until(player.id, playing)
        has_home, is_younger = player.home_spot_id is not None, player.is_grown_up is False
        values["step"] = next_step(lines=lines, has_home=has_home, is_younger=is_younger, may=may)
        values["entries"] = entries_of(player.id, playing.id, most=MOST_LINES)
        values["presence"] = last_presence(player.id, now())
        values["around"] = neighbours_around(player, playing)
    own = [team for team in teams[MOST_TEAMS:] if player and team.spot.id == player.home_spot_id]
    return values | {"teams": [*teams[:MOST_TEAMS], *own], "rules": read_rules(playing.rules)}


def _closing(neighbourhood: Neighbourhood, over: Round, values: dict[str, Any]) -> Response:
    """Show how a round ended: what was reached, several kinds of bests, and what the player did."""
    player: Player | None = values["player"]
    values["closing"] = closing_of(over, values["state"])
    zone = neighbourhood.timezone
    first, last = day_of(over.opens_at, zone), day_of(over.closes_at, zone) + timedelta(days=1)
    values["photos"] = gallery_since(neighbourhood, first, last, most=MOST_PHOTOS)
    if player is not None:
        values["score"] = score_and_together(over, player.id)[0]
        values["done"] = count_entries(player.id, over.id)
    return play_page("my_game/closing.html", neighbourhood, **values)


@blueprint.get("/<slug:wijk>/spel/naam")
def nickname(wijk: str) -> Response:
    """Ask for another nickname."""
    neighbourhood = neighbourhood_called(wijk)
    player = the_player(neighbourhood)
    return play_page("my_game/nickname.html", neighbourhood, typed=player.nickname, wrong="", most=LONGEST)


@blueprint.post("/<slug:wijk>/spel/naam")
def rename(wijk: str) -> Response:
    """Give the player another nickname; one that will not do is said, and kept in its field."""
    neighbourhood = neighbourhood_called(wijk)
    typed = request.form.get("nickname", "")
    try:
        with write():
            choose_nickname(the_player(neighbourhood_called(wijk)), typed)
    except Invalid as error:
        wrong = _said_of_nickname(error.fields["nickname"])
        return play_page("my_game/nickname.html", neighbourhood, 422, typed=typed[:60], wrong=wrong, most=LONGEST)
    return on_to("my_game.show", wijk)


@blueprint.get("/<slug:wijk>/spel/thuis")
def home_spot(wijk: str) -> Response:
    """Let the player choose the spot that feels like home."""
    neighbourhood = neighbourhood_called(wijk)
    player = the_player(neighbourhood)
    free = may_choose_home(player.home_chosen_at, now())
    return play_page(
        "my_game/home_spot.html", neighbourhood, player=player, free=free, spots=public_spots(neighbourhood)
    )


@blueprint.post("/<slug:wijk>/spel/thuis")
def move(wijk: str) -> Response:
    """Keep which spot feels like home: the team."""
    with write():
        neighbourhood = neighbourhood_called(wijk)
        choose_home(the_player(neighbourhood), spot_called(neighbourhood, request.form.get("spot", "")))
    return on_to("my_game.show", wijk)


@blueprint.post("/<slug:wijk>/spel/speler")
def switch(wijk: str) -> Response:
    """Let somebody else play on this phone: one who did before, or somebody new."""
    language = reader().language
    with write():
        neighbourhood = neighbourhood_called(wijk)
        phone, name = _phone(neighbourhood), request.form.get("player", "")
        before = phone.player.public_id if phone.player else None
        if name:
            play_as(phone, player_with(name, neighbourhood.id))
        else:
            add_player(phone, neighbourhood, language=language)
    return on_to("my_game.show", wijk, na=before)


@blueprint.get("/<slug:wijk>/spel/gegevens")
def my_data(wijk: str) -> Response:
    """Show everything that is kept of the player, to be taken along or deleted."""
    neighbourhood = neighbourhood_called(wijk)
    player = the_player(neighbourhood)
    values: dict[str, Any] = {"player": player, "kept": all_kept_of(player), "phones": count_phones(player.id)}
    return play_page("my_game/my_data.html", neighbourhood, **values)


@blueprint.get("/<slug:wijk>/spel/gegevens.json")
def download(wijk: str) -> Response:
    """Hand out everything that is kept of the player, as a file."""
    neighbourhood = neighbourhood_called(wijk)
    kept = json.dumps(all_kept_of(the_player(neighbourhood)), ensure_ascii=False, indent=2)
    response = Response(kept, mimetype="application/json")
    response.headers["Content-Disposition"] = 'attachment; filename="mijn-gegevens.json"'
    return for_this_phone(response, neighbourhood.slug)


@blueprint.post("/<slug:wijk>/spel/gegevens/weg")
def delete(wijk: str) -> Response:
    """Delete everything that is kept of the player, at once."""
    with write():
        names = leave_with_photos(the_player(neighbourhood_called(wijk)))
    drop_files(names)
    return on_to("my_game.gone", wijk)


@blueprint.get("/<slug:wijk>/spel/gegevens/weg")
def gone(wijk: str) -> Response:
    """Say that everything is deleted."""
    return play_page("my_game/gone.html", neighbourhood_called(wijk))


def all_kept_of(player: Player) -> dict[str, Any]:
    """Return all that is kept of a player: of the game, of photos, and of what they confirmed for others."""
    photos = {"photos": photos_kept_of(player), "photo_flags": flags_kept_of(player)}
    return everything_of(player) | photos | {"vouches": vouches_of(player)}


def _phone(neighbourhood: Neighbourhood) -> Device:
    phone = phone_of(neighbourhood)
    if phone is None:
        raise Missing("no_such_player")
    return phone


def _said_of_nickname(code: str) -> str:
    said: dict[str, str] = {
        "missing": _("Type a nickname."),
        "too_short": _("Use at least two letters."),
        "too_long": _("This is too long. Make it a little shorter."),
        "not_text": _("Use letters and digits only."),
        "contact": _("A nickname holds no phone number and no address."),
        "insult": _("Choose a friendly name, please: everybody in the neighbourhood may read it."),
        "looks_official": _("This looks like somebody of the organisation. Choose another one."),
        "taken": _("Somebody here has a name that looks like this. Choose another one."),
    }
    return said[code]
