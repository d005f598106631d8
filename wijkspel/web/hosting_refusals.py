"""What a refusal says about cards, hosts, families, and who saw a meeting: a heading, what happened, what to do now."""

from flask_babel import gettext as _

Words = tuple[str, str, str]


def hosting_refusals() -> dict[str, Words]:
    """Return the words of every refusal about what somebody else confirms, by its code."""
    return {**_of_cards(), **_of_phones(), **_of_scans(), **_of_hosts(), **_of_families(), **_of_vouches()}


def said_to_a_host(code: str, card: str) -> str | None:
    """Return in words for a host why two do not meet, and about which card; None for what is not said beside a form."""
    said: dict[str, str] = {
        "card_of_nobody": _("The card %(card)s is nobody’s yet. Hand it out first, then let them meet.", card=card),
        "card_revoked": _("The card %(card)s is replaced. Ask its holder for the new one.", card=card),
        "no_parent_yet": _("For the card %(card)s no parent says yes now. A parent does so on a phone.", card=card),
        "host_too_close": _("One of them plays on this device, so somebody else has to see that they meet."),
        "same_card": _("This is the same card twice. Take the card of the other one as well."),
        "no_round": _("No round is being played now"),
        "not_now": _("These two cannot meet in the game at this moment. Nothing was saved."),
    }
    return said.get(code)


def _of_cards() -> dict[str, Words]:
    to_a_host = _("Take the card to the host of a place.")
    return {
        "no_such_card": (
            _("We do not know this card"),
            _("A card has eight letters and digits. Perhaps one of them is different."),
            _("Have another look at the card, and scan it again."),
        ),
        "card_revoked": (
            _("This card is replaced"),
            _("Its holder has another card now. This one no longer works."),
            _("Ask for the new card."),
        ),
        "card_of_nobody": (_("This card is nobody’s yet"), _("A host hands it out first."), to_a_host),
        "card_of_a_child": (
            _("Take this card to a host"),
            _("With this card people meet where a host sees it."),
            _("Go to the host of a place together."),
        ),
    }


def _of_phones() -> dict[str, Words]:
    return {
        "no_phone_for_a_child": (
            _("Somebody younger than 16 asks a parent first"),
            _("On a phone of its own a child plays when a parent has said yes there."),
            _("Let the child choose “younger” on that phone. It then says how to ask."),
        ),
        "move_over": (
            _("This square no longer works"),
            _("It works once, and for ten minutes."),
            _("Ask the host of the place for a new one."),
        ),
        "device_of_a_host": (
            _("This device receives people"),
            _("A card goes to the phone of its holder, and not to the device of a host. Nothing was saved."),
            _("Let the holder scan the square with the own phone."),
        ),
    }


def _of_scans() -> dict[str, Words]:
    return {
        "own_card": (
            _("This is your own card"),
            _("It is for somebody else to scan."),
            _("Show it to a neighbour, or to the host of a place."),
        ),
        "not_now": (
            _("This does not work now"),
            _("These two cannot meet in the game at this moment. Nothing was saved."),
            _("Meet somebody else."),
        ),
    }


def _of_hosts() -> dict[str, Words]:
    return {
        "no_such_host": (
            _("This device does not receive people"),
            _("Only the device of a host opens this page. Perhaps the host has stopped."),
            _("Ask whoever invites the hosts for a new link."),
        ),
        "host_code_over": (
            _("This code no longer works"),
            _("A code works once, on one device, within seven days."),
            _("Ask whoever invites the hosts for a new one."),
        ),
        "no_parent_yet": (
            _("No parent has said yes yet"),
            _("Somebody younger than 16 plays when a parent agrees."),
            _("Let a parent say so on the phone, or tell the host."),
        ),
    }


def _of_families() -> dict[str, Words]:
    return {
        "a_phone_of_your_own": (
            _("Do this on your own phone"),
            _("You and your child play on one phone, so we do not know who taps here."),
            _("Make a card for your child under “My family”."),
        ),
        "not_a_child": (
            _("Nobody has to say yes here"),
            _("This player is 16 or older. Nothing was saved."),
            _("You can go on playing, both of you."),
        ),
        "family_full": (
            _("Your family is full"),
            _("One parent can add eight children."),
            _("Take one back first, or let another parent do it."),
        ),
        "too_young_for_a_parent": (
            _("A parent does this"),
            _("You said that you are younger than 16, or you were not asked yet."),
            _("Let your father or mother do it on their own phone."),
        ),
        "question_over": (
            _("This question is over"),
            _("It is open for a day, and this day has passed."),
            _("Let your child ask again."),
        ),
    }


def _of_vouches() -> dict[str, Words]:
    somebody_else = _("Let somebody else who was there confirm it.")
    return {
        "no_such_vouch": (_("This question is over"), _("Perhaps the meeting counts already."), somebody_else),
        "vouch_over": (_("This question is over"), _("Perhaps the meeting counts already."), somebody_else),
        "not_doubtful": (
            _("There is nothing to confirm here"),
            _("This meeting needs nobody else."),
            _("Look at it under “My game”."),
        ),
        "vouch_own": (_("You were one of the two"), _("Somebody else has to confirm it."), somebody_else),
        "vouch_family": (
            _("You are too close to one of the two"),
            _("You share a phone, or you are family."),
            somebody_else,
        ),
        "vouch_not_there": (
            _("You were not there"),
            _("We do not know that you were at this place on that day."),
            _("Are you there now? Say “I am here” at the place, and confirm it then."),
        ),
        "vouch_met_nobody": (
            _("You do not know anybody here yet"),
            _("Whoever confirms has met somebody else in this round."),
            _("Meet a neighbour first, then confirm it."),
        ),
        "vouch_enough": (
            _("You confirmed enough today"),
            _("Everybody can do it a few times a day."),
            _("Let somebody else who was there confirm it."),
        ),
    }
