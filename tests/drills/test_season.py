"""A season of a thousand honest neighbours, and of those who play for points alone: how far does each get?

The bar is what one in ten of the honest players reaches or passes. Nobody who only farms may have more than one and a
half times that, and hardly any honest pair may be held up by what stops them. The table is printed (`-s`).
"""

import time as clock
from collections import defaultdict
from statistics import median, quantiles

import pytest
from flask import Flask

from tests.playing import Time
from tests.season.farmers import FARMERS
from tests.season.neighbours import honest_people
from tests.season.weeks import Season, Somebody

pytestmark = pytest.mark.drill

HONEST, SEED = 1000, 7
MOST_OF_A_FARMER = 1.5  # times the honest top decile
MOST_HELD_UP = 0.02  # of honest pairs
HELD_UP = ("waits", "doubtful")


def test_no_farmer_gets_far_above_the_honest_top_and_hardly_an_honest_pair_is_held_up(app: Flask, time: Time) -> None:
    began, used = clock.perf_counter(), clock.process_time()
    season = Season(time, seed=SEED)
    people = honest_people(season, HONEST)
    farmers = {kind: plan(season) for kind, plan in FARMERS.items()}
    season.play()
    scores = season.scores()
    honest = [one for one in people if scores.get(one.row)]
    top = quantiles((scores[one.row] for one in honest), n=10)[-1]
    groups = {"honest": honest} | farmers
    _print_table(groups, scores, top)
    held, pairs = _held_up(season, {one.row for one in honest})
    _print_losses(season, {one.row for one in honest}, scores, held=held, pairs=pairs)
    print(f"witnesses let {season.vouched} pairs count; refused: {dict(season.refused)}")
    took, used = clock.perf_counter() - began, clock.process_time() - used
    print(f"{len(season.pairs):,} pairs in {took:.0f} s, {used:.0f} s of a processor")
    assert len(honest) > 0.9 * HONEST and pairs > 5 * HONEST, "too few honest neighbours played to say anything"
    for kind, ones in farmers.items():
        assert max(scores[one.row] for one in ones) < MOST_OF_A_FARMER * top, kind
    assert held <= MOST_HELD_UP * pairs
    assert season.vouched > 100, "the witnesses did not get to say anything"


def _print_table(groups: dict[str, list[Somebody]], scores: dict[int, int], top: float) -> None:
    kinds: dict[str, list[Somebody]] = defaultdict(list)
    for one in groups["honest"]:
        kinds[f"  {one.kind}"].append(one)
    first, *farmers = groups.items()
    print(f"\n{'who':24}{'players':>8}{'median':>8}{'p90':>8}{'max':>8}{'max : top':>12}")
    for kind, ones in (first, *kinds.items(), *farmers):
        own = sorted(scores[one.row] for one in ones)
        tenth = quantiles(own, n=10, method="inclusive")[-1] if len(own) > 1 else own[0]
        print(f"{kind:24}{len(own):8}{median(own):8.0f}{tenth:8.0f}{own[-1]:8}{own[-1] / top:12.2f}")


def _held_up(season: Season, honest: set[int]) -> tuple[int, int]:
    """Return how many pairs of honest players did not count at once that might, and how many pairs they made."""
    outcomes = [outcome for low, high, outcome in season.pairs if {low, high} <= honest]
    return sum(outcome in HELD_UP for outcome in outcomes), len(outcomes)


def _print_losses(season: Season, honest: set[int], scores: dict[int, int], *, held: int, pairs: int) -> None:
    left = sum({low, high} <= honest for low, high in season.waiting())
    missed: dict[int, int] = defaultdict(int)
    for player, points in season.missed.values():
        missed[player] += points
    ours = [points for player, points in missed.items() if player in honest and points]
    all_of_them = sum(scores[player] for player in honest)
    print(f"honest pairs: {pairs:,}, held up {held} ({held / pairs:.2%}), at the end still {left}")
    print(
        f"honest points: {all_of_them:,}, without room {sum(ours):,} ({sum(ours) / (all_of_them + sum(ours)):.1%}) "
        f"of {len(ours)} players ({len(ours) / len(honest):.1%})"
    )
