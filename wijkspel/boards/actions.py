"""Writing down how a round ended."""

from wijkspel.boards.queries import figures_of
from wijkspel.rounds.actions import keep_closing
from wijkspel.rounds.models import Round


def sum_up(over: Round) -> None:
    """Keep what a round that is closed came to, while who met whom is still there to be counted.

    A second time it is counted again, which a correction after the end asks for; once cleaned up it stays as it is.
    """
    if over.cleaned_at is None:
        keep_closing(over, figures_of(over))
