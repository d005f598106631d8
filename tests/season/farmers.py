"""Who plays for points alone, as cleverly as the rules allow, and with all the time in the world.

A new way to cheat is one more function that returns the farmers whose points matter, and a line in `FARMERS`.
"""

from collections.abc import Callable
from itertools import combinations

from tests.season.weeks import SPOTS, WEEKS, Season, Somebody

DAYS = WEEKS * 7
MINUTE = 1 / 60
PHOTOGRAPHED = 30  # cards of which somebody has a photo
PREPARED = 50  # guests made ahead, that have met each other and so look like neighbours


def a_ring_of_five(season: Season) -> list[Somebody]:
    """Five who meet each other as often as pays: with three pairs as a gathering, each time with an assignment."""
    ring = [Somebody("ring", SPOTS[number]) for number in range(5)]
    # Three pairs make a gathering of five; nine pairs are three gatherings, and the tenth is for the day after.
    days = [[(0, 1), (2, 3), (4, 0)], [(1, 2), (3, 4), (0, 2)], [(0, 3), (1, 4), (2, 4)], [(1, 3)]]
    assert sorted(tuple(sorted(pair)) for pairs in days for pair in pairs) == sorted(combinations(range(5), 2))
    for day in range(DAYS):
        for number, (one, other) in enumerate(days[day % 7] if day % 7 < len(days) else []):
            both = [ring[one], ring[other]]
            _meet(season, both, day, 12 + number * MINUTE)
        for one in ring:
            _walk_by(season, one, day)
    return ring


def two_minters(season: Season) -> list[Somebody]:
    """Two who make guests in private windows and lend them to each other: some have met other guests, some are new."""
    minters = [Somebody("minter", SPOTS[number]) for number in range(2)]
    _meet(season, minters, 0, 9)
    guests = _prepared_guests(season)
    for day in range(DAYS):
        for number, minter in enumerate(minters):
            ready = [guest for guest in guests if guest.since <= day]
            for turn in range(min(12, len(ready))):
                guest = ready[(day * 12 + turn + number * 6) % len(ready)]
                _meet(season, [minter, guest], day, 10 + 4 * number + turn * MINUTE)
            _meet_new_guests(season, minter, day, 12 + 4 * number)
            _walk_by(season, minter, day)
    return minters


def a_sofa_player(season: Season) -> list[Somebody]:
    """One at home with the codes of all stickers in a photo: “here” wherever it pays, and a second phone to confirm."""
    player, second = Somebody("sofa", SPOTS[0]), Somebody("second phone", SPOTS[1])
    guests = [Somebody("guest", SPOTS[number]) for number in range(10)]
    for day in range(DAYS):
        _walk_by(season, player, day)
        for number, other in enumerate([second, *guests]):
            _meet(season, [other, player], day, 15 + number * MINUTE)
        _meet_new_guests(season, player, day, 18)
    return [player]


def a_photographer_of_cards(season: Season) -> list[Somebody]:
    """Two at home with photos of thirty handed-out cards: one scans as many a day as count, one all of them at times.

    Whoever scans more makes doubtful pairs, which stay doubtful the next day: so the careful one gets the most.
    """
    careful, greedy = (Somebody("photographer", SPOTS[number]) for number in range(2))
    cards = season.cards(PHOTOGRAPHED)
    for day in range(DAYS):
        for number, one in enumerate((careful, greedy)):
            _walk_by(season, one, day)
            for turn in range(PHOTOGRAPHED if one is greedy and day % 7 == 0 else 3):
                card = cards[(day * 3 + turn) % PHOTOGRAPHED]
                _scan(season, one, card, day, 16 + number / 2 + turn * MINUTE / 4)
    return [careful, greedy]


def a_ring_of_witnesses(season: Season) -> list[Somebody]:
    """Five who scan photos of more cards than count in a day, and say of each other that they saw it."""
    ring, cards = [Somebody("witness", SPOTS[number]) for number in range(5)], season.cards(PHOTOGRAPHED)
    for number, one in enumerate(ring):
        _meet(season, [one, ring[number - 1]], 0, 8 + number * MINUTE)
    for day in range(DAYS):
        for number, one in enumerate(ring):
            _walk_by(season, one, day)
            for turn in range(6):  # three count, and three are doubtful: as many as a witness may confirm
                card = cards[(day * 6 + number * 6 + turn) % PHOTOGRAPHED]
                _scan(season, one, card, day, 17 + number * MINUTE + turn * MINUTE / 10)
        for number, one in enumerate(ring):
            witness = ring[number - 1]
            season.at(day, 17 + 1 / 6, lambda one=one, witness=witness: season.vouch(witness, one))  # type: ignore[misc]
    return ring


FARMERS: dict[str, Callable[[Season], list[Somebody]]] = {
    "ring of five": a_ring_of_five,
    "two minters of guests": two_minters,
    "sofa player": a_sofa_player,
    "photographed cards": a_photographer_of_cards,
    "ring of witnesses": a_ring_of_witnesses,
}


def _prepared_guests(season: Season) -> list[Somebody]:
    """Make guests of whom each meets three others, so that nobody can say that they met one person only."""
    guests = [Somebody("guest", SPOTS[number % len(SPOTS)], since=number // 5) for number in range(PREPARED)]
    for number, guest in enumerate(guests):
        for other in range(max(0, number - 3), number):
            _meet(season, [guests[other], guest], guest.since, 6 + (number % 5) / 10 + other % 3 * MINUTE)
    return guests


def _meet_new_guests(season: Season, host: Somebody, day: int, hour: float) -> None:
    for number in range(4):  # one more than counts at once
        _meet(season, [host, Somebody("guest", SPOTS[number + 2])], day, hour + number * MINUTE)


def _scan(season: Season, somebody: Somebody, card: int, day: int, hour: float) -> None:
    season.at(day, hour, lambda: season.scan(somebody, card, SPOTS[day % len(SPOTS)]))


def _meet(season: Season, both: list[Somebody], day: int, hour: float) -> None:
    season.at(day, hour, lambda: season.meet(both, SPOTS[day % len(SPOTS)], step=3, done=True))


def _walk_by(season: Season, somebody: Somebody, day: int) -> None:
    """Say “I am here” at two places a day, the day through."""
    for number in range(2):
        spot = SPOTS[(day + number) % len(SPOTS)]
        season.at(day, 20 + number, lambda spot=spot: season.be_at(somebody, spot))  # type: ignore[misc]
