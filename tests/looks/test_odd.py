"""How it looks when there is very much of something, or only one language: on a small phone."""

from collections.abc import Callable

import pytest

from config import Testing
from tests.odd import ARABIC, EMPTY_SPOT, LONG_BODY, publish_sixty_stops, publish_story
from tests.server import Server
from tests.shop import Shop
from wijkspel import create_app
from wijkspel.db import db
from wijkspel.stories.actions import ToldText

SPOT = f"/de-koppel/plekken/{EMPTY_SPOT}"


def _ten_thousand_words() -> None:
    publish_story(ToldText("nl", "original", "Een heel lang verhaal", LONG_BODY))


def _only_arabic() -> None:
    publish_story(ARABIC)


@pytest.mark.parametrize(
    ("publish", "path", "words", "last"),
    [
        (publish_sixty_stops, "/de-koppel/wandelingen/zestig", "60 haltes", "Halte 60:"),
        (_ten_thousand_words, SPOT, "Een heel lang verhaal", "woord9999"),
        (_only_arabic, SPOT, "ثلاث ملاعق سكّر", "nog niet in jouw taal"),
    ],
    ids=["sixty-stops", "ten-thousand-words", "only-arabic"],
)
def test_much_and_little_fit_on_a_small_phone(
    settings: Testing, server: Server, shop: Shop, publish: Callable[[], None], path: str, words: str, last: str
) -> None:
    app = create_app(settings)
    with app.app_context():
        publish()
        db.session.remove()
        db.engine.dispose()
    with shop.phone(server.url) as phone:
        assert phone.open(path) == 200
        phone.see(words)
        phone.screenshot(f"odd-{publish.__name__.strip('_')}")
        assert not phone.is_too_wide
        phone.scroll_to(last)
        phone.screenshot(f"odd-{publish.__name__.strip('_')}-end")
        assert not phone.is_too_wide
