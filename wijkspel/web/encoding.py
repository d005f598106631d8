"""Bodies over the wire: brotli where the browser knows it, else gzip."""

import gzip
from collections.abc import Mapping

import brotli

IDENTITY = "identity"
QUICK = 4


def encodings(body: bytes) -> dict[str, bytes]:
    """Return a body in every encoding we answer in. Six is where brotli's gain per millisecond ends for a page."""
    return {"br": brotli.compress(body, quality=6), "gzip": gzip.compress(body, 6, mtime=0), IDENTITY: body}


def encoded(body: bytes, name: str) -> bytes:
    """Return a body in one encoding, for a page that is made once: there the lightest work is the fastest answer."""
    if name == "br":
        return bytes(brotli.compress(body, quality=QUICK))
    return gzip.compress(body, QUICK, mtime=0) if name == "gzip" else body


def tight(body: bytes) -> bytes:
    """Return a body in brotli with a tenth fewer bytes, for twenty times the work: worth it for what is read again."""
    return bytes(brotli.compress(body, quality=10, lgwin=16))


def plain(bodies: Mapping[str, bytes]) -> bytes:
    """Return a body as it was before any encoding, also where only the encoded ones are kept: few ask for it."""
    return bodies[IDENTITY] if IDENTITY in bodies else gzip.decompress(bodies["gzip"])


def chosen(accept_encoding: str) -> str:
    """Return the best of our encodings for an Accept-Encoding header. A q of 0 is a rare no, and is heard."""
    for name in ("br", "gzip"):
        if name in accept_encoding and f"{name};q=0," not in f"{accept_encoding.replace(' ', '')},":
            return name
    return IDENTITY
