"""What the tests of readers share: small files that are read, and how one is read or refused."""

from typing import Any

import pytest

from tests.domain.exchange.files import BAKERY, LOCK, waypoint
from wijkspel.errors import Refused
from wijkspel.exchange.findings import How
from wijkspel.exchange.reading import read_tour
from wijkspel.exchange.tour_file import TourInFile

NAMED = waypoint(BAKERY, "Bakkerij", "<desc>Brood</desc>") + waypoint(LOCK, "De sluis")
CSV = "Naam;Lengtegraad;Breedtegraad;Soort\nBakkerij;5,41859;52,77964;winkel\nDe sluis;5,42052;52,77937;brug\n"


def read(content: bytes | str, name: str = "x", **how: Any) -> TourInFile:
    """Read a file as the import does."""
    return read_tour(content.encode() if isinstance(content, str) else content, file_name=name, how=How(**how))


def refused(content: bytes | str, name: str = "x", **how: Any) -> tuple[str, dict[str, object]]:
    """Return the code and the values with which a file is refused."""
    with pytest.raises(Refused) as found:
        read(content, name, **how)
    return found.value.code, found.value.values
