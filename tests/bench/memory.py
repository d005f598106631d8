"""The memory of one web process after 5,000 and after 10,000 requests for all sorts of things, by eight phones."""

import http.client
import random
import re
from concurrent.futures import ThreadPoolExecutor

from tests.bench.demo import BROWSER, ENGINES, Demo
from tests.bench.figures import Figure
from tests.bench.load import WrongAnswers
from tests.bench.processes import resident_megabytes, web_workers
from tests.server import Server
from wijkspel.languages import NAMES

HALF = 5_000
PHONES = 8
MOST_MEGABYTES, MOST_GROWTH = 150, 2
Wanted = tuple[str, dict[str, str], set[int]]  # path, headers, the answers that are right


def measure(demo: Demo) -> list[Figure]:
    """Return what one worker holds after all requests on either engine, and what the second half added."""
    figures = []
    for engine, called in ENGINES.items():
        with demo.server(engine) as server:
            (worker,) = web_workers(server.port)
            start = resident_megabytes(worker)
            mixture = _mixture(demo, server)
            halfway, end = [_after(server, mixture, worker) for _ in range(2)]
        figures += [
            Figure(f"memory: one worker at the start, {called}", start, "MB", "lower"),
            Figure(f"memory: one worker after 10,000 requests, {called}", end, "MB", "lower", MOST_MEGABYTES),
            Figure(f"memory: growth in the second 5,000, {called}", end - halfway, "MB", "lower", MOST_GROWTH),
        ]
    return figures


def _after(server: Server, mixture: list[Wanted], worker: int) -> float:
    """Return the worker's memory in megabytes after half of the requests."""
    dice = random.Random(HALF)
    wanted = dice.choices(mixture, k=HALF)
    with ThreadPoolExecutor(PHONES) as phones:
        shares = [wanted[phone::PHONES] for phone in range(PHONES)]
        for asked in phones.map(lambda share: _ask_all(server, share), shares):
            if not asked:
                raise WrongAnswers("a phone asked for nothing")
    if web_workers(server.port) != [worker]:
        raise RuntimeError("the worker was replaced while it was measured")
    return resident_megabytes(worker)


def _mixture(demo: Demo, server: Server) -> list[Wanted]:
    """Return pages in every language and wording, their pictures and sound, and addresses that lead nowhere."""
    pages = [f"/q/{code}" for code in demo.codes]
    html = "".join(server.get(page).read().decode() for page in pages)
    pictures = sorted(set(re.findall(r"/media/beeld/[\w.-]+", html)))
    sounds = sorted(set(re.findall(r"/media/geluid/[\w-]+\.m4a", html)))
    if not pictures or not sounds:
        raise WrongAnswers("the demo's pages show no picture or no sound")
    mixture: list[Wanted] = [(page, {"Accept-Language": name}, {200}) for page in pages for name in NAMES]
    mixture += [(f"{page}?taal={name}&tekst=eenvoudig", {}, {200}) for page in pages for name in NAMES]
    mixture += [(f"/?taal={name}", {}, {200}) for name in NAMES]
    mixture += [(picture, {}, {200}) for picture in pictures]
    ranges = ("bytes=0-1", "bytes=0-65535", "bytes=1000-", "bytes=-500")
    mixture += [(sound, {"Range": asked}, {206}) for sound in sounds for asked in ranges]
    mixture += [(f"/nergens/{number}", {}, {404}) for number in range(10)]
    # Somebody who tries codes is told to wait after a while.
    mixture += [(f"/q/{code}", {}, {404, 429}) for code in ("BBBBBB", "geen-code", "BBBBB2")]
    return mixture


def _ask_all(server: Server, share: list[Wanted]) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    for path, headers, right in share:
        connection.request("GET", path, headers=BROWSER | headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status not in right:
            raise WrongAnswers(f"{path} {headers} answered {answer.status}")
    connection.close()
    return len(share)
