"""Taking pictures and sound in.

The slow half decodes and writes the files, before any transaction; the quick half keeps the row, inside `write()`. A
crash between the two leaves files that no row speaks of, which the sweep removes.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from wijkspel import pictures, recordings
from wijkspel.captions import Cue
from wijkspel.clock import now
from wijkspel.db import db, new_public_id
from wijkspel.errors import Invalid
from wijkspel.media.models import Picture, Sound
from wijkspel.media.rules import problems_of_picture
from wijkspel.pictures import SIDES, SUFFIXES
from wijkspel.storage import Store


@dataclass(frozen=True, slots=True)
class MadePicture:
    """A picture whose files are written and that no row speaks of yet; its size is in pixels."""

    public_id: str
    checksum: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class MadeSound:
    """A recording whose file is written and that no row speaks of yet."""

    public_id: str
    checksum: str
    seconds: int


def make_picture(content: bytes, store: Store) -> MadePicture:
    """Decode a picture and write its derivatives: slow, so outside any transaction. Raises Refused."""
    public_id = new_public_id()
    made = pictures.derivatives(content)
    for derivative in made:
        store.keep(pictures.file_name(public_id, derivative.side, derivative.format), derivative.content)
    return MadePicture(public_id, hashlib.sha256(content).hexdigest(), made[0].width, made[0].height)


def make_sound(content: bytes, store: Store) -> MadeSound:
    """Transcode a recording and write it: slow, so outside any transaction. Raises Refused."""
    public_id = new_public_id()
    made = recordings.transcoded(content)
    store.keep(recordings.file_name(public_id), made.content)
    return MadeSound(public_id, hashlib.sha256(content).hexdigest(), made.seconds)


def keep_picture(
    picture: MadePicture,
    *,
    organisation_id: int,
    neighbourhood_id: int,
    maker: str,
    licence: str,
    alternative: Mapping[str, str],
    year: int | None = None,
    kept_at: datetime | None = None,
) -> Picture:
    """Keep the row of a picture. Raises Invalid without a maker, a licence or an alternative text."""
    problems = problems_of_picture(maker=maker, licence=licence, alternative=alternative, year=year)
    if problems:
        raise Invalid(**problems)
    row = Picture(
        organisation_id=organisation_id,
        neighbourhood_id=neighbourhood_id,
        public_id=picture.public_id,
        width=picture.width,
        height=picture.height,
        year=year,
        maker=maker.strip(),
        licence=licence.strip(),
        alternative=dict(alternative),
        checksum=picture.checksum,
        kept_at=kept_at or now(),
    )
    db.session.add(row)
    db.session.flush()
    return row


def keep_sound(
    sound: MadeSound,
    *,
    organisation_id: int,
    neighbourhood_id: int,
    by_computer: bool,
    cues: Sequence[Cue] | None = None,
    kept_at: datetime | None = None,
) -> Sound:
    """Keep the row of a recording, with when each sentence is spoken if that is known."""
    row = Sound(
        organisation_id=organisation_id,
        neighbourhood_id=neighbourhood_id,
        public_id=sound.public_id,
        seconds=sound.seconds,
        by_computer=by_computer,
        cues=list(cues) if cues else None,
        checksum=sound.checksum,
        kept_at=kept_at or now(),
    )
    db.session.add(row)
    db.session.flush()
    return row


def repair_picture(picture: Picture, store: Store) -> list[str]:
    """Make lost derivatives again from the largest one left; return the names of the files made."""
    names = {(side, kind): picture.file_name(side, kind) for side in SIDES for kind in SUFFIXES}
    source = next((name for name in names.values() if store.has(name)), None)
    if source is None:
        return []
    lost = [(side, kind, name) for (side, kind), name in names.items() if not store.has(name)]
    for side, kind, name in lost:
        store.keep(name, pictures.smaller(store.read(source), side, kind))
    return [name for *_, name in lost]
