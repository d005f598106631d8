"""My family: a child with a card under a parent, and a child that asks a parent from its own phone."""

from typing import Any

from flask import Blueprint, Response, current_app, request
from itsdangerous import BadSignature, URLSafeTimedSerializer

from wijkspel import qr
from wijkspel.db import write
from wijkspel.errors import Missing, NotAllowed
from wijkspel.photos.actions.leaving import take_child_back_with_photos
from wijkspel.places.models import Neighbourhood
from wijkspel.places.queries import neighbourhood_called
from wijkspel.players.actions.cards import reissue_card
from wijkspel.players.actions.parents import add_child, let_play
from wijkspel.players.actions.players import player_on, say_age
from wijkspel.players.models import Card, Player
from wijkspel.players.queries import a_parent_said_yes, card_of, child_of, children_of, player_with
from wijkspel.prints.cards import label_of_card, sheets_of_cards
from wijkspel.web.limits import count_print
from wijkspel.web.media import drop_files
from wijkspel.web.playing import for_this_phone, on_to, play_page, player_of, the_player, token_of_phone
from wijkspel.web.reading import address_of, reader

DAY = 24 * 3600  # seconds that a child's question to a parent is open
blueprint = Blueprint("family", __name__)


@blueprint.get("/<slug:wijk>/spel/gezin")
def show(wijk: str) -> Response:
    """Show a parent the own children, and let them add one."""
    neighbourhood = neighbourhood_called(wijk)
    player = the_player(neighbourhood)
    values: dict[str, Any] = {"children": children_of(player.id), "done": request.args.get("gestopt") == "ja"}
    return play_page("family/show.html", neighbourhood, player=player, **values)


@blueprint.post("/<slug:wijk>/spel/gezin")
def add(wijk: str) -> Response:
    """Add a child, with a nickname and a card of its own."""
    language = reader().language
    with write():
        neighbourhood = neighbourhood_called(wijk)
        name = add_child(the_player(neighbourhood), neighbourhood, language=language).player.public_id
    return on_to("family.child", wijk, child=name)


@blueprint.get("/<slug:wijk>/spel/gezin/<public:child>")
def child(wijk: str, child: str) -> Response:
    """Show a parent the card of a child, to be scanned by a host from this screen."""
    neighbourhood = neighbourhood_called(wijk)
    found = child_of(the_player(neighbourhood), child)
    return play_page("family/child.html", neighbourhood, child=found, **_shown(card_of(found.id)))


@blueprint.get("/<slug:wijk>/spel/gezin/<public:child>/pas.pdf")
def paper(wijk: str, child: str) -> Response:
    """Hand out the card of a child as a page to print, a few times an hour: the press is there for everybody."""
    neighbourhood = neighbourhood_called(wijk)
    card = card_of(child_of(the_player(neighbourhood), child).id)
    if card is None:
        raise Missing("no_such_card")
    count_print(token_of_phone())
    label = label_of_card(card, base_url=current_app.config["SETTINGS"].url)
    answer = Response(sheets_of_cards([label], reader().language), content_type="application/pdf")
    answer.headers["Content-Disposition"] = 'attachment; filename="buurtpas.pdf"'
    return for_this_phone(answer, neighbourhood.slug)


@blueprint.post("/<slug:wijk>/spel/gezin/<public:child>/nieuw")
def reissue(wijk: str, child: str) -> Response:
    """Give a child a new card in place of the one that was shown, which stops at once; a double tap makes one."""
    reader()
    with write():
        neighbourhood = neighbourhood_called(wijk)
        card = card_of(child_of(the_player(neighbourhood), child).id)
        if card is None:
            raise Missing("no_such_card")
        if card.code == request.form.get("code"):
            reissue_card(card)
    return on_to("family.child", wijk, child=child)


@blueprint.post("/<slug:wijk>/spel/gezin/<public:child>/weg")
def take_back(wijk: str, child: str) -> Response:
    """Take back that a child may play; one that was only ever on this phone is deleted."""
    reader()
    with write():
        parent = the_player(neighbourhood_called(wijk))
        names = take_child_back_with_photos(parent, child_of(parent, child))
    drop_files(names)
    return on_to("family.show", wijk, gestopt="ja")


@blueprint.get("/<slug:wijk>/spel/gezin/vraag")
def ask(wijk: str) -> Response:
    """Show a child what to let a parent scan; once a parent said yes, what to let a host scan."""
    neighbourhood = neighbourhood_called(wijk)
    player = the_player(neighbourhood)
    if player.is_grown_up is not False:
        raise Missing("no_such_player")
    card = card_of(player.id) if a_parent_said_yes(player.id) else None
    path = address_of("family.question", wijk=wijk, token=_signer().dumps(player.public_id))
    link = current_app.config["SETTINGS"].url + path
    values = {"asked": qr.drawing(link), "link": link, **_shown(card)}
    return play_page("family/ask.html", neighbourhood, player=player, **values)


@blueprint.get("/<slug:wijk>/spel/gezin/ja/<token>")
def question(wijk: str, token: str) -> Response:
    """Ask a parent whether a child may play."""
    neighbourhood = neighbourhood_called(wijk)
    asking, player = _child_in(token, neighbourhood), player_of(neighbourhood)
    said = player is not None and asking in children_of(player.id)
    return play_page("family/question.html", neighbourhood, child=asking, player=player, said=said, token=token)


@blueprint.post("/<slug:wijk>/spel/gezin/ja/<token>")
def say_yes(wijk: str, token: str) -> Response:
    """Keep that a parent says yes; a phone that is new here gets a guest, who says in the same tap to be a parent."""
    phone, language = token_of_phone(), reader().language
    with write():
        neighbourhood = neighbourhood_called(wijk)
        asking = _child_in(token, neighbourhood)
        parent = player_on(phone, neighbourhood, language=language)
        if parent.id == asking.id:
            raise NotAllowed("a_phone_of_your_own")
        if parent.is_grown_up is None:
            say_age(parent, is_grown_up=True)
        let_play(asking, parent)
    return on_to("family.question", wijk, token=token)


def _shown(card: Card | None) -> dict[str, Any]:
    """Return what a screen shows of a card."""
    if card is None:
        return {"card": None}
    path = address_of("cards.show", wijk=card.player.neighbourhood.slug, code=card.code)
    return {
        "card": card,
        "code": qr.written(card.code),
        "qr": qr.drawing(current_app.config["SETTINGS"].url + path),
    }


def _child_in(token: str, neighbourhood: Neighbourhood) -> Player:
    try:
        name = str(_signer().loads(token, max_age=DAY))
    except BadSignature as error:
        raise Missing("question_over") from error
    return player_with(name, neighbourhood.id)


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="a child asks a parent")
