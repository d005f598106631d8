"""What a refusal of the game says on the screen: a heading, what happened, and what to do now."""

from flask_babel import gettext as _

from wijkspel.web.hosting_refusals import hosting_refusals

Words = tuple[str, str, str]


def game_refusals() -> dict[str, Words]:
    """Return the words of every refusal of the game, by its code."""
    return {**_of_players(), **_of_meetings(), **_of_photos(), **hosting_refusals()}


def _of_players() -> dict[str, Words]:
    return {
        "no_cookie": (
            _("Your phone keeps no cookies"),
            _("The game needs one, to know that your points are yours. Nothing was saved."),
            _("Allow cookies for this site, go back and try again."),
        ),
        "not_here": (
            _("Are you still here?"),
            _("“I am here” holds for twenty minutes, and that time is over."),
            _("Go back to the place, and say once more that you are here."),
        ),
        "age_unknown": (
            _("One question first"),
            _("Before you meet somebody we ask whether you are 16 or older."),
            _("Go back, and answer it."),
        ),
        "too_young": (
            _("Play together with a parent"),
            _("On a phone of their own, people play from 16 on."),
            _("“My game” says how: with a card, where the host of a place sees it."),
        ),
        "a_parent_first": (
            _("You said that you are younger than 16"),
            _("That stays so on this phone, for your own safety."),
            _("“My game” says how: with a card, where the host of a place sees it."),
        ),
        "phone_full": (
            _("This phone is full"),
            _("Eight people play on it already."),
            _("Let one of them delete everything under “My data”, or play on another phone."),
        ),
        "home_chosen_lately": (
            _("You chose a home place this week"),
            _("You can choose another one once a week."),
            _("Try again next week."),
        ),
    }


def _of_meetings() -> dict[str, Words]:
    return {
        "own_invitation": (
            _("This is your own invitation"),
            _("It is for the other one: let somebody else scan it."),
            _("Go back to your screen with the square."),
        ),
        "invitation_over": (
            _("This invitation does not work any more"),
            _("An invitation is open for a short time only."),
            _("Do you want to play together? Begin anew at the place."),
        ),
        "no_such_invitation": (
            _("This invitation is not there"),
            _("Perhaps the address was typed wrong, or its player has left."),
            _("Ask for a new one: one tap on the other phone."),
        ),
        "meeting_full": (
            _("Six is the most"),
            _("Six people are in this meeting already."),
            _("Ask one of them for a new invitation: that is a meeting too."),
        ),
        "no_round": (
            _("No round is being played now"),
            _("Meetings count while a round is open. Nothing was saved."),
            _("The stories are always open. Go and read what happened at this place."),
        ),
    }


def _of_photos() -> dict[str, Words]:
    points = _("Your points are the same without a photo.")
    return {
        "no_photo_here": (
            _("No photo of this meeting"),
            _("A photo needs everybody in it, and everybody is 16 or older. With this meeting that does not work."),
            points,
        ),
        "photo_too_late": (
            _("The time for a photo is over"),
            _("A photo of a meeting comes within two days."),
            points,
        ),
        "photo_is_there": (
            _("There is a photo already"),
            _("A meeting has one photo. Yours was not saved."),
            _("Look at that one first. If somebody in it does not want it, another one can take its place."),
        ),
        "photo_enough": (
            _("Three photos were tried"),
            _("Each of them was taken back, so we leave it at that."),
            points,
        ),
        "photo_taken_back": (
            _("This photo was taken back"),
            _("Somebody in it does not want it, so it does not come back."),
            _("Talk about it, and take another one together."),
        ),
        "photo_gone": (
            _("This photo is gone"),
            _("Somebody in it took it back, or not everybody chose in time. Its files are deleted."),
            points,
        ),
        "no_such_photo": (
            _("There is no photo here"),
            _("Perhaps the address was typed wrong, or the photo is not for this phone."),
            _("Go to the gallery, or to “My game”."),
        ),
    }
