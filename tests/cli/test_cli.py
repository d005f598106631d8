"""The command line, as an operator types it: real processes, real answers."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.cli import ScriptInfo

from config import Testing
from tests.conftest import on_both_engines
from tests.postgres import Server as Postgres
from tests.world import RETIRED, jpeg
from wijkspel import create_app
from wijkspel.cli import group

WIJKSPEL = Path(sys.executable).with_name("wijkspel")


def run(settings: Testing, *words: object, status: int = 0) -> str:
    """Run a command with these settings and return what it said; its status has to be the given one."""
    script = ScriptInfo(create_app=lambda: create_app(settings))
    done = CliRunner().invoke(group, [str(word) for word in words], obj=script)
    assert done.exit_code == status, f"{words}: {done.exit_code}\n{done.output}\n{done.exception!r}"
    return done.output


def _process(settings: Testing, *words: object, status: int = 0, **more: str) -> str:
    """Run a command as a process of its own, as it is typed."""
    environment = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": settings.database_url,
        "WIJKSPEL_MEDIA": str(settings.media),
        "WIJKSPEL_ENV": "testing",
    }
    command = [str(word) for word in (WIJKSPEL, *words)]
    done = subprocess.run(command, env=environment | more, cwd="/", capture_output=True, text=True, check=False)
    assert done.returncode == status, f"{words}: {done.returncode}\n{done.stdout}{done.stderr}"
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


def add_spot(settings: Testing, wijk: str, slug: str, lon: str, lat: str, *more: str, status: int = 0) -> str:
    words = ["--name", "Een plek", "--kind", "bench", "--lon", lon, "--lat", lat]
    return run(settings, "spots", "add", wijk, slug, *words, *more, status=status)


def add_neighbourhood(settings: Testing, slug: str, box: str, status: int = 0) -> str:
    words = ["--name", "Een wijk", "--organisation", "proef", "--bbox", box]
    return run(settings, "neighbourhoods", "add", slug, *words, status=status)


def test_help_names_every_command_in_words() -> None:
    said = run(Testing(), "--help")
    for name in ("serve", "seed", "doctor", "stickers", "stories", "spots", "neighbourhoods", "media", "jobs", "db"):
        assert re.search(rf"^  {name} +\S", said, re.MULTILINE), name


def test_a_wrong_call_is_status_two() -> None:
    assert "No such command" in run(Testing(), "dance", status=2)


def test_bad_settings_are_sentences_and_not_a_trace() -> None:
    said = _process(Testing(), "doctor", status=1, WIJKSPEL_WORKERS="many")
    assert "Give a whole number" in said and "docs/deployment.md" in said


def test_a_broken_database_is_a_sentence_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "broken.db").write_bytes(b"no database" * 100)
    broken = Testing(database_url=f"sqlite:///{tmp_path / 'broken.db'}", media=tmp_path / "media")
    assert "wijkspel doctor" in _process(broken, "stickers", "list", status=1)
    assert "database cannot be opened" in _process(broken, "doctor", status=1)
    assert "database cannot be opened" in _process(broken, "serve", status=1)


def test_the_doctor_finds_a_missing_spatialite_and_says_what_to_install(settings: Testing) -> None:
    said = _process(settings, "doctor", "--json", status=1, SPATIALITE_LIBRARY_PATH="no_spatialite")
    assert json.loads(said)[0]["repair"].startswith("apt-get install libsqlite3-mod-spatialite")


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_an_empty_database_is_refused_by_the_server_which_names_the_seed(
    kind: str, tmp_path: Path, postgres: Postgres
) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}" if kind == "sqlite" else postgres.new_database()
    assert "wijkspel seed" in run(Testing(database_url=url, media=tmp_path / "media"), "serve", status=1)


@pytest.mark.drill
def test_the_seed_fills_an_empty_database_and_a_second_time_changes_nothing(tmp_path: Path) -> None:
    # On one engine: making the demo's pictures and sound takes long, and the tests' world plants its rows on both.
    empty = Testing(database_url=f"sqlite:///{tmp_path / 'a.db'}", media=tmp_path / "media")
    assert "is planted" in run(empty, "seed")
    assert "is there already" in run(empty, "seed")
    assert "All is well" in run(empty, "doctor")
    assert len(json.loads(run(empty, "stickers", "list", "--json"))) == 25


@on_both_engines
def test_stickers_are_listed_for_programs_as_the_contract_says(settings: Testing) -> None:
    rows = json.loads(_process(settings, "stickers", "list", "--json", WIJKSPEL_URL="https://wijk.example"))
    bakery = next(row for row in rows if row["code"] == "D8RVTX")
    contract = {
        "code": "D8RVTX",
        "url": "HTTPS://WIJK.EXAMPLE/Q/D8RVTX",
        "spot": "De oude bakkerij aan de Kade",
        "neighbourhood": "de-koppel",
        "lon": pytest.approx(5.41859),
        "lat": pytest.approx(52.77964),
        "status": "made",
    }
    assert contract.items() <= bakery.items()
    assert {row["status"] for row in rows} == {"made", "retired"}


@on_both_engines
def test_a_neighbourhood_a_spot_and_a_story_are_made_published_hidden_and_withdrawn(
    settings: Testing, tmp_path: Path
) -> None:
    (tmp_path / "verhaal.md").write_text("# De boom\n\nHij stond er al.\n\nEn hij staat er nog.")
    (tmp_path / "foto.jpg").write_bytes(jpeg())
    add_neighbourhood(settings, "het-veld", "5,52,5.1,52.1")
    add_spot(settings, "het-veld", "boom", "5.05", "52.05")
    made = json.loads(run(settings, "stickers", "make", "het-veld", "boom", "--json"))
    words = ["--teller", "Jo", "--text", tmp_path / "verhaal.md", "--consent", "op papier", "--year", "1970"]
    picture = ["--old-picture", tmp_path / "foto.jpg", "--maker", "Jo", "--licence", "CC0", "--alternative", "Een boom"]
    run(settings, "stories", "tell", "het-veld", "boom", "de-boom", *words, *picture)
    for step in ("hand_in", "approve", "publish", "hide", "publish"):
        run(settings, "stories", "decide", "het-veld", "de-boom", step, "--by", "Jo")
    rows = json.loads(run(settings, "stories", "list", "--json"))
    named = {"neighbourhood": "het-veld", "spot": "boom", "story": "de-boom", "teller": "Jo"}
    assert named | {"status": "published"} in rows
    run(settings, "stories", "withdraw", "het-veld", "de-boom", "--by", "Jo")
    said = run(settings, "stories", "decide", "het-veld", "de-boom", "publish", "--by", "Jo", status=1)
    assert "consent is missing" in said
    run(settings, "stickers", "retire", made[0]["code"])


@pytest.mark.parametrize(
    ("wijk", "slug", "lon", "lat", "more", "sentence"),
    [
        ("nergens", "x", "5", "52", [], "no neighbourhood"),
        ("de-koppel", "x", "0", "0", [], "0,0"),
        ("de-koppel", "x", "52.78", "5.42", [], "swapped"),
        ("de-koppel", "x", "4.9", "52.37", [], "farther than a kilometre"),
        ("de-koppel", "x", "5.42", "52.78", ["--residential"], "never a home"),
        ("de-koppel", "sluis", "5.42", "52.78", [], "is there already"),
        ("de-koppel", "De Sluis", "5.42", "52.78", [], "lower-case letters"),
    ],
)
def test_a_spot_that_does_not_fit_is_refused_in_a_sentence(
    settings: Testing, wijk: str, slug: str, lon: str, lat: str, more: list[str], sentence: str
) -> None:
    assert sentence in add_spot(settings, wijk, slug, lon, lat, *more, status=1)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["stickers", "make", "de-koppel", "sluis", "--code", "D8RVTX"], "is taken"),
        (["stickers", "make", "de-koppel", "sluis", "--code", "aap"], "code has six"),
        (["stickers", "retire", "QQQQQQ"], "no sticker"),
        (["stickers", "hang", "D8RVTX", "--by", "Jo", "--where", "de deur"], "owns the wall said yes"),
        (["stickers", "hang", "D8RVTX", "--permission", "Riet"], "by is missing; where is missing"),
        (["stickers", "hang", RETIRED, "--by", "Jo", "--where", "x", "--permission", "Jo"], "is out of use"),
        (["stickers", "reissue", RETIRED, "--by", "Jo"], "is out of use"),
        (["stickers", "looked-at", "222222222222", "--by", "Jo", "--outcome", "weg"], "no report"),
        (["stickers", "reports", "nergens"], "no neighbourhood"),
        (["stories", "decide", "de-koppel", "de-eerste-pompoen", "approve", "--by", "Jo"], "cannot take the step"),
        (["stories", "decide", "de-koppel", "nergens", "approve", "--by", "Jo"], "no story"),
    ],
)
def test_a_refusal_is_one_sentence_and_status_one(settings: Testing, words: list[str], sentence: str) -> None:
    assert sentence in run(settings, *words, status=1)


def test_a_box_that_is_none_is_a_wrong_call(settings: Testing) -> None:
    for box in ("1,2,3", "a,b,c,d", "5,52,4,53", "5,52,6,99"):
        assert "--bbox" in add_neighbourhood(settings, "x", box, status=2)


def test_pictures_can_be_tried_before_anybody_sends_them(tmp_path: Path) -> None:
    (tmp_path / "goed.jpg").write_bytes(jpeg())
    (tmp_path / "vals.jpg").write_text("no picture")
    out = tmp_path / "out"
    files = [tmp_path / name for name in ("goed.jpg", "vals.jpg", "weg.jpg")]
    rows = [
        json.loads(line)
        for line in run(Testing(), "media", "try", *files, "--out", out, "--json", status=1).splitlines()
    ]
    assert [row["accepted"] for row in rows] == [True, False, False]
    assert rows[1]["reason"] == "This is not a picture we can read. Use JPEG, PNG, WebP, HEIC or AVIF."
    for made in rows[0]["derivatives"]:
        assert Path(made["path"]).stat().st_size == made["bytes"]
        assert set(made) == {"path", "format", "width", "height", "bytes"}


def test_chores_can_be_done_by_hand(settings: Testing) -> None:
    assert "removed=0" in run(settings, "jobs", "do", "sweep-media")
    assert "reports=0, scans=0, hangings=0" in run(settings, "jobs", "do", "forget-old")
    assert "end-consents: 0" in run(settings, "jobs", "do", "end-consents")
    assert "choose one of" in run(settings, "jobs", "do", "dance", status=2)
