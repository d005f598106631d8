"""Deletes what the privacy page promises to delete once it was kept long enough, and cleans up rounds that are over."""

from typing import NamedTuple

from wijkspel.boards.actions import sum_up
from wijkspel.db import write
from wijkspel.game.actions.flagging import forget_old_flags
from wijkspel.game.actions.leaving import clean_up, forget_old_complaints, forget_old_presences
from wijkspel.players.actions.hosts import forget_old_hosts
from wijkspel.rounds.queries import rounds_to_clean
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
    rounds: int


def forget_old() -> Forgotten:
    """Delete what was kept long enough, and return how many of each there were."""
    with write():
        over = rounds_to_clean()
        for one in over:
            if one.closing is None:
                sum_up(one)
            clean_up(one)
        return Forgotten(
            reports=forget_old_reports(),
            scans=forget_old_scans(),
            hangings=forget_old_hangings(),
            presences=forget_old_presences(),
            complaints=forget_old_complaints(),
            hosts=forget_old_hosts(),
            flags=forget_old_flags(),
            rounds=len(over),
        )
