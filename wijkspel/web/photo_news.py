"""What the page of a meeting says about its photo, and what is wrong with one that was sent."""

from typing import NamedTuple

from flask_babel import gettext as _

from wijkspel.errors import Invalid, Refused
from wijkspel.game.models import Meeting
from wijkspel.photos.models import Photo
from wijkspel.photos.queries.saying import facts_of_photo, live_photo_of, said_about
from wijkspel.photos.queries.seeing import sees
from wijkspel.photos.rules import refusal_of_photo
from wijkspel.players.models import Player
from wijkspel.web.sentences import sentence_for


class PhotoNews(NamedTuple):
    """How it stands with the photo of a meeting, for somebody in it."""

    photo: Photo | None
    is_shown: bool
    waits_for: list[Player]
    refusal: str | None  # why none can be added
    was_there: bool  # one that is gone


def news_of(meeting: Meeting, player: Player) -> PhotoNews:
    """Return how it stands with the photo of a meeting, for somebody in it; others keep their photo to themselves."""
    facts = facts_of_photo(meeting)
    photo = live_photo_of(meeting) if facts.is_there else None
    said = said_about(photo) if photo else []
    own = photo if any(one.player.id == player.id for one in said) else None
    return PhotoNews(
        photo=own,
        is_shown=own is not None and sees(player, own, meeting.spot.neighbourhood),
        waits_for=[one.player for one in said if one.purposes is None],
        refusal=refusal_of_photo(facts),
        was_there=photo is None and facts.sent_before > 0,
    )


def said_of_upload(error: Refused) -> str:
    """Return what is wrong with a photo that was sent, and what to do now."""
    if isinstance(error, Invalid):
        return str(_("Choose a photo first.") if "photo" in error.fields else _("Tap the faces to hide once more."))
    said = sentence_for(error.code, 400)
    return f"{said.heading}. {said.what} {said.now}"
