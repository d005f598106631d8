"""Nicknames that are made up, in four languages."""

import secrets
from collections.abc import Sequence

import pytest

from wijkspel.wordlists.nicknames import LONGEST, made_up_nickname, problems_of_nickname, skeleton
from wijkspel.wordlists.reading import word_list

LISTS = word_list("nicknames")
LANGUAGES = ["nl", "en", "tr", "ar"]


def _all_of(language: str) -> list[str]:
    lists = LISTS[language]
    return [
        lists["pattern"].format(noun=noun, adjective=adjective)
        for kind, nouns in lists["nouns"].items()
        for noun in nouns
        for adjective in lists["adjectives"][kind]
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_makes_thousands_of_nicknames(language: str) -> None:
    lists = LISTS[language]
    nouns = [noun for kind in lists["nouns"].values() for noun in kind]
    assert len(set(nouns)) == len(nouns) >= 60
    assert set(lists["nouns"]) == set(lists["adjectives"])
    assert len({len(adjectives) for adjectives in lists["adjectives"].values()}) == 1
    assert all(len(set(adjectives)) == len(adjectives) >= 48 for adjectives in lists["adjectives"].values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_gets_a_made_up_nickname_could_have_typed_it(language: str) -> None:
    refused = {name: problems_of_nickname(name) for name in _all_of(language) if problems_of_nickname(name)}
    assert refused == {}
    assert max(map(len, _all_of(language))) <= LONGEST


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_made_up_nicknames_look_the_same(language: str) -> None:
    names = _all_of(language)
    assert len({skeleton(name) for name in names}) == len(names)


@pytest.mark.parametrize(
    ("language", "picked", "nickname"),
    [
        ("nl", ("Merel", "Vrolijke"), "Vrolijke Merel"),
        ("nl", ("Bankje", "Vrolijk"), "Vrolijk Bankje"),
        ("en", ("Letterbox", "Jolly"), "Jolly Letterbox"),
        ("tr", ("Uğur Böceği", "Güler Yüzlü"), "Güler Yüzlü Uğur Böceği"),
        ("ar", ("عصفور", "مرح"), "العصفور المرح"),
        ("ar", ("فراشة", "مرحة"), "الفراشة المرحة"),
        ("ar", ("شمس", "مشرقة"), "الشمس المشرقة"),
        ("fr", ("Merel", "Vrolijke"), "Vrolijke Merel"),
    ],
)
def test_the_adjective_agrees_with_its_noun(language: str, picked: tuple[str, str], nickname: str) -> None:
    assert made_up_nickname(language, lambda choices: next(text for text in choices if text in picked)) == nickname


def test_both_forms_of_a_dutch_adjective_are_of_one_word() -> None:
    forms = LISTS["nl"]["adjectives"]
    pairs = list(zip(forms["de"], forms["het"], strict=True))
    assert [pair for pair in pairs if pair[0][:3] != pair[1][:3]] == []
    assert [pair for pair in pairs if not pair[0].endswith("e") and pair[0] != pair[1]] == []


def test_feminine_arabic_adjectives_end_as_such_and_belong_to_the_masculine_ones() -> None:
    forms = LISTS["ar"]["adjectives"]
    strange = [
        (his, hers)
        for his, hers in zip(forms["masculine"], forms["feminine"], strict=True)
        if hers not in (f"{his}ة", f"{his[:-1]}ئة")
    ]
    assert strange == []
    assert {noun for noun in LISTS["ar"]["nouns"]["feminine"] if not noun.endswith("ة")} == {"شمس"}
    assert [noun for noun in LISTS["ar"]["nouns"]["masculine"] if noun.endswith("ة")] == []


def test_a_nickname_is_made_up_by_chance() -> None:
    def first(choices: Sequence[str]) -> str:
        return choices[0]

    assert len({made_up_nickname("nl", secrets.choice) for _ in range(200)}) > 150
    assert {made_up_nickname("nl", first) for _ in range(5)} == {"Vrolijke Merel"}
