"""What a benchmark found: a figure with its goal, the table people read and the JSON that programs read."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from config import ROOT

RESULT = ROOT / "build" / "bench.json"
Better = Literal["higher", "lower"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value; without a goal it is reported only."""

    name: str
    value: float
    unit: str
    better: Better
    goal: float | None = None

    @property
    def verdict(self) -> str:
        """Whether the goal was met, in one word."""
        if self.goal is None:
            return "reported"
        return "met" if (self.value >= self.goal if self.better == "higher" else self.value <= self.goal) else "MISSED"


def table(figures: Sequence[Figure]) -> str:
    """Return the figures as lines with aligned columns."""
    rows = [("name", "value", "unit", "goal", "")]
    rows += [(found.name, _short(found.value), found.unit, _wanted(found), found.verdict) for found in figures]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(_line(row, widths) for row in rows)


def write_json(figures: Sequence[Figure], path: Path = RESULT) -> None:
    """Write the figures as the list that other programs read; a goal of null means that it is only reported."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(as_json(figures) + "\n")


def as_json(figures: Sequence[Figure]) -> str:
    """Return the figures as JSON."""
    listed = [
        {"name": found.name, "value": found.value, "unit": found.unit, "goal": found.goal, "better": found.better}
        for found in figures
    ]
    return json.dumps(listed, indent=1, ensure_ascii=False)


def _line(row: tuple[str, ...], widths: list[int]) -> str:
    name, value, unit, goal, verdict = row
    columns = [name.ljust(widths[0]), value.rjust(widths[1]), unit.ljust(widths[2]), goal.rjust(widths[3]), verdict]
    return "  ".join(columns).rstrip()


def _wanted(found: Figure) -> str:
    return "-" if found.goal is None else f"{'≥' if found.better == 'higher' else '≤'} {_short(found.goal)}"


def _short(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.3g}"
