"""What a player may choose, and how a phone and a recovery phrase are remembered."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

HOME_DAYS = 7  # a player may choose another team once a week
DEVICE_DAYS = 400  # the longest a browser keeps a cookie (RFC 6265bis, 5.5)
MOST_ON_A_DEVICE = 8


def new_token() -> str:
    """Return a random name for a phone, 256 bits, to be kept in its cookie and nowhere else."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """Return what we keep of a phone's name: with it alone nobody becomes that phone."""
    return hashlib.sha256(token.encode()).hexdigest()


def phrase_mac(phrase: str, secret: str) -> str:
    """Return what we keep of a recovery phrase: without the server's secret nobody can try phrases on it."""
    return hmac.new(secret.encode(), f"phrase:{phrase}".encode(), hashlib.sha256).hexdigest()


def may_choose_home(chosen_at: datetime | None, moment: datetime) -> bool:
    """Return whether a player may choose another home spot: once a week."""
    return chosen_at is None or moment - chosen_at >= timedelta(days=HOME_DAYS)
