"""Parents: who says yes for a child, and takes that back."""

from sqlalchemy import delete

from wijkspel.clock import now
from wijkspel.db import db, insert_into, tenant_of
from wijkspel.errors import Conflict, NotAllowed
from wijkspel.places.models import Neighbourhood
from wijkspel.players.actions.cards import card_for, revoke_card
from wijkspel.players.actions.players import new_guest
from wijkspel.players.models import Card, Guardianship, Player
from wijkspel.players.queries import (
    a_parent_said_yes,
    card_of,
    children_of,
    locked,
    newest_child_of,
    plays_on_a_phone,
    share_a_phone,
)
from wijkspel.players.rules import DOUBLE_TAP, MOST_CHILDREN


def add_child(parent: Player, neighbourhood: Neighbourhood, *, language: str) -> Card:
    """Make a child of a parent, who plays with a card; a double tap makes one. Raises NotAllowed and Conflict."""
    locked([parent.id])
    tapped = newest_child_of(parent.id, now() - DOUBLE_TAP)
    card = card_of(tapped.id) if tapped is not None else None
    if card is not None:
        return card
    _check_may_speak(parent)
    child = new_guest(neighbourhood, language=language)
    child.is_grown_up = False
    _say_yes(parent, child)
    return _card_in_hand(child)


def let_play(child: Player, parent: Player) -> None:
    """Keep that a parent says yes to a child that plays on its own phone, which gets a card to show to a host.

    A second time changes nothing. Raises NotAllowed when the two share a phone: then nobody knows who taps.
    """
    locked([parent.id])  # who says at this moment to be younger is no parent
    if child in children_of(parent.id):
        return
    _check_may_speak(parent)
    if child.id == parent.id or share_a_phone(child, parent):
        raise NotAllowed("a_phone_of_your_own")
    if child.is_grown_up is not False:
        raise Conflict("not_a_child")
    _say_yes(parent, child)
    if card_of(child.id) is None:
        _card_in_hand(child)


def end_yes(parent: Player, child: Player) -> bool:
    """Take back what a parent said for a child, and return whether the child is then on nobody's phone."""
    own = delete(Guardianship).where(Guardianship.child_id == child.id, Guardianship.parent_id == parent.id)
    db.session.execute(own)
    if a_parent_said_yes(child.id):
        return False
    card = card_of(child.id)
    if card is not None:
        revoke_card(card)
    return not plays_on_a_phone(child.id)


def _check_may_speak(parent: Player) -> None:
    if not parent.is_grown_up:
        raise NotAllowed("too_young_for_a_parent")
    if len(children_of(parent.id)) >= MOST_CHILDREN:
        raise Conflict("family_full")


def _say_yes(parent: Player, child: Player) -> None:
    yes = {**tenant_of(child), "child_id": child.id, "parent_id": parent.id, "said_at": now()}
    once = insert_into(Guardianship).values(yes)
    db.session.execute(once.on_conflict_do_nothing(index_elements=["child_id", "parent_id"]))


def _card_in_hand(child: Player) -> Card:
    card = card_for(child)
    card.handed_out_at = now()
    db.session.flush()
    return card
