"""How often one network may try something. Generous: one flat, one Wi-Fi, many neighbours."""

import ipaddress

from flask import Flask, request
from flask_limiter import Limiter
from limits import parse
from werkzeug.exceptions import TooManyRequests

WRONG_CODES = parse("60/minute")
WRITES = parse("120/minute")


def network() -> str:
    """Return the network a request comes from: an IPv4 address, or the /64 that an IPv6 home gets."""
    try:
        address = ipaddress.ip_address(request.remote_addr or "")
    except ValueError:
        return "unknown"
    if address.version == 6:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


limiter = Limiter(network, strategy="fixed-window")


def set_up(app: Flask) -> None:
    """Count in memory for one process, in Redis for more; a Redis that is gone lets everybody in."""
    settings = app.config["SETTINGS"]
    app.config.update(RATELIMIT_STORAGE_URI=settings.redis_url or "memory://", RATELIMIT_SWALLOW_ERRORS=True)
    limiter.init_app(app)
    app.before_request(count_write)


def count_wrong_code() -> None:
    """Count a code that leads nowhere. Raises TooManyRequests when somebody is trying them all."""
    _count(WRONG_CODES, "wrong-code")


def count_write() -> None:
    """Count a write, whatever it is. Raises TooManyRequests."""
    if request.method not in ("GET", "HEAD", "OPTIONS"):
        _count(WRITES, "write")


def _count(limit: object, what: str) -> None:
    if not limiter.limiter.hit(limit, what, network()):  # type: ignore[arg-type]
        raise TooManyRequests(retry_after=60)
