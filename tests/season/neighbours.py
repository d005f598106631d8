"""Neighbours who play honestly: in families, with a circle whom they know, and each with a rhythm of their own."""

from random import Random

from tests.season.weeks import FIRST_SPOTS, SPOTS, WEEKS, Season, Somebody

# How many people somebody of each kind meets in a week, and how many of a hundred are of it. The means are those of
# people who like a game, not of everybody: whoever meets nobody does not count among those who played.
RHYTHMS = (("quiet", 1.2, 45), ("often", 2.5, 42), ("busy", 5.0, 10), ("knows everybody", 10.0, 3))


def honest_people(season: Season, count: int) -> list[Somebody]:
    """Return so many neighbours, in families, with a circle whom they know, and plan their six weeks."""
    random = season.random
    kinds = [(kind, rate) for kind, rate, share in RHYTHMS for _ in range(share)]
    people = []
    for number in range(count):
        kind, rate = kinds[number * 37 % 100]
        home = random.choice(SPOTS) if random.random() < 0.8 else None
        since = random.randrange(14) if random.random() < 0.7 else random.randrange(14, WEEKS * 7 - 7)
        people.append(Somebody(kind, home, rate * random.uniform(0.6, 1.4), since))
    _make_families(random, people)
    for one in people:
        near = [other for other in random.sample(people, min(count, 60)) if other.home == one.home]
        one.circle = [other for other in (*near[:3], *random.sample(people, 5)) if other is not one]
    _plan_days(season, people)
    _plan_coffee(season, people)
    _plan_parties(season, people)
    return people


def _make_families(random: Random, people: list[Somebody]) -> None:
    """Let three of ten live with somebody else who plays; they feel at home at the same place."""
    rest = random.sample(people, len(people) * 3 // 10)
    while len(rest) > 1:
        family = [rest.pop() for _ in range(min(len(rest), random.choice((2, 2, 3, 4))))]
        for one in family:
            one.family, one.home = [other for other in family if other is not one], family[0].home


def _plan_days(season: Season, people: list[Somebody]) -> None:
    """Plan whom each meets, week by week: family, neighbours whom they know, whoever happens to be there, and walks."""
    random = season.random
    sociable = [one.rate for one in people]
    for one in people:
        for day in range(one.since, WEEKS * 7):
            if random.random() < one.rate / 14:  # half of their meetings begin with them; the others with somebody else
                _plan_meeting(season, one, random.choices(people, sociable, k=6), day)
            if random.random() < one.rate / 20:
                spot = random.choice(SPOTS)
                season.at(day, random.uniform(8, 20), lambda one=one, spot=spot: season.be_at(one, spot))  # type: ignore[misc]


def _plan_meeting(season: Season, one: Somebody, passers_by: list[Somebody], day: int) -> None:
    random, chance = season.random, season.random.random()
    known = one.family if chance < 0.25 and one.family else one.circle if chance < 0.55 else []
    size = random.choices((1, 2, 3, 5), (80, 11, 6, 3))[0]
    others = random.sample(known, 1) if known else []
    others = list(dict.fromkeys([*others, *(other for other in passers_by if other is not one)]))[:size]
    present = [other for other in others if other.since <= day]
    if not present:
        return
    spot = one.home if one.home and random.random() < 0.4 else random.choice(SPOTS)
    step = random.choice((1, 2) if known else (2, 3)) if random.random() < 0.4 else 0
    done = random.random() < 0.7
    season.at(day, random.uniform(8, 20), lambda: season.meet([one, *present], spot, step=step, done=done))


def _plan_coffee(season: Season, people: list[Somebody]) -> None:
    """Plan a coffee moment a week at each of the first spots, where the same few come, and sometimes somebody new."""
    random = season.random
    for number, spot in enumerate(FIRST_SPOTS):
        regulars = random.sample(people, min(8, len(people) // 12 + 2))
        for week in range(WEEKS):
            day = week * 7 + number % 5
            came = [one for one in regulars if one.since <= day and random.random() < 0.7]
            new = [one for one in random.sample(people, 2) if one.since <= day and one not in came]
            _plan_groups(season, [*came, *new], spot, day, hour=9 + number / 10)


def _plan_groups(season: Season, came: list[Somebody], spot: str, day: int, *, hour: float) -> None:
    """Let those who came meet in tables of three to six, in a quarter of an hour."""
    season.random.shuffle(came)
    tables = []
    while came:
        size = season.random.randint(3, 6)
        tables.append(came[:size])
        came = came[size:]
    for number, table in enumerate(tables):
        if len(table) > 1:
            season.at(day, hour + number / 20, lambda table=table: season.meet(table, spot))  # type: ignore[misc]


def _plan_parties(season: Season, people: list[Somebody]) -> None:
    """Plan a party in the third and in the fifth week, at which each speaks with two or three tables."""
    for day, spot in ((19, "markt"), (33, "wilgenpark")):
        guests = [one for one in season.random.sample(people, len(people) // 12) if one.since <= day]
        for turn in range(2):
            _plan_groups(season, list(guests), spot, day, hour=13 + turn)
