"""What several journeys do."""

from collections.abc import Iterator
from contextlib import contextmanager

from config import ROOT, Testing
from tests.phone import Phone
from wijkspel import create_app
from wijkspel.db import db

HERE, GAME = "/de-koppel/spel/hier/bakkerij", "/de-koppel/spel"
PHOTO = ROOT / "wijkspel/demo/koppel/verhalen/de-jas-van-iedereen/new.webp"


def walk_to_the_end(phone: Phone, begin: str, go_on: str, end: str) -> list[str]:
    """Begin a walk and go on until it says that this was the last stop; return where that led."""
    phone.tap(begin)
    seen = [phone.path]
    while not phone.sees(end):
        assert len(seen) < 20, "this walk has no end"
        phone.tap(go_on)
        phone.wait_until_left(seen[-1])
        assert not phone.is_too_wide
        seen.append(phone.path)
    return seen


def comes(phone: Phone, age: str = "grown_up") -> None:
    """Say “I am here” at the bakery, and how old one is, in whatever words."""
    phone.open(HERE)
    phone.press_to(HERE)
    phone.press_to(f"{GAME}/leeftijd", age=age)


def meet(one: Phone, other: Phone) -> str:
    """Let two phones meet at the bakery, and return the address of their meeting."""
    comes(one)
    one.press_to(f"{HERE}/uitnodiging", assignment="")
    other.open(one.path)
    other.press_to(one.path, age="grown_up")
    one.open(other.path)
    return other.path


@contextmanager
def database_of(settings: Testing) -> Iterator[None]:
    """Look into the database of a server, from beside it."""
    with create_app(settings).app_context():
        yield
        db.session.remove()
        db.engine.dispose()
