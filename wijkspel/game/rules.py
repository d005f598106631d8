"""Who may meet, and what a pair is worth."""

import secrets
import unicodedata
from datetime import date, timedelta
from typing import NamedTuple

from wijkspel.rounds.rules import RuleTable

PRESENCE = timedelta(minutes=20)  # how long a tap on “I am here” holds
INVITATION = timedelta(minutes=2)
MOST_IN_A_MEETING = 6
# How long it is kept where people were, what a screen showed, and a complaint after somebody looked at it.
PRESENCE_DAYS, COMPLAINT_DAYS = 14, 90
LONGEST_COMPLAINT = 400
COUNTED = ("new", "again")  # the outcomes of a pair that score
PENDING = ("waits", "doubtful")  # and those that may still
TOGETHER = (*COUNTED, "again_today", "again_enough", "enough_here")  # of two who are known to have been together


class PairFacts(NamedTuple):
    """All that decides what a pair is worth: of the two together, and of whichever of them has more of it."""

    same_phone: bool
    is_far: bool  # by the phone of one of them
    pending: str | None  # what an earlier meeting is worth that still holds up this one
    days_counted: tuple[date, ...]  # on which days this pair scored in this round
    today: date
    paid_here: int  # pairs of this meeting that already paid
    new_this_hour: int
    guests_today: int  # untried guests that the other met today, when one of the two is such a guest
    same_family: bool = False
    cards_today: int | None = None  # that counted today for the one who scans a card; None when no card was scanned


def facts_of_a_seen_pair(days_counted: tuple[date, ...], day: date, *, paid_here: int) -> PairFacts:
    """Return what decides about two who did meet on a day: how often they scored, and with how many others there."""
    return PairFacts(
        same_phone=False,
        is_far=False,
        pending=None,
        days_counted=days_counted,
        today=day,
        paid_here=paid_here,
        new_this_hour=0,
        guests_today=0,
    )


def outcome_of(facts: PairFacts, rules: RuleTable) -> str:
    """Return what a pair is worth: `new` and `again` score, `waits` and `doubtful` may yet, the others say why not."""
    if facts.same_phone:
        return "same_phone"
    if facts.same_family:
        return "same_family"
    if facts.today in facts.days_counted:
        return "again_today"
    if facts.is_far or _many_cards(facts, rules):
        return "doubtful"
    if len(facts.days_counted) > rules.again_a_pair:
        return "again_enough"
    if facts.pending:
        return facts.pending
    if facts.paid_here >= rules.pairs_a_meeting:
        return "enough_here"
    if facts.days_counted:
        return "again"
    if facts.new_this_hour >= rules.new_an_hour:
        return "doubtful"
    return "waits" if facts.guests_today >= rules.guests_a_day else "new"


def doubt_of(outcome: str, facts: PairFacts, rules: RuleTable) -> str | None:
    """Return why a pair is doubtful: a phone that is far away, so many cards today, or so many people in an hour."""
    if outcome != "doubtful":
        return None
    if facts.is_far:
        return "far"
    return "cards" if _many_cards(facts, rules) else "hurry"


def _many_cards(facts: PairFacts, rules: RuleTable) -> bool:
    return facts.cards_today is not None and facts.cards_today >= rules.cards_a_day


class Line(NamedTuple):
    """A line of the ledger that a pair claims for one of the two."""

    reason: str
    points: int
    key: str


def lines_of_pair(outcome: str, rules: RuleTable, *, pair: str, player: str, bridge: bool, times: int) -> list[Line]:
    """Return what a pair claims for one of the two: the first time, with a bridge between home spots, or seen again.

    `pair` and `player` are their names in claim keys; `times` is how often it was paid for seeing each other again.
    """
    if outcome == "again":
        return [Line("again", rules.again, f"again:{pair}:{times + 1}:{player}")]
    if outcome != "new":
        return []
    first = Line("new", rules.new, f"pair:{pair}:{player}")
    return [first, Line("bridge", rules.bridge, f"bridge:{pair}:{player}")] if bridge else [first]


def new_token() -> str:
    """Return the secret name of an invitation: 96 bits, in its QR and nowhere else."""
    return secrets.token_urlsafe(12)


def read_digits(typed: str) -> str | None:
    """Return the four digits that somebody typed, in the digits of any script; None when it is something else."""
    if len(typed) > 32:
        return None
    shown = [letter for letter in unicodedata.normalize("NFKC", typed) if letter not in " -\u2010\u2011\u200e\u200f"]
    values = [unicodedata.digit(letter, None) for letter in shown]
    return "".join(map(str, values)) if len(values) == 4 and None not in values else None


def refusal_of_age(is_grown_up: bool | None) -> str | None:
    """Return why somebody may not meet others on a phone of their own, or None when they may (trust rule 4)."""
    if is_grown_up is None:
        return "age_unknown"
    return None if is_grown_up else "too_young"


def problems_of_complaint(words: str) -> dict[str, str]:
    """Return a code when a complaint is too long. It may say nothing: that it did not feel good is enough."""
    return {"words": "too_long"} if len(words) > LONGEST_COMPLAINT else {}
