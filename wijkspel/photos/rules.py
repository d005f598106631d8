"""When a meeting may have a photo, what people say yes to, when the gallery shows it, and how long anything is kept."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from wijkspel.pictures.areas import Area

PURPOSES = ("game", "gallery", "print")  # for the people in it alone, for the neighbourhood, on paper
UPLOAD = timedelta(hours=48)  # after a meeting
MOST_PHOTOS = 3  # that are sent of one meeting, those that somebody took back included: nobody is asked for ever
SHOWN_FROM = time(7)  # on the day after the last yes
A_PAGE = 24
# How long is kept: a photo that not everybody chose about, a yes, who was in a photo that is gone, and what people said
# of one after somebody looked. The nightly chore and the privacy page read these.
PHOTO_DAYS, CONSENT_DAYS, TRACE_DAYS, FLAG_DAYS = 14, 365, 90, 90
ENOUGH_WEIGHT = 2  # reports of players that hide a photo until somebody looked
TRIED = 2  # different people whom a player met, one of them on an earlier day, before a report weighs anything
LONGEST_FLAG = 400
LOOKED_WITHIN = timedelta(hours=24)


class PhotoFacts(NamedTuple):
    """All that decides whether somebody may add a photo to a meeting."""

    age: timedelta  # of the meeting
    is_there: bool  # a photo already
    sent_before: int
    everyone_may: bool  # nobody in it is a child, has left, chose for no photos, or keeps apart from another


def refusal_of_photo(facts: PhotoFacts) -> str | None:
    """Return why a meeting gets no photo, or None when it may. Which of its people stands in the way is never said."""
    if not facts.everyone_may:
        return "no_photo_here"
    if facts.age > UPLOAD:
        return "photo_too_late"
    if facts.is_there:
        return "photo_is_there"
    return "photo_enough" if facts.sent_before >= MOST_PHOTOS else None


def fingerprint(content: bytes, areas: Iterable[Area]) -> str:
    """Return what a second try is recognised by: the bytes and what of them is hidden.

    The same photo with another face hidden is another photo, or that face would stay to be seen.
    """
    hidden = json.dumps([asdict(area) for area in areas], sort_keys=True)
    return hashlib.sha256(content + b"\0" + hidden.encode()).hexdigest()


def first_day_shown(moment: datetime, zone: str) -> date:
    """Return from which day the gallery has a photo that everybody released at a moment: the next one."""
    return moment.astimezone(ZoneInfo(zone)).date() + timedelta(days=1)


def last_day_shown(moment: datetime, zone: str) -> date:
    """Return the last day whose photos the gallery has at a moment: before seven it is still yesterday's."""
    local = moment.astimezone(ZoneInfo(zone))
    return local.date() if local.time() >= SHOWN_FROM else local.date() - timedelta(days=1)


def purposes_of(choice: str) -> tuple[str, ...]:
    """Return what the holder of a card says yes to with a choice for every photo: that purpose, and those before it."""
    return PURPOSES[: PURPOSES.index(choice) + 1] if choice in PURPOSES else ()


def problems_of_flag(words: str) -> dict[str, str]:
    """Return a code when what somebody says of a photo is too long. It may be nothing: a tap is enough."""
    return {"words": "too_long"} if len(words) > LONGEST_FLAG else {}
