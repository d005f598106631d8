"""Files that a command writes: whole or not at all."""

from pathlib import Path

import click

from wijkspel.errors import Refused
from wijkspel.storage import Store

OUT_PDF = click.option(
    "--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="A file.pdf to write."
)


def expect_suffix(out: Path, *suffixes: str) -> None:
    """Refuse a wrong call: a file whose name ends in something else."""
    if out.suffix.lower() not in suffixes:
        raise click.BadParameter(f"the name has to end in {' or '.join(suffixes)}", param_hint="--out")


def keep_file(out: Path, content: bytes) -> None:
    """Write a file under a temporary name and rename it. Raises Refused."""
    try:
        Store(out.absolute().parent).keep(out.name, content)
    except OSError as error:
        raise Refused("out_not_writable", file=str(out)) from error
