"""The head of a page: which address it really has, in which languages it is, and what a link to it looks like."""

import re

import pytest
from flask.testing import FlaskClient

URL = "http://127.0.0.1:8000"
WATER = "/de-koppel/wandelingen/langs-het-water"
PAGES = ["/de-koppel", WATER, f"{WATER}/3", "/de-koppel/plekken/bakkerij"]
LANGUAGES = ["nl", "en", "tr", "ar"]
every_kind_of_page = pytest.mark.parametrize("path", PAGES)


def _head(client: FlaskClient, path: str) -> str:
    answer = client.get(path, headers={"Accept-Language": "nl"})
    assert answer.status_code == 200, path
    return answer.text.partition("</head>")[0]


def _said(head: str, name: str) -> list[str]:
    return re.findall(rf'<meta property="{name}" content="([^"]*)">', head)


@every_kind_of_page
@pytest.mark.parametrize("asked", ["", "?taal=nl", "?taal=ar"])
def test_a_page_names_itself_in_every_language_and_all_of_them_name_each_other(
    client: FlaskClient, path: str, asked: str
) -> None:
    found = dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', _head(client, path + asked)))
    expected = {language: f"{URL}{path}?taal={language}" for language in LANGUAGES}
    assert found == {**expected, "x-default": f"{URL}{path}"}
    for language in LANGUAGES:
        answer = client.get(found[language].removeprefix(URL))
        assert answer.headers["Content-Language"] == language and f'<html lang="{language}"' in answer.text


@every_kind_of_page
@pytest.mark.parametrize("asked", ["", "?taal=tr"])
def test_a_link_that_is_sent_names_the_one_address_of_the_page(client: FlaskClient, path: str, asked: str) -> None:
    head = _head(client, path + asked)
    canonical = re.findall(r'<link rel="canonical" href="([^"]+)">', head)
    assert canonical == _said(head, "og:url") == [f"{URL}{path}{asked}"]


@every_kind_of_page
def test_a_link_that_is_sent_says_its_language_and_which_others_there_are(client: FlaskClient, path: str) -> None:
    head = _head(client, f"{path}?taal=tr")
    assert _said(head, "og:locale") == ["tr_TR"]
    assert _said(head, "og:locale:alternate") == ["nl_NL", "en_GB", "ar_AR"]


@pytest.mark.parametrize(
    ("path", "kind"),
    [(PAGES[0], "website"), (PAGES[1], "website"), (PAGES[2], "article"), (PAGES[3], "article"), ("/", "website")],
)
def test_a_story_is_sent_as_an_article_and_the_rest_as_a_site(client: FlaskClient, path: str, kind: str) -> None:
    assert _said(_head(client, path), "og:type") == [kind]


def test_the_page_behind_a_sticker_has_the_address_of_its_spot(client: FlaskClient) -> None:
    head = _head(client, "/q/D8RVTX?taal=en")
    assert _said(head, "og:url") == [f"{URL}/de-koppel/plekken/bakkerij?taal=en"]
    assert f'hreflang="x-default" href="{URL}/de-koppel/plekken/bakkerij"' in head
