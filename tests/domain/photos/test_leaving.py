"""Who deletes everything: the photos go along, those of a child that is deleted as well."""

import pytest

from tests.conftest import on_both_engines
from tests.domain.photos.steps import KINDS
from tests.playing import Time, new_card, new_host, new_player, photograph, scan
from wijkspel.db import db, write
from wijkspel.photos.actions.leaving import leave_with_photos, take_child_back_with_photos
from wijkspel.photos.models import Photo, PhotoConsent, PhotoPerson
from wijkspel.photos.queries.saying import photos_kept_of
from wijkspel.players.actions.parents import let_play
from wijkspel.players.actions.players import say_age
from wijkspel.players.models import Player

pytestmark = [on_both_engines, pytest.mark.usefixtures("app")]


def _child_in_a_photo() -> tuple[Player, Player, Photo]:
    """Let a photo be made with the holder of a card, who turns out to be a child of somebody."""
    host, neighbour, parent = new_host(), new_player(), new_player()
    card = new_card(host, photos="game")
    photo = photograph(scan(neighbour, card), neighbour)
    with write():
        say_age(card.player, is_grown_up=False)
        let_play(card.player, parent)
    return parent, card.player, photo


def _nothing_of_photos_is_left(player: Player) -> bool:
    rows = [db.session.query(table).filter_by(player_id=player.id).count() for table in (PhotoPerson, PhotoConsent)]
    return not any(rows) and photos_kept_of(player) == []


def test_a_child_that_is_deleted_along_with_its_parent_loses_its_photos(time: Time) -> None:
    parent, child, photo = _child_in_a_photo()
    with write():
        names = leave_with_photos(parent)
    assert parent.is_gone and child.is_gone and photo.is_gone and len(names) == KINDS
    assert _nothing_of_photos_is_left(child)


def test_a_child_of_whom_the_yes_is_taken_back_loses_its_photos_when_it_is_deleted(time: Time) -> None:
    parent, child, photo = _child_in_a_photo()
    with write():
        names = take_child_back_with_photos(parent, child)
    assert child.is_gone and photo.is_gone and len(names) == KINDS and not parent.is_gone
    assert _nothing_of_photos_is_left(child)


def test_a_child_that_stays_keeps_its_photos(time: Time) -> None:
    (parent, child, photo), other = _child_in_a_photo(), new_player()
    with write():
        let_play(child, other)
    with write():
        assert take_child_back_with_photos(parent, child) == []
    with write():
        assert leave_with_photos(parent) == []
    assert not child.is_gone and not photo.is_gone
    with write():
        assert len(leave_with_photos(other)) == KINDS
    assert child.is_gone and photo.is_gone
