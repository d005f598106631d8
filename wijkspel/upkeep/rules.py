"""What a report about a sticker may say, and how long reports and counts are kept."""

import unicodedata
from datetime import timedelta

REASONS = ("broken", "gone", "misplaced", "strange", "other")
LONGEST_NOTE, LONGEST_BY, LONGEST_OUTCOME = 200, 80, 200
# How long is kept: a report after somebody looked at it, a count, and how a sticker hung after it was retired.
# The nightly chore and the privacy page read these.
REPORT_DAYS, SCAN_YEARS, HANGING_MONTHS = 90, 2, 12
# What waits for somebody to look, of whichever room, waits as long as this: long, since it may protect somebody.
WAITING_DAYS = 365
MOST_TO_COMPOSE = 2_000  # characters: five times the longest text that somebody sends us, for letters with many accents
DOUBLE_TAP = timedelta(minutes=10)  # the same words about the same sticker within this time are one report


def tidy(note: str) -> str:
    """Return a note as one line of text: what cannot be shown and needless spaces are left out.

    A text that is longer than any field holds stays as it is, to be refused: composing accents takes time by the square
    of how many there are.
    """
    shown = " ".join("".join(letter for letter in note if letter.isprintable() or letter.isspace()).split())
    return shown if len(shown) > MOST_TO_COMPOSE else unicodedata.normalize("NFC", shown)


def problems_of_report(*, reason: str, note: str) -> dict[str, str]:
    """Return a code for each field of a report that does not fit."""
    found = {}
    if reason not in REASONS:
        found["reason"] = "unknown" if reason else "missing"
    if len(note) > LONGEST_NOTE:
        found["note"] = "too_long"
    return found


def problems_of_outcome(*, by: str, outcome: str) -> dict[str, str]:
    """Return a code for each field that does not fit of what came of a report."""
    found = {}
    for name, text, most in (("by", by, LONGEST_BY), ("outcome", outcome, LONGEST_OUTCOME)):
        if not text:
            found[name] = "missing"
        elif len(text) > most:
            found[name] = "too_long"
    return found
