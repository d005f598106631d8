"""What a refusal says on the screen: a heading, what happened, and what to do now."""

from typing import NamedTuple

from flask_babel import gettext as _

from wijkspel.web.game_refusals import game_refusals


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
        **{code: Sentence(*words) for code, words in game_refusals().items()},
        **_of_photos(),
        **_of_codes(),
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
    }


def _of_codes() -> dict[str, Sentence]:
    return {
        "code_is_no_code": Sentence(
            _("This is not a code"),
            _("A code has six letters and digits, and stands on the sticker under the square."),
            _("Have another look and type it below. Capitals and dashes do not matter."),
        ),
        "digits_are_no_code": Sentence(
            _("You type four digits at the place"),
            _("Scan the sticker of the place where you both are, go to the game and say: I am here."),
            _("After that there is a field for the four digits. The code of a sticker has six letters and digits."),
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


def _of_photos() -> dict[str, Sentence]:
    smaller = _("Choose a smaller one, or make a screenshot of it and choose that.")
    return {
        "picture_too_heavy": Sentence(_("This photo is too large"), _("A photo may be 15 MB at most."), smaller),
        "picture_too_large": Sentence(
            _("This photo has too many pixels"), _("A photo may have 50 million pixels at most."), smaller
        ),
        "picture_unknown": Sentence(
            _("This is not a photo we can read"),
            _("We can read JPEG, PNG, WebP, HEIC and AVIF."),
            _("Choose another file, or make a screenshot of it and choose that."),
        ),
        "picture_animated": Sentence(
            _("This photo moves"),
            _("Only photos that stand still can be shown."),
            _("Choose one that stands still, or make a screenshot of it and choose that."),
        ),
        "picture_broken": Sentence(
            _("This photo is damaged"),
            _("Part of the file is missing or wrong."),
            _("Choose another copy of it, or take the photo again."),
        ),
        "picture_too_hard": Sentence(
            _("We could not process this photo"),
            _("It asks more of the server than a photo should."),
            _("Make a screenshot of it, and choose that."),
        ),
        "pictures_busy": Sentence(
            _("Many photos are coming in"),
            _("Only a few are processed at a time. Yours was not saved."),
            _("Try again in a moment."),
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
