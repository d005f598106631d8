"""A program that does with one photo what a web process does with it, and says how much memory that took.

It loads the whole app, as a web process has it, and nothing of the benchmarks. It prints the megabytes it held before
the photo, the most it held with it, and the most that the darkroom held beside it.
"""

import os
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path

from config import Testing
from tests.bench.processes import children_of, command_of, peak_megabytes
from wijkspel import create_app
from wijkspel.media.actions import make_picture
from wijkspel.pictures.developing import DARKROOM


def main(path: Path) -> None:
    """Take a photo in."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Testing(database_url=f"sqlite:///{folder}/empty.db", media=Path(folder) / "media"))
        before = peak_megabytes()
        looked: list[float] = []
        threading.Thread(target=_look, args=(looked,), daemon=True).start()
        make_picture(path.read_bytes(), app.extensions["store"])
    print(before, peak_megabytes(), max(looked))


def _look(looked: list[float]) -> None:
    """Write down the most that processes beside this one held so far, hundreds of times a second.

    Not getrusage: to Linux a process that is started has held what held the one that started it.
    """
    while True:
        for child in children_of(os.getpid()):
            with suppress(OSError, RuntimeError):  # it ended meanwhile
                if DARKROOM.name in " ".join(command_of(child)):
                    looked.append(peak_megabytes(child))
        time.sleep(0.002)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
