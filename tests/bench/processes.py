"""The processes behind a server of ours, read from /proc: how they were started and what memory they hold."""

import os
import re
from pathlib import Path

PROC = Path("/proc")


def web_master(port: int) -> int:
    """Return the id of the gunicorn that a server of ours started for this port."""
    bound = f":{port}"
    found = [pid for pid in _below(os.getpid()) if any(part.endswith(bound) for part in command_of(pid)[1:])]
    masters = [pid for pid in found if "gunicorn" in " ".join(command_of(pid)) and _parent(pid) not in found]
    if len(masters) != 1:
        raise RuntimeError(f"looked for one gunicorn on port {port} and found {masters}")
    return masters[0]


def web_workers(port: int) -> list[int]:
    """Return the ids of the processes that answer requests on this port."""
    return children_of(web_master(port))


def command_of(pid: int) -> list[str]:
    """Return the words a process was started with."""
    return (PROC / str(pid) / "cmdline").read_text().rstrip("\0").split("\0")


def resident_megabytes(pid: int) -> float:
    """Return how much memory a process holds at this moment."""
    return _megabytes(pid, "VmRSS")


def _megabytes(pid: int, what: str) -> float:
    found = re.search(rf"^{what}:\s+(\d+) kB", (PROC / str(pid) / "status").read_text(), re.M)
    if found is None:
        raise RuntimeError(f"process {pid} does not say its {what}")
    return int(found[1]) / 1024


def peak_megabytes(pid: int | None = None) -> float:
    """Return the most memory that a process, or this one, ever held; getrusage would count the parent's too."""
    return _megabytes(pid or os.getpid(), "VmHWM")


def _parent(pid: int) -> int:
    return int((PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[1])


def children_of(pid: int) -> list[int]:
    """Return the ids of the processes that a process started."""
    lists = (PROC / str(pid) / "task").glob("*/children")
    return sorted(int(child) for listed in lists for child in listed.read_text().split())


def _below(pid: int) -> list[int]:
    return [found for child in children_of(pid) for found in (child, *_below(child))]
