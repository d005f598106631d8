"""Removes files that no row speaks of, and makes lost and damaged derivatives again."""

import logging
import re
import time
from typing import NamedTuple

from wijkspel.db import write
from wijkspel.errors import Refused
from wijkspel.media.actions import keep_checksums, mend_picture
from wijkspel.media.queries import every_picture_id, files_that_belong, picture_with
from wijkspel.places.queries import all_basemap_files
from wijkspel.storage import Store

_KINDS = r"(-\d+\.(webp|jpg)|\.(m4a|geojson|pmtiles))"
_OURS = re.compile(rf"(pictures|sound|maps)/[0-9a-z]{{2}}/[0-9a-z]{{12}}{_KINDS}(\.[0-9a-f]{{8}}\.part)?\Z")
logger = logging.getLogger("wijkspel.jobs")
PATIENCE_SECONDS = 24 * 3600  # a file this young may belong to a row that is still being written


class Swept(NamedTuple):
    """What a sweep did, in files; those that are lost have to come from a backup."""

    removed: int
    repaired: int
    lost: int


def sweep_media(store: Store, *, patience: float = PATIENCE_SECONDS) -> Swept:
    """Remove files without a row that are older than a number of seconds, and mend pictures, which reads every byte.

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
    mended = [_mend(public_id, store) for public_id in every_picture_id()]
    return Swept(len(lost), sum(repaired for repaired, _ in mended), sum(gone for _, gone in mended))


def _mend(public_id: str, store: Store) -> tuple[int, int]:
    """Mend one picture, and return how many of its files were made again and how many are lost."""
    picture = picture_with(public_id)
    if picture is None:
        return 0, 0
    known, mended = dict(picture.checksums), mend_picture(picture, store)
    for name in mended.lost:
        logger.error("a file of a picture is lost", extra={"file": name})
    if mended.checksums != known:
        with write():
            picture = picture_with(public_id)
            if picture is not None:
                keep_checksums(picture, mended.checksums)
        if picture is None:  # it was taken back meanwhile, and what was made again goes with it
            for name in mended.repaired:
                store.drop(name)
    return len(mended.repaired), len(mended.lost)
