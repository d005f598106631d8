"""`wijkspel basemap`: from OpenStreetMap, or a map drawn by hand, to the map of a neighbourhood."""

import json
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from wijkspel.basemaps.frame import grown, height_for, inset
from wijkspel.basemaps.model import Basemap, Bounds
from wijkspel.basemaps.png import sketch_png
from wijkspel.basemaps.reading import read_map
from wijkspel.basemaps.sketch import sketch as drawing_of
from wijkspel.basemaps.theme import Theme
from wijkspel.basemaps.tiles import packed
from wijkspel.cli.boxes import BoxType
from wijkspel.cli.saying import refusals_as_sentences
from wijkspel.cli.writing import expect_suffix, keep_file
from wijkspel.db import write
from wijkspel.errors import Refused
from wijkspel.geo import Box
from wijkspel.places.actions.neighbourhoods import choose_raster, hang_basemap, make_basemap
from wijkspel.places.models import Neighbourhood
from wijkspel.places.queries import box_of, neighbourhood_called
from wijkspel.places.rules import RASTERS

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
_INPUT = click.argument("source", metavar="INPUT", type=_FILE)
_BOX = click.option("--bbox", required=True, type=BoxType(), help="What to show: west, south, east, north in degrees.")

_AROUND = 0.15  # a walk may leave its neighbourhood, so its map shows a little more than it
_AIR = 0.03  # read this much more around a sketch, so that no bank is drawn along its rim


@click.group()
def basemap() -> None:
    """Make the map of a neighbourhood."""


@basemap.command()
@_INPUT
@_BOX
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="A file.pmtiles to write.")
@click.option("--json", "as_json", is_flag=True, help="Answer for a program.")
def build(source: Path, bbox: Box, out: Path, as_json: bool) -> None:
    """Pack the tiles of a map from INPUT: an OpenStreetMap extract (.osm.pbf, .osm, .osm.gz) or GeoJSON."""
    expect_suffix(out, ".pmtiles")
    with refusals_as_sentences(as_json):
        found = _read(source, bbox, quiet=as_json)
        content = packed(found, name=out.stem)
        keep_file(out, content)
    if as_json:
        click.echo(json.dumps({"bytes": len(content), "layers": _counts(found)}))
    else:
        click.echo(f"Packed: {out}, {len(content):,} bytes.")


@basemap.command()
@_INPUT
@_BOX
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="A file.svg or file.png.")
@click.option(
    "--width", type=click.IntRange(200, 2000), default=720, show_default=True, help="Of the drawing, in pixels."
)
@click.option("--height", type=click.IntRange(200, 2000), help="Without it, the form of the box.")
@click.option("--dark", is_flag=True, help="As a phone shows it at night.")
def sketch(source: Path, bbox: Box, out: Path, width: int, height: int | None, dark: bool) -> None:
    """Draw a map from INPUT to look at; a PNG has twice as many pixels."""
    expect_suffix(out, ".svg", ".png")
    height = height or height_for(bbox, width)
    shown = grown(bbox, width, height)
    with refusals_as_sentences():
        found = _read(source, inset(shown, -_AIR))
        theme: Theme = "dark" if dark else "light"
        svg = drawing_of(found, title=out.stem, width=width, height=height, box=shown, standalone=True, theme=theme)
        keep_file(out, svg.encode() if out.suffix.lower() == ".svg" else sketch_png(svg, 2 * width))
    click.echo(f"Drawn: {out}.")


@basemap.command()
@click.argument("neighbourhood")
@_INPUT
@with_appcontext
def hang(neighbourhood: str, source: Path) -> None:
    """Make the map of a NEIGHBOURHOOD from INPUT, and show it on its pages from now on."""
    store = current_app.extensions["store"]
    with refusals_as_sentences():
        found = _read_for(neighbourhood_called(neighbourhood), source)
        made = make_basemap(found, store)
        with write():
            hang_basemap(neighbourhood_called(neighbourhood), made)
    click.echo(f"{neighbourhood} has this map now.")


@basemap.command()
@click.argument("neighbourhood")
@click.argument("layer", type=click.Choice(["own", *RASTERS]))
@with_appcontext
def layer(neighbourhood: str, layer: str) -> None:
    """Choose what the map that moves is made of: our own tiles, or an online LAYER that phones fetch elsewhere."""
    with refusals_as_sentences(), write():
        choose_raster(neighbourhood_called(neighbourhood), None if layer == "own" else layer)
    click.echo(f"The map of {neighbourhood} is made of: {layer}.")


def _read(source: Path, bounds: Bounds, *, quiet: bool = False) -> Basemap:
    found = read_map(source, bounds)
    if not quiet:
        there = ", ".join(f"{count} {name}" for name, count in _counts(found).items() if count)
        click.echo(f"Read: {there}. Left out: {found.skipped}.")
    return found


def _read_for(wijk: Neighbourhood, source: Path) -> Basemap:
    """Return what a map shows in and around a neighbourhood. Raises Refused for a map of another place."""
    elsewhere = Refused("map_elsewhere", neighbourhood=wijk.name)
    try:
        found = _read(source, inset(box_of(wijk), -_AROUND))
    except Refused as error:
        raise elsewhere if error.code == "map_empty" else error from error
    if not found.within(box_of(wijk)).features:
        raise elsewhere
    return found


def _counts(found: Basemap) -> dict[str, int]:
    """Return how much there is of each layer; programs know our streets as roads."""
    return {"roads" if name == "streets" else name: count for name, count in found.counts().items()}
