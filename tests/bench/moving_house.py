"""Moving house: a neighbourhood of 1,500 stories and 3,000 pictures out to a package, and in on an empty server.

Run as a program it does one step, so that each has a process of its own: `plant`, `out` or `in`. It prints the seconds
that took and the most megabytes it held, together with the process that decodes pictures beside it.
"""

import io
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from random import Random

from PIL import Image

from config import ROOT, Testing
from tests.bench.demo import Demo, environment_of
from tests.bench.figures import Figure
from tests.bench.processes import peak_megabytes
from tests.moving import at, migrate, pack, unpack
from tests.world import a_person
from wijkspel.curation.actions import decide_all
from wijkspel.db import new_public_id, write
from wijkspel.media.actions import MadePicture, keep_picture
from wijkspel.media.models import Picture
from wijkspel.people.actions import give_consent
from wijkspel.pictures.developing import derivatives
from wijkspel.pictures.sizes import file_name
from wijkspel.places.actions.neighbourhoods import add_neighbourhood, add_organisation
from wijkspel.places.actions.spots import add_spot
from wijkspel.places.actions.stickers import make_sticker
from wijkspel.places.models import Neighbourhood, Spot
from wijkspel.storage import Store
from wijkspel.stories.actions import ToldText, tell_story

STORIES, PICTURES, SPOTS = 1_500, 3_000, 50  # a story shows two pictures at most
SLUG = "groot"
RING = [(5.0, 52.0), (5.02, 52.0), (5.02, 52.02), (5.0, 52.02), (5.0, 52.0)]
TEXT = "Op zaterdag ging het hek open en kwamen de kramen. " * 30


def measure(demo: Demo) -> list[Figure]:
    """Return the seconds and the peak memory of both ways, and the size of the package."""
    package = demo.folder / "groot.zip"
    here = Testing(database_url=f"sqlite:///{demo.folder / 'here.db'}", media=demo.folder / "here")
    there = Testing(database_url=f"sqlite:///{demo.folder / 'there.db'}", media=demo.folder / "there")
    _step("plant", here, package)
    out, back = _step("out", here, package), _step("in", there, package)
    return [
        Figure("moving: out, 1,500 stories and 3,000 pictures", out["seconds"], "s", "lower"),
        Figure("moving: out, peak memory", out["megabytes"], "MB", "lower", 300),
        Figure("moving: in", back["seconds"], "s", "lower"),
        Figure("moving: in, peak memory", back["megabytes"], "MB", "lower", 300),
        Figure("moving: the package", package.stat().st_size / 1e6, "MB", "lower"),
    ]


def _step(name: str, settings: Testing, package: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.moving_house", name, str(package)]
    done = subprocess.run(
        command, cwd=ROOT, env=environment_of(settings), check=True, stdout=subprocess.PIPE, text=True
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def plant(settings: Testing) -> None:
    """Plant the neighbourhood: each story in four languages, with two pictures of its own."""
    with at(settings) as store:
        made = _pictures(store)
        with write():
            owner = add_organisation(slug="proef", name="Proef")
            wijk = add_neighbourhood(owner, slug=SLUG, name="Groot", boundary=RING, languages=["nl", "en", "tr", "ar"])
            spots = [_spot(wijk, number) for number in range(SPOTS)]
            shown = [_keep(wijk, picture) for picture in made]
            for number in range(STORIES):
                _tell(spots[number % SPOTS], number, shown)


def _pictures(store: Store) -> list[MadePicture]:
    """Write 3,000 small pictures, all different, without the work of six encodings for each."""
    colours = Random(7)
    made = []
    for number in range(PICTURES):
        buffer = io.BytesIO()
        Image.effect_noise((160, 104), colours.randrange(10, 90)).convert("RGB").save(buffer, "JPEG", quality=60)
        public_id = new_public_id()
        for found in derivatives(buffer.getvalue()):
            path = store.path(file_name(public_id, found.side, found.format))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(found.content)  # without a sync for each: this is not what is measured
        made.append(MadePicture(public_id, f"{number:064x}", found.width, found.height))
    return made


def _spot(wijk: Neighbourhood, number: int) -> Spot:
    where = {"lon": 5.0 + number * 0.0003, "lat": 52.01}
    spot = add_spot(wijk, slug=f"plek-{number}", kind="bench", names={"nl": f"Plek {number}"}, **where)
    make_sticker(spot)
    return spot


def _keep(wijk: Neighbourhood, made: MadePicture) -> Picture:
    tenant = {"organisation_id": wijk.organisation_id, "neighbourhood_id": wijk.id}
    about = {"nl": "Ruis, zoals een oude foto", "en": "Noise, like an old photograph"}
    return keep_picture(made, **tenant, maker="Wijkspel", licence="CC BY 4.0", alternative=about)


def _tell(spot: Spot, number: int, shown: list[Picture]) -> None:
    teller = a_person(spot.neighbourhood)
    kinds = {"nl": "original", "en": "translation", "tr": "translation", "ar": "translation"}
    texts = [ToldText(language, kind, f"Verhaal {number}", TEXT) for language, kind in kinds.items()]
    old, new = shown[2 * number : 2 * number + 2]
    slug = f"verhaal-{number}"
    story = tell_story(teller=teller, spot=spot, slug=slug, texts=texts, old_picture=old, new_picture=new)
    give_consent(teller, story=story, purpose="public", how="op papier")
    decide_all(story, ["hand_in", "approve", "publish"], by="Noor")


def main(step: str, package: Path) -> None:
    """Do a step at the server that the environment names."""
    settings = Testing.from_environment(os.environ)
    began = time.perf_counter()
    if step == "out":
        pack(settings, SLUG, package)
    else:
        migrate(settings)
        began = time.perf_counter()
        plant(settings) if step == "plant" else unpack(settings, package)
    seconds = time.perf_counter() - began
    beside = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    megabytes = peak_megabytes() + (beside if step == "in" else 0)
    print(json.dumps({"seconds": seconds, "megabytes": megabytes}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
