"""What stands on a board, and what a player might do next."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

FEWEST = 5  # people on whom anything that is shown of a group rests (trust rule 7)
ABOVE_AND_BELOW = 2  # neighbours that a player sees on either side


class Most(NamedTuple):
    """One of the bests of a round: its name, how many, and how many people made it."""

    name: str
    many: int
    people: int


def best_of(all_of_them: Sequence[Most]) -> list[Most]:
    """Return the ones with the most, all that share that place; one that fewer than five people made is left out."""
    large = [one for one in all_of_them if one.people >= FEWEST and one.many > 0]
    most = max((one.many for one in large), default=0)
    return sorted((one for one in large if one.many == most), key=lambda one: one.name)


def next_step(*, lines: Mapping[str, int], has_home: bool, is_younger: bool = False, may: bool = False) -> str:
    """Return what a player might do next, given the lines for each reason: the easiest thing not done yet.

    Somebody younger than 16 `may` play once a parent said yes, and meets people by a card alone (trust rule 4).
    """
    if is_younger and not may:
        return "ask"
    if not lines.get("new"):
        return "card" if is_younger else "meet"
    if not has_home:
        return "home"
    if is_younger:
        return "card"
    if not lines.get("assignment"):
        return "assignment"
    if not lines.get("bridge"):
        return "bridge"
    return "again" if not lines.get("again") else "gathering"
