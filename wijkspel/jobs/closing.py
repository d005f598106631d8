"""Writes down what each round that closed came to, for its closing page."""

from wijkspel.boards.actions import sum_up
from wijkspel.db import write
from wijkspel.rounds.queries import rounds_to_sum_up


def sum_up_rounds() -> int:
    """Sum up the rounds that closed since, and return how many there were."""
    with write():
        closed = rounds_to_sum_up()
        for over in closed:
            sum_up(over)
        return len(closed)
