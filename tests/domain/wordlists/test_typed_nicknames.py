"""Nicknames that somebody types: the innocent will do, and what is wrong with the others has a code."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkspel.wordlists.nicknames import problems_of_nickname, skeleton, tidy


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
