"""The press: it reads our own files and nothing else, one job at a time, and says why it stops."""

import tempfile
import threading
from pathlib import Path

import pytest

from config import ROOT
from tests.paper import text_of
from wijkspel.errors import Busy, Refused
from wijkspel.prints import paper
from wijkspel.prints.paper import printed


@pytest.mark.parametrize(
    "address", ["file:///etc/hostname", "https://example.org/a.png", "http://127.0.0.1:1/a.png", "../config.py"]
)
def test_the_press_fetches_nothing_but_our_own_files(address: str) -> None:
    with pytest.raises(Refused, match=r"not ours"):
        printed([f'<html lang="nl"><title>x</title><p>x<img src="{address}" alt="x">'], "stickers")


def test_parts_become_one_document_and_each_is_told() -> None:
    told: list[int] = []
    parts = [f'<html lang="nl"><title>Deel {number}</title><p>bladzijde {number}' for number in (1, 2)]
    made = printed(parts, "stickers", progress=lambda: told.append(1))
    assert len(told) == 2 and text_of(made).split() == ["bladzijde", "1", "bladzijde", "2"]


def test_one_job_at_a_time() -> None:
    with paper._TURN, pytest.raises(Busy):
        printed(["<p>x"], "stickers")
    assert isinstance(paper._TURN, type(threading.Lock()))


def test_a_press_that_stops_is_a_refusal_and_not_an_empty_file() -> None:
    with pytest.raises(Refused, match="press_stopped"):
        printed(["<p>x"], "no-such-style")


def test_the_press_leaves_no_typefaces_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    assert text_of(printed(["<html lang='nl'><title>x</title><p>x"], "stickers")).strip() == "x"
    with pytest.raises(Refused):
        printed(["<html lang='nl'><title>x</title><p>x<img src='file:///etc/hostname' alt='x'>"], "stickers")
    assert not list(tmp_path.iterdir())


def test_a_web_process_does_not_load_weasyprint() -> None:
    loaded = [path for path in (ROOT / "wijkspel").rglob("*.py") if "weasyprint" in path.read_text().lower()]
    assert [path.name for path in loaded] == ["press.py"]
    assert not [path for path in (ROOT / "wijkspel").rglob("*.py") if "import press" in path.read_text()]
