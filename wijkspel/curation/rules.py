"""Which step may follow which, and what a story still misses before it may be public."""

# step: (from which states, to which state)
STEPS: dict[str, tuple[tuple[str, ...], str]] = {
    "hand_in": (("told", "sent_back"), "handed_in"),
    "send_back": (("handed_in", "approved"), "sent_back"),
    "approve": (("handed_in",), "approved"),
    "publish": (("approved", "hidden"), "published"),
    "hide": (("published",), "hidden"),
}


def state_after(step: str, state: str) -> str | None:
    """Return the state a step leads to, or None when it cannot follow on this state."""
    before, after = STEPS[step]
    return after if state in before else None


def missing_for_publication(*, has_consent: bool, has_original: bool, pictures_complete: bool) -> list[str]:
    """Return a code for each thing without which a story is not published."""
    found = []
    if not has_consent:
        found.append("consent")
    if not has_original:
        found.append("original")
    if not pictures_complete:
        found.append("picture_rights")
    return found
