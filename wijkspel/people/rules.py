"""What a name has to look like, and for which purposes somebody can say yes."""

from collections.abc import Mapping

from wijkspel.languages import NAMES

# From the glossary: spel, galerij, druk, openbaar, buren, archief.
PURPOSES = ("game", "gallery", "print", "public", "neighbours", "archive")
LONGEST_NAME, LONGEST_HOW = 40, 200


def problems_of_names(first_name: str, names: Mapping[str, str]) -> dict[str, str]:
    """Return a code for a first name, or the same name in other scripts by language, that does not fit."""
    found = problems_of_name(first_name)
    for name in names.values():
        found |= problems_of_name(name)
    if not set(names) <= set(NAMES):
        found["languages"] = "unknown"
    return found


def problems_of_name(first_name: str) -> dict[str, str]:
    """Return a code for the field `first_name` when it does not fit."""
    name = first_name.strip()
    if not name:
        return {"first_name": "missing"}
    if len(name) > LONGEST_NAME:
        return {"first_name": "too_long"}
    if not name.isprintable():
        return {"first_name": "not_text"}
    return {}
