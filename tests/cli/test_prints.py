"""Printing on the command line: a file that is whole, or a sentence."""

import json
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from config import Testing
from tests.cli.test_cli import run
from tests.paper import facts_of, read_by_two, rendered
from tests.world import EMPTY


def test_every_live_sticker_is_printed(settings: Testing, app: Flask, tmp_path: Path) -> None:
    out = tmp_path / "alle.pdf"
    said = run(settings, "stickers", "print", "--out", out)
    rows = json.loads(run(settings, "stickers", "list", "--json"))
    live = {row["url"] for row in rows if row["status"] != "retired"}
    assert f"{len(live)} stickers" in said and str(out) in said
    read = [read_by_two(page) for page in rendered(out.read_bytes(), tmp_path)]
    for decoder in (0, 1):
        assert set().union(*[page[decoder] for page in read]) == live
    assert not list(tmp_path.glob("*.part"))


def test_one_neighbourhood_on_plaques_for_a_printer_in_arabic(settings: Testing, app: Flask, tmp_path: Path) -> None:
    out = tmp_path / "overkant.pdf"
    words = ["--neighbourhood", "de-overkant", "--sheet", "a6", "--bleed", "--language", "ar"]
    run(settings, "stickers", "print", "--out", out, *words)
    pages = rendered(out.read_bytes(), tmp_path)
    assert len(pages) == 2
    assert any(address.endswith(EMPTY) for page in pages for address in read_by_two(page)[0])


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (["stickers", "print", "--out", "x.txt"], 2, "has to end in .pdf"),
        (["stickers", "print", "--out", "/dev/null/x.pdf"], 1, "cannot be written"),
        (["stickers", "print", "--out", "x.pdf", "--neighbourhood", "nergens"], 1, "no neighbourhood “nergens”"),
        (["stickers", "print", "--out", "x.pdf", "--sheet", "a5"], 2, "is not one of"),
        (["stickers", "link", "nergens"], 1, "no neighbourhood “nergens”"),
        (["tours", "print", "de-koppel", "nergens", "--out", "x.pdf"], 1, "no walk “nergens”"),
        (["tours", "print", "de-koppel", "een-klad", "--out", "x.pdf"], 1, "only what is published is printed"),
    ],
)
def test_what_cannot_be_printed_is_said(
    settings: Testing,
    app: Flask,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    status: int,
    sentence: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert sentence in run(settings, *words, status=status)
    assert not (tmp_path / "x.pdf").exists()


def test_a_wijk_without_stickers_prints_nothing(settings: Testing, app: Flask, tmp_path: Path) -> None:
    for code in ("MMM444", "NNN333"):
        run(settings, "stickers", "retire", code)
    words = ["stickers", "print", "--out", tmp_path / "x.pdf", "--neighbourhood", "de-overkant"]
    assert "no sticker to print here" in run(settings, *words, status=1)


def test_a_walk_is_printed_as_a_booklet_and_as_a_poster(settings: Testing, app: Flask, tmp_path: Path) -> None:
    said = run(settings, "tours", "print", "de-koppel", "langs-het-water", "--out", tmp_path / "b.pdf")
    assert "on both sides" in said and facts_of((tmp_path / "b.pdf").read_bytes())["Pages"] == "8"
    words = ["--as", "poster", "--paper", "a3", "--language", "ar"]
    run(settings, "tours", "print", "de-koppel", "langs-het-water", "--out", tmp_path / "p.pdf", *words)
    assert facts_of((tmp_path / "p.pdf").read_bytes())["Pages"] == "1"


def test_the_link_of_the_command_opens_the_page_of_the_server(
    settings: Testing, app: Flask, client: FlaskClient
) -> None:
    said = run(settings, "stickers", "link", "de-koppel").strip()
    assert said.startswith(f"{settings.url}/bureau/stickers/")
    assert client.get(said.removeprefix(settings.url)).status_code == 200
