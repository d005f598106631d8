"""A power cut while a photo is sent: whatever was said to be kept is there, and a second try doubles nothing."""

import io
import secrets
from pathlib import Path

import pytest
from flask import Flask

from config import Testing
from tests.conftest import on_both_engines
from tests.playing import meet, new_player
from tests.power import run_until_the_power_goes
from tests.world import jpeg, koppel
from wijkspel.db import db
from wijkspel.jobs.media_sweep import sweep_media
from wijkspel.media.queries import files_that_belong
from wijkspel.photos.models import Photo, PhotoConsent, PhotoPerson
from wijkspel.places.queries import all_basemap_files
from wijkspel.storage import Store
from wijkspel.web.playing import COOKIE

pytestmark = [pytest.mark.drill, on_both_engines]

# Where the power goes, as a patch of the one function that is running at that moment.
MOMENTS = {
    "while the first file is written": "os.fsync = cut",
    "after the first file has its name": "import wijkspel.storage as s; s._sync = cut",
    "after the files, before the row": "import wijkspel.web.photos as p; p.add_photo = cut",
    "between the picture and the photo": "import wijkspel.photos.actions.sending as s; s.say_yes = cut",
    "just before the commit": "from sqlalchemy.orm import Session; Session.commit = cut",
    "just after the commit": "import wijkspel.web.photos as p; p.on_to = cut",
}
SCRIPT = """
import sys
from wijkspel import create_app
app = create_app()
{moment}
phone = app.test_client()
phone.set_cookie("{cookie}", sys.argv[1], path="/de-koppel/spel")
photo = {{"library": (open(sys.argv[3], "rb"), "foto.jpg")}}
phone.post(sys.argv[2], data=photo, headers={{"Sec-Fetch-Site": "same-origin"}})
"""


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_photo_is_there_as_a_whole_or_not_at_all_and_once(
    app: Flask, settings: Testing, tmp_path: Path, moment: str
) -> None:
    token = secrets.token_urlsafe(32)
    meeting = meet(new_player(phone=token), new_player())
    address = f"/de-koppel/spel/ontmoeting/{meeting.public_id}/foto"
    (tmp_path / "foto.jpg").write_bytes(jpeg())
    db.session.rollback()
    program = SCRIPT.format(moment=MOMENTS[moment], cookie=COOKIE)
    run_until_the_power_goes(settings, program, token, address, str(tmp_path / "foto.jpg"))
    assert len(_photos()) == (1 if moment == "just after the commit" else 0)
    phone = app.test_client()
    phone.set_cookie(COOKIE, token, path="/de-koppel/spel")
    for _ in range(2):
        photo = {"library": (io.BytesIO(jpeg()), "foto.jpg")}
        answer = phone.post(address, data=photo, headers={"Sec-Fetch-Site": "same-origin"})
        assert answer.status_code == 303
    db.session.rollback()
    kept = _photos()
    assert len(kept) == 1 and kept[0].picture and kept[0].public_id in answer.headers["Location"]
    counts = [db.session.query(table).filter_by(photo_id=kept[0].id).count() for table in (PhotoPerson, PhotoConsent)]
    assert counts == [2, 1]
    store: Store = app.extensions["store"]
    sweep_media(store, patience=-1)
    assert set(store.names()) == files_that_belong() | all_basemap_files()


def _photos() -> list[Photo]:
    return db.session.query(Photo).filter_by(neighbourhood_id=koppel().id).all()
