"""What a player may choose, and how a phone and a recovery phrase are remembered."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

HOME_DAYS = 7  # a player may choose another team once a week
DEVICE_DAYS = 400  # the longest a browser keeps a cookie (RFC 6265bis, 5.5)
MOST_ON_A_DEVICE = 8
MOST_CHILDREN = 8  # of one parent
DOUBLE_TAP = timedelta(seconds=10)  # within which nobody means to add a second child
PHOTO_CHOICES = ("none", "game", "gallery", "print")  # what a card holder says about every photo
HOST_CODE_LENGTH, HOST_CODE = 12, timedelta(days=7)  # 57 bits, tried ten times an hour
FIRST_CARD = timedelta(minutes=5)  # that a host has to find the second of two cards
HOST_DAYS = 90  # that a host's first name is kept after it ended
# Why a nickname does not feel good. Of the first two one report by somebody who met that player is enough to hide it:
# an insult and a real name do harm with every hour, and being called “a neighbour” for a day does little.
FLAG_REASONS = ("insulting", "private", "other")
SERIOUS = FLAG_REASONS[:2]
ENOUGH_WEIGHT = 2
FLAG_HOURS = 24  # within which somebody looks at a flag
FLAG_DAYS = 90  # how long it is kept after somebody looked; an objection as well
LONGEST_OBJECTION = 400
ANSWER_DAYS = 7  # that the page of the game tells what came of an objection about a nickname


def new_token() -> str:
    """Return a random name for a phone, 256 bits, to be kept in its cookie and nowhere else."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """Return what we keep of a phone's name: with it alone nobody becomes that phone."""
    return hashlib.sha256(token.encode()).hexdigest()


def phrase_key(phrase: str, secret: str) -> str:
    """Return what we keep of a recovery phrase, and find its player by.

    Slow on purpose (scrypt, RFC 7914, 16 MB and a twentieth of a second), and salted with the server's secret: a phrase
    has 40 bits, too few for a fast hash that somebody got hold of. The salt is the same for all, or nobody was found.
    """
    salt = hashlib.sha256(f"recovery phrase:{secret}".encode()).digest()
    return hashlib.scrypt(phrase.encode(), salt=salt, n=2**14, r=8, p=1, dklen=32).hex()


def may_be_photographed(is_grown_up: bool | None, choice: str | None) -> bool:
    """Return whether there may be a photo of somebody in the game: of nobody who is, or may be, under 16.

    `choice` is what the holder of a card says about every photo; None for who chooses on a phone about each.
    """
    return is_grown_up is True and choice != "none"


def may_choose_home(chosen_at: datetime | None, moment: datetime) -> bool:
    """Return whether a player may choose another home spot: once a week."""
    return chosen_at is None or moment - chosen_at >= timedelta(days=HOME_DAYS)


def hides_nickname(flags: Iterable[tuple[int, str | None]]) -> bool:
    """Return whether flags, each with its weight and reason, hide a nickname until somebody looked (trust rule 10).

    A report of somebody who never met that player weighs 0: nobody is silenced by phones that were made for it.
    """
    counted = [(weight, reason) for weight, reason in flags if weight]
    return sum(weight for weight, _ in counted) >= ENOUGH_WEIGHT or any(reason in SERIOUS for _, reason in counted)
