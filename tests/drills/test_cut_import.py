"""A power cut while a package is taken in: the neighbourhood is there as a whole or not at all, and comes in again."""

import signal
from pathlib import Path

import pytest
from flask import Flask

from config import Testing
from tests.conftest import on_both_engines
from tests.moving import everything_here, pack
from tests.power import run
from wijkspel.db import db
from wijkspel.jobs.media_sweep import sweep_media
from wijkspel.media.queries import files_that_belong
from wijkspel.places.queries import all_basemap_files, has_neighbourhood
from wijkspel.storage import Store
from wijkspel.stories.queries import all_stories

pytestmark = [pytest.mark.drill, on_both_engines]

SLUG = "de-koppel-verhuisd"
# Where the power goes, as a patch of the one function that is running at that moment.
MOMENTS = {
    "with half of a file written": "Store.add = half",
    "after the pictures, before the sound": "import wijkspel.packages.intake as m; m.check_sound = cut",
    "before the files are safe": "Store.settle = cut",
    "after the files, before the rows": "import wijkspel.packages.importing as m; m.plant = cut",
    "with the spots in place": "import wijkspel.packages.planting as m; m.keep_picture = cut",
    "before the first walk": "import wijkspel.packages.planting as m; m.plan_tour = cut",
    "just before the commit": "from sqlalchemy.orm import Session; Session.commit = cut",
    "just after the commit": "import wijkspel.cli.packages as m; m._say = cut",
}
SCRIPT = """
from wijkspel.storage import Store
def half(store, name, content):
    store.path(name).parent.mkdir(parents=True, exist_ok=True)
    store.path(name).write_bytes(content[:len(content) // 2])
    cut()
{moment}
from wijkspel.__main__ import main
main()
"""


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_neighbourhood_arrives_as_a_whole_or_not_at_all_and_can_be_taken_in_again(
    app: Flask, settings: Testing, tmp_path: Path, moment: str
) -> None:
    package = pack(settings, "de-koppel", tmp_path / "koppel.zip", everything=True)
    store: Store = app.extensions["store"]
    before, stories = everything_here(store), len(list(all_stories()))
    assert _taken_in(settings, package, MOMENTS[moment]) == -signal.SIGKILL, "the power did not go"
    arrived = moment == "just after the commit"
    db.session.rollback()
    assert has_neighbourhood(SLUG) is arrived
    sweep_media(store, patience=-1)
    if not arrived:
        assert everything_here(store) == before
        assert _taken_in(settings, package, "") == 0
        db.session.rollback()
    assert has_neighbourhood(SLUG)
    assert len(list(all_stories())) > stories
    assert set(store.names()) == files_that_belong() | all_basemap_files()


def _taken_in(settings: Testing, package: Path, moment: str) -> int:
    """Take a package in by the command line, and return how that ended."""
    words = ["packages", "import", str(package), "--slug", SLUG, "--organisation", "verhuisd"]
    return run(settings, SCRIPT.format(moment=moment), *words, folder=package.parent)
