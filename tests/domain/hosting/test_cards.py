"""Cards: what meets whom, what a photographed card brings, and what a host sees counts at once."""

import pytest
from flask import Flask

from tests.conftest import on_both_engines
from tests.playing import Time, meet, new_card, new_host, new_player, outcomes, reasons, scan, score, seen, the_round
from tests.world import koppel
from wijkspel.db import db, write
from wijkspel.errors import Conflict, Invalid, NotAllowed
from wijkspel.game.actions.complaining import stay_apart
from wijkspel.game.actions.leaving import leave_game
from wijkspel.game.models import Presence
from wijkspel.game.queries.own_data import everything_of
from wijkspel.hosting.actions.cards import meet_card
from wijkspel.places.queries import spot_called
from wijkspel.players.actions.cards import card_for, choose_photos, hand_out, reissue_card, revoke_card
from wijkspel.players.actions.parents import add_child, let_play
from wijkspel.players.queries import a_parent_said_yes, card_of, photo_choice_of
from wijkspel.qr import ALPHABET

FIRST_MEETING = [("new", 40), ("spot", 10)]


def test_a_card_is_a_player_with_a_nickname_and_eight_letters_and_says_no_to_photos(app: Flask) -> None:
    card = new_card()
    assert len(card.code) == 8 and set(card.code) <= set(ALPHABET)
    assert card.player.nickname and card.status == "made" and photo_choice_of(card.player) == "none"


@on_both_engines
def test_who_scans_a_card_meets_its_holder_and_both_score(app: Flask, time: Time) -> None:
    card, player = new_card(new_host()), new_player()
    meeting = scan(player, card)
    assert meeting.how == "card" and outcomes(meeting) == ["new"]
    assert reasons(player) == reasons(card.player) == FIRST_MEETING
    hows = {presence.how for presence in db.session.query(Presence).filter_by(player_id=card.player_id)}
    assert hows == {"card"}


@on_both_engines
def test_scanning_a_card_twice_is_one_meeting_and_an_hour_later_it_brings_nothing(app: Flask, time: Time) -> None:
    card, player = new_card(new_host()), new_player()
    first = scan(player, card)
    assert scan(player, card).id == first.id
    time.pass_by(hours=1)
    assert outcomes(scan(player, card)) == ["again_today"]
    assert reasons(player) == FIRST_MEETING


def test_a_card_that_was_not_handed_out_or_is_revoked_meets_nobody(app: Flask, time: Time) -> None:
    host, player = new_host(), new_player()
    with pytest.raises(NotAllowed, match="card_of_nobody"):
        scan(player, new_card())
    with pytest.raises(NotAllowed, match="card_of_nobody"):
        seen(host, new_card(host), new_card())
    lost = new_card(host)
    with write():
        found = reissue_card(lost)
    for code in (lambda: scan(player, lost), lambda: seen(host, new_card(host), lost)):
        with pytest.raises(NotAllowed, match="card_revoked"):
            code()
    assert found.player_id == lost.player_id and outcomes(scan(player, found)) == ["new"]
    with pytest.raises(Conflict, match="card_revoked"), write():
        reissue_card(lost)


def test_a_lost_card_leaves_what_its_holder_chose_to_the_next_one(app: Flask) -> None:
    card = new_card(new_host(), photos="gallery")
    with write():
        new = reissue_card(card)
    assert photo_choice_of(card.player) == "gallery" and new.status == "handed_out"
    with write():
        revoke_card(new)
    assert photo_choice_of(card.player) == "none"


def test_whoever_is_nowhere_too_young_or_its_holder_meets_no_card(app: Flask, time: Time) -> None:
    card, nowhere = new_card(new_host()), new_player()
    with pytest.raises(NotAllowed, match="not_here"), write():
        meet_card(nowhere, card, spot_called(koppel(), "bakkerij"))
    with pytest.raises(NotAllowed, match="too_young"):
        scan(new_player(grown_up=False), card)
    with pytest.raises(NotAllowed, match="own_card"):
        scan(card.player, card)


@on_both_engines
def test_after_three_cards_a_day_what_a_scan_is_worth_is_doubtful_also_when_seen_again(app: Flask, time: Time) -> None:
    host, sofa = new_host(), new_player()
    cards = [new_card(host) for _ in range(4)]
    for card in cards:
        seen(host, card, new_card(host))  # so that none of them is a guest who has met nobody
        time.pass_by(minutes=3)
    assert [outcomes(scan(sofa, card))[0] for card in cards] == ["new", "new", "new", "doubtful"]
    time.pass_by(days=1)
    assert [outcomes(scan(sofa, card))[0] for card in cards] == ["again", "again", "again", "doubtful"]
    time.pass_by(days=1)
    assert outcomes(scan(sofa, cards[0])) == ["again"], "another day begins anew"


