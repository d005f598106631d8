"""An assignment pays when the other says that it was done, once a day, and only in a meeting that counts."""

from flask import Flask

from tests.conftest import on_both_engines
from tests.playing import Time, meet, new_player, reasons
from wijkspel.wordlists.assignments import of_step


@on_both_engines
def test_an_assignment_is_done_when_the_other_says_so_and_pays_by_its_step_once_a_day(app: Flask, time: Time) -> None:
    one, other, third = new_player(), new_player(), new_player()
    bold = of_step(3)[0].slug
    meet(one, other, assignment=bold)
    assert [reason for reason, _ in reasons(one)] == ["new", "spot"]  # nobody said that it was done
    time.pass_by(days=1)
    meet(one, other, assignment=bold, done=True)
    assert ("assignment", 20) in reasons(one) and ("assignment", 20) in reasons(other)
    time.pass_by(minutes=5)
    meet(one, third, assignment=bold, done=True)
    assert reasons(one).count(("assignment", 20)) == 1 and ("assignment", 20) in reasons(third)


def test_an_assignment_with_whom_nothing_counts_pays_nothing(app: Flask, time: Time) -> None:
    one, other = new_player(), new_player()
    meet(one, other)
    time.pass_by(minutes=5)
    meet(one, other, assignment=of_step(1)[0].slug, done=True)
    assert "assignment" not in [reason for reason, _ in reasons(one)]


def test_an_assignment_that_is_not_there_is_no_assignment(app: Flask, time: Time) -> None:
    one, other = new_player(), new_player()
    meet(one, other, assignment="verzin-maar-wat", done=True)
    assert "assignment" not in [reason for reason, _ in reasons(one)]
