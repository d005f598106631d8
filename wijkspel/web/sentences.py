"""What a refusal says on the screen: a heading, what happened, and what to do now."""

from typing import NamedTuple

from flask_babel import gettext as _


class Sentence(NamedTuple):
    """The words of a refusal."""

    heading: str
    what: str
    now: str


def sentence_for(code: str, status: int) -> Sentence:
    """Return the words for a refusal by its code, else by the status of the answer."""
    by_status = _by_status()
    return _by_code().get(code) or by_status.get(status) or by_status[500 if status >= 500 else 400]


def every_sentence() -> dict[str, Sentence]:
    """Return the words of every refusal, by its code or by the status of the answer."""
    return {**_by_code(), **{str(status): said for status, said in _by_status().items()}}


def _by_code() -> dict[str, Sentence]:
    return {
        "unknown_language": Sentence(
            _("We do not know that language"),
            _("The address asks for a language that is not here."),
            _("Choose Dutch, English, Turkish or Arabic at the top of the page."),
        ),
        "unknown_wording": Sentence(
            _("We do not know that wording"),
            _("The address asks for a kind of text that is not here."),
            _("Open the page again without the end of the address, from the question mark on."),
        ),
        "code_is_no_code": Sentence(
            _("This is not a code"),
            _("A code has six letters and digits, and stands on the sticker under the square."),
            _("Have another look and type it below. Capitals and dashes do not matter."),
        ),
        "link_over": Sentence(
            _("This link no longer opens anything"),
            _("A link to print stickers works for an hour."),
            _("Ask whoever runs this server for a new one: wijkspel stickers link."),
        ),
        "press_busy": Sentence(
            _("Something else is being printed"),
            _("One thing is printed at a time, and each takes a few seconds."),
            _("Try again in a moment."),
        ),
        "no_cookie": Sentence(
            _("Your phone keeps no cookies"),
            _("The game needs one, to know that your points are yours. Nothing was saved."),
            _("Allow cookies for this site, go back and try again."),
        ),
        "not_here": Sentence(
            _("Are you still here?"),
            _("“I am here” holds for twenty minutes, and that time is over."),
            _("Go back to the place, and say once more that you are here."),
        ),
        "age_unknown": Sentence(
            _("One question first"),
            _("Before you meet somebody we ask whether you are 16 or older."),
            _("Go back, and answer it."),
        ),
        "too_young": Sentence(
            _("Play together with a parent"),
            _("On a phone of their own, people play from 16 on."),
            _("Play on the phone of your father or mother, and say hello together."),
        ),
        "a_parent_first": Sentence(
            _("You said that you are younger than 16"),
            _("That stays so on this phone, for your own safety."),
            _("Play on the phone of your father or mother, and say hello together."),
        ),
        "own_invitation": Sentence(
            _("This is your own invitation"),
            _("It is for the other one: let somebody else scan it."),
            _("Go back to your screen with the square."),
        ),
        "invitation_over": Sentence(
            _("This invitation is over"),
            _("It is open for two minutes."),
            _("Ask for a new one: one tap on the other phone."),
        ),
        "no_such_invitation": Sentence(
            _("This invitation is not there"),
            _("Perhaps the address was typed wrong, or its player has left."),
            _("Ask for a new one: one tap on the other phone."),
        ),
        "meeting_full": Sentence(
            _("Six is the most"),
            _("Six people are in this meeting already."),
            _("Ask one of them for a new invitation: that is a meeting too."),
        ),
        "no_round": Sentence(
            _("No round is being played now"),
            _("Meetings count while a round is open. Nothing was saved."),
            _("The stories are always open. Go and read what happened at this place."),
        ),
        "home_chosen_lately": Sentence(
            _("You chose a home place this week"),
            _("You can choose another one once a week."),
            _("Try again next week."),
        ),
        "code_unknown": Sentence(
            _("We do not know this code"),
            _("No sticker with this code hangs anywhere. Perhaps one letter is different."),
            _(
                "Have another look and type it below. "
                "The letters A, E, I, L, O, S and U and the digits 0 and 1 are never in it."
            ),
        ),
    }


def _by_status() -> dict[int, Sentence]:
    go_on = _("Type the code of a sticker, or go to the start.")
    go_back = _("Go back and try again.")
    later = _("Try again in a moment.")
    return {
        400: Sentence(
            _("We could not read that"), _("Something in the address or in what was sent does not fit."), go_on
        ),
        403: Sentence(
            _("That is not possible from here"), _("This may only be done from a page of Wijkspel itself."), go_back
        ),
        404: Sentence(
            _("There is nothing here"),
            _("Perhaps the address was typed wrong, or what stood here is no longer public."),
            go_on,
        ),
        405: Sentence(_("That is not possible here"), _("This page can only be read."), go_on),
        409: Sentence(
            _("Somebody got there first"), _("This changed while you were busy. Nothing of yours was saved."), go_back
        ),
        413: Sentence(
            _("That is too large"),
            _("What was sent is larger than 16 MB, and was not saved."),
            _("Choose something smaller and try again."),
        ),
        422: Sentence(
            _("Something is missing"), _("Not everything was filled in as it should be. Nothing was saved."), go_back
        ),
        429: Sentence(
            _("Just a moment"),
            _("From your network this was tried very often in a short time."),
            _("Wait a minute and try again."),
        ),
        500: Sentence(
            _("This is our mistake"), _("Something broke on our side. Nothing of yours was lost by it."), later
        ),
        503: Sentence(_("Very busy just now"), _("The server cannot reach its stories for a moment."), later),
    }
