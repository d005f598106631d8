"""What a web process does at its beginning and at its end; gunicorn reads this file and calls these by their names.

It imports nothing of ours, so that the process which starts the others stays small.
"""

from typing import Any


def post_worker_init(worker: Any) -> None:
    """Begin to write scans down."""
    worker.wsgi.extensions["scans"].start()


def worker_exit(_server: Any, worker: Any) -> None:
    """Write down the scans that are left. A process that never came so far has none."""
    if worker.wsgi is not None:
        worker.wsgi.extensions["scans"].stop()
