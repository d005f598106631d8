"""Deletes what the privacy page promises to delete once it was kept long enough, and cleans up rounds that are over."""

from typing import NamedTuple

from wijkspel.boards.actions import sum_up
from wijkspel.db import write
from wijkspel.game.actions.flagging import forget_old_flags
from wijkspel.game.actions.leaving import clean_up, forget_old_complaints, forget_old_presences
from wijkspel.game.actions.objecting import forget_old_objections
from wijkspel.photos.actions.forgetting import forget_photos, forget_traces, let_go_of_photos
from wijkspel.pictures.sizes import WANTED
from wijkspel.players.actions.hosts import forget_old_hosts
from wijkspel.rounds.queries import rounds_to_clean
from wijkspel.storage import Store
from wijkspel.upkeep.actions import forget_old_hangings, forget_old_reports, forget_old_scans


class Forgotten(NamedTuple):
    """How many rows were deleted, and of how many stickers the names."""

    reports: int
    scans: int
    hangings: int
    presences: int
    complaints: int
    hosts: int
    flags: int
    objections: int
    rounds: int
    photos: int
    traces: int


def forget_old(store: Store) -> Forgotten:
    """Delete what was kept long enough, and return how many of each there were.

    Rows of photos go first, and their files once that holds; what a crash in between leaves goes with the sweep.
    """
    with write():
        forgotten, names = _forget_rows()
    for name in names:
        store.drop(name)
    return forgotten


def _forget_rows() -> tuple[Forgotten, list[str]]:
    """Delete rows, and return how many there were and the names of the files that go with them."""
    over, names = rounds_to_clean(), []
    for one in over:
        if one.closing is None:
            sum_up(one)
        names += let_go_of_photos(one)
        clean_up(one)
    names += forget_photos()
    forgotten = Forgotten(
        reports=forget_old_reports(),
        scans=forget_old_scans(),
        hangings=forget_old_hangings(),
        presences=forget_old_presences(),
        complaints=forget_old_complaints(),
        hosts=forget_old_hosts(),
        flags=forget_old_flags(),
        objections=forget_old_objections(),
        rounds=len(over),
        photos=len(names) // len(WANTED),
        traces=forget_traces(),
    )
    return forgotten, names
