"""What a web process does at its beginning and at its end; gunicorn reads this file and calls these by their names.

It imports nothing of ours, so that the process which starts the others stays small.
"""

from typing import Any


def post_worker_init(worker: Any) -> None:
    """Begin to write scans down."""
    scans = _scans_of(worker)
    if scans:
        scans.start()


def worker_exit(_server: Any, worker: Any) -> None:
    """Write down the scans that are left."""
    scans = _scans_of(worker)
    if scans:
        scans.stop()


def _scans_of(worker: Any) -> Any:
    """Return the counter of a worker's app; None for one that never started, or shows a mistake while developing."""
    return getattr(worker.wsgi, "extensions", {}).get("scans")
