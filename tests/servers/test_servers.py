"""Real servers: two on one database, a phone that uploads slowly, a power cut, and a stop that lets requests finish."""

import http.client
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from config import ROOT, Testing
from tests.conftest import on_both_engines
from tests.forks import Forked
from tests.server import Server, free_port
from wijkspel import create_app
from wijkspel.curation.actions import decide
from wijkspel.db import db, write
from wijkspel.places.queries import neighbourhood_called
from wijkspel.stories.queries import story_called

BAKERY, TITLE = "/q/D8RVTX", "De bakker van de Kade"


def _decide(settings: Testing, step: str) -> None:
    app = create_app(settings)
    with app.app_context():
        with write():
            decide(story_called(neighbourhood_called("de-koppel"), "de-bakker-van-de-kade"), step, by="Noor")
        db.engine.dispose()


@pytest.mark.parametrize("engine", ["postgis"], indirect=True)
def test_two_servers_on_one_database_both_show_a_decision_at_the_very_next_request(
    settings: Testing, tmp_path: Path
) -> None:
    with Server(settings, tmp_path) as one, Server(settings, tmp_path) as other:
        servers = (one, other, one, other)
        assert all(TITLE in server.get(BAKERY).read().decode() for server in servers)
        for step, there in (("hide", False), ("publish", True), ("hide", False)):
            _decide(settings, step)
            for server in servers:
                assert (TITLE in server.get(BAKERY).read().decode()) == there


@on_both_engines
def test_a_decision_of_another_process_shows_at_the_next_request(server: Server, settings: Testing) -> None:
    assert TITLE in server.get(BAKERY).read().decode()
    _decide(settings, "hide")
    assert TITLE not in server.get(BAKERY).read().decode()


@on_both_engines
def test_a_decision_survives_a_power_cut(server: Server, settings: Testing) -> None:
    _decide(settings, "hide")
    server.kill()
    server.start()
    assert TITLE not in server.get(BAKERY).read().decode()


@pytest.fixture
def writing_server(settings: Testing, tmp_path: Path) -> Iterator[int]:
    """A gunicorn as `wijkspel serve` starts it, with one page that keeps what is sent to it."""
    port = free_port()
    environment = {
        "DATABASE_URL": settings.database_url,
        "WIJKSPEL_MEDIA": str(settings.media),
        "WIJKSPEL_ENV": "testing",
    }
    words = ["--bind", f"127.0.0.1:{port}", "--worker-class", "gthread", "--threads", "8"]
    process = Forked("gunicorn", [*words, "tests.servers.writing_app:app()"], environment, ROOT, tmp_path / "log")
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(30)


@on_both_engines
def test_a_phone_that_uploads_slowly_keeps_no_neighbour_waiting(writing_server: int) -> None:
    assert _confirm(writing_server) == 200
    slow = threading.Thread(target=_upload_slowly, args=(writing_server, 3.0))
    slow.start()
    time.sleep(0.5)
    took = []
    while slow.is_alive():
        began = time.monotonic()
        assert _confirm(writing_server) == 200
        took.append(time.monotonic() - began)
        time.sleep(0.05)
    slow.join()
    assert len(took) > 10
    _, *others = sorted(took, reverse=True)  # a machine may stand still once
    assert max(others) < 1, f"a confirmation took {max(others):.1f} s while another phone was sending"


@on_both_engines
def test_eight_clients_that_write_at_once_are_all_served(writing_server: int) -> None:
    answers: list[int] = []

    def confirm_often() -> None:
        answers.extend(_confirm(writing_server) for _ in range(15))

    threads = [threading.Thread(target=confirm_often) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [200] * 120


def test_a_stop_lets_a_running_request_finish(settings: Testing, tmp_path: Path) -> None:
    with (
        Server(settings, tmp_path, whole=True) as server,
        socket.create_connection(("127.0.0.1", server.port), timeout=20) as phone,
    ):
        phone.sendall(f"GET {BAKERY} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n".encode())
        assert server.get(BAKERY).status == 200  # who comes later is answered, so the first has been let in
        stopping = threading.Thread(target=server.stop)
        stopping.start()
        time.sleep(0.3)
        phone.sendall(b"\r\n")
        assert phone.recv(20).startswith(b"HTTP/1.1 200")
        stopping.join()


def _confirm(port: int) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("POST", "/opslaan", b"small", {"Sec-Fetch-Site": "same-origin"})
    status = connection.getresponse().status
    connection.close()
    return status


def _upload_slowly(port: int, seconds: float) -> int:
    size, parts = 80_000, 20
    head = f"POST /opslaan HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nSec-Fetch-Site: same-origin\r\n"
    head += f"Content-Length: {size}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=20) as phone:
        phone.sendall(head.encode())
        for _ in range(parts):
            phone.sendall(b"x" * (size // parts))
            time.sleep(seconds / parts)
        return int(phone.recv(20).split()[1])


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("the writing server did not start")
