"""Cards and hosts on the command line."""

import json
import re
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from config import Testing
from tests.cli.test_cli import run
from tests.paper import read_by_two, rendered
from tests.playing import Time, a_store, new_card, new_host, new_player, scan
from tests.world import CARD_ELSEWHERE, jpeg
from wijkspel.db import db, write
from wijkspel.media.actions import make_picture
from wijkspel.photos.actions.sending import add_photo
from wijkspel.photos.models import Photo, PhotoConsent, PhotoPerson


def test_cards_are_printed_listed_replaced_revoked_and_forgotten(settings: Testing, app: Flask, tmp_path: Path) -> None:
    assert "3 cards" in run(settings, "cards", "print", "de-koppel", "--count", "3", "--out", tmp_path / "p.pdf")
    rows = json.loads(run(settings, "cards", "list", "de-koppel", "--json"))
    assert [row["status"] for row in rows] == ["made"] * 3
    (page,) = rendered((tmp_path / "p.pdf").read_bytes(), tmp_path)
    assert {address[-8:] for address in read_by_two(page)[0]} == {row["code"] for row in rows}
    code = rows[0]["code"]
    words = ["cards", "reissue", f"{code[:4]}-{code[4:]}".lower(), "--out", tmp_path / "r.pdf"]
    assert "meets nobody any more" in run(settings, *words)
    assert "revoked already" in run(settings, *words, status=1)
    run(settings, "cards", "revoke", rows[1]["code"])
    run(settings, "cards", "forget", rows[2]["code"])
    after = json.loads(run(settings, "cards", "list", "de-koppel", "--json"))
    assert [row["status"] for row in after] == ["revoked", "revoked", "made"]
    assert after[0]["nickname"] == after[2]["nickname"] == rows[0]["nickname"]


def test_photos_of_a_card_holder_who_asked_to_be_forgotten_are_gone_at_once(
    settings: Testing, app: Flask, time: Time
) -> None:
    walker, card, before = new_player(), new_card(new_host(), photos="gallery"), set(a_store().names())
    meeting, made = scan(walker, card), make_picture(jpeg(), a_store())
    with write():
        photo = add_photo(meeting, walker, made, sent=made.public_id).id
    run(settings, "cards", "forget", card.code)
    db.session.expire_all()
    assert db.session.get_one(Photo, photo).is_gone and set(a_store().names()) == before
    for table in (PhotoConsent, PhotoPerson):
        people = select(table.player_id).where(table.photo_id == photo)
        assert set(db.session.scalars(people)) == {walker.id}, "of who is gone nothing is left"


@pytest.mark.parametrize("lost", [False, True])
def test_photos_of_a_card_go_at_once_when_it_is_revoked_and_stay_when_it_is_replaced(
    settings: Testing, app: Flask, time: Time, tmp_path: Path, lost: bool
) -> None:
    walker, card, before = new_player(), new_card(new_host(), photos="gallery"), set(a_store().names())
    meeting, made = scan(walker, card), make_picture(jpeg(), a_store())
    with write():
        photo = add_photo(meeting, walker, made, sent=made.public_id).id
    if lost:
        run(settings, "cards", "reissue", card.code, "--out", tmp_path / "r.pdf")
    run(settings, "cards", "revoke", card.code)
    db.session.expire_all()
    assert db.session.get_one(Photo, photo).is_gone is not lost and (set(a_store().names()) == before) is not lost


def test_a_host_is_invited_with_a_link_and_a_code_and_ended(settings: Testing, app: Flask) -> None:
    words = ["--neighbourhood", "de-koppel", "--spot", "bakkerij", "--name", "Fatima"]
    said = run(settings, "people", "invite", "--host", *words)
    assert re.search(rf"{settings.url}/de-koppel/spel/gastheer/begin/\w{{12}}\n", said)
    (row,) = json.loads(run(settings, "people", "list", "de-koppel", "--json"))
    assert (row["name"], row["spot"], row["state"]) == ("Fatima", "bakkerij", "invited")
    run(settings, "people", "end", row["host"])
    assert json.loads(run(settings, "people", "list", "--json"))[1]["state"] == "ended"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["cards", "reissue", "BBBB2222", "--out", "x.pdf"], "no card with this code"),
        (["cards", "reissue", "onzin", "--out", "x.pdf"], "no card with this code"),
        (["cards", "print", "nergens", "--out", "x.pdf"], "no neighbourhood “nergens”"),
        (["people", "end", "nergens"], "no host nergens"),
    ],
)
def test_what_is_not_there_is_said(
    settings: Testing, app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], sentence: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert sentence in run(settings, *words, status=1)


def test_cards_of_all_neighbourhoods_are_listed(settings: Testing, app: Flask) -> None:
    assert CARD_ELSEWHERE in run(settings, "cards", "list")
