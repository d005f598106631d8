"""What no page of ours would send: each write of the game answers it with a page, and never with a failure of ours."""

import secrets

import pytest
from flask import Flask

from tests.conftest import on_both_engines
from tests.playing import new_card, new_host
from tests.work import at_most

OWN = {"Sec-Fetch-Site": "same-origin"}
FIELDS = [
    *("far", "age", "spot", "assignment", "digits", "done", "nickname", "player", "purpose", "areas", "words", "other"),
    *("apart", "reason", "code", "phrase", "around", "photos", "parent", "first", "second", "meeting", "one"),
]
ACCENTS = "\u0301\u0316" * 60_000
ODD = {
    "nothing": "",
    "twice": "&".join(f"{field}=yes&{field}=no" for field in FIELDS),
    "a NUL": "&".join(f"{field}=a%00b" for field in FIELDS),
    "bytes that are no text": "&".join(f"{field}=%ff%fe%c3" for field in FIELDS),
    "a hundred kilobytes": "&".join(f"{field}={'9' * 100_000}" for field in FIELDS[:4]),
    "more accents than can be put in order soon": "&".join(
        f"{field}={ACCENTS}" for field in ("nickname", "words", "phrase", "digits")
    ),
    "half a letter": "&".join(f"{field}=%ed%a0%80" for field in FIELDS),
}
NAMES = {
    "wijk": "de-koppel",
    "spot": "bakkerij",
    "meeting": "a" * 12,
    "photo": "a" * 12,
    "child": "a" * 12,
    "player": "a" * 12,
    "link": "niets",
}


def _writes(app: Flask, **names: str) -> list[str]:
    rules = [rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ()) and "/spel" in rule.rule]
    adapter = app.url_map.bind("localhost")
    # Leaving comes last, so that there is somebody until then.
    rules.sort(key=lambda rule: rule.endpoint == "my_game.delete")
    known = NAMES | names
    return [adapter.build(rule.endpoint, {name: known[name] for name in rule.arguments}, "POST") for rule in rules]


@on_both_engines
@pytest.mark.parametrize("odd", list(ODD))
def test_every_write_of_the_game_answers_what_is_odd(app: Flask, odd: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wijkspel.web.limits.count_write", lambda: None)
    app.extensions["limits"].hit = lambda *_: True
    card = new_card(new_host()).code
    client = app.test_client()
    client.get("/de-koppel/spel")
    client.post("/de-koppel/spel/hier/bakkerij", headers=OWN)
    paths = _writes(app, code=card, token=secrets.token_urlsafe(12))
    assert len(paths) > 25
    for path in paths:
        form = "application/x-www-form-urlencoded"
        with at_most(3, f"{path} keeps everybody waiting"):
            answer = client.post(path, data=ODD[odd], headers=OWN, content_type=form)
        assert answer.status_code < 500, path


@on_both_engines
@pytest.mark.parametrize(
    "path",
    [
        *(f"/de-koppel/spel/{page}" for page in ("met/%00", "bevestig/a%00b", "kaart/%00", "gezin/ja/%00")),
        *("/q/%00", "/?taal=nl%00", "/static/000000000000/js/%00"),
    ],
)
def test_an_address_with_a_nul_is_refused_in_words(app: Flask, path: str) -> None:
    answer = app.test_client().get(path)
    assert answer.status_code == 400 and "<h1" in answer.text


@pytest.mark.parametrize("path", ["waarom?blad=", "galerij?blad=", "foto/aaaaaaaaaaaa-"])
def test_a_number_of_five_thousand_digits_is_no_failure(app: Flask, path: str) -> None:
    client = app.test_client()
    client.get("/de-koppel/spel")
    client.post("/de-koppel/spel/hier/bakkerij", headers=OWN)
    digits = "9" * 5000 + (".webp" if path.endswith("-") else "")
    assert client.get(f"/de-koppel/spel/{path}{digits}").status_code < 500
    assert client.get(f"/de-koppel/spel/{path}{'9' * 30}{digits[5000:]}").status_code < 500
