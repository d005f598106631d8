"""What is doubtful about something that comes in: said before anything is made, and no reason to refuse it."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Doubt:
    """A doubt as a code with values, which a door turns into a sentence."""

    code: str
    values: dict[str, object] = field(default_factory=dict)


def doubt(code: str, **values: object) -> Doubt:
    """Return a doubt."""
    return Doubt(code, values)
