"""The benchmarks: `python -m tests.bench [NAME…] [--json-only]`, which is `make bench`.

Prints a table and writes build/bench.json. A goal that is missed is said and fails nothing; the exit status is 1 only
when a benchmark itself broke.
"""

import argparse
import sys
import traceback
from collections.abc import Callable

from tests.bench import (
    first_start,
    game,
    home,
    import_track,
    lighthouse,
    memory,
    moving_house,
    moving_map,
    nearest,
    page_bytes,
    photo_intake,
    printing,
    scan,
    slow_3g,
)
from tests.bench.demo import Demo
from tests.bench.figures import RESULT, Figure, as_json, table, write_json

BENCHMARKS: dict[str, Callable[[Demo], list[Figure]]] = {
    "scan": scan.measure,
    "nearest": nearest.measure,
    "home": home.measure,
    "page-bytes": page_bytes.measure,
    "lighthouse": lighthouse.measure,
    "slow-3g": slow_3g.measure,
    "moving-map": moving_map.measure,
    "memory": memory.measure,
    "import-track": import_track.measure,
    "moving-house": moving_house.measure,
    "photo-intake": photo_intake.measure,
    "printing": printing.measure,
    "game": game.measure,
    "first-start": first_start.measure,
}


def main() -> int:
    """Run the benchmarks that were named, or all of them, and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which ones, of: {', '.join(BENCHMARKS)}")
    parser.add_argument("--json-only", action="store_true", help="print the JSON in place of the table")
    chosen = parser.parse_args()
    unknown = sorted(set(chosen.names) - set(BENCHMARKS))
    if unknown:
        parser.error(f"there is no benchmark called {', '.join(unknown)}; choose from {', '.join(BENCHMARKS)}")
    figures, broken = _measured(chosen.names or list(BENCHMARKS))
    write_json(figures)
    print(as_json(figures) if chosen.json_only else f"\n{table(figures)}\n\n{RESULT} holds the same for programs.")
    if broken:
        print(f"\nThese benchmarks broke, see above: {', '.join(broken)}", file=sys.stderr)
    return 1 if broken else 0


def _measured(names: list[str]) -> tuple[list[Figure], list[str]]:
    figures, broken = [], []
    with Demo() as demo:
        for name in names:
            print(f"bench: {name} …", file=sys.stderr, flush=True)
            try:
                figures += BENCHMARKS[name](demo)
            except Exception:
                traceback.print_exc()
                broken.append(name)
    return figures, broken


if __name__ == "__main__":
    raise SystemExit(main())
