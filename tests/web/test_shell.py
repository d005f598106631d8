"""What makes a phone treat the site as an app, and the two health questions."""

import json
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from config import Testing
from tests.conftest import on_both_engines
from wijkspel import create_app
from wijkspel.web.assets import STATIC


def test_the_manifest_describes_an_app_that_can_be_installed(client: FlaskClient) -> None:
    answer = client.get("/manifest.webmanifest?taal=ar")
    manifest = json.loads(answer.text)
    assert answer.content_type == "application/manifest+json"
    assert (manifest["lang"], manifest["dir"], manifest["display"]) == ("ar", "rtl", "standalone")
    assert {icon["sizes"] for icon in manifest["icons"]} == {"192x192", "512x512"}
    assert any(icon["purpose"] == "maskable" for icon in manifest["icons"])
    for icon in manifest["icons"]:
        assert client.get(icon["src"]).status_code == 200
    assert client.get(manifest["start_url"]).status_code == 200


def test_the_service_worker_keeps_only_what_can_be_fetched(client: FlaskClient) -> None:
    answer = client.get("/sw.js")
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.content_type.startswith("text/javascript")
    shell = json.loads(re.search(r"const SHELL = (\[.*\]);", answer.text)[1])
    assert len(shell) > 6
    for address in shell:
        assert client.get(address).status_code == 200, address


def test_the_rules_of_the_service_worker_stay_readable() -> None:
    lines = [line for line in (STATIC / "js" / "sw.js").read_text().splitlines() if line and not line.startswith("//")]
    assert len(lines) <= 60


def test_the_apps_own_files_are_kept_forever_under_an_address_with_their_hash(client: FlaskClient) -> None:
    page = client.get("/").text
    script = re.search(r'src="(/static/[0-9a-f]{12}/js/app.js)"', page)[1]
    answer = client.get(script, headers={"Accept-Encoding": "br"})
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Encoding"] == "br"
    assert client.get(script.replace("/static/", "/static/0")).status_code == 404
    assert client.get("/static/000000000000/js/app.js").status_code == 404


@pytest.mark.parametrize("name", ["../config.py", "..%2fconfig.py", "js", "nergens.js"])
def test_no_address_leads_out_of_the_static_folder(client: FlaskClient, name: str) -> None:
    assert client.get(f"/static/000000000000/{name}").status_code == 404


@on_both_engines
def test_a_healthy_server_says_so(client: FlaskClient) -> None:
    assert client.get("/health/live").json == {"live": True}
    answer = client.get("/health/ready")
    assert answer.json == {"ready": True, "wrong": []}
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_server_without_its_database_or_media_folder_is_alive_and_not_ready(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    empty = Testing(database_url=f"sqlite:///{tmp_path / 'empty.db'}", media=blocked / "media")
    client = create_app(empty).test_client()
    assert client.get("/health/live").status_code == 200
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json["wrong"]) == (503, ["media", "migrations"])


def test_search_engines_are_welcome_and_kept_out_of_the_desk(client: FlaskClient) -> None:
    assert client.get("/robots.txt").text.startswith("User-agent: *\nDisallow: /bureau/\n")


def test_the_components_are_shown_in_development_only(app: Flask, settings: Testing) -> None:
    assert app.test_client().get("/bureau/bouwstenen").status_code == 404
