"""Removes files that no row speaks of, and makes lost derivatives again."""

import time
from typing import NamedTuple

from wijkspel.media.actions import repair_picture
from wijkspel.media.queries import all_pictures, files_that_belong
from wijkspel.storage import Store

PATIENCE_SECONDS = 24 * 3600  # a file this young may belong to a row that is still being written


class Swept(NamedTuple):
    """What a sweep did, in files."""

    removed: int
    repaired: int


def sweep_media(store: Store, *, patience: float = PATIENCE_SECONDS) -> Swept:
    """Remove files without a row that are older than a number of seconds, and repair pictures that miss a size."""
    # The files are listed before the rows: a row that comes in between then keeps its file.
    old_files = [name for name in store.names() if time.time() - store.path(name).stat().st_mtime > patience]
    belong = files_that_belong()
    lost = [name for name in old_files if name not in belong]
    for name in lost:
        store.drop(name)
    repaired = sum(len(repair_picture(picture, store)) for picture in list(all_pictures()))
    return Swept(len(lost), repaired)
