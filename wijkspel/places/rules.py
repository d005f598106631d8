"""What a spot and a neighbourhood have to look like."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from wijkspel.languages import NAMES

KINDS = (
    "library",
    "shop",
    "cafe",
    "market",
    "school",
    "playground",
    "park",
    "garden",
    "sports_club",
    "worship",
    "community_centre",
    "health",
    "bench",
    "bridge",
    "monument",
    "workshop",
    "street",
)
ACCESS_FACTS = ("step_free", "bench", "toilet", "quiet")
LONGEST_NAME, LONGEST_HINT, MOST_HOURS = 80, 200, 21
LONGEST_BY, LONGEST_WHERE, LONGEST_PERMISSION = 80, 200, 200
RASTERS = ("pdok",)  # online layers that a neighbourhood may choose; none is asked for by default
COLOURS = ("brick", "plum", "moss", "slate")  # of stickers; wijkspel/prints/colours.py says what they look like
SURROUNDINGS_METRES = 1000  # a spot may lie just over the border, at the tram stop that everybody uses
# A neighbourhood stands at the top of the address, beside our own pages.
OWN_ADDRESSES = frozenset(
    ("q", "media", "static", "health", "offline", "over", "privacy", "colofon", "bureau", "spel", "api", "kaart")
)
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d\Z")


def problems_of_slug(slug: str) -> dict[str, str]:
    """Return a code when a name for addresses is not lower-case letters, digits and single dashes."""
    return {} if len(slug) <= 60 and _SLUG.match(slug) else {"slug": "not_a_slug"}


def problems_of_neighbourhood(*, slug: str, name: str, languages: Sequence[str], timezone: str) -> dict[str, str]:
    """Return a code for each field of a neighbourhood that does not fit."""
    found = problems_of_slug(slug) | ({"slug": "reserved"} if slug in OWN_ADDRESSES else {})
    if not name.strip() or not name.isprintable() or len(name) > LONGEST_NAME:
        found["name"] = "missing" if not name.strip() else "too_long" if name.isprintable() else "not_text"
    if not languages or not set(languages) <= set(NAMES):
        found["languages"] = "unknown"
    try:
        ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        found["timezone"] = "unknown"
    return found


def problems_of_spot(
    *, slug: str, kind: str, names: Mapping[str, str], hints: Mapping[str, str], residential: bool
) -> dict[str, str]:
    """Return a code for each field of a spot that does not fit. A home is never a spot (trust rule 8)."""
    found = problems_of_slug(slug)
    if residential:
        found["residential"] = "a_home"
    if kind not in KINDS:
        found["kind"] = "unknown"
    if not any(name.strip() for name in names.values()):
        found["names"] = "missing"
    if any(len(name) > LONGEST_NAME for name in names.values()):
        found["names"] = "too_long"
    if any(len(hint) > LONGEST_HINT for hint in hints.values()):
        found["hints"] = "too_long"
    if not all(text.isprintable() for text in (*names.values(), *hints.values())):
        found["names"] = "not_text"
    if not {*names, *hints} <= set(NAMES):
        found["languages"] = "unknown"
    return found


def problems_of_times(hours: Sequence[Mapping[str, Any]], coffee: Mapping[str, Any] | None) -> dict[str, str]:
    """Return a code when opening hours or a coffee moment are not days 1 (Monday) to 7 with times like 09:30."""
    found = {}
    if len(hours) > MOST_HOURS or not all(_is_opening(entry) for entry in hours):
        found["hours"] = "not_hours"
    if coffee is not None and not (coffee.get("day") in range(1, 8) and _is_time(coffee.get("at"))):
        found["coffee"] = "not_a_moment"
    return found


def problems_of_hanging(*, by: str, where: str, permission: str) -> dict[str, str]:
    """Return a code for each thing that is not known of a sticker that is to hang.

    Without the yes of who owns the wall no sticker hangs (trust rule 9).
    """
    texts = {"by": (by, LONGEST_BY), "where": (where, LONGEST_WHERE), "permission": (permission, LONGEST_PERMISSION)}
    found = {}
    for name, (text, most) in texts.items():
        if not text:
            found[name] = "no_permission" if name == "permission" else "missing"
        elif len(text) > most or not text.isprintable():
            found[name] = "too_long" if len(text) > most else "not_text"
    return found


def problems_of_point(lon: float, lat: float, *, ring: Sequence[tuple[float, float]], margin: float) -> dict[str, str]:
    """Return a code when a point is 0,0, not on earth, or farther than a margin in degrees from the neighbourhood."""
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        return {"point": "not_on_earth"}
    if lon == 0 and lat == 0:
        return {"point": "zero"}
    lons, lats = [corner[0] for corner in ring], [corner[1] for corner in ring]
    inside = min(lons) - 2 * margin <= lon <= max(lons) + 2 * margin and min(lats) - margin <= lat <= max(lats) + margin
    if inside:
        return {}
    swapped = min(lons) <= lat <= max(lons) and min(lats) <= lon <= max(lats)
    return {"point": "axes_swapped" if swapped else "far_away"}


def _is_opening(entry: Mapping[str, Any]) -> bool:
    days, opens, closes = entry.get("days"), entry.get("opens"), entry.get("closes")
    right_days = isinstance(days, list) and bool(days) and all(day in range(1, 8) for day in days)
    return right_days and _is_time(opens) and _is_time(closes) and str(opens) < str(closes)


def _is_time(value: object) -> bool:
    return isinstance(value, str) and bool(_TIME.match(value))


def clean(text: str) -> str:
    """Return a text as it is kept: composed letters, and no space around it."""
    return unicodedata.normalize("NFC", text.strip())


def clean_all(texts: Mapping[str, str]) -> dict[str, str]:
    """Return the texts that say something, by language, as they are kept."""
    return {language: clean(text) for language, text in texts.items() if text.strip()}
