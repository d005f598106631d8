"""What has to be known of a picture before it can be kept."""

from collections.abc import Mapping

FIRST_YEAR, LAST_YEAR = 1826, 2100  # the oldest photograph there is, and a limit that catches typing errors
LONGEST_ALTERNATIVE, LONGEST_RIGHTS = 400, 120


def problems_of_picture(
    *, maker: str, licence: str, alternative: Mapping[str, str], year: int | None
) -> dict[str, str]:
    """Return a code for each field that keeps a picture from being kept."""
    found = {}
    if not maker.strip():
        found["maker"] = "missing"
    if not licence.strip():
        found["licence"] = "missing"
    if max(len(maker), len(licence)) > LONGEST_RIGHTS:
        found["maker or licence"] = "too_long"
    if not any(text.strip() for text in alternative.values()):
        found["alternative"] = "missing"
    if any(len(text) > LONGEST_ALTERNATIVE for text in alternative.values()):
        found["alternative"] = "too_long"
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        found["year"] = "out_of_range"
    return found
