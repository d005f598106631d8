"""Pictures and sound: only of public stories, never forever, in ranges for players."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import on_both_engines
from tests.world import koppel
from wijkspel.curation.actions import decide
from wijkspel.db import db, write
from wijkspel.media.models import Picture
from wijkspel.storage import Store
from wijkspel.stories.queries import story_called

BAKERY = "D8RVTX"


def _addresses(client: FlaskClient) -> list[str]:
    page = client.get(f"/q/{BAKERY}").text
    return sorted(set(re.findall(r"/media/[\w./-]+", page)))


@on_both_engines
def test_every_picture_and_sound_of_a_page_can_be_fetched(client: FlaskClient) -> None:
    addresses = _addresses(client)
    assert len([address for address in addresses if "beeld" in address]) >= 12
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert answer.headers["Cache-Control"] == "no-cache"
        assert "immutable" not in answer.headers["Cache-Control"]
        assert answer.headers["ETag"]


def test_a_file_that_did_not_change_is_not_sent_again(client: FlaskClient) -> None:
    address = _addresses(client)[0]
    first = client.get(address)
    assert client.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_a_player_gets_the_range_it_asks_for(client: FlaskClient) -> None:
    sound = next(address for address in _addresses(client) if address.endswith(".m4a"))
    whole = client.get(sound)
    assert whole.headers["Accept-Ranges"] == "bytes"
    assert whole.headers["Content-Type"] == "audio/mp4"
    part = client.get(sound, headers={"Range": "bytes=100-199"})
    assert (part.status_code, part.data) == (206, whole.data[100:200])
    beyond = client.get(sound, headers={"Range": f"bytes={len(whole.data) + 5}-"})
    assert beyond.status_code == 416
    assert beyond.headers["Content-Range"].startswith("bytes */")


@on_both_engines
def test_hiding_a_story_takes_its_files_away_at_once_also_for_who_has_them(client: FlaskClient) -> None:
    addresses = [address for address in _addresses(client) if "de-bakker" not in address]
    page = client.get(f"/q/{BAKERY}").text
    own = set(re.findall(r"/media/[\w./-]+", page[: page.index('id="place"')]))
    tags = {address: client.get(address).headers["ETag"] for address in own}
    with write():
        decide(story_called(koppel(), "de-bakker-van-de-kade"), "hide", by="Noor")
    for address in own:
        assert client.get(address, headers={"If-None-Match": tags[address]}).status_code == 404, address
    assert all(client.get(address).status_code == 200 for address in set(addresses) - own)


def test_a_picture_of_a_story_that_was_never_published_is_not_there(client: FlaskClient) -> None:
    hidden = story_called(koppel(), "nooit-gepubliceerd").old_picture
    assert hidden
    public_id = hidden.public_id
    assert client.get(f"/media/beeld/{public_id}-800.webp").status_code == 404


@pytest.mark.parametrize("ending", ["-801.webp", "-800.gif", "-800.svg", "-800.jpg.webp", "-99999999999999999999.webp"])
def test_only_the_sizes_and_formats_that_exist_are_answered(client: FlaskClient, ending: str) -> None:
    public_id = db.session.scalar(select(Picture.public_id).limit(1))
    assert client.get(f"/media/beeld/{public_id}{ending}").status_code == 404


def test_a_file_that_is_lost_on_disk_is_a_404_and_not_a_failure(app: Flask, client: FlaskClient) -> None:
    address = next(address for address in _addresses(client) if address.endswith("-320.webp"))
    store: Store = app.extensions["store"]
    for name in list(store.names()):
        if name.endswith("-320.webp"):
            store.drop(name)
    assert client.get(address).status_code == 404
