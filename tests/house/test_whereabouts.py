"""No table knows where somebody is: places are of the neighbourhood, its spots and its walks, and of nothing else."""

import re

from wijkspel import geo
from wijkspel.db import Base

OF_THE_GROUND = {("neighbourhood", "boundary"), ("spot", "point"), ("stop", "path")}
# Names that a column with somebody's whereabouts would have.
SUSPECT = re.compile(
    r"(?:^|_)(?:lat|lon|lng|latitude|longitude|point|position|location|geo|geohash|coordinates?|accuracy|path|track"
    r"|whereabouts|altitude|heading)(?:_|$)"
)


def test_only_the_ground_has_places() -> None:
    assert Base.metadata.tables, "no table is known"
    columns = [column for table in Base.metadata.tables.values() for column in table.columns]
    found = {(c.table.name, c.name) for c in columns if geo.is_geometry(c) or SUSPECT.search(c.name)}
    assert found == OF_THE_GROUND, "nobody's whereabouts are kept: the server hears a yes or a no at most"
