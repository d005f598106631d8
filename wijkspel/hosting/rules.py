"""Who may meet by a card or a host, and who may say that two people were together."""

from datetime import timedelta
from typing import NamedTuple

from wijkspel.game.rules import PRESENCE, refusal_of_age
from wijkspel.rounds.rules import RuleTable

VOUCH = PRESENCE  # how long somebody who was there can be asked
HOST_SEES = timedelta(hours=48)  # of which pairs a host can say that they were together
STEPS_OF_COUNT = 5  # in which a screen counts people: fewer are hidden, and nobody sees one more come (trust rule 7)


def refusal_with_host(is_grown_up: bool | None, *, a_parent_said_yes: bool) -> str | None:
    """Return why somebody may not meet others where a host confirms it, or None when they may (trust rule 4)."""
    if is_grown_up is False:
        return None if a_parent_said_yes else "no_parent_yet"
    return refusal_of_age(is_grown_up)


def refusal_of_status(status: str) -> str | None:
    """Return why a card stands for nobody, or None when somebody holds it."""
    if status == "handed_out":
        return None
    return "card_revoked" if status == "revoked" else "card_of_nobody"


def refusal_of_card(status: str, is_grown_up: bool | None) -> str | None:
    """Return why a card meets nobody who scans it without a host, or None when it does."""
    return refusal_of_status(status) or (None if is_grown_up else "card_of_a_child")


class Seen(NamedTuple):
    """All that decides whether somebody may say that two people were together."""

    is_one_of_them: bool
    is_grown_up: bool | None
    shares_a_phone: bool
    is_family: bool
    keeps_apart: bool
    was_there: bool  # at the place, on the day of the meeting
    others_met: int
    vouches_today: int


def refusal_of_vouch(seen: Seen, rules: RuleTable) -> str | None:
    """Return why somebody may not say that two people were together, or None. That two keep apart stays silent."""
    refusals = {
        "vouch_own": seen.is_one_of_them,
        "vouch_family": seen.shares_a_phone or seen.is_family,
        "vouch_over": seen.keeps_apart,
        "vouch_not_there": not seen.was_there,
        "vouch_met_nobody": not seen.others_met,
        "vouch_enough": seen.vouches_today >= rules.vouches_a_day,
    }
    return refusal_of_age(seen.is_grown_up) or next((code for code, holds in refusals.items() if holds), None)


def shown_count(people: int) -> int:
    """Return as how many a number of people is shown: in steps of five, and none below five."""
    return people - people % STEPS_OF_COUNT
