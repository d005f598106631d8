"""Hides the stories whose teller's yes has come to its end."""

from wijkspel.curation.actions import decide
from wijkspel.db import write
from wijkspel.stories.queries import published_without_consent


def end_consents() -> int:
    """Hide every published story without a consent in force, and return how many there were."""
    if not published_without_consent():
        return 0
    with write():
        stories = published_without_consent()
        for story in stories:
            decide(story, "hide", by="Wijkspel", why="the consent of the teller has ended")
        return len(stories)
