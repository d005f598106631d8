"""A lock that nobody waits for in vain."""

import threading
import time

from wijkspel.turns import Turns


def test_turns_come_in_the_order_they_were_asked_for() -> None:
    turns, order = Turns(), list[int]()
    assert turns.take(patience=1)
    threads = []
    for number in range(5):
        threads.append(threading.Thread(target=_take_one, args=(turns, order, number)))
        threads[-1].start()
        _wait_for(turns, number + 1)
    turns.hand_on()
    for thread in threads:
        thread.join()
    assert order == [0, 1, 2, 3, 4]


def test_one_who_wants_it_again_and_again_lets_others_have_theirs() -> None:
    turns, order = Turns(), list[int]()
    greedy = [threading.Thread(target=lambda: [_take_one(turns, order, 0) for _ in range(20)]) for _ in range(3)]
    modest = threading.Thread(target=_take_one, args=(turns, order, 1))
    assert turns.take(patience=1)
    for number, thread in enumerate((*greedy, modest), 1):
        thread.start()
        _wait_for(turns, number)
    turns.hand_on()
    for thread in (*greedy, modest):
        thread.join()
    assert order.index(1) == 3


def test_whoever_waited_long_enough_goes_and_holds_nobody_up() -> None:
    turns = Turns()
    assert turns.take(patience=1)
    assert not turns.take(patience=0.05)
    turns.hand_on()
    assert turns.take(patience=0.05)


def _wait_for(turns: Turns, waiting: int) -> None:
    while len(turns._waiting) <= waiting:  # whoever has its turn stands in the same row
        time.sleep(0.002)


def _take_one(turns: Turns, order: list[int], number: int) -> None:
    assert turns.take(patience=5)
    order.append(number)
    time.sleep(0.002)
    turns.hand_on()
