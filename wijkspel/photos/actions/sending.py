"""Adding a photo to a meeting: one at a time, for everybody in it to choose about."""

from wijkspel.clock import now
from wijkspel.db import db, tenant_of
from wijkspel.errors import Conflict, NotAllowed
from wijkspel.game.actions.inviting import close_invitation_of
from wijkspel.game.models import Meeting
from wijkspel.media.actions import MadePicture, keep_picture
from wijkspel.photos.actions.choosing import say_yes
from wijkspel.photos.models import Photo, PhotoPerson
from wijkspel.photos.queries.saying import facts_of_photo, hold_meeting, photo_sent_as
from wijkspel.photos.rules import purposes_of, refusal_of_photo
from wijkspel.players.models import Player
from wijkspel.players.queries import photo_choice_of

# Rights of a picture are for those of stories; of a photo its people decide, by what they say yes to.
_MAKER, _LICENCE = "De mensen op de foto", "Alleen waarvoor iedereen op de foto ja zei"


def photo_already_sent(meeting: Meeting, sent: str) -> Photo | None:
    """Return the photo that came in before with this fingerprint, and else look whether one may come in.

    Raises Conflict or NotAllowed when it may not, and Conflict when somebody took that very photo back.
    """
    same = photo_sent_as(sent, meeting)
    if same is not None and same.is_gone:
        raise Conflict("photo_taken_back")
    if same is not None:
        return same
    refusal = refusal_of_photo(facts_of_photo(meeting))
    if refusal == "no_photo_here":
        raise NotAllowed(refusal)
    if refusal is not None:
        raise Conflict(refusal)
    return None


def add_photo(meeting: Meeting, player: Player, made: MadePicture, *, sent: str) -> Photo:
    """Keep a photo of a meeting, in which everybody is who is in the meeting; whoever sends it says “only us”.

    Nobody joins the meeting afterwards, whom the photo would not ask. A photo that is sent again is the same one.
    Raises as `photo_already_sent`.
    """
    close_invitation_of(meeting)  # before the meeting is held, in the order of those who confirm
    hold_meeting(meeting)
    same = photo_already_sent(meeting, sent)
    if same is not None:
        return same
    picture = keep_picture(
        made,
        organisation_id=meeting.organisation_id,
        neighbourhood_id=meeting.neighbourhood_id,
        maker=_MAKER,
        licence=_LICENCE,
        alternative={"nl": "Foto van een ontmoeting"},
    )
    photo = Photo(
        **tenant_of(meeting),
        meeting_id=meeting.id,
        spot_id=meeting.spot_id,
        taken_by_id=player.id,
        picture_id=picture.id,
        sent=sent,
        taken_at=now(),
    )
    db.session.add(photo)
    db.session.flush()
    people = [PhotoPerson(**tenant_of(photo), photo_id=photo.id, player_id=met.player_id) for met in meeting.people]
    db.session.add_all(people)
    db.session.flush()
    say_yes(photo, player, "game")
    for met in meeting.people:
        _say_for_card(photo, met.player)
    return photo


def _say_for_card(photo: Photo, player: Player) -> None:
    """Keep what the holder of a card, who sees no photo on a phone, said about every photo."""
    for purpose in purposes_of(photo_choice_of(player) or ""):
        say_yes(photo, player, purpose)
