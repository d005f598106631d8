"""What pays nothing, or not yet: one phone, guests whom nobody else has met, and too many in an hour."""

from flask import Flask

from tests.playing import Time, another_on, meet, new_player, outcomes, reasons, score


def test_two_players_on_one_phone_score_nothing_together(app: Flask, time: Time) -> None:
    phone = "f" * 43
    one = new_player(phone=phone)
    other = another_on(phone)
    assert outcomes(meet(one, other)) == ["same_phone"]
    assert score(one) == score(other) == 0


def test_after_three_untried_guests_on_a_day_the_next_counts_when_it_meets_somebody_else(
    app: Flask, time: Time
) -> None:
    farmer, friend = new_player(), new_player()
    guests = [new_player() for _ in range(4)]
    for guest in guests[:3]:
        assert outcomes(meet(farmer, guest)) == ["new"]
        time.pass_by(minutes=3)
    waiting = meet(farmer, guests[3])
    assert outcomes(waiting) == ["waits"] and score(guests[3]) == 0
    time.pass_by(minutes=3)
    meet(friend, guests[3], spot="sluis")
    assert outcomes(waiting) == ["new"]
    assert [reason for reason, _ in reasons(guests[3])].count("new") == 2


def test_a_guest_who_has_met_others_is_no_untried_guest_any_more(app: Flask, time: Time) -> None:
    host = new_player()
    for _ in range(4):
        guest = new_player()
        meet(new_player(), guest, spot="sluis")
        assert outcomes(meet(host, guest)) == ["new"]
        time.pass_by(minutes=3)


def test_more_than_twelve_new_people_in_an_hour_are_doubtful(app: Flask, time: Time) -> None:
    hurried = new_player()
    for _ in range(12):
        guest = new_player()
        meet(new_player(), guest, spot="sluis")
        assert outcomes(meet(hurried, guest)) == ["new"]
        time.pass_by(minutes=3)
    guest = new_player()
    meet(new_player(), guest, spot="sluis")
    assert outcomes(meet(hurried, guest)) == ["doubtful"]
