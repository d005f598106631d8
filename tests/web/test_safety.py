"""The doors: hosts, foreign writes, headers, refusals in four languages, and logs that know nobody."""

import json
import logging
import re

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient

from config import Production, Testing
from tests.server import Server
from wijkspel import create_app
from wijkspel.db import db, write
from wijkspel.places.models import Organisation

BAKERY = "D8RVTX"
WORDS = {"nl": "Hier is niets", "en": "There is nothing here", "tr": "Burada bir şey yok", "ar": "لا شيء هنا"}


def test_only_our_own_host_names_are_answered(client: FlaskClient) -> None:
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400
    assert client.get("/", headers={"Host": "127.0.0.1:8000"}).status_code == 200
    assert "evil" not in client.get("/", headers={"Host": "evil.example"}).text


def test_a_kept_page_is_not_handed_out_under_another_name(client: FlaskClient) -> None:
    assert client.get(f"/q/{BAKERY}").status_code == 200
    for host in ("evil.example", "127.0.0.1.evil.example", "evil.example:8000", ""):
        assert client.get(f"/q/{BAKERY}", headers={"Host": host}).status_code == 400, host


def test_absolute_addresses_come_from_the_settings_and_never_from_the_request(client: FlaskClient) -> None:
    page = client.get(f"/q/{BAKERY}", headers={"Host": "localhost", "X-Forwarded-Host": "evil.example"}).text
    assert re.findall(r'<link rel="canonical" href="([^"]+)"', page) == [
        "http://127.0.0.1:8000/de-koppel/plekken/bakkerij"
    ]


@pytest.mark.parametrize("path", ["/", f"/q/{BAKERY}", "/q/QQQQQQ", "/nergens", "/offline", "/sw.js", "/health/live"])
def test_every_answer_carries_the_safety_headers(client: FlaskClient, path: str) -> None:
    for _ in range(2):  # the second answer may be a kept one
        headers = client.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'")
        assert "unsafe" not in policy and "*" not in policy and "http:" not in policy
        assert "frame-ancestors 'none'" in policy and "base-uri 'none'" in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert "camera=()" in headers["Permissions-Policy"]
        assert re.fullmatch(r"[0-9a-f]{16}", headers["X-Request-ID"])
        assert "Strict-Transport-Security" not in headers


def test_the_scanner_alone_may_ask_for_the_camera_and_its_policy_is_as_strict_as_any(client: FlaskClient) -> None:
    game, scanner = (client.get(path).headers for path in ("/de-koppel/spel", "/de-koppel/spel/scan"))
    assert scanner.getlist("Permissions-Policy") == [game["Permissions-Policy"].replace("camera=()", "camera=(self)")]
    assert scanner.getlist("Content-Security-Policy") == [game["Content-Security-Policy"]]
    assert "blob:" not in scanner["Content-Security-Policy"]


def test_a_server_on_https_says_so_and_asks_browsers_to_remember(settings: Testing) -> None:
    secure = Production(
        url="https://wijk.example",
        database_url=settings.database_url,
        media=settings.media,
        secret_key="x" * 40,
    )
    client = create_app(secure).test_client()
    answer = client.get(f"/q/{BAKERY}", headers={"Host": "wijk.example"})
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert "https://wijk.example/de-koppel/plekken/bakkerij" in answer.text
    assert client.get("/bureau/bouwstenen", headers={"Host": "wijk.example"}).status_code == 404


@pytest.fixture
def writing(app: Flask, settings: Testing) -> FlaskClient:
    """The app with one page that writes, as every later one will."""
    fresh = create_app(settings)

    @fresh.post("/opslaan")
    def keep() -> Response:
        with write():
            db.session.add(Organisation(slug="geschreven", name="Geschreven"))
        return Response("ok")

    return fresh.test_client()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, 403),
        ({"Origin": "http://localhost"}, 200),
        ({"Origin": "https://localhost"}, 403),
        ({"Origin": "http://localhost:81"}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({}, 403),
    ],
)
def test_a_write_counts_only_when_it_comes_from_our_own_page(
    writing: FlaskClient, headers: dict[str, str], status: int
) -> None:
    assert writing.post("/opslaan", headers=headers).status_code == status


def test_a_body_that_is_too_large_is_refused_in_a_sentence(writing: FlaskClient) -> None:
    answer = writing.post("/opslaan", data=b"x" * (17 * 1024 * 1024), headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 413
    assert "groter dan 16 MB" in answer.text


def test_writing_very_often_from_one_network_is_slowed_down(writing: FlaskClient) -> None:
    own = {"Sec-Fetch-Site": "same-origin"}
    answers = [
        writing.post("/nergens/zo", headers=own, environ_overrides={"REMOTE_ADDR": "192.0.2.9"}) for _ in range(125)
    ]
    assert answers[0].status_code == 404
    assert answers[-1].status_code == 429
    assert answers[-1].headers["Retry-After"]


@pytest.mark.parametrize(("language", "words"), WORDS.items())
def test_a_page_that_is_not_there_says_so_in_the_language_of_the_reader(
    client: FlaskClient, language: str, words: str
) -> None:
    answer = client.get(f"/nergens?taal={language}")
    assert answer.status_code == 404
    assert words in answer.text
    assert 'content="noindex"' in answer.text


def test_a_page_that_only_reads_says_so(client: FlaskClient) -> None:
    answer = client.post("/", headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 405
    assert "alleen lezen" in answer.text
    assert "GET" in answer.headers["Allow"]


def test_a_mistake_of_ours_is_a_page_and_a_line_without_what_was_in_it(
    settings: Testing, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(settings)

    @app.get("/stuk/<secret>")
    def broken(secret: str) -> Response:
        raise ValueError(secret)

    logger = logging.getLogger("wijkspel.errors")
    logger.addHandler(caplog.handler)
    answer = app.test_client().get("/stuk/kanarie-52.3702")
    logger.removeHandler(caplog.handler)
    assert answer.status_code == 500
    assert "Dit is onze fout" in answer.text
    record = next(record for record in caplog.records if record.name == "wijkspel.errors")
    assert record.kind == "ValueError" and "test_safety.py" in record.where
    assert "kanarie" not in str(record.__dict__)


def test_a_database_that_is_gone_is_a_page_that_asks_to_come_back(settings: Testing) -> None:
    app = create_app(Testing(database_url="sqlite:////nergens/weg.db", media=settings.media))
    answer = app.test_client().get(f"/q/{BAKERY}")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert "de server kan even niet bij de verhalen" in answer.text.lower()


def test_the_log_is_json_and_holds_nothing_about_who_asked(server: Server) -> None:
    canary = {"User_Agent": "kanarie-agent", "Referer": "http://kanarie.example/", "X_Forwarded_For": "192.0.2.77"}
    server.get(f"/q/{BAKERY}?lat=52.370216&lon=4.895168&naam=kanarie", **canary)
    server.get("/kanarie/192.0.2.77?taal=xx")
    server.get("/q/KANARI")
    server.stop()
    log = server.log.read_text()
    for trace in ("kanarie", "KANARI", "192.0.2.77", "127.0.0.1", "52.370216", "4.895168", BAKERY):
        assert trace not in log, trace
    lines = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    requests = [line for line in lines if line["name"] == "wijkspel.requests"]
    assert [(line["route"], line["status"]) for line in requests] == [
        ("/q/<code>", 200),
        ("-", 404),
        ("/q/<code>", 404),
    ]
    assert all(re.fullmatch(r"[0-9a-f]{16}", line["request"]) for line in requests)
