"""Removes files that no row speaks of, and makes lost derivatives again."""

import re
import time
from typing import NamedTuple

from wijkspel.errors import Refused
from wijkspel.media.actions import repair_picture
from wijkspel.media.queries import all_pictures, files_that_belong
from wijkspel.places.queries import all_basemap_files
from wijkspel.storage import Store

_KINDS = r"(-\d+\.(webp|jpg)|\.(m4a|geojson|pmtiles))"
_OURS = re.compile(rf"(pictures|sound|maps)/[0-9a-z]{{2}}/[0-9a-z]{{12}}{_KINDS}(\.[0-9a-f]{{8}}\.part)?\Z")
PATIENCE_SECONDS = 24 * 3600  # a file this young may belong to a row that is still being written


class Swept(NamedTuple):
    """What a sweep did, in files."""

    removed: int
    repaired: int


def sweep_media(store: Store, *, patience: float = PATIENCE_SECONDS) -> Swept:
    """Remove files without a row that are older than a number of seconds, and repair pictures that miss a size.

    Only files with names as we give them are removed. Raises Refused when no file at all belongs to a row: then this is
    the store of another database, and nothing in it is ours to remove.
    """
    # The files are listed before the rows: a row that comes in between then keeps its file.
    old_files = [name for name in store.names() if time.time() - store.path(name).stat().st_mtime > patience]
    belong = files_that_belong() | all_basemap_files()
    lost = [name for name in old_files if name not in belong and _OURS.match(name)]
    if lost and not belong.intersection(store.names()):
        raise Refused("store_of_another_database", files=len(lost))
    for name in lost:
        store.drop(name)
    repaired = sum(len(repair_picture(picture, store)) for picture in list(all_pictures()))
    return Swept(len(lost), repaired)
