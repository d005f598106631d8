"""Boxes as they are typed: west,south,east,north in degrees."""

from typing import Any

import click

from wijkspel.geo import Box


class BoxType(click.ParamType):
    """Turns `4.91,52.33,4.94,52.35` into a box; anything else is a wrong call."""

    name = "W,S,E,N"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Box:
        """Return the box that was typed."""
        if isinstance(value, Box):
            return value
        try:
            box = Box(*[float(number) for number in value.split(",")])
        except (ValueError, TypeError):
            self.fail("give four numbers: west,south,east,north", param, ctx)
        if not (-180 <= box.west < box.east <= 180 and -90 <= box.south < box.north <= 90):
            self.fail("west is below east and south below north", param, ctx)
        return box
