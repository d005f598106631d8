"""Codes of stickers and cards: how they are made, read as people type them, and drawn as QR."""

import io
import secrets
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

import qrcode
from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_Q
from qrcode.image.svg import SvgPathImage

# No vowels, so that no word appears; no 0, 1 or 5-like S, so that a worn print still reads one way only.
ALPHABET = "23456789BCDFGHJKMNPQRTVWXYZ"
LENGTH, CARD_LENGTH = 6, 8  # of a sticker, and of a card, which stands for a person
QUIET = 4  # modules of light around a QR (ISO/IEC 18004, 9.1)


class Drawing(NamedTuple):
    """A QR as one path of SVG to fill: its side in modules with the quiet zone, and the outlines of what is dark."""

    side: int
    path: str


def new_code(length: int = LENGTH) -> str:
    """Return a random code, of a sticker unless longer. It is public by nature and grants nothing by itself."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def read_code(typed: str, length: int = LENGTH) -> str | None:
    """Return the code that somebody meant by what was typed or scanned, or None when it cannot be one.

    Upper and lower case, spaces, dashes, full-width letters and the digits of any script all count as the same.
    """
    if len(typed) > 64:
        return None
    letters = [
        _plain(letter) for letter in unicodedata.normalize("NFKC", typed) if letter not in " -\u2010\u2011\u00a0"
    ]
    code = "".join(letters).upper()
    return code if len(code) == length and set(code) <= set(ALPHABET) else None


def written(code: str) -> str:
    """Return a code as it is printed: a sticker's in two groups of three, a longer one in groups of four."""
    size = 3 if len(code) == LENGTH else 4
    return "-".join(code[begin : begin + size] for begin in range(0, len(code), size))


def address(base_url: str, code: str) -> str:
    """Return what the QR of a sticker says.

    In capitals, so that QR's alphanumeric mode makes it a version smaller and readable from farther away
    (ISO/IEC 18004, table 5: that mode knows capitals, digits and nine signs, among them ":" "/" "." and "-").
    """
    return f"{base_url}/q/{code}".upper()


def svg(text: str) -> str:
    """Return a QR of a text as SVG."""
    picture = _drawn(text).make_image(image_factory=SvgPathImage)
    buffer = io.BytesIO()
    picture.save(buffer)
    return buffer.getvalue().decode()


def drawing(text: str) -> Drawing:
    """Return a QR of a text as one path around what is dark, so that no light shows between two modules."""
    rows = _drawn(text).get_matrix()
    dark = {(column, row) for row, modules in enumerate(rows) for column, is_dark in enumerate(modules) if is_dark}
    return Drawing(len(rows), "".join(_outlines(dark)))


def in_terminal(text: str) -> str:
    """Return a QR of a text in half-block characters, to be scanned from a terminal."""
    buffer = io.StringIO()
    _drawn(text).print_ascii(out=buffer, invert=True)
    return buffer.getvalue()


def _drawn(text: str) -> qrcode.QRCode:
    """Return a QR with level Q of error correction, or H where that costs no larger version.

    Q repairs a quarter of the bytes and H three in ten. The address of a sticker leaves room for H with a host of 13 to
    18 letters (ISO/IEC 18004, table 7: at Q version 2 holds 29 letters and version 3 holds 47, which at H holds 35).
    """
    usual, best = _fitted(text, ERROR_CORRECT_Q), _fitted(text, ERROR_CORRECT_H)
    drawn = best if best.version == usual.version else usual
    drawn.make(fit=False)
    return drawn


def _fitted(text: str, level: int) -> qrcode.QRCode:
    found: qrcode.QRCode = qrcode.QRCode(error_correction=level, border=QUIET)
    found.add_data(text)
    found.best_fit()
    return found


def _outlines(dark: set[tuple[int, int]]) -> Iterator[str]:
    """Yield a closed outline around each dark area and each light one inside it, the dark on its right hand."""
    edges: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for column, row in sorted(dark):
        corners = [(column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1)]
        beside = [(column, row - 1), (column + 1, row), (column, row + 1), (column - 1, row)]
        for number in range(4):
            if beside[number] not in dark:
                edges.setdefault(corners[number], []).append(corners[(number + 1) % 4])
    while edges:
        start = at = next(iter(edges))
        path, way, steps = f"M{at[0]} {at[1]}", "", 0
        while at in edges:
            to = edges[at].pop()
            if not edges[at]:
                del edges[at]
            going, length = ("h", to[0] - at[0]) if to[1] == at[1] else ("v", to[1] - at[1])
            if going != way or length * steps < 0:
                path += f"{way}{steps or ''}"
                way, steps = going, 0
            at, steps = to, steps + length
        yield f"{path}z" if at == start else path


def _plain(letter: str) -> str:
    digit = unicodedata.digit(letter, None)
    return letter if digit is None else str(digit)
