"""Players for tests of the game: they come, they meet, and time passes when a test says so."""

import secrets
from datetime import datetime, timedelta

import pytest
from flask import current_app
from sqlalchemy import select

from tests.world import koppel
from wijkspel import clock
from wijkspel.boards import queries as boards_queries
from wijkspel.db import db, new_public_id, write
from wijkspel.game.actions import complaining, confirming, flagging, inviting, leaving, objecting, pairing, paying
from wijkspel.game.actions.confirming import confirm_meeting
from wijkspel.game.actions.inviting import be_present, invite
from wijkspel.game.models import Invitation, Meeting, Pair
from wijkspel.game.queries import meetings, objections
from wijkspel.hosting.actions import cards as hosting_cards
from wijkspel.hosting.actions import vouching
from wijkspel.hosting.actions.cards import meet_by_host, meet_card
from wijkspel.media.actions import MadePicture
from wijkspel.photos.actions import choosing, forgetting, sending
from wijkspel.photos.actions import flagging as photo_flagging
from wijkspel.photos.actions.choosing import choose
from wijkspel.photos.actions.sending import add_photo
from wijkspel.photos.models import Photo
from wijkspel.photos.queries import saying, seeing
from wijkspel.places.queries import spot_called
from wijkspel.players.actions import cards, hosts, parents
from wijkspel.players.actions import players as players_actions
from wijkspel.players.actions.cards import hand_out, make_card
from wijkspel.players.actions.hosts import invite_host, take_up
from wijkspel.players.actions.players import add_player, choose_home, player_on, say_age
from wijkspel.players.models import Card, Host, Player
from wijkspel.players.queries import device_with
from wijkspel.players.rules import HOST_CODE_LENGTH
from wijkspel.qr import new_code
from wijkspel.rounds import actions as rounds_actions
from wijkspel.rounds import queries as rounds_queries
from wijkspel.rounds.models import Round
from wijkspel.rounds.queries import entries_of, playing_round, score_of
from wijkspel.storage import Store
from wijkspel.upkeep import actions as upkeep_actions
from wijkspel.wordlists.signs import SIGNS

PLAYERS, HOSTING = (cards, hosts, parents, players_actions), (hosting_cards, vouching)
GAME = (complaining, confirming, flagging, inviting, leaving, objecting, pairing, paying)
ACTIONS = (*GAME, *PLAYERS, *HOSTING, rounds_actions)
PHOTOS = (choosing, photo_flagging, forgetting, sending, saying, seeing)
WITH_A_CLOCK = (*ACTIONS, *PHOTOS, upkeep_actions, meetings, objections, rounds_queries, boards_queries)