@on_both_engines
def test_what_a_host_sees_is_never_doubtful_and_never_waits(app: Flask, time: Time) -> None:
    host, popular = new_host(), new_card(None)
    with write():
        hand_out(popular, host, age="grown_up")
        the_round().rules = the_round().rules | {"most_a_week": 1000}
    for _ in range(14):
        assert outcomes(seen(host, popular, new_card(host))) == ["new"]
    assert score(popular.player) == 14 * 40 + 10 + 25  # a place, and a gathering
    presences = {presence.how for presence in db.session.query(Presence).filter_by(player_id=popular.player_id)}
    assert presences == {"host"}


@on_both_engines
def test_a_host_who_taps_twice_makes_one_meeting(app: Flask, time: Time) -> None:
    host = new_host()
    one, other = new_card(host), new_card(host)
    assert seen(host, one, other).id == seen(host, other, one).id
    assert reasons(one.player) == FIRST_MEETING
    with pytest.raises(NotAllowed, match="same_card"):
        seen(host, one, one)


def test_a_child_gets_a_card_when_a_parent_told_the_host_and_meets_where_a_host_sees_it_alone(
    app: Flask, time: Time
) -> None:
    host, grown_up = new_host(), new_player()
    with pytest.raises(Invalid, match="parent"):
        new_card(host, age="younger", parent=False)
    with pytest.raises(Invalid, match="age"):
        new_card(host, age="")
    child = new_card(host, age="younger", photos="gallery")
    assert child.photo_choice == "none", "there are no photos of a child"
    assert a_parent_said_yes(child.player_id)
    with pytest.raises(NotAllowed, match="card_of_a_child"):
        scan(grown_up, child)
    assert outcomes(seen(host, child, new_card(host))) == ["new"]
    assert ("new", 40) in reasons(child.player)


def test_there_are_no_photos_of_a_child_also_not_on_a_phone_of_its_own(app: Flask) -> None:
    child, parent = new_player(grown_up=False), new_player()
    assert photo_choice_of(parent) is None and photo_choice_of(child) == "none"
    with write():
        let_play(child, parent)
    card = card_of(child.id)
    assert card
    with pytest.raises(Invalid, match="photo_choice"), write():
        choose_photos(card, "gallery")
    assert photo_choice_of(child) == "none"


def test_handing_out_twice_changes_nothing(app: Flask) -> None:
    host = new_host()
    card = new_card(host)
    at = card.handed_out_at
    with write():
        hand_out(card, host, age="younger", a_parent_told=True)
    assert card.player.is_grown_up and card.handed_out_at == at


def test_who_rather_stays_apart_meets_by_no_card_either(app: Flask, time: Time) -> None:
    host, player = new_host(), new_player()
    one, other = new_card(host), new_card(host)
    with write():
        stay_apart(one.player, other.player)
        stay_apart(player, one.player)
    with pytest.raises(Conflict, match="not_now"):
        seen(host, one, other)
    with pytest.raises(Conflict, match="not_now"):
        scan(player, one)


def test_a_parent_and_a_child_and_two_children_of_one_parent_score_nothing_together(app: Flask, time: Time) -> None:
    host, parent = new_host(), new_player()
    cards = []
    for _ in range(2):
        time.pass_by(minutes=1)
        with write():
            cards.append(add_child(parent, koppel(), language="nl"))
    one, other = cards
    assert outcomes(seen(host, one, other)) == ["same_family"]
    assert outcomes(seen(host, one, new_card(host))) == ["new"]


def test_a_host_does_not_confirm_meetings_of_who_plays_on_that_very_device(app: Flask, time: Time) -> None:
    tablet = "t" * 43
    host, player = new_host(device=tablet), new_player(phone=tablet)
    with write():
        own = card_for(player)
        hand_out(own, host, age="grown_up")
    with pytest.raises(NotAllowed, match="host_too_close"):
        seen(host, own, new_card(host))


@on_both_engines
def test_a_card_holder_who_leaves_takes_the_card_along(app: Flask, time: Time) -> None:
    host, player = new_host(), new_player()
    card = new_card(host)
    scan(player, card)
    assert everything_of(card.player)["cards"] == [
        {"code": card.code, "status": "handed_out", "photo_choice": "none"},
    ]
    before = score(player)
    holder = card.player
    with write():
        leave_game(holder)
    assert holder.is_gone and everything_of(holder)["cards"] == [] and score(player) == before


def test_two_phones_meet_as_before(app: Flask, time: Time) -> None:
    meeting = meet(new_player(), new_player())
    assert meeting.how == "invitation"


def test_a_card_that_was_lost_says_nothing_about_photos_any_more(app: Flask) -> None:
    lost = new_card(new_host())
    with write():
        new = reissue_card(lost)
    with pytest.raises(Conflict, match="card_revoked"), write():
        choose_photos(lost, "gallery")
    assert lost.photo_choice == new.photo_choice == "none"
