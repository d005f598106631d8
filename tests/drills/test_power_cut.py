"""A power cut while a story is being told: whatever was said to be kept is there, and nothing is there by half."""

from pathlib import Path

import pytest
from flask import Flask

from config import Testing
from tests.conftest import on_both_engines
from tests.power import run_until_the_power_goes
from tests.world import jpeg
from wijkspel.jobs.media_sweep import sweep_media
from wijkspel.media.queries import files_that_belong
from wijkspel.places.queries import all_basemap_files
from wijkspel.storage import Store
from wijkspel.stories.queries import all_stories

pytestmark = [pytest.mark.drill, on_both_engines]

# Where the power goes, as a patch of the one function that is running at that moment.
MOMENTS = {
    "while the first file is written": "import os; os.fsync = cut",
    "after the files, before the row": "import wijkspel.media.actions as m; m.now = cut",
    "inside the transaction": "import wijkspel.cli.stories as s; s.give_consent = cut",
    "just before the commit": "from sqlalchemy.orm import Session; Session.commit = cut",
    "just after the commit": "import click; click.echo = cut",
}
SCRIPT = """
{moment}
from wijkspel.__main__ import main
main()
"""


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_story_is_there_as_a_whole_or_not_at_all(app: Flask, settings: Testing, tmp_path: Path, moment: str) -> None:
    (tmp_path / "verhaal.md").write_text("# Titel\n\nTekst.")
    (tmp_path / "foto.jpg").write_bytes(jpeg())
    words = ["stories", "tell", "de-koppel", "sluis", "bij-het-donker", "--teller", "Jo", "--consent", "op papier"]
    files = [
        "--text",
        "verhaal.md",
        "--old-picture",
        "foto.jpg",
        "--maker",
        "Jo",
        "--licence",
        "x",
        "--alternative",
        "y",
    ]
    program = SCRIPT.format(moment=MOMENTS[moment])
    run_until_the_power_goes(settings, program, *words, *files, folder=tmp_path)
    told = [story for story in all_stories() if story.slug == "bij-het-donker"]
    assert len(told) == (1 if moment == "just after the commit" else 0)
    for story in told:
        assert story.old_picture and story.original and story.teller
    store: Store = app.extensions["store"]
    sweep_media(store, patience=-1)
    assert set(store.names()) == files_that_belong() | all_basemap_files()
