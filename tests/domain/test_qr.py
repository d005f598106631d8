"""Sticker codes: made, read as people write them, and drawn so that two decoders agree."""

import shutil
import subprocess
from pathlib import Path

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_Q

from wijkspel import qr

CODES = st.text(qr.ALPHABET, min_size=qr.LENGTH, max_size=qr.LENGTH)


def test_a_new_code_uses_the_alphabet_without_look_alikes() -> None:
    codes = {qr.new_code() for _ in range(500)}
    assert len(codes) == 500
    assert all(len(code) == 6 and set(code) <= set(qr.ALPHABET) for code in codes)
    assert not set(qr.ALPHABET) & set("AEIOU01LS")


@given(CODES)
def test_a_code_is_read_however_it_is_written(code: str) -> None:
    spread = " ".join(code)
    for written in (code, code.lower(), qr.written(code), f" {code[:2]} {code[2:]}", spread):
        assert qr.read_code(written) == code


@given(st.text(max_size=80))
def test_anything_typed_is_a_code_or_nothing_and_never_an_error(typed: str) -> None:
    code = qr.read_code(typed)
    assert code is None or (len(code) == 6 and set(code) <= set(qr.ALPHABET))


def test_digits_of_any_script_count() -> None:
    assert qr.read_code("BCD٢٣٤") == "BCD234"
    assert qr.read_code("BCD۲۳۴") == "BCD234"


def test_the_address_on_a_sticker_is_in_capitals_for_the_smaller_mode() -> None:
    address = qr.address("https://wijkspel.example", "BCD234")
    assert address == "HTTPS://WIJKSPEL.EXAMPLE/Q/BCD234"
    alphanumeric = set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
    assert set(address) <= alphanumeric


@pytest.mark.parametrize("code", ["D8RVTX", "ZZZZZZ"])
def test_two_decoders_read_what_we_draw(code: str, tmp_path: Path) -> None:
    address = qr.address("http://127.0.0.1:8000", code)
    drawn = qr._drawn(address)
    picture = tmp_path / "qr.png"
    drawn.make_image().save(picture)
    program = shutil.which("zbarimg")
    assert program, "zbarimg is missing; type: bin/set-up test"
    first = subprocess.run([program, "--raw", "-q", str(picture)], capture_output=True, text=True, check=True)
    second = zxingcpp.read_barcode(Image.open(picture))
    assert first.stdout.strip() == second.text == address
    assert "<svg" in qr.svg(address) and "█" in qr.in_terminal(address)


@pytest.mark.parametrize(
    ("host", "version", "level"),
    [
        ("wijk.nl", 2, ERROR_CORRECT_Q),
        ("wijkspel.nl", 2, ERROR_CORRECT_Q),
        ("wijkspel.example", 3, ERROR_CORRECT_H),
        ("wijkspel-utrecht.nl", 3, ERROR_CORRECT_Q),
    ],
)
def test_more_dirt_is_repaired_where_that_makes_no_module_smaller(host: str, version: int, level: int) -> None:
    drawn = qr._drawn(qr.address(f"https://{host}", "BCD234"))
    assert (drawn.version, drawn.error_correction) == (version, level)
