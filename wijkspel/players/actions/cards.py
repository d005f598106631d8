"""Cards: made with a player of their own, handed out, replaced when one is lost, and taken back."""

from sqlalchemy import select

from wijkspel.clock import now
from wijkspel.db import db, tenant_of
from wijkspel.errors import Conflict, Invalid, Missing, NotAllowed
from wijkspel.places.models import Neighbourhood
from wijkspel.players.actions.players import bring, new_guest, phone_with, say_age
from wijkspel.players.models import Card, Guardianship, Host, Player
from wijkspel.players.queries import a_parent_said_yes, host_on
from wijkspel.players.rules import PHOTO_CHOICES, new_token
from wijkspel.qr import CARD_LENGTH, new_code


def make_card(neighbourhood: Neighbourhood, *, language: str) -> Card:
    """Make a card for whoever will get it, with a made-up nickname. It meets nobody until it is handed out."""
    return card_for(new_guest(neighbourhood, language=language))


def card_for(player: Player) -> Card:
    """Make a card for a player."""
    card = Card(
        **tenant_of(player), player_id=player.id, code=new_code(CARD_LENGTH), photo_choice="none", made_at=now()
    )
    db.session.add(card)
    db.session.flush()
    return card


def hand_out(card: Card, host: Host, *, age: str, a_parent_told: bool = False, photo_choice: str = "none") -> None:
    """Let a host hand out a card, and keep how old its holder is: `grown_up` or `younger`.

    For somebody younger than 16 a parent has to have said yes, and photos are for a parent to decide. A second time
    changes nothing. Raises Invalid, and Conflict when the card is revoked.
    """
    hold_card(card)
    if card.handed_out_at is not None:
        return
    needs_parent = age == "younger" and not a_parent_told and not a_parent_said_yes(card.player_id)
    if age not in ("grown_up", "younger") or needs_parent:
        raise Invalid(**({"parent": "missing"} if needs_parent else {"age": "missing"}))
    say_age(card.player, is_grown_up=age == "grown_up")
    if age == "younger":
        told = Guardianship(**tenant_of(card), child_id=card.player_id, host_id=host.id, said_at=now())
        db.session.add(told)
    card.handed_out_at = now()
    db.session.flush()
    choose_photos(card, photo_choice if age == "grown_up" else "none")


def choose_photos(card: Card, choice: str) -> None:
    """Keep what the holder of a card says about every photo; of a child there are none.

    Raises Invalid, and Conflict when the card is revoked: whoever found a lost one decides nothing.
    """
    hold_card(card)
    if choice not in PHOTO_CHOICES or (choice != "none" and not card.player.is_grown_up):
        raise Invalid(photo_choice="unknown")
    card.photo_choice = choice
    db.session.flush()


def reissue_card(card: Card) -> Card:
    """Make a new card for the same player, as handed out as the old one, which stops at once. Raises Conflict."""
    hold_card(card)
    new = card_for(card.player)
    new.photo_choice, new.handed_out_at = card.photo_choice, card.handed_out_at
    revoke_card(card)
    return new


def revoke_card(card: Card) -> None:
    """Let a card meet nobody any more; a second time changes nothing."""
    card.revoked_at = card.revoked_at or now()
    db.session.flush()


def bring_holder(card: Card, token: str, neighbourhood: Neighbourhood, *, key: str | None) -> None:
    """Let the holder of a card play on a phone from now, by the key of a link: of two at once, the first one.

    Raises Missing when that link was used, Conflict for a card that is revoked, and NotAllowed on the device of a host,
    who needs no more than the code of a card for such a link.
    """
    device = phone_with(token, neighbourhood)  # before the card: whoever leaves on this phone holds them in this order
    hold_card(card)
    if card.move_key != key:
        raise Missing("move_over")
    if host_on(device) is not None:
        raise NotAllowed("device_of_a_host")
    bring(card.player, token, neighbourhood)
    card.move_key = new_token()
    db.session.flush()


def hold_card(card: Card) -> None:
    """Hold a card until the end of the transaction. Raises Missing when its holder has left, Conflict when revoked."""
    held = select(Card).where(Card.id == card.id).with_for_update(key_share=True)
    if db.session.scalar(held.execution_options(populate_existing=True)) is None:
        raise Missing("no_such_card")
    if card.revoked_at is not None:
        raise Conflict("card_revoked")
