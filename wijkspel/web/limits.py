"""How often one network may try something. Generous: one flat, one Wi-Fi, many neighbours."""

import ipaddress
import logging
from collections.abc import Callable

from flask import Flask, current_app, request
from limits import RateLimitItem, parse
from limits.errors import StorageError
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter
from werkzeug.exceptions import TooManyRequests

WRONG_CODES = parse("60/minute")
WRITES = parse("120/minute")
# Of the 10,000 digits a handful is open at a spot: so few tries are as good as none.
WRONG_DIGITS_A_PHONE, WRONG_DIGITS_A_SPOT = parse("5/2 minutes"), parse("30/2 minutes")
# Less than of a spot: one network, with a new cookie for every try, does not close a spot for all others.
WRONG_DIGITS_A_NETWORK = parse("20/2 minutes")
# Forty bits, ten tries an hour: a thousand phones together need twelve thousand years.
PHRASES_A_PHONE, PHRASES_A_NETWORK = parse("10/hour"), parse("60/hour")
HOST_CODES_A_PHONE, HOST_CODES_A_NETWORK = parse("10/hour"), parse("60/hour")
# A meeting has one photo; a phone that tries more often than this is no neighbour's.
PHOTOS_A_PHONE, PHOTOS_A_NETWORK = parse("20/hour"), parse("200/hour")
# A page on paper takes the press, which prints one thing at a time for everybody, a second or more.
PRINTS_A_PHONE, PRINTS_A_NETWORK = parse("10/hour"), parse("60/hour")
logger = logging.getLogger("wijkspel.limits")


def set_up(app: Flask) -> None:
    """Count in memory for one process, in Redis for more."""
    storage = storage_from_string(app.config["SETTINGS"].redis_url or "memory://", wrap_exceptions=True)
    app.extensions["limits"] = FixedWindowRateLimiter(storage)
    app.before_request(count_write)


def count_wrong_code() -> None:
    """Count a code that leads nowhere. Raises TooManyRequests when somebody is trying them all."""
    _count(WRONG_CODES, "wrong-code", network())


def check_codes() -> None:
    """Raise TooManyRequests for a network that tried too many codes: the right one opens nothing then."""
    _check(WRONG_CODES, "wrong-code", network())


def count_wrong_digits(phone: str, spot: str) -> None:
    """Count digits that open no invitation, by phone, by network and only then by spot. Raises TooManyRequests."""
    _count(WRONG_DIGITS_A_PHONE, "wrong-digits-phone", phone)
    _count(WRONG_DIGITS_A_NETWORK, "wrong-digits-network", network())
    _count(WRONG_DIGITS_A_SPOT, "wrong-digits-spot", spot)


def check_digits(phone: str, spot: str) -> None:
    """Raise TooManyRequests for whoever typed too many wrong digits: the right ones open nothing then."""
    _check(WRONG_DIGITS_A_PHONE, "wrong-digits-phone", phone)
    _check(WRONG_DIGITS_A_NETWORK, "wrong-digits-network", network())
    _check(WRONG_DIGITS_A_SPOT, "wrong-digits-spot", spot)


def count_wrong_phrase(phone: str) -> None:
    """Count a recovery phrase that is tried, by phone and by network. Raises TooManyRequests."""
    _count(PHRASES_A_PHONE, "phrase-phone", phone)
    _count(PHRASES_A_NETWORK, "phrase-network", network())


def count_wrong_host_code(phone: str) -> None:
    """Count the code of a host that is tried, by device and by network. Raises TooManyRequests."""
    _count(HOST_CODES_A_PHONE, "host-code-phone", phone)
    _count(HOST_CODES_A_NETWORK, "host-code-network", network())


def count_photo(phone: str) -> None:
    """Count a photo that is sent, by phone and by network. Raises TooManyRequests."""
    _count(PHOTOS_A_PHONE, "photo-phone", phone)
    _count(PHOTOS_A_NETWORK, "photo-network", network())


def count_print(phone: str) -> None:
    """Count a page that is printed for one phone alone, by phone and by network. Raises TooManyRequests."""
    _count(PRINTS_A_PHONE, "print-phone", phone)
    _count(PRINTS_A_NETWORK, "print-network", network())


def count_write() -> None:
    """Count a write, whatever it is. Raises TooManyRequests."""
    if request.method not in ("GET", "HEAD", "OPTIONS"):
        _count(WRITES, "write", network())


def network() -> str:
    """Return the network a request comes from: an IPv4 address, or the /64 that an IPv6 home gets."""
    try:
        address = ipaddress.ip_address(request.remote_addr or "")
    except ValueError:
        return "unknown"
    if address.version == 6:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


def _count(limit: RateLimitItem, what: str, who: str) -> None:
    _ask(_limiter().hit, limit, what, who)


def _check(limit: RateLimitItem, what: str, who: str) -> None:
    _ask(_limiter().test, limit, what, who)


def _limiter() -> FixedWindowRateLimiter:
    limiter: FixedWindowRateLimiter = current_app.extensions["limits"]
    return limiter


def _ask(question: Callable[..., bool], limit: RateLimitItem, what: str, who: str) -> None:
    try:
        within = question(limit, what, who)
    except StorageError:
        # People come first: while Redis is gone everybody may go on, and the log says so.
        logger.error("limits cannot be counted", extra={"what": what})
        return
    if not within:
        raise TooManyRequests(retry_after=60)
