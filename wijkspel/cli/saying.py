"""How commands speak: refusals become one sentence and status 1, results become lines or JSON."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import click

from wijkspel.cli.exchange_words import REFUSALS, with_where
from wijkspel.errors import Refused

SENTENCES = {
    "picture_too_heavy": "This picture is too large ({megabytes} MB). Choose one under {most} MB.",
    "picture_too_large": "This picture has too many pixels ({megapixels} million). Choose one under {most} million.",
    "picture_unknown": "This is not a picture we can read. Use JPEG, PNG, WebP, HEIC or AVIF.",
    "picture_animated": "This picture moves. Choose one that stands still.",
    "picture_broken": "This picture is damaged. Choose another copy of it.",
    "picture_too_hard": (
        "This picture asks more of the server than a picture should. Make a screenshot of it, and use that. "
        "If that happens with every picture: wijkspel doctor"
    ),
    "pictures_busy": "Too many pictures are coming in at once. Try again in a moment.",
    "sound_too_heavy": "This recording is too large ({megabytes} MB). Choose one under {most} MB.",
    "sound_too_long": "This recording lasts {minutes} minutes. Choose one under {most} minutes.",
    "sound_unknown": "This is not a recording we can read. Use MP3, M4A, WAV, OGG or FLAC.",
    "program_missing": "The program {program} is not installed. Run: wijkspel doctor",
    "no_such_neighbourhood": "There is no neighbourhood “{slug}”.",
    "no_such_spot": "There is no spot “{slug}” in this neighbourhood.",
    "no_such_story": "There is no story “{slug}” in this neighbourhood.",
    "no_such_tour": "There is no walk “{slug}” in this neighbourhood.",
    "nothing_to_print": "There is no sticker to print here. Make one with: wijkspel stickers make NEIGHBOURHOOD SPOT",
    "tour_not_published": (
        "The walk “{slug}” is {state}, and only what is published is printed. "
        "Publish it with: wijkspel tours decide NEIGHBOURHOOD {slug} publish --by NAME"
    ),
    "press_busy": "Something else is being printed. Try again in a moment.",
    "press_stopped": "The PDF could not be made: {why}. What to do: wijkspel doctor",
    "tour_step_does_not_follow": "A walk that is {state} cannot take the step {step}.",
    "not_toml": "The file {file} is not TOML: {where}.",
    "tour_file_lacks": "The file says nothing about “{what}”, and a walk needs it.",
    "tour_file_odd": "Something in the file has another form than in the example of docs/deployment.md.",
    "captions_unknown": "This is not a WebVTT file with times in their order.",
    "no_such_sticker": "There is no sticker with the code {sticker}.",
    "sticker_retired": "The sticker {sticker} is out of use. Make a new one with: wijkspel stickers make",
    "no_such_report": "There is no report {report}. See them all with: wijkspel stickers reports --all",
    "report_closed": "{by} looked at report {report} already. Nothing was changed.",
    "no_such_complaint": "There is no complaint {complaint}. See them all with: wijkspel complaints list",
    "complaint_closed": "{by} looked at complaint {complaint} already. Nothing was changed.",
    "no_such_card": "There is no card with this code. See them all with: wijkspel cards list",
    "card_revoked": "This card is revoked already. Nothing was changed.",
    "no_cards_to_print": "There is no card to print.",
    "no_such_host": "There is no host {host}. See them all with: wijkspel people list",
    "no_such_photo": "There is no photo {photo}. See those that wait with: wijkspel photos flags",
    "photo_looked_at": "Nothing waits about photo {photo}. Nothing was changed.",
    "no_such_objection": "There is no objection {objection}. See those that wait with: wijkspel players objections",
    "objection_answered": "{by} answered objection {objection} already. Nothing was changed.",
    "no_nickname_taken": "No nickname was taken away from player {player}.",
    "no_such_round": "There is no round {round}. See them all with: wijkspel rounds list NEIGHBOURHOOD",
    "no_such_player": "There is no player like that in this neighbourhood.",
    "round_cleaned": "The round {round} is cleaned up, and its points stay as they are.",
    "round_announced": "The round {round} is announced already. Nothing was changed.",
    "round_over": (
        "The last day of round {round} is over. Nothing was announced. "
        "Plan it once more, with days that are to come: wijkspel rounds plan"
    ),
    "rounds_overlap": (
        "Round {other} is played from {opens} until {closes}, and only one round is played at a time. "
        "Nothing was announced. Plan {round} once more, so that it closes by {opens} or opens from {closes} on."
    ),
    "code_taken": "The code {sticker} is taken by another sticker.",
    "somebody_was_first": "Something with this name is there already. Nothing was saved.",
    "step_does_not_follow": "A story that is {state} cannot take the step {step}.",
    "store_of_another_database": "None of the {files} files is of this database. Check WIJKSPEL_MEDIA.",
    "map_unreadable": "The file {file} cannot be read.",
    "map_unknown": "This is not a map we can read. Use an OpenStreetMap extract (.osm.pbf, .osm, .osm.gz) or GeoJSON.",
    "map_broken": "This OpenStreetMap extract is damaged. Fetch it again.",
    "map_too_heavy": "This map is too large ({megabytes} MB). Use one under {most} MB, or an .osm.pbf.",
    "map_too_full": "There are more than {most} features in this map. Choose a smaller box.",
    "map_empty": "There is nothing to draw in this box. Check its four numbers: west,south,east,north.",
    "map_elsewhere": "This extract does not cover {neighbourhood}. Use one of the town that it lies in.",
    "out_not_writable": "The file {file} cannot be written. Choose another folder.",
    "tiles_failed": "The tiles of this map could not be made. Choose a smaller box, or another extract.",
    "feature_not_geojson": "Feature {feature} is not GeoJSON: look at its geometry and properties.",
    "feature_not_numbers": "Feature {feature} has a position that is not two numbers.",
    "feature_zero": "Feature {feature} has a position at 0,0, which is in the sea off Africa.",
    "feature_not_on_earth": (
        "Feature {feature} is not on earth. Save the map in degrees, longitude first (WGS 84, EPSG:4326)."
    ),
    "feature_axes_swapped": "Feature {feature} has latitude and longitude swapped. Longitude comes first.",
    "feature_too_short": "Feature {feature} has too few positions: a line has two, an outline four or more.",
    "feature_ring_open": "Feature {feature} has an outline that does not end where it begins.",
    "not_utf8": "The file {file} is not written in UTF-8. Save it again as UTF-8.",
    "package_not_zip": "The file {file} is not a package of Wijkspel, or it is damaged. Export it once more.",
    "package_newer": (
        "This package was made by a newer version of Wijkspel (format {version}; this one reads {own}). "
        "Update Wijkspel first."
    ),
    "package_too_many": "This package has more than {most} files. A neighbourhood of ours never has.",
    "package_too_heavy": "This package unpacks to more than {most} GB. A neighbourhood of ours never does.",
    "package_name": "The package has a file called “{entry}”, a name that no file of ours has.",
    "package_twice": "“{entry}” is in the package twice.",
    "package_link": "“{entry}” is a link or a device, not a file.",
    "package_encrypted": "“{entry}” is locked with a password. Export it without one.",
    "package_grows": "“{entry}” grows more than {most} times when it is unpacked. No file of ours does.",
    "package_too_large": "“{entry}” is too large ({megabytes} MB, at most {most} MB).",
    "package_damaged": "“{entry}” is damaged and cannot be unpacked. Copy the package once more.",
    "package_missing": "“{entry}” is not in the package.",
    "package_unlisted": "“{entry}” does not belong in a package. Take it in as it was exported.",
    "package_changed": "“{entry}” is not what the manifest says. It was damaged, or changed after the export.",
    "package_form": "“{entry}” has another form than a package has: {where}.",
    "package_characters": "“{entry}” holds characters that cannot be shown.",
    "package_moment": "holds a time that cannot be.",
    "package_media": "“{entry}” is not a picture, sound or map as Wijkspel makes them.",
    "package_map_thanks": "“{entry}” thanks somebody else for the map than the neighbourhood does.",
    "package_name_twice": "The package gives the name “{name}” to two things.",
    "package_unknown": "names a {what} “{name}” that is not in the package.",
    "package_not_public": "is not public, in a package that says it holds only what is public.",
    "package_history": "says it is {status}; after what was agreed and decided it is {replayed}.",
    "package_slug_taken": "There is a neighbourhood “{slug}” here already. Give this one another name: --slug NAME",
    "package_organisation_here": (
        "There is an organisation “{slug}” here already. When the neighbourhood is to belong to it, say so: "
        "--organisation {slug}. Else name another: --organisation NAME"
    ),
    "package_not_exportable": "“{entry}” cannot be exported: {where}. Repair that text first.",
    "package_file_lost": (
        "The file {file} is lost. Run: wijkspel jobs do sweep-media. If it stays lost, take it from a backup."
    ),
    "store_not_writable": "The pictures cannot be kept: {why}. Make room, or check WIJKSPEL_MEDIA.",
    "database_busy": "The database is busy. Try again in a moment.",
    **REFUSALS,
}
FIELDS = {
    "missing": "is missing",
    "not_a_figure": "is not a figure that fits",
    "unknown": "is not one of the choices",
    "at_least_1": "is at least 1",
    "at_least_2": "is at least 2",
    "less_than_new": "is less than one first meeting brings",
    "too_long": "is too long",
    "no_permission": "is missing: a sticker hangs only when who owns the wall said yes",
    "not_text": "holds characters that cannot be shown",
    "control_characters": "holds characters that cannot be shown",
    "not_a_slug": "may hold lower-case letters, digits and single dashes only",
    "a_home": "says that somebody lives there; a spot is never a home",
    "zero": "is 0,0, which is in the sea off Africa",
    "far_away": "is farther than a kilometre outside the neighbourhood",
    "axes_swapped": "has latitude and longitude swapped",
    "not_on_earth": "is not on earth; longitude is within 180 and latitude within 90 degrees",
    "not_a_ring": "needs at least four corners, the last being the first",
    "not_hours": "are days 1 to 7 with times like 09:30",
    "not_a_moment": "is a day 1 to 7 with a time like 10:30",
    "not_one": "is there not once but never, or several times",
    "twice": "hold one language twice",
    "taken": "looks like the one of somebody else by now",
    "out_of_range": "is not a likely year",
    "too_many": "are more than we can show on one walk (60)",
    "same_twice": "stand at one spot twice in a row",
    "out_of_reach": "is between 15 and 100 metres",
    "not_a_way": "has between 2 and 2,000 points",
    "not_a_count": "is a number from 0 to 99",
    "not_between": "does not begin and end within 100 metres of its stops",
    "reserved": "is an address of Wijkspel itself",
    "not_a_code": "has six of the letters and digits of a code",
}


@contextmanager
def refusals_as_sentences(as_json: bool = False) -> Iterator[None]:
    """Turn a refusal inside into a sentence and exit status 1."""
    try:
        yield
    except Refused as error:
        refuse(sentence(error), as_json=as_json)


def sentence(error: Refused) -> str:
    """Return what a refusal means, for a person."""
    if error.code == "invalid":
        parts = [f"{name.replace('_', ' ')} {FIELDS.get(str(code), code)}" for name, code in error.values.items()]
        return f"This does not fit: {'; '.join(parts)}."
    if isinstance(reason := error.values.get("reason"), Refused):
        return f"“{error.values['entry']}”: {sentence(reason)}"
    values = with_where(error.values)
    if "problem" in values:
        values["problem"] = FIELDS.get(str(values["problem"]), values["problem"])
        values["field"] = str(values["field"]).replace("_", " ")
    return SENTENCES.get(error.code, str(error)).format(**values)


def refuse(what: str, *, as_json: bool = False) -> None:
    """Say why something was refused, and end with status 1."""
    click.echo(json.dumps({"refused": what}, ensure_ascii=False) if as_json else what, err=not as_json)
    raise SystemExit(1)


def say(rows: Sequence[Mapping[str, object]], as_json: bool) -> None:
    """Print rows as JSON, or as lines that a person can read, without what is not known."""
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        click.echo("  ".join(str(value) for value in row.values() if value not in (None, "")))
