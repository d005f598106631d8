"""The assignments: small things to do together, in three steps of courage and four languages."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import msgspec

from wijkspel.wordlists.reading import word_list

LANGUAGES = ("nl", "en", "tr", "ar")
STEPS = (1, 2, 3)  # with someone you know, with a neighbour whom you only greet, with someone new
THEMES = ("water", "green", "work", "arriving", "playing", "food")  # those of the walks
# Of Positive Health (Machteld Huber): an assignment carries one or two of the six, and measures nobody.
DOMAINS = ("taking_part", "daily_life", "quality_of_life", "meaning", "mental", "body")
# In letters, so that all four stand on one small screen without scrolling.
ROOM = {"title": 40, "ask": 150, "opening": 110, "exit": 80}


class Wording(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An assignment in one language: what to do, a first sentence to say, and a friendly one to go on your way."""

    title: str
    ask: str
    opening: str
    exit: str


class Assignment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One assignment; `easy_twin` is one of a lower step and the same theme, for whoever dares less today."""

    slug: str
    step: int
    theme: str
    domains: tuple[str, ...]
    texts: dict[str, Wording]
    easy_twin: str | None = None

    def wording(self, language: str) -> Wording:
        """Return the assignment in a language, or in Dutch when it is not told in that one."""
        return self.texts.get(language) or self.texts["nl"]


@cache
def assignments() -> tuple[Assignment, ...]:
    """Return all assignments in the order of the file. Raises ValueError, with every fault, when one does not fit."""
    return made_of(word_list("assignments")["assignment"])


def assignment_called(slug: str | None) -> Assignment | None:
    """Return the assignment with this name, if there is one."""
    return next((each for each in assignments() if each.slug == slug), None)


def of_step(step: int) -> tuple[Assignment, ...]:
    """Return the assignments of one step of courage, in the order of the file."""
    return tuple(each for each in assignments() if each.step == step)


def made_of(tables: Sequence[dict[str, Any]]) -> tuple[Assignment, ...]:
    """Return the assignments that tables of a TOML file describe. Raises ValueError with every fault."""
    made = tuple(msgspec.convert(_with_texts(table), Assignment) for table in tables)
    if found := [*_doubles(made), *(fault for each in made for fault in _faults(each, made))]:
        raise ValueError("these assignments do not fit: " + "; ".join(found))
    return made


def _with_texts(table: dict[str, Any]) -> dict[str, Any]:
    rest = {name: value for name, value in table.items() if name not in LANGUAGES}
    return rest | {"texts": {language: table[language] for language in LANGUAGES if language in table}}


def _doubles(made: Sequence[Assignment]) -> Iterator[str]:
    counted = Counter(each.slug for each in made)
    yield from (f"{slug} is there twice" for slug, number in counted.items() if number > 1)


def _faults(one: Assignment, among: Sequence[Assignment]) -> Iterator[str]:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", one.slug):
        yield f"{one.slug} is not a slug"
    if one.step not in STEPS:
        yield f"{one.slug}: there is no step {one.step}"
    if one.theme not in THEMES:
        yield f"{one.slug}: there is no theme {one.theme}"
    if not 1 <= len(set(one.domains)) == len(one.domains) <= 2 or not set(one.domains) <= set(DOMAINS):
        yield f"{one.slug}: one or two different domains of {', '.join(DOMAINS)}"
    yield from _faults_of_texts(one)
    yield from _faults_of_twin(one, among)


def _faults_of_texts(one: Assignment) -> Iterator[str]:
    yield from (f"{one.slug} is missing in {language}" for language in LANGUAGES if language not in one.texts)
    for language, wording in one.texts.items():
        for part, room in ROOM.items():
            text = getattr(wording, part)
            if not text.strip() or text != " ".join(text.split()):
                yield f"{one.slug}: {part} in {language} is empty or has spaces to spare"
            if len(text) > room:
                yield f"{one.slug}: {part} in {language} has {len(text)} letters, and there is room for {room}"


def _faults_of_twin(one: Assignment, among: Sequence[Assignment]) -> Iterator[str]:
    twin = next((other for other in among if other.slug == one.easy_twin), None)
    if one.easy_twin is None:
        if one.step > 1:
            yield f"{one.slug} has no easy twin"
    elif twin is None:
        yield f"{one.slug}: there is no {one.easy_twin}"
    elif twin.step >= one.step or twin.theme != one.theme:
        yield f"{one.slug}: {twin.slug} is not easier, or about something else"
