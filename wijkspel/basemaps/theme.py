"""The colours of a sketch that stands alone: the same stylesheet as in a page, with its variables filled in."""

import re
from functools import cache
from typing import Literal

from config import ROOT

Theme = Literal["light", "dark"]
_STYLES = ROOT / "static" / "css"
_DARK = re.compile(r"@media \(prefers-color-scheme: dark\) \{(.*?\}\s*)\}", re.DOTALL)
_VALUE = re.compile(r"(--[\w-]+):\s*([^;]+);")
_RULE = re.compile(r"(\.sketch[\w-]*)\s*\{([^}]*)\}")
_VARIABLE = re.compile(r"var\((--[\w-]+)\)")


@cache
def style(theme: Theme) -> str:
    """Return the stylesheet of a sketch without variables and layers: programs that make pictures know neither."""
    tokens, sketch = (_without_notes((_STYLES / name).read_text()) for name in ("tokens.css", "blocks/sketch.css"))
    values = dict(_VALUE.findall(_DARK.sub("", tokens + sketch)))
    if theme == "dark":
        values |= dict(_VALUE.findall("".join(_DARK.findall(tokens + sketch))))
    rules = _RULE.findall(_VALUE.sub("", _DARK.sub("", sketch)))
    return "".join(f"{name}{{{_filled(body, values)}}}" for name, body in rules if body.strip())


def _without_notes(text: str) -> str:
    return re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)


def _filled(body: str, values: dict[str, str]) -> str:
    while _VARIABLE.search(body):
        body = _VARIABLE.sub(lambda found: values[found[1]], body)
    return re.sub(r"\s*([;:,])\s*", r"\1", body.strip())
