"""The power goes while a program of ours is at work, the same way in each drill."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from config import ROOT, Testing

# A moment is a patch of the one function that is running when the power goes: it becomes `cut`.
_CUT = """
import os, signal
def cut(*_args, **_options): os.kill(os.getpid(), signal.SIGKILL)
"""


def run(settings: Testing, program: str, *words: str, folder: Path = ROOT) -> int:
    """Run a program that may call `cut`, with the settings of a test and these words, and return how it ended."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "DATABASE_URL": settings.database_url,
        "WIJKSPEL_MEDIA": str(settings.media),
        "WIJKSPEL_ENV": "testing",
    }
    command = [sys.executable, "-c", _CUT + program, *words]
    return subprocess.run(command, env=environment, cwd=folder, check=False).returncode


def run_until_the_power_goes(settings: Testing, program: str, *words: str, folder: Path = ROOT) -> None:
    """Run a program that comes to `cut`. Fails when it does not."""
    assert run(settings, program, *words, folder=folder) == -signal.SIGKILL, "the power did not go"
