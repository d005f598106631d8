"""What is said about files with tours: why one is refused, and what is doubtful about one."""

from collections.abc import Mapping

REFUSALS = {
    "file_unreadable": "The file {file} cannot be read.",
    "file_empty": "This file is empty. Export it again from the program it comes from.",
    "file_too_heavy": "This file is too large ({megabytes} MB). Use one under {most} MB.",
    "file_too_many_points": "There are more than {most} points in this file. Make it simpler, or cut it in pieces.",
    "file_too_many_stops": "There are more stops in this file than a walk may have ({most}). Cut it in pieces.",
    "file_too_deep": "On line {line} there is too much inside one another. This is no file of a walk.",
    "file_too_full": "On line {line} there is more in one part than a walk needs. Export only the walk.",
    "file_is_other": "This is {what}, not a walk. Use GPX, KML, GeoJSON or CSV.",
    "file_is_of_another_kind": (
        "The file {file} holds {kind}, though its name says {suffix}. Give it its right name and try again."
    ),
    "file_not_utf8": (
        "Line {line} is not written in UTF-8. Save the file again as UTF-8; "
        "in a spreadsheet choose “CSV UTF-8” or, in LibreOffice, the character set “Unicode (UTF-8)”."
    ),
    "file_says_other_encoding": (
        "The file says that it is written in {encoding}. Save it again as UTF-8, with that in its first line."
    ),
    "file_not_text": "This file holds characters that belong in no text. Save it again as UTF-8.",
    "file_without_places": "There is no place and no way in this file. Choose the walk itself when you export it.",
    "xml_with_dtd": "On line {line} this file has a DTD or entities. Such files are not read: export it again.",
    "xml_broken": "Line {line} is not good XML ({what}). Perhaps only a part of the file was saved.",
    "xml_of_another_kind": "This is XML of another kind (<{root}>). Export the walk as GPX or KML.",
    "json_broken": "Line {line} is not good JSON ({what}). Perhaps only a part of the file was saved.",
    "json_not_a_tour": "This is JSON, but not a walk of Wijkspel. Use GeoJSON, GPX, KML or CSV.",
    "json_of_another_version": "This is a walk of version {version} of our JSON; here version {known} is read.",
    "geojson_odd": "{Where} is not GeoJSON: look at its geometry and properties.",
    "geojson_in_another_grid": (
        "This GeoJSON is in another grid ({grid}). Save it in degrees, longitude first (WGS 84, EPSG:4326)."
    ),
    "csv_broken": "Line {line} is not good CSV ({what}). Look for a quote that is not closed.",
    "csv_too_wide": "Line {line} has more columns than the first line has names.",
    "csv_lacks_column": (
        "No column says where a stop is ({column} is missing). The columns are: {columns}. "
        "If one of them does, say so: --column {column}=NAME"
    ),
    "csv_no_such_column": "There is no column “{column}”. The columns are: {columns}.",
    "fact_odd": "{Where} has something odd as {fact}.",
    "place_not_numbers": "{Where} has a place that is not two numbers.",
    "place_zero": "{Where} is at 0,0, which is in the sea off Africa.",
    "place_not_on_earth": "{Where} is not on earth: longitude is within 180 and latitude within 90 degrees.",
    "place_in_rd": (
        "{Where} has its place in metres of the Dutch grid (RD, EPSG:28992). "
        "Save the file in degrees (WGS 84, EPSG:4326)."
    ),
    "place_far_away": "{Where} is farther than a kilometre outside the neighbourhood.",
    "place_axes_swapped": "{Where} has latitude and longitude swapped. Swap the two and try again.",
    "stop_does_not_fit": "{Where} does not fit: {field} {problem}.",
    "stop_twice": "{Where} is at the same place as the stop before it (“{name}”). Leave one of the two out.",
    "tour_does_not_fit": "The walk does not fit: {field} {problem}.",
    "slug_odd": "“{slug}” cannot be a name in addresses: use lower-case letters, digits and single dashes.",
    "tour_slug_taken": "There is a walk “{slug}” here already. Give this one another name in addresses: --slug NAME",
    "no_such_piece": "There are {pieces} pieces in this file; choose one of those with --track.",
    "tour_not_public": "“{slug}” is not public, so it cannot go out. Publish it with: wijkspel tours decide",
    "tour_of_several": "Several neighbourhoods have a walk “{slug}”. Say which: {choices}",
    "tour_nowhere": "There is no walk “{slug}”. The walks are in: wijkspel tours list",
    "suffix_unknown": "A file that ends in “{suffix}” cannot be written. Choose one of: {choices}.",
}
DOUBTS = {
    "too_few_stops": "Stops in this file: {stops}. Where the track begins and ends become stops as well.",
    "no_way_in_file": "There is no way in this file. Each leg goes straight on to the next stop, also through houses.",
    "way_torn": (
        "The way is in pieces ({pieces}), with up to {metres} m between them that nobody walked. "
        "Choose one or some of them, such as --track 1"
    ),
    "order_of_way": "The way passes the stops in another order than the file has them. The order of the way counts.",
    "way_without_stops": "{metres} m of the way lie before the first or after the last stop, and are left out.",
    "stops_of_another_way": "Stops that are far from the chosen pieces are left out: {stops}.",
    "stop_beside_way": "{Where} is {metres} m beside the way.",
    "shapes_left_out": "Parts that are neither a place nor a way are left out: {shapes}.",
    "name_of_file": "The file says no name of the walk; it is called “{name}”. Choose one with --name",
    "theme_chosen": "The file says no theme; it becomes “{theme}”. Choose one with --theme: {themes}.",
    "text_shortened": "A text is longer than {most} letters and is cut: “{text}”.",
    "spot_matched": "{Where} is {metres} m from “{spot}”, which is there already. It becomes that spot, as it is.",
    "spot_of_other_name": "{Where} is {metres} m from “{spot}”, of another name. It becomes a spot of its own.",
    "spot_of_same_name": "{Where} is {metres} m from “{spot}” of the same name. It becomes a spot of its own.",
    "kind_unknown": "{Where} is of a kind we do not know (“{kind}”). It becomes “{default}”.",
    "stop_without_name": "{Where} has no name. It is called after its number.",
    "stops_over_the_border": "Over the border of {wijk}: stop {stops}.",
    "texts_left_out": "Texts are left out: {texts}. A story needs somebody who tells it: name that person as “teller”.",
    "stories_are_drafts": "Stories kept as drafts: {stories}. None can be published before its teller said yes.",
    "new_spots": (
        "New spots: {spots}. Check that none of them is a home. "
        "They stand in the list of places at once, the walk only when it is published."
    ),
    "way_coarse": (
        "Between two stops are more points than a leg can have, so the way is up to {metres:g} m off. "
        "Add stops, or choose pieces with --track."
    ),
    "walk_long": "The walk is {kilometres} km long. Is all of it one walk through one neighbourhood?",
    "one_stop": "There is only one stop. Such a walk cannot be published.",
}
_ELEMENTS = {
    "file": "This file",
    "waypoint": "Waypoint {number}",
    "track_point": "Track point {number}",
    "route_point": "Route point {number}",
    "placemark": "Placemark {number}",
    "feature": "Feature {number}",
    "position": "Point {number} of the way",
    "row": "Row {number}",
    "stop": "Stop {number}",
}


def doubt_sentence(code: str, values: Mapping[str, object]) -> str:
    """Return what is doubtful, for a person."""
    return DOUBTS[code].format(**with_where(values))


def with_where(values: Mapping[str, object]) -> dict[str, object]:
    """Return values with what they say of a place in a file in words, to begin a sentence."""
    element, line = values.get("element"), values.get("line")
    if element is None:
        return {"Where": "", **values}
    words = _ELEMENTS[str(element)].format(**values)
    return {**values, "Where": f"{words} (line {line})" if line else words}
