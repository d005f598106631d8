"""The assignments: complete in four languages, light, safe, and never without an easy way."""

import re
from collections import Counter
from copy import deepcopy
from typing import Any

import pytest

from wijkspel.languages import NAMES
from wijkspel.tours import rules as tours
from wijkspel.wordlists import assignments as listed
from wijkspel.wordlists.assignments import Assignment, assignments, made_of
from wijkspel.wordlists.reading import word_list

TABLES = word_list("assignments")["assignment"]
BY_SLUG = {each.slug: each for each in assignments()}
# Words that ask for what nobody has to tell, or for what does not belong on a street corner.
PRIVATE = {
    "nl": r"geloof|kerk|moskee|god|afkomst|geboren|land|ziek|gezond|dokter|geld|euro|salaris|huur|oud ben|leeftijd|"
    r"jarig|adres|binnenkomen|bij jou thuis|bier|kus|omhels|knuffel|high five|selfie|telefoonnummer",
    "en": r"religio|church|mosque|where are you from|born|ill|health|doctor|money|salary|rent|old are you|age|address|"
    r"come in|your place|beer|wine|kiss|hug|high five|selfie|phone number",
    "tr": r"din|cami|kilise|nerelisiniz|memleket|hasta|sağlık|doktor|para|maaş|kira|yaşınız|adres|bira|şarap|"
    r"öp|sarıl|selfie",
    "ar": r"دين|مسجد|كنيسة|أصلك|بلدك|مريض|صحتك|طبيب|نقود|راتب|إيجار|عمرك|عنوانك|خمر|بيرة|قبلة|عانق",
}


def _texts(one: Assignment, language: str) -> list[str]:
    wording = one.texts[language]
    return [wording.title, wording.ask, wording.opening, wording.exit]


def test_there_are_twelve_in_each_step_of_courage_and_six_for_each_theme() -> None:
    assert Counter(each.step for each in assignments()) == {1: 12, 2: 12, 3: 12}
    assert Counter(each.theme for each in assignments()) == dict.fromkeys(listed.THEMES, 6)
    assert {domain for each in assignments() for domain in each.domains} == set(listed.DOMAINS)


def test_every_assignment_is_told_in_every_language_of_the_app() -> None:
    assert list(listed.LANGUAGES) == list(NAMES)
    assert all(set(each.texts) == set(NAMES) for each in assignments())


@pytest.mark.parametrize("language", listed.LANGUAGES)
@pytest.mark.parametrize("part", listed.ROOM)
def test_no_two_assignments_say_the_same(language: str, part: str) -> None:
    said = Counter(getattr(each.texts[language], part) for each in assignments())
    assert [text for text, times in said.items() if times > 1] == []


@pytest.mark.parametrize("slug", [slug for slug, each in BY_SLUG.items() if each.step > 1])
def test_who_dares_less_today_gets_an_easier_one_of_the_same_theme(slug: str) -> None:
    one, twin = BY_SLUG[slug], BY_SLUG[BY_SLUG[slug].easy_twin or ""]
    assert twin.step < one.step
    assert twin.theme == one.theme


@pytest.mark.parametrize("language", listed.LANGUAGES)
def test_no_assignment_asks_what_nobody_has_to_tell(language: str) -> None:
    private = re.compile(rf"\b(?:{PRIVATE[language]})\b")
    found = [text for each in assignments() for text in _texts(each, language) if private.search(text.casefold())]
    assert found == []


@pytest.mark.parametrize("language", listed.LANGUAGES)
def test_sentences_are_short_and_end_as_sentences(language: str) -> None:
    for each in assignments():
        _, ask, opening, leaving = _texts(each, language)
        assert all(text[-1] in ".!?؟…" for text in (ask, opening, leaving)), each.slug
        assert all(len(sentence.split()) <= 22 for sentence in re.split(r"[.!?؟…]", ask)), each.slug
        assert not re.search(r"[\"“”«»]|\.\.\.", " ".join(_texts(each, language))), each.slug


def test_arabic_is_written_in_arabic_and_the_others_are_not() -> None:
    for each in assignments():
        assert re.search(r"[a-z]", " ".join(_texts(each, "ar")), re.IGNORECASE) is None, each.slug
        for language in ("nl", "en", "tr"):
            assert re.search(r"[\u0600-\u06ff]", " ".join(_texts(each, language))) is None, each.slug


def test_dutch_says_je_and_turkish_says_siz() -> None:
    for each in assignments():
        assert re.search(r"\b[Uu]w?\b", " ".join(_texts(each, "nl"))) is None, each.slug
        assert re.search(r"\b(sen|sana|seni|senin)\b", " ".join(_texts(each, "tr")), re.IGNORECASE) is None, each.slug


def test_another_language_gets_the_dutch_wording() -> None:
    one = BY_SLUG["steen-papier-schaar"]
    assert one.wording("tr").title == "Taş, kâğıt, makas"
    assert one.wording("fr").title == "Steen, papier, schaar"


def test_themes_are_those_of_the_walks() -> None:
    assert set(listed.THEMES) == set(tours.THEMES)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"slug": "Het Weer"}, "is not a slug"),
        ({"slug": "schuilen"}, "is there twice"),
        ({"step": 4}, "there is no step 4"),
        ({"theme": "space"}, "there is no theme space"),
        ({"domains": []}, "one or two different domains"),
        ({"domains": ["body", "body"]}, "one or two different domains"),
        ({"domains": ["body", "mental", "meaning"]}, "one or two different domains"),
        ({"step": 2}, "has no easy twin"),
        ({"step": 2, "easy_twin": "nowhere"}, "there is no nowhere"),
        ({"step": 2, "easy_twin": "drie-keer-water"}, "is not easier"),
        ({"step": 2, "easy_twin": "drie-groeten"}, "about something else"),
        ({"nl": {"title": "x" * 41, "ask": "a", "opening": "a", "exit": "a"}}, "41 letters"),
        ({"nl": {"title": " ", "ask": "a", "opening": "a", "exit": "a"}}, "is empty"),
        ({"nl": {"title": "a", "ask": "a", "opening": "a"}}, "exit"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_reason(change: dict[str, Any], fault: str) -> None:
    tables = deepcopy(TABLES)
    tables[0] |= change
    with pytest.raises(ValueError, match=fault):
        made_of(tables)


def test_a_language_that_is_missing_is_named() -> None:
    tables = deepcopy(TABLES)
    del tables[3]["ar"]
    with pytest.raises(ValueError, match="drie-keer-water is missing in ar"):
        made_of(tables)
