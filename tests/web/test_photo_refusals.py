"""A photo that is not taken in is never a mistake of ours: each reason has its own words, in every language."""

import pytest
from flask import Flask

from wijkspel.cli.saying import SENTENCES
from wijkspel.errors import Busy, Refused
from wijkspel.languages import NAMES
from wijkspel.pictures import developing

REASONS = sorted(developing._CODES | {"picture_too_heavy"})


@pytest.mark.parametrize("reason", REASONS)
def test_a_refused_photo_is_a_page_that_says_what_to_do(app: Flask, reason: str) -> None:
    app.add_url_rule("/proef", "proef", lambda: _raise(Refused(reason)))
    headings = set()
    for language in NAMES:
        answer = app.test_client().get(f"/proef?taal={language}")
        assert answer.status_code == 400
        headings.add(answer.text.partition("<h1")[2].partition("</h1>")[0])
    assert len(headings) == len(NAMES), "each language has words of its own"
    assert reason in SENTENCES, "the command line knows it too"


def test_too_many_photos_at_once_are_asked_to_wait(app: Flask) -> None:
    app.add_url_rule("/proef", "proef", lambda: _raise(Busy("pictures_busy")))
    answer = app.test_client().get("/proef?taal=nl")
    assert answer.status_code == 503 and answer.headers["Retry-After"]
    assert "Er komen net veel foto’s binnen" in answer.text
    assert "pictures_busy" in SENTENCES


def _raise(error: Refused) -> str:
    raise error
