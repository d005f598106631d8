"""The life of a sticker: made, printed, hung, replaced, retired."""

from datetime import timedelta

import pytest

from tests.conftest import on_both_engines
from tests.playing import a_store
from tests.world import RETIRED, koppel, publications
from wijkspel.clock import now
from wijkspel.db import write
from wijkspel.errors import Conflict, Invalid
from wijkspel.jobs.forgetting import forget_old
from wijkspel.places.actions.stickers import hang_sticker, make_sticker, mark_printed, reissue_sticker, retire_sticker
from wijkspel.places.models import Sticker
from wijkspel.places.queries import spot_called, sticker_with

pytestmark = [on_both_engines, pytest.mark.usefixtures("app")]
HANGING = {"by": "Noor", "where": "de muur naast de deur", "permission": "Riet, van de bakkerij"}


def _sticker(code: str = "D8RVTX") -> Sticker:
    found = sticker_with(code)
    assert found
    return found


def test_a_sticker_is_made_printed_hung_and_retired() -> None:
    assert _sticker().status == "made"
    with write():
        mark_printed([_sticker()])
    assert _sticker().status == "printed"
    with write():
        hang_sticker(_sticker(), **HANGING)
    hung = _sticker()
    assert (hung.status, hung.hung_by, hung.hung_where) == ("hung", "Noor", "de muur naast de deur")
    assert hung.permission == "Riet, van de bakkerij" and hung.hung_at
    with write():
        retire_sticker(_sticker(), by="Noor")
    assert (_sticker().status, _sticker().retired_by) == ("retired", "Noor")


def test_who_hung_a_sticker_is_forgotten_a_year_after_it_was_retired() -> None:
    day = timedelta(days=1)
    with write():
        kept, gone, hangs = (make_sticker(_sticker().spot) for _ in range(3))
        for sticker in (kept, gone, hangs):
            hang_sticker(sticker, **HANGING, at=now() - 900 * day)
        retire_sticker(kept, by="Bo", at=now() - 364 * day)
        retire_sticker(gone, by="Bo", at=now() - 366 * day)
        codes = [sticker.code for sticker in (kept, gone, hangs)]
    assert forget_old(a_store()).hangings == 1
    kept, gone, hangs = map(_sticker, codes)
    for sticker in (kept, hangs):
        assert sticker.hung_at and (sticker.hung_by, sticker.permission) == ("Noor", "Riet, van de bakkerij")
    assert (gone.status, gone.hung_at, gone.hung_by, gone.hung_where, gone.permission) == ("retired", *[None] * 4)
    assert kept.retired_by == "Bo" and gone.retired_by is None
    assert forget_old(a_store()).hangings == 0


def test_many_stickers_are_marked_as_printed_at_once_and_the_first_time_counts() -> None:
    with write():
        mark_printed([_sticker("D8RVTX"), _sticker("W3NPC9")])
        first = _sticker("W3NPC9").printed_at
        mark_printed([_sticker("W3NPC9")])
    assert first and _sticker("W3NPC9").printed_at == first and _sticker("D8RVTX").printed_at == first


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("by", " ", "missing"),
        ("permission", "", "no_permission"),
        ("where", "", "missing"),
        ("by", "x" * 81, "too_long"),
        ("permission", "x" * 201, "too_long"),
        ("where", "een\0muur", "not_text"),
    ],
)
def test_a_sticker_does_not_hang_without_a_name_a_place_and_a_yes(field: str, text: str, code: str) -> None:
    with pytest.raises(Invalid) as refused, write():
        hang_sticker(_sticker(), **HANGING | {field: text})
    assert refused.value.fields == {field: code}
    assert _sticker().status == "made"


def test_what_is_out_of_use_is_neither_hung_nor_replaced() -> None:
    with pytest.raises(Conflict, match="sticker_retired"), write():
        hang_sticker(_sticker(RETIRED), **HANGING)
    with pytest.raises(Conflict, match="sticker_retired"), write():
        reissue_sticker(_sticker(RETIRED))


def test_a_new_code_takes_the_place_of_an_old_one_at_the_same_spot() -> None:
    with write():
        hang_sticker(_sticker(), **HANGING)
        code = reissue_sticker(_sticker(), by="Noor").code
    new, old = _sticker(code), _sticker()
    assert (new.replaces_id, new.spot_id, new.status) == (old.id, old.spot_id, "made")
    assert (old.status, old.retired_by) == ("retired", "Noor")
    assert spot_called(koppel(), "bakkerij").live_sticker == new


def test_a_sticker_is_replaced_once_also_when_two_do_it_at_the_same_moment() -> None:
    with write():
        reissue_sticker(_sticker())
    with pytest.raises(Conflict), write():
        make_sticker(spot_called(koppel(), "sluis")).replaces_id = _sticker().id


def test_only_what_shows_on_the_page_counts_as_a_publication() -> None:
    before = publications(koppel())
    with write():
        mark_printed([_sticker()])
        hang_sticker(_sticker(), **HANGING)
    assert publications(koppel()) == before
    with write():
        reissue_sticker(_sticker())
    assert publications(koppel()) > before