class Time:
    """The time of the game, which a test moves on."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        # A Wednesday at noon, in the week in which the round of the world opened or the one after.
        today = clock.now().replace(hour=11, minute=0, second=0, microsecond=0)
        self.began = self.moment = today + timedelta(days=(2 - today.weekday()) % 7)
        for module in WITH_A_CLOCK:
            patch.setattr(module, "now", lambda: self.moment)

    def pass_by(self, **time: float) -> None:
        """Let some time pass: `minutes=5`, `days=1`."""
        self.moment += timedelta(**time)

    def be(self, moment: datetime) -> None:
        """Let it be a certain moment."""
        self.moment = moment


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    """The clock of the game, which stands still until a test moves it."""
    return Time(monkeypatch)


def new_player(*, home: str | None = None, phone: str | None = None, grown_up: bool = True) -> Player:
    """Let somebody begin to play in De Koppel, on a phone of their own unless one is given."""
    with write():
        wijk = koppel()
        player = player_on(phone or secrets.token_urlsafe(32), wijk, language="nl")
        say_age(player, is_grown_up=grown_up)
        if home:
            choose_home(player, spot_called(wijk, home))
    return player


def another_on(phone: str) -> Player:
    """Let somebody else begin to play on a phone as well."""
    with write():
        device = device_with(phone, koppel().id)
        assert device
        player = add_player(device, koppel(), language="nl")
        say_age(player, is_grown_up=True)
    return player


def invites(player: Player, *, spot: str = "bakkerij", assignment: str | None = None) -> Invitation:
    """Let a player say “I am here” at a spot, and show an invitation there."""
    with write():
        place = spot_called(koppel(), spot)
        be_present(player, place)
        return invite(player, place, signs=SIGNS, assignment=assignment)


def meet(*people: Player, spot: str = "bakkerij", assignment: str | None = None, done: bool = False) -> Meeting:
    """Let the first invite the others at a spot, and each of them confirm."""
    inviting, *others = people
    invitation = invites(inviting, spot=spot, assignment=assignment)
    for other in others:
        with write():
            meeting = confirm_meeting(invitation, other, assignment_done=done)
    return meeting


def new_host(*, spot: str = "bakkerij", name: str = "Fatima", device: str | None = None) -> Host:
    """Let somebody receive people at a spot of De Koppel, on a tablet of their own."""
    code = new_code(HOST_CODE_LENGTH)
    with write():
        invite_host(spot_called(koppel(), spot), first_name=name, code=code)
    with write():
        return take_up(code, device or secrets.token_urlsafe(32), koppel())


def new_card(host: Host | None = None, *, age: str = "grown_up", parent: bool = True, photos: str = "none") -> Card:
    """Make a card of De Koppel, handed out by a host if there is one."""
    with write():
        card = make_card(koppel(), language="nl")
        if host is not None:
            hand_out(card, host, age=age, a_parent_told=parent, photo_choice=photos)
    return card


def scan(player: Player, card: Card, *, spot: str = "bakkerij") -> Meeting:
    """Let a player say “I am here”, and scan a card there."""
    with write():
        place = spot_called(koppel(), spot)
        be_present(player, place)
    with write():
        return meet_card(player, card, place)


def seen(host: Host, first: Card, second: Card) -> Meeting:
    """Let a host confirm that the holders of two cards meet."""
    with write():
        return meet_by_host(host, first, second)


def photograph(meeting: Meeting, by: Player) -> Photo:
    """Let somebody add a photo to a meeting, of which the files are not there."""
    made = MadePicture(new_public_id(), "0" * 64, 1600, 1200)
    with write():
        return add_photo(meeting, by, made, sent=made.public_id)


def release(photo: Photo, *people: Player, gallery: bool = True, in_print: bool = False) -> None:
    """Let people in a photo choose who may see it."""
    for player in people:
        with write():
            choose(photo, player, gallery=gallery, in_print=in_print)


def a_store() -> Store:
    """Return the store of the app that is open."""
    store: Store = current_app.extensions["store"]
    return store


def new_people_an_hour(most: int) -> None:
    """Let so many new people an hour count in the round: with none, every first meeting is doubtful."""
    playing = the_round()
    with write():
        playing.rules = playing.rules | {"new_an_hour": most}


def a_doubtful_meeting(one: Player, other: Player) -> Meeting:
    """Let two meet for the first time, so that it does not count yet."""
    new_people_an_hour(0)
    meeting = meet(one, other)
    new_people_an_hour(12)
    return meeting


def the_round() -> Round:
    """Return the round that plays in De Koppel."""
    playing = playing_round(koppel())
    assert playing
    return playing


def score(player: Player) -> int:
    """Return the score of a player."""
    return score_of(player.id, the_round().id)


def reasons(player: Player) -> list[tuple[str, int]]:
    """Return the lines of a player in the order they came: why, and how many points."""
    return [(line.reason, line.points) for line in reversed(entries_of(player.id, the_round().id, most=1000))]


def outcomes(meeting: Meeting) -> list[str]:
    """Return what the pairs of a meeting are worth now, in the order they were made."""
    made = select(Pair.outcome).where(Pair.meeting_id == meeting.id).order_by(Pair.id)
    return list(db.session.scalars(made))
