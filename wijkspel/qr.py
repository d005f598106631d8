"""Sticker codes: how they are made, read as people type them, and drawn as QR."""

import io
import secrets
import unicodedata
from itertools import groupby
from typing import NamedTuple

import qrcode
from qrcode.constants import ERROR_CORRECT_Q
from qrcode.image.svg import SvgPathImage

# No vowels, so that no word appears; no 0, 1 or 5-like S, so that a worn print still reads one way only.
ALPHABET = "23456789BCDFGHJKMNPQRTVWXYZ"
LENGTH = 6
QUIET = 4  # modules of light around a QR (ISO/IEC 18004, 9.1)


class Drawing(NamedTuple):
    """A QR as one path of SVG, to be drawn with a line one module wide: its side in modules with the quiet zone, and
    what is dark, row by row.
    """

    side: int
    path: str


def new_code() -> str:
    """Return a random sticker code. It is public by nature and grants nothing by itself."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def read_code(typed: str) -> str | None:
    """Return the code that somebody meant by what was typed or scanned, or None when it cannot be one.

    Upper and lower case, spaces, dashes, full-width letters and the digits of any script all count as the same.
    """
    if len(typed) > 64:
        return None
    letters = [
        _plain(letter) for letter in unicodedata.normalize("NFKC", typed) if letter not in " -\u2010\u2011\u00a0"
    ]
    code = "".join(letters).upper()
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else None


def written(code: str) -> str:
    """Return a code the way it is printed beside its QR: in two groups of three."""
    return f"{code[:3]}-{code[3:]}"


def address(base_url: str, code: str) -> str:
    """Return what the QR of a sticker says.

    In capitals, so that QR's alphanumeric mode makes it a version smaller and readable from farther away
    (ISO/IEC 18004, table 5: that mode knows capitals, digits and nine signs, among them ":" "/" "." and "-").
    """
    return f"{base_url}/q/{code}".upper()


def svg(text: str) -> str:
    """Return a QR of a text as SVG, with error correction Q (a quarter may be dirt)."""
    picture = _drawn(text).make_image(image_factory=SvgPathImage)
    buffer = io.BytesIO()
    picture.save(buffer)
    return buffer.getvalue().decode()


def drawing(text: str) -> Drawing:
    """Return a QR of a text as one path, a quarter as long as with the outline of each module."""
    rows = _drawn(text).get_matrix()
    return Drawing(len(rows), "".join(_pieces(row, number) for number, row in enumerate(rows)))


def in_terminal(text: str) -> str:
    """Return a QR of a text in half-block characters, to be scanned from a terminal."""
    buffer = io.StringIO()
    _drawn(text).print_ascii(out=buffer, invert=True)
    return buffer.getvalue()


def _drawn(text: str) -> qrcode.QRCode:
    drawn: qrcode.QRCode = qrcode.QRCode(error_correction=ERROR_CORRECT_Q, border=QUIET)
    drawn.add_data(text)
    drawn.make(fit=True)
    return drawn


def _pieces(row: list[bool], number: int) -> str:
    pieces, column = "", 0
    for dark, run in groupby(row):
        length = len(list(run))
        pieces += f"M{column} {number}.5h{length}" if dark else ""
        column += length
    return pieces


def _plain(letter: str) -> str:
    digit = unicodedata.digit(letter, None)
    return letter if digit is None else str(digit)
