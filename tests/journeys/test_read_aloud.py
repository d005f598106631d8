"""Somebody who does not see walks in Arabic: a screen reader says it in the order of the walk, list before map."""

import itertools
import re

import pytest

from tests.server import Server
from tests.shop import Shop
from wijkspel.demo.files import KOPPEL
from wijkspel.languages import digits

WALKS = "/de-koppel/wandelingen"
STOPS = 9


def _places(said: list[str], *wanted: str) -> list[int]:
    """Return where each of these is said, each looked for after the one before."""
    found: list[int] = []
    for words in wanted:
        begin = found[-1] + 1 if found else 0
        later = [at for at in range(begin, len(said)) if said[at].startswith(words)]
        assert later, f"not said after {wanted[len(found) - 1]!r}: {words!r}"
        found.append(later[0])
    return found


def _told_in_arabic(story: str) -> tuple[str, str]:
    title, _, body = (KOPPEL / "verhalen" / story / "ar.md").read_text().partition("\n")
    return title.removeprefix("#").strip(), " ".join(body.split())


def test_a_walk_is_said_stop_by_stop_with_the_way_between_them_and_only_then_its_map(
    street: Server, shop: Shop
) -> None:
    with shop.phone(street.url, language="ar") as phone:
        phone.open(f"{WALKS}/langs-het-water")
        phone.find("افتح الخريطة", role="button")  # script brings it
        said = phone.read_aloud
    stops = [f"link: المحطة {digits(number, 'ar')}: " for number in range(1, STOPS + 1)]
    map_and_on = ["heading: الخريطة", "image: خريطة الجولة", "button: افتح الخريطة", "link: ابدأ من المحطة ١"]
    places = _places(said, "heading: بمحاذاة الماء", "heading: المحطات", *stops, *map_and_on)
    for at, following in itertools.pairwise(places[2 : 2 + STOPS]):
        assert re.match(r"ثم [٠-٩]+ م · [٠-٩]+ د( ·|$)", " ".join(said[at + 1 : following]))
    assert not [words for words in said[: places[1 + STOPS]] if words.startswith(("image: خريطة", "heading: الخريطة"))]
    assert places[-1] == len(said) - 1


@pytest.mark.parametrize(
    ("stop", "stories"),
    [
        ("langs-het-water/4", ["op-dinsdag-was-het-dinsdag", "toen-de-kramen-weg-moesten"]),
        ("van-klok-tot-moestuin/7", ["de-eerste-pompoen"]),
    ],
    ids=["two-voices", "spoken-in-arabic"],
)
def test_a_stop_is_said_voice_by_voice_sentence_by_sentence_and_then_where_to_go(
    street: Server, shop: Shop, stop: str, stories: list[str]
) -> None:
    with shop.phone(street.url, language="ar") as phone:
        phone.open(f"{WALKS}/{stop}")
        phone.find("تشغيل", role="button")  # script brings it
        said = phone.read_aloud
    told = [_told_in_arabic(story) for story in stories]
    wanted = [words for title, _ in told for words in (f"heading: {title}", "button: تشغيل")]
    places = _places(said, *wanted, "heading: في الطريق", "heading: هذا المكان", "heading: قريب من هنا", "link: تابع")
    for number, (_, body) in enumerate(told):
        play, next_heading = places[2 * number + 1], places[2 * number + 2]
        assert body in " ".join(said[play:next_heading])
    assert places[-1] == len(said) - 1
