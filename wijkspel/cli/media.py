"""`wijkspel media`: why a picture was refused, and what becomes of one that is not."""

import json
from pathlib import Path

import click

from wijkspel.cli.saying import sentence
from wijkspel.errors import Refused
from wijkspel.pictures.developing import derivatives
from wijkspel.pictures.sizes import size_name


@click.group()
def media() -> None:
    """Look into pictures."""


@media.command("try")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="Where to write them.")
@click.option("--json", "as_json", is_flag=True, help="Answer for a program, one line a file.")
def try_files(files: tuple[Path, ...], out: Path, as_json: bool) -> None:
    """Do with FILES what an upload does, and write the derivatives to a folder."""
    out.mkdir(parents=True, exist_ok=True)
    refused = 0
    for file in files:
        result = _tried(file, out)
        refused += not result["accepted"]
        if as_json:
            click.echo(json.dumps(result, ensure_ascii=False))
        else:
            click.echo(f"{file}: {result['reason'] or 'accepted'}")
    raise SystemExit(1 if refused else 0)


def _tried(file: Path, out: Path) -> dict[str, object]:
    answer: dict[str, object] = {"file": str(file), "accepted": False, "reason": "", "derivatives": []}
    try:
        made = derivatives(file.read_bytes())
    except OSError:
        return answer | {"reason": "This file cannot be read."}
    except Refused as error:
        return answer | {"reason": sentence(error)}
    rows = []
    for picture in made:
        path = out / f"{file.stem}-{size_name(picture.side, picture.format)}"
        path.write_bytes(picture.content)
        rows.append(
            {
                "path": str(path),
                "format": picture.format,
                "width": picture.width,
                "height": picture.height,
                "bytes": len(picture.content),
            }
        )
    return answer | {"accepted": True, "derivatives": rows}
