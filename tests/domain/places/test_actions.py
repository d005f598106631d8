"""Adding neighbourhoods, spots and stickers."""

import pytest
from flask import Flask

from tests.world import RETIRED, koppel, publications
from wijkspel.db import write
from wijkspel.errors import Conflict, Invalid, Missing
from wijkspel.places.actions.neighbourhoods import add_neighbourhood, add_organisation
from wijkspel.places.actions.spots import add_spot
from wijkspel.places.actions.stickers import make_sticker, retire_sticker
from wijkspel.places.queries import all_stickers, neighbourhood_called, spot_called, sticker_with

pytestmark = pytest.mark.usefixtures("app")
HERE = {"kind": "bench", "names": {"nl": "Bank"}, "lon": 5.42, "lat": 52.78}


def test_a_spot_outside_its_surroundings_is_refused_and_leaves_nothing() -> None:
    with pytest.raises(Invalid) as refused, write():
        add_spot(koppel(), slug="ver-weg", **HERE | {"lon": 4.9})
    assert refused.value.fields == {"point": "far_away"}
    with pytest.raises(Missing):
        spot_called(koppel(), "ver-weg")


def test_two_spots_of_a_neighbourhood_cannot_share_a_name_in_addresses() -> None:
    with pytest.raises(Conflict), write():
        add_spot(koppel(), slug="sluis", **HERE)


def test_a_boundary_has_to_close() -> None:
    with pytest.raises(Invalid, match="invalid"), write():
        organisation = add_organisation(slug="nieuw", name="Nieuw")
        add_neighbourhood(
            organisation, slug="open", name="Open", boundary=[(5, 52), (6, 52), (6, 53)], languages=["nl"]
        )


def test_a_code_hangs_in_one_place_only_also_after_it_was_retired() -> None:
    for code in ("D8RVTX", "d8r-vtx", RETIRED):
        with pytest.raises(Conflict), write():
            make_sticker(spot_called(koppel(), "sluis"), code=code)
    with pytest.raises(Invalid), write():
        make_sticker(spot_called(koppel(), "sluis"), code="vies")


def test_a_sticker_without_a_wish_gets_a_code_of_its_own() -> None:
    with write():
        made = make_sticker(spot_called(koppel(), "sluis"))
        code = made.code
    assert sticker_with(code)
    assert len({sticker.code for sticker in all_stickers()}) == len(all_stickers())


def test_making_and_retiring_a_sticker_count_as_publications_of_its_neighbourhood_alone() -> None:
    wijk, other = koppel(), neighbourhood_called("de-overkant")
    before, elsewhere = publications(wijk), publications(other)
    with write():
        sticker = make_sticker(spot_called(koppel(), "sluis"))
        retire_sticker(sticker)
        retired_at = sticker.retired_at
        retire_sticker(sticker)
        assert sticker.retired_at == retired_at
    assert publications(koppel()) == before + 3
    assert publications(neighbourhood_called("de-overkant")) == elsewhere


def test_the_live_sticker_of_a_spot_is_its_newest(app: Flask) -> None:
    with write():
        newer = make_sticker(spot_called(koppel(), "sluis")).code
    assert spot_called(koppel(), "sluis").live_sticker.code == newer
