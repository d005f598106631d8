"""A small neighbourhood in a public and in a whole package, and a server that has to stay empty."""

import itertools
from pathlib import Path

import pytest

from config import Testing
from tests.domain.packages.moves import RING, Opens
from tests.moving import at, empty_server, pack
from tests.world import a_person, jpeg
from wijkspel.curation.actions import decide_about_tour, decide_all
from wijkspel.db import write
from wijkspel.media.actions import keep_picture, make_picture
from wijkspel.people.actions import give_consent
from wijkspel.places.actions.neighbourhoods import add_neighbourhood, add_organisation
from wijkspel.places.actions.spots import add_spot
from wijkspel.places.actions.stickers import make_sticker
from wijkspel.stories.actions import ToldText, tell_story
from wijkspel.tours.actions import PlannedStop, plan_tour


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile")


@pytest.fixture(scope="session")
def good(folder: Path) -> dict[str, Path]:
    """A public and a whole package of the same small neighbourhood."""
    here = empty_server("spatialite", folder / "here", lambda: pytest.fail("not needed"))
    with at(here) as store:
        made = make_picture(jpeg(size=(64, 40)), store)
        with write():
            owner = add_organisation(slug="proef", name="Proef")
            wijk = add_neighbourhood(owner, slug="klein", name="Klein", boundary=RING, languages=["nl"])
            tenant = {"organisation_id": owner.id, "neighbourhood_id": wijk.id}
            spots = [
                add_spot(wijk, slug=slug, kind="bench", names={"nl": "Een plek"}, lon=5.01, lat=52.01)
                for slug in ("een", "twee")
            ]
            make_sticker(spots[0], code="CCC222")
            picture = keep_picture(made, **tenant, maker="Bo", licence="CC0", alternative={"nl": "een vlak"})
            teller = a_person(wijk)
            texts = [ToldText("nl", "original", "Titel", "Een verhaal.")]
            story = tell_story(teller=teller, spot=spots[0], slug="een-verhaal", texts=texts, old_picture=picture)
            give_consent(teller, story=story, purpose="public", how="op papier")
            decide_all(story, ["hand_in", "approve", "publish"], by="Noor")
            stops = [PlannedStop(spots[0]), PlannedStop(spots[1])]
            tour = plan_tour(wijk, slug="een-ronde", names={"nl": "Ronde"}, theme="green", stops=stops)
            decide_about_tour(tour, "publish", by="Noor")
    public = pack(here, "klein", folder / "public.zip")
    return {"public": public, "whole": pack(here, "klein", folder / "whole.zip", everything=True)}


@pytest.fixture(scope="session")
def there(folder: Path) -> Testing:
    """An empty server, that has to stay so."""
    return empty_server("spatialite", folder / "there", lambda: pytest.fail("not needed"))


@pytest.fixture
def opens(request: pytest.FixtureRequest, tmp_path: Path) -> Opens:
    """Opens an empty server on an engine."""
    number = itertools.count()
    return lambda engine: empty_server(
        engine, tmp_path / f"server-{next(number)}", lambda: request.getfixturevalue("postgres")
    )
