"""Which step may follow which, and what a story still misses before it may be public."""

# step: (from which states, to which state)
Steps = dict[str, tuple[tuple[str, ...], str]]
STEPS: Steps = {
    "hand_in": (("told", "sent_back"), "handed_in"),
    "send_back": (("handed_in", "approved"), "sent_back"),
    "approve": (("handed_in",), "approved"),
    "publish": (("approved", "hidden"), "published"),
    "hide": (("published",), "hidden"),
}

LONGEST_BY, LONGEST_WHY = 80, 400


def problems_of_decision(*, by: str, why: str) -> dict[str, str]:
    """Return a code for each field of a decision that does not fit."""
    found = {}
    if not by.strip() or len(by) > LONGEST_BY:
        found["by"] = "too_long" if by.strip() else "missing"
    if len(why) > LONGEST_WHY:
        found["why"] = "too_long"
    return found


def state_after(step: str, state: str, steps: Steps = STEPS) -> str | None:
    """Return the state a step leads to, or None when it cannot follow on this state."""
    before, after = steps[step]
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
