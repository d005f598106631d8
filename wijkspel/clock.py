"""The one place that knows what time it is."""

from datetime import UTC, datetime


def now() -> datetime:
    """Return the present moment, aware and in UTC."""
    return datetime.now(UTC)


def to_the_second(moment: datetime) -> str:
    """Return a moment as programs read it, such as 2027-03-01T11:00:00+00:00."""
    return moment.isoformat(timespec="seconds")
