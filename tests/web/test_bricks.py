"""The page of the components: whoever builds sees every state on it."""

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from config import Testing
from wijkspel import create_app

WORDS = [
    *("Bibliotheken", "Straten en hofjes", "button--quiet", "button--wide", "facts__hours", "teller__face"),
    *("Nog geen verhaal", "stops__steps", "3 bankjes", "een wc", "Open de kaart", "Dichterbij"),
    *("Begin bij halte 1", "Naar De praatbank", "Hierna: ", "Dit is de laatste halte", "Je bent er: "),
    *("Het geluid is nu niet te bereiken", "in het Turks", "Nog niet in jouw taal", "De kaart laadt nu niet"),
    *("Hier is nog niets", "Dit is geen code", "Even geduld", "Er is een nieuwe versie"),
]


@pytest.fixture
def bricks(settings: Testing) -> FlaskClient:
    """Somebody who builds."""
    building = Testing(env="development", database_url=settings.database_url, media=settings.media)
    return create_app(building).test_client()


def test_every_component_stands_there_in_its_states(bricks: FlaskClient) -> None:
    answer = bricks.get("/bureau/bouwstenen?taal=nl")
    assert answer.status_code == 200
    page = unescape(answer.text)
    for words in WORDS:
        assert words in page, words
    assert page.count('class="stops__one"') == 10
    assert page.count("<sound-player") >= 6 and 'aria-pressed="true" aria-label' in page
    assert 'aria-current="true">Deze zin klinkt nu' in page
    for name in ("looking", "unsure", "denied", "unavailable", "slow", "failed", "pretending", "there"):
        assert re.search(rf'data-says="{name}">', page), name


@pytest.mark.parametrize("language", ["nl", "en", "tr", "ar"])
def test_no_two_components_share_an_id(bricks: FlaskClient, language: str) -> None:
    ids = re.findall(r'\bid="([^"]+)"', bricks.get(f"/bureau/bouwstenen?taal={language}").text)
    assert sorted(ids) == sorted(set(ids))
