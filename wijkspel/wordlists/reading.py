"""Reads the word lists that lie in this folder."""

import tomllib
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent


def word_list(name: str) -> dict[str, Any]:
    """Return what stands in one of the TOML files of this folder."""
    return tomllib.loads((_HERE / f"{name}.toml").read_text(encoding="utf-8"))
