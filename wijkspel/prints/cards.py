"""Cards on paper, for whoever plays without a phone: ten on an A4, to cut out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from wijkspel import qr
from wijkspel.errors import Refused
from wijkspel.players.models import Card
from wijkspel.prints.colours import drawing
from wijkspel.prints.paper import page, printed

ON_A_SHEET = 10
_SHEETS_A_PART = 10  # laid out at once; more would only hold more memory


@dataclass(frozen=True, slots=True)
class CardLabel:
    """What is printed of one card."""

    code: str
    qr: qr.Drawing
    nickname: str
    wijk: Mapping[str, str]
    colours: str

    @property
    def size(self) -> str:
        """How much room the nickname asks for, in one word: a long one is set smaller."""
        widest_word = max(map(_width, self.nickname.split()), default=0)
        if widest_word <= 9 and _width(self.nickname) <= 18:
            return "short"
        return "long" if widest_word <= 13 else "longest"


def _width(text: str) -> float:
    """Return the room that a text asks for, in letters of usual width."""
    return len(text) + 0.5 * sum(letter in "mwMW" for letter in text)


def label_of_card(card: Card, *, base_url: str) -> CardLabel:
    """Return what to print of a card."""
    wijk = card.player.neighbourhood
    return CardLabel(
        code=qr.written(card.code),
        qr=qr.drawing(f"{base_url}/{wijk.slug}/spel/kaart/{card.code}"),
        nickname=card.player.nickname or "",
        wijk=wijk.names or {"nl": wijk.name},
        colours=wijk.colours,
    )


def sheets_of_cards(
    labels: Sequence[CardLabel], language: str, *, progress: Callable[[], None] = lambda: None
) -> bytes:
    """Return cards as PDF, ten on an A4 with marks to cut along. Raises Refused without any, and Busy."""
    if not labels:
        raise Refused("no_cards_to_print")
    parts = []
    for part in _grouped(labels, _SHEETS_A_PART * ON_A_SHEET):
        parts.append(page("paper/cards.html", language, pages=_grouped(part, ON_A_SHEET), drawing=drawing))
    return printed(parts, "cards", progress=progress)


def _grouped(labels: Sequence[CardLabel], size: int) -> list[Sequence[CardLabel]]:
    return [labels[begin : begin + size] for begin in range(0, len(labels), size)]
