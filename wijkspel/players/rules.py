"""What a player may choose, and how a phone and a recovery phrase are remembered."""

import hashlib
import secrets
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


def may_choose_home(chosen_at: datetime | None, moment: datetime) -> bool:
    """Return whether a player may choose another home spot: once a week."""
    return chosen_at is None or moment - chosen_at >= timedelta(days=HOME_DAYS)
