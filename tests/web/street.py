"""Phones in a street, two of which met, and what they do with a photo of that."""

import io
from dataclasses import dataclass

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.web.phones import OWN, comes, invites
from tests.world import jpeg, koppel
from wijkspel import clock
from wijkspel.db import write
from wijkspel.photos.queries.flags import photo_called
from wijkspel.photos.rules import first_day_shown
from wijkspel.storage import Store

SIZES = ("1600.webp", "800.jpg", "320.webp")


@dataclass
class Street:
    """Two phones that met, a third that plays, one that only looks, and the meeting of the two."""

    one: FlaskClient
    other: FlaskClient
    third: FlaskClient
    stranger: FlaskClient
    meeting: str


def a_street(app: Flask) -> Street:
    """Return two neighbours who met at the bakery, and others in the street."""
    one, other, third, stranger = (app.test_client() for _ in range(4))
    for phone in (one, other, third):
        comes(phone)
    invitation = invites(one)
    return Street(one, other, third, stranger, other.post(invitation, headers=OWN).headers["Location"])


def send(
    phone: FlaskClient, meeting: str, content: bytes, areas: object = "[]", *, name: str = "a.jpg"
) -> TestResponse:
    """Let a phone send a photo of a meeting, chosen from its library."""
    data = {"library": (io.BytesIO(content), name), "camera": (io.BytesIO(b""), ""), "areas": areas}
    return phone.post(f"{meeting}/foto", data=data, headers=OWN)


def sent(street: Street, content: bytes = b"") -> str:
    """Let the first send a photo, and return its address."""
    answer = send(street.one, street.meeting, content or jpeg())
    assert answer.status_code == 303
    return str(answer.headers["Location"])


def choose(phone: FlaskClient, photo: str, *purposes: str) -> None:
    """Let somebody in a photo choose who may see it."""
    answer = phone.post(f"{photo}/keuze", data={"purpose": list(purposes)}, headers=OWN)
    assert answer.status_code == 303


def release(street: Street, photo: str) -> None:
    """Let both release a photo, and let the night pass."""
    for phone in (street.one, street.other):
        choose(phone, photo, "gallery")
    with write():
        row = photo_called(photo[-12:])
        assert row.shows_on == first_day_shown(clock.now(), koppel().timezone)
        row.shows_on = clock.now().date().replace(year=clock.now().year - 1)


def store_of(app: Flask) -> Store:
    """Return where the files of photos are kept."""
    store: Store = app.extensions["store"]
    return store
