"""Every route, given what nobody should send: always a clear refusal, never a failure of ours, nothing written."""

import re
import string
from urllib.parse import quote

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from tests.access import ROWS
from tests.conftest import on_both_engines
from wijkspel.db import db
from wijkspel.web.playing import COOKIE

pytestmark = [pytest.mark.drill, on_both_engines]
NAUGHTY = [
    "",
    " ",
    "\0",
    "%00",
    "..",
    "../../../../etc/passwd",
    "....//....//etc/passwd",
    "%2e%2e%2f",
    "\\..\\..",
    "\u202etxt.exe",
    "\u200b\u200e\u200f",
    "\ud83d\udca9",
    "😀" * 50,
    "ﷺ" * 20,
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢",
    "' OR 1=1 --",
    '"; DROP TABLE story; --',
    "<script>alert(1)</script>",
    "{{7*7}}",
    "${jndi:ldap://x}",
    "%s%s%n%x",
    "NaN",
    "-1",
    "99999999999999999999999",
    "1e309",
    "0x10",
    "null",
    "undefined",
    "a" * 10_000,
    "é" * 3_000,
    "\r\nSet-Cookie: a=b",
    "D8RVTX\n",
]
TRACES = ("Traceback", "sqlalchemy", "psycopg", "sqlite3", "root:x:")
anything = st.one_of(
    st.sampled_from(NAUGHTY), st.text(max_size=80), st.text(string.printable, max_size=80), st.binary(max_size=40)
)
often = settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])


def _filled(rule: str, values: list[str | bytes]) -> str:
    parts, rest = [], list(values)
    for part in rule.split("<"):
        before, found, after = part.partition(">")
        parts.append(f"{_quoted(rest.pop(0) if rest else 'x')}{after}" if found else before)
    # The test's own client takes what follows two slashes at the beginning for a host.
    return "/" + "".join(parts).lstrip("/")


def _quoted(value: str | bytes) -> str:
    return quote(value if isinstance(value, bytes) else value.encode(errors="surrogatepass"), safe="/")


def _wrong_with(app: Flask, method: str, path: str, **options: object) -> list[str]:
    """Return what is wrong with the answer to a request: a failure of ours, a cookie of elsewhere, or what we hide."""
    answer = app.test_client().open(path, method=method, **options)
    wrong = [f"{answer.status_code}"] if answer.status_code >= 500 else []
    for cookie in answer.headers.getlist("Set-Cookie"):
        own = re.fullmatch(rf"{COOKIE}=[\w-]{{43}}; .*Path=(/[a-z0-9-]+/spel)(?:;.*)?", cookie)
        if not own or not answer.request.path.startswith(own[1]):
            wrong.append(f"only the game sets a cookie, for itself alone: {cookie}")
    is_text = answer.is_json or answer.mimetype.startswith("text/")
    if is_text and "Content-Encoding" not in answer.headers:
        wrong += [trace for trace in TRACES if trace in answer.text]
    return [f"{method} {path[:200]!r}: {what}" for what in wrong]


def _rows() -> dict[str, int]:
    with db.engine.connect() as connection:
        return {name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar() for name in db.metadata.tables}


@often
@given(row=st.sampled_from(ROWS), values=st.lists(anything, min_size=3, max_size=3))
def test_any_value_in_any_address(app: Flask, row: object, values: list[str | bytes]) -> None:
    assert _wrong_with(app, "GET", _filled(row.rule, values)) == []


@often
@given(
    row=st.sampled_from(ROWS),
    query=st.dictionaries(st.sampled_from(["taal", "tekst", "code", "x", "taal[]", "__proto__"]), anything, max_size=4),
)
def test_any_parameter_at_any_address(app: Flask, row: object, query: dict[str, str | bytes]) -> None:
    asked = "&".join(f"{name}={_quoted(value)}" for name, value in query.items())
    assert _wrong_with(app, "GET", f"{row.example}?{asked}") == []


HEADERS = [
    "Accept-Language",
    "Accept-Encoding",
    "If-None-Match",
    "If-Modified-Since",
    "Range",
    "Host",
    "X-Forwarded-For",
    "Cookie",
    "Content-Type",
    "Origin",
    "Sec-Fetch-Site",
]
latin = st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=200)


@often
@given(row=st.sampled_from(ROWS), headers=st.dictionaries(st.sampled_from(HEADERS), latin, max_size=4))
def test_any_header_at_any_address(app: Flask, row: object, headers: dict[str, str]) -> None:
    assert _wrong_with(app, "GET", row.example, headers=headers) == []


@often
@given(
    row=st.sampled_from(ROWS),
    method=st.sampled_from(["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "X"]),
    body=st.binary(max_size=500),
    kind=st.sampled_from(
        ["application/json", "multipart/form-data; boundary=x", "multipart/form-data", "text/plain", "x"]
    ),
)
def test_any_method_with_any_body(app: Flask, row: object, method: str, body: bytes, kind: str) -> None:
    own = {"Sec-Fetch-Site": "same-origin"}
    assert _wrong_with(app, method, row.example, data=body, content_type=kind, headers=own) == []


def test_all_of_it_wrote_nothing(app: Flask) -> None:
    before = _rows()
    for row in ROWS:
        for value in NAUGHTY:
            address, own = _filled(row.rule, [value] * 3), {"Sec-Fetch-Site": "same-origin"}
            assert _wrong_with(app, "GET", address) + _wrong_with(app, "POST", address, headers=own) == []
    assert _rows() == before
