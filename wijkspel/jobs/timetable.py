"""Which chore is done when, by the one process that does chores."""

import logging
from collections.abc import Callable

from huey import Huey, RedisHuey, SqliteHuey, crontab

from config import Default
from wijkspel.jobs.closing import sum_up_rounds
from wijkspel.jobs.consent_ends import end_consents
from wijkspel.jobs.forgetting import forget_old
from wijkspel.jobs.media_sweep import sweep_media
from wijkspel.storage import Store

logger = logging.getLogger("wijkspel.jobs")
Chore = Callable[[], object]


def chores(store: Store) -> dict[str, Chore]:
    """Return every chore by its name."""
    return {
        "sweep-media": lambda: sweep_media(store),
        "end-consents": end_consents,
        "forget-old": lambda: forget_old(store),
        "sum-up-rounds": sum_up_rounds,
    }


TIMES = {
    "sweep-media": crontab(hour="3", minute="15"),
    "end-consents": crontab(minute="*/10"),
    "forget-old": crontab(hour="3", minute="45"),
    "sum-up-rounds": crontab(minute="5-59/10"),
}


def timetable(settings: Default, named: dict[str, Chore]) -> Huey:
    """Return the queue in which each chore comes round at its time; a failed one is written down and comes again."""
    queue = _queue(settings)
    for name, chore in named.items():
        queue.periodic_task(TIMES[name], name=name)(_logged(name, chore))
    return queue


def _queue(settings: Default) -> Huey:
    if settings.redis_url:
        return RedisHuey("wijkspel", url=settings.redis_url)
    return SqliteHuey("wijkspel", filename=str(settings.queue))


def _logged(name: str, chore: Chore) -> Chore:
    def do() -> None:
        done = chore()
        logger.info("chore done", extra={"chore": name, "result": str(done)})

    return do
