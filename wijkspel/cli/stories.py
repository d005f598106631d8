"""`wijkspel stories`: telling a story from files, and deciding about one."""

from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext

from wijkspel.cli.saying import refusals_as_sentences, say
from wijkspel.curation.actions import decide, withdraw_story
from wijkspel.curation.rules import STEPS
from wijkspel.db import write
from wijkspel.errors import Refused
from wijkspel.media.actions import MadePicture, keep_picture, keep_sound, make_picture, make_sound
from wijkspel.media.models import Picture
from wijkspel.people.actions import add_person, give_consent
from wijkspel.places.models import Spot
from wijkspel.places.queries import neighbourhood_called, spot_called
from wijkspel.stories.actions import ToldText, tell_story
from wijkspel.stories.queries import all_stories, story_called

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def stories() -> None:
    """Tell, publish, hide and list stories."""


@stories.command("list")
@click.option("--json", "as_json", is_flag=True, help="Answer for a program.")
@with_appcontext
def list_all(as_json: bool) -> None:
    """List every story and where it stands."""
    rows = [
        {
            "neighbourhood": story.spot.neighbourhood.slug,
            "spot": story.spot.slug,
            "story": story.slug,
            "teller": story.teller.first_name,
            "status": story.status,
        }
        for story in all_stories()
    ]
    say(rows, as_json)


@stories.command()
@click.argument("neighbourhood")
@click.argument("spot")
@click.argument("slug")
@click.option("--teller", required=True, help="The teller's first name.")
@click.option("--year", type=int, help="The year it is about.")
@click.option("--text", required=True, type=_FILE, help="The story: a title on the first line, then the text.")
@click.option("--language", default="nl", help="The language of the text.")
@click.option("--sound", type=_FILE, help="A recording of that text.")
@click.option("--old-picture", type=_FILE, help="A picture of then.")
@click.option("--new-picture", type=_FILE, help="A picture of now.")
@click.option("--maker", default="", help="Who made the pictures.")
@click.option("--licence", default="", help="Under which licence the pictures may be shown.")
@click.option("--alternative", default="", help="What the pictures show, for who cannot see them.")
@click.option("--consent", required=True, help="How the teller said yes, such as “on paper, 3 May 2026”.")
@with_appcontext
def tell(
    neighbourhood: str,
    spot: str,
    slug: str,
    teller: str,
    year: int | None,
    text: Path,
    language: str,
    sound: Path | None,
    old_picture: Path | None,
    new_picture: Path | None,
    maker: str,
    licence: str,
    alternative: str,
    consent: str,
) -> None:
    """Keep a story for a SPOT of a NEIGHBOURHOOD; it stays private until it is published."""
    store = current_app.extensions["store"]
    with refusals_as_sentences():
        title, _, body = _read(text).strip().partition("\n")
        made = [make_picture(path.read_bytes(), store) if path else None for path in (old_picture, new_picture)]
        recording = make_sound(sound.read_bytes(), store) if sound else None
        with write():
            place = spot_called(neighbourhood_called(neighbourhood), spot)
            tenant = _tenant(place)
            kept_sound = keep_sound(recording, **tenant, by_computer=False) if recording else None
            pictures = [_keep(place, picture, maker, licence, {language: alternative}) for picture in made]
            person = add_person(**tenant, first_name=teller)
            told = tell_story(
                teller=person,
                spot=place,
                slug=slug,
                year=year,
                texts=[ToldText(language, "original", title.removeprefix("#"), body, kept_sound)],
                old_picture=pictures[0],
                new_picture=pictures[1],
            )
            give_consent(person, story=told, purpose="public", how=consent)
    click.echo(f"{slug} is told. Publish it with: wijkspel stories decide {neighbourhood} {slug} hand_in")


@stories.command("decide")
@click.argument("neighbourhood")
@click.argument("slug")
@click.argument("step", type=click.Choice(list(STEPS)))
@click.option("--by", required=True, help="Who decides.")
@click.option("--why", default="", help="Why.")
@with_appcontext
def take_step(neighbourhood: str, slug: str, step: str, by: str, why: str) -> None:
    """Take a STEP with a story: hand_in, send_back, approve, publish or hide."""
    with refusals_as_sentences():
        with write():
            story = story_called(neighbourhood_called(neighbourhood), slug)
            decide(story, step, by=by, why=why)
        click.echo(f"{slug} is {story.status}.")


@stories.command()
@click.argument("neighbourhood")
@click.argument("slug")
@click.option("--by", required=True, help="Who writes this down.")
@click.option("--why", default="the teller took the yes back", help="Why.")
@with_appcontext
def withdraw(neighbourhood: str, slug: str, by: str, why: str) -> None:
    """Take a teller's yes back: nobody can see the story from this moment."""
    with refusals_as_sentences(), write():
        withdraw_story(story_called(neighbourhood_called(neighbourhood), slug), by=by, why=why)
    click.echo(f"{slug} can no longer be seen.")


def _tenant(place: Spot) -> dict[str, Any]:
    return {"organisation_id": place.organisation_id, "neighbourhood_id": place.neighbourhood_id}


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused("not_utf8", file=path.name) from error


def _keep(
    spot: Spot, picture: MadePicture | None, maker: str, licence: str, alternative: dict[str, str]
) -> Picture | None:
    if picture is None:
        return None
    return keep_picture(
        picture,
        organisation_id=spot.organisation_id,
        neighbourhood_id=spot.neighbourhood_id,
        maker=maker,
        licence=licence,
        alternative=alternative,
    )
