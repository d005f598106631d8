"""JSON from outside: limited in depth and size before it is read, and nothing but numbers for numbers."""

import json
from typing import Any, NoReturn

from wijkspel.errors import Refused
from wijkspel.exchange.findings import How

_AIR = 100_000  # lists and objects that are no positions


def parsed(text: str, how: How) -> Any:
    """Return what a JSON text holds. Raises Refused naming the line."""
    # Each position is a list: so many brackets would take gigabytes before anybody could count the points.
    if text.count("[") > how.most_points + _AIR or text.count("{") > how.most_points + _AIR:
        raise Refused("file_too_many_points", most=how.most_points)
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise Refused("json_broken", line=error.lineno, what=error.msg) from error
    except RecursionError as error:
        raise Refused("file_too_deep", line=1) from error
    except ValueError as error:  # a whole number of thousands of digits
        raise Refused("json_broken", line=1, what="a number is too long") from error


def _refuse_constant(name: str) -> NoReturn:
    raise Refused("json_broken", line=1, what=f"{name} is not a number")
