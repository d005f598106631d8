"""Lighthouse with its mobile settings (slow 4G, a processor four times slower) on a stop page and on the front door."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from statistics import median
from typing import Any

from config import ROOT
from tests.bench.demo import Demo
from tests.bench.figures import Figure

RUNS = 3
LIGHTHOUSE = ROOT / "node_modules" / ".bin" / "lighthouse"
GOALS = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
PATIENCE_SECONDS = 180


def measure(demo: Demo) -> list[Figure]:
    """Return the middle score of each category, the largest paint and the layout shift, for both pages."""
    figures = []
    with demo.server() as server:
        for called, path in (("stop page", f"/q/{demo.codes[0]}"), ("front door", "/")):
            figures += _figures(called, [_report(server.url + path, demo.folder) for _ in range(RUNS)])
    return figures


def _figures(called: str, reports: list[dict[str, Any]]) -> list[Figure]:
    scores = {
        category: median(100 * report["categories"][category]["score"] for report in reports) for category in GOALS
    }
    paint = median(report["audits"]["largest-contentful-paint"]["numericValue"] for report in reports)
    shift = median(report["audits"]["cumulative-layout-shift"]["numericValue"] for report in reports)
    return [
        *[
            Figure(f"lighthouse: {called}, {name}", round(scores[name], 1), "points", "higher", goal)
            for name, goal in GOALS.items()
        ],
        Figure(f"lighthouse: {called}, largest contentful paint", round(paint), "ms", "lower", 1_500),
        Figure(f"lighthouse: {called}, layout shift", round(shift, 4), "shift", "lower", 0),
    ]


def _report(url: str, folder: Path) -> dict[str, Any]:
    chromium = shutil.which("chromium")
    if chromium is None or not LIGHTHOUSE.exists():
        raise RuntimeError("Chromium or Lighthouse is not on this machine. Type: bin/set-up test")
    command = [str(LIGHTHOUSE), url, "--output=json", f"--output-path={folder / 'lighthouse.json'}", "--quiet"]
    command += ["--chrome-flags=--headless=new --no-sandbox", "--no-enable-error-reporting"]
    command += [f"--only-categories={','.join(GOALS)}"]
    done = subprocess.run(
        command,
        env=os.environ | {"CHROME_PATH": chromium},
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
    )
    if done.returncode:
        raise RuntimeError(f"Lighthouse on {url}: {done.stderr}")
    report: dict[str, Any] = json.loads((folder / "lighthouse.json").read_text())
    if report.get("runtimeError") or report["finalDisplayedUrl"] != url:
        raise RuntimeError(f"Lighthouse on {url} saw {report['finalDisplayedUrl']}: {report.get('runtimeError')}")
    return report
