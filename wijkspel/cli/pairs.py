"""Options that are typed as two things with a sign between them, such as `most_a_week=200`."""

from collections.abc import Callable
from typing import Any

import click


class PairType(click.ParamType):
    """Turns what is typed into a pair by `read`, which raises ValueError with a sentence for whoever typed it."""

    def __init__(self, name: str, read: Callable[[str], tuple[str, Any]]) -> None:
        self.name = name
        self._read = read

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, Any]:
        """Return the pair that was typed. Click asks this of one that is a pair already as well."""
        if isinstance(value, tuple):
            return value
        try:
            return self._read(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)
