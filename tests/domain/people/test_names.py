"""A first name, and how other scripts write it."""

import pytest

from tests.world import koppel
from wijkspel.db import write
from wijkspel.errors import Invalid
from wijkspel.people.actions import add_person
from wijkspel.people.models import Person

pytestmark = pytest.mark.usefixtures("app")


def _add(first_name: str, names: dict[str, str]) -> Person:
    wijk = koppel()
    tenant = {"organisation_id": wijk.organisation_id, "neighbourhood_id": wijk.id}
    with write():
        return add_person(**tenant, first_name=first_name, names=names)


def test_a_person_is_called_as_the_language_writes_it_and_else_by_the_own_name() -> None:
    dirk = _add("Dirk", {"ar": " ديرك "})
    assert (dirk.called("ar"), dirk.called("nl"), dirk.called("tr")) == ("ديرك", "Dirk", "Dirk")


@pytest.mark.parametrize(
    ("names", "code"),
    [
        ({"ar": "  "}, {"first_name": "missing"}),
        ({"ar": "د" * 41}, {"first_name": "too_long"}),
        ({"ar": "د\x00"}, {"first_name": "not_text"}),
        ({"xx": "Dirk"}, {"languages": "unknown"}),
    ],
)
def test_a_name_that_is_none_is_refused_in_every_script(names: dict[str, str], code: dict[str, str]) -> None:
    with pytest.raises(Invalid) as refused:
        _add("Dirk", names)
    assert refused.value.fields == code
