"""Nicknames: made up in four languages, and judged when somebody types one."""

import secrets
import unicodedata
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkspel.wordlists.nicknames import LONGEST, made_up_nickname, problems_of_nickname, skeleton, tidy
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


@pytest.mark.parametrize(
    "typed",
    [
        "Dikke Kater",
        "Kees Kuntz",
        "Scunthorpe",
        "Dick",
        "Cock de Boer",
        "Hoera",
        "Schoerie",
        "Lui Lammetje",
        "Lulu",
        "Catering Kees",
        "Blik Anker",
        "Sleet",
        "Snigger",
        "Şık Kedi",
        "Amina",
        "Mal Ventje",
        "Sussex",
        "Ghost",
        "Beheerste Beer",
        "Hostel",
        "Poolse Polka",
        "Ömer & Ayşe",
        "J.R.R.",
        "D'Artagnan",
        "Anne-Fleur",
        "Sam 2014",
        "Ajax 1900",
        "عبد الله",
        "مُحَمَّد",
        "Оксана",
        "李小龙",
    ],
)
def test_an_innocent_nickname_will_do(typed: str) -> None:
    assert problems_of_nickname(typed) == {}


@pytest.mark.parametrize(
    "typed",
    [
        "kut",
        "K U T",
        "k.u.t",
        "ku-t",
        "kuuuut",
        "Dikke Lul",
        "KIootzak",
        "kl00tzak",
        "k4nk3r",
        "Kankerkees",
        "кut",
        "ᴋᴜᴛ",
        "ｋｕｔ",
        "kút",
        "sh1t",
        "fuck off",
        "Motherfucker",
        "a55hole",
        "orospu",
        "Şerefsiz",
        "serefsız",
        "Pezevenkler",
        "كلب",
        "يا كلب",
        "ابن الكلب",
        "شرموطة",
        "أحمـــق",
        "اﺣﻤﻖ",
    ],
)
def test_an_insult_is_seen_through_its_disguise(typed: str) -> None:
    assert problems_of_nickname(typed) == {"nickname": "insult"}


@pytest.mark.parametrize(
    "typed",
    [
        "Wijkspel",
        "Wijkspelteam",
        "W1jkspel",
        "Wіjkspel",
        "Beheer",
        "beheerder",
        "De Host",
        "HOST",
        "ADMIN",
        "Adm1n",
        "Moderator",
        "Gemeente Utrecht",
        "Politieagent",
        "Zabıta",
        "Belediyesi",
        "شرطة",
        "البلدية",
    ],
)
def test_nobody_pretends_to_have_a_task(typed: str) -> None:
    assert problems_of_nickname(typed) == {"nickname": "looks_official"}


@pytest.mark.parametrize(
    "typed",
    [
        "0612345678",
        "06-12 34 56",
        "+31 6 1234",
        "٠٦١٢٣٤٥٦",
        "jan@voorbeeld",
        "@jan",
        "www.jan",
        "jan.nl",
        "http://x",
        "insta jan",
        "WhatsAppMij",
    ],
)
def test_a_nickname_leads_nobody_elsewhere(typed: str) -> None:
    assert problems_of_nickname(typed) == {"nickname": "contact"}


@pytest.mark.parametrize(
    "typed",
    [
        "Jan\u202eneJ",
        "Jan\u200bJan",
        "Jan\u2066",
        "Jan\x00",
        "Jan\u00adne",
        "Vrolijke 🐦",
        "1234",
        "- .",
        "J<b>",
        "Z̴̧̡a̵̢̛l̸̨̛g̷o",
        "\u0301Jan",
        "\ue000Jan",
        "Jan\U000e0041",
    ],
)
def test_only_letters_digits_and_a_few_signs_are_text(typed: str) -> None:
    assert problems_of_nickname(typed) == {"nickname": "not_text"}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "missing"),
        (" \n\u00a0 ", "missing"),
        ("J", "too_short"),
        (" J ", "too_short"),
        ("Jo", None),
        ("J" * 24, None),
        ("J" * 25, "too_long"),
        ("مَ" * 24, None),
        ("a" * 100_000, "too_long"),
    ],
)
def test_a_nickname_has_two_to_twenty_four_letters_that_one_sees(typed: str, code: str | None) -> None:
    assert problems_of_nickname(typed).get("nickname") == code


@given(st.text(max_size=60))
def test_anything_typed_gets_one_code_or_none_and_never_an_error(typed: str) -> None:
    problems = problems_of_nickname(typed)
    assert set(problems) <= {"nickname"}
    if not problems:
        assert tidy(typed) == tidy(tidy(typed))
        assert skeleton(typed), "a nickname that will do can be told from others"
        assert not any(unicodedata.category(letter).startswith("C") for letter in tidy(typed))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Vrolijke Merel", "vrolijke-merel"),
        ("Vrolijke Merel", "VrolijkeMerel"),
        ("Vrolijke Merel", "Vr0lijke MereI"),
        ("Vrolijke Merel", "Vrоlіjke Mеrel"),
        ("Vrolijke Merel", "Ｖｒｏｌｉｊｋｅ Ｍｅｒｅｌ"),
        ("Hans Nina", "Ηans Νina"),
        ("Merel", "ᴍᴇʀᴇʟ"),
        ("Ömer", "Omer"),
        ("IŞIL", "ışıl"),
        ("Bram", "Brarn"),
        ("Wim", "VVim"),
        ("Mila", "MiIa"),
        ("Sam ٢", "Sam 2"),
        ("أحمد", "احمد"),
        ("مُحَمَّد", "محمـــد"),
        ("ياسمينة", "ياسمينه"),
        ("علي", "على"),
        ("كريم", "ڪریم"),
    ],
)
def test_names_that_look_the_same_are_the_same(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Vrolijke Merel", "Vrolijke Mees"), ("Sam 2", "Sam 3"), ("نور", "نار"), ("Bart", "Bert")]
)
def test_names_that_differ_stay_apart(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


@given(st.text("rnv wiIlL10oOأةم-ıİßé", max_size=40))
def test_a_skeleton_has_nothing_left_to_lose(text: str) -> None:
    assert skeleton(skeleton(text)) == skeleton(text)
