"""Taking pictures and sound in.

The slow half decodes and writes the files, before any transaction; the quick half keeps the row, inside `write()`. A
crash between the two leaves files that no row speaks of, which the sweep removes.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from wijkspel import recordings
from wijkspel.captions import Cue
from wijkspel.clock import now
from wijkspel.db import db, new_public_id
from wijkspel.errors import Invalid, Refused
from wijkspel.media.models import Picture, Sound
from wijkspel.media.rules import problems_of_picture
from wijkspel.pictures.areas import Area
from wijkspel.pictures.developing import derivatives, smaller
from wijkspel.pictures.sizes import WANTED, file_name, size_name
from wijkspel.storage import Store


@dataclass(frozen=True, slots=True)
class MadePicture:
    """A picture whose files are written and that no row speaks of yet; its size is in pixels.

    `checksums` are those of its files; where they are not known the sweep writes them down.
    """

    public_id: str
    checksum: str
    width: int
    height: int
    checksums: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mended:
    """What became of the files of a picture: names of those made again and of those lost, and what is true now."""

    repaired: list[str]
    lost: list[str]
    checksums: dict[str, str]


@dataclass(frozen=True, slots=True)
class MadeSound:
    """A recording whose file is written and that no row speaks of yet."""

    public_id: str
    checksum: str
    seconds: int


def make_picture(content: bytes, store: Store, *, blurred: Iterable[Area] = ()) -> MadePicture:
    """Decode a picture and write its derivatives, with some areas unrecognisable: slow, so outside any transaction.

    Raises Refused, or Busy while too many come in at once.
    """
    public_id = new_public_id()
    made = derivatives(content, blurred=blurred)
    for one in made:
        store.keep(file_name(public_id, one.side, one.format), one.content)
    checksums = {size_name(one.side, one.format): _checksum(one.content) for one in made}
    return MadePicture(public_id, _checksum(content), made[0].width, made[0].height, checksums)


def make_sound(content: bytes, store: Store) -> MadeSound:
    """Transcode a recording and write it: slow, so outside any transaction. Raises Refused."""
    public_id = new_public_id()
    made = recordings.transcoded(content)
    store.keep(recordings.file_name(public_id), made.content)
    return MadeSound(public_id, _checksum(content), made.seconds)


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
        checksums=dict(picture.checksums),
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


def forget_picture(picture: Picture) -> list[str]:
    """Delete the row of a picture that nothing shows any more, and return the names of its files.

    They are dropped once the transaction holds; what a crash in between leaves goes with the sweep.
    """
    names = [picture.file_name(*size) for size in WANTED]
    db.session.delete(picture)
    db.session.flush()
    return names


def mend_picture(picture: Picture, store: Store) -> Mended:
    """Make lost and damaged files of a picture again: slow, so outside any transaction; `keep_checksums` follows.

    One is made from the largest sound file that is no smaller. Without such a one it is lost, and its old checksum
    stays: a file that comes back from a backup is sound again. What was never written down is believed once.
    """
    found = {size: _checksum_of(picture.file_name(*size), store) for size in WANTED}
    known = {size: picture.checksums.get(size_name(*size), found[size]) for size in WANTED}
    sound = [size for size in WANTED if found[size] and found[size] == known[size]]
    checksums = {size_name(*size): kept for size in WANTED if (kept := known[size])}
    mended = Mended([], [], checksums)
    for size in WANTED:
        if size in sound:
            continue
        name, source = picture.file_name(*size), next((one for one in sound if _is_enough(picture, one, size)), None)
        made = _made_again(store.read(picture.file_name(*source)), size) if source else None
        if made is None:
            mended.lost.append(name)
            continue
        store.keep(name, made)
        mended.repaired.append(name)
        checksums[size_name(*size)] = _checksum(made)
    return mended


def keep_checksums(picture: Picture, checksums: Mapping[str, str]) -> None:
    """Write down what the files of a picture are now."""
    picture.checksums = dict(checksums)
    db.session.flush()


def _is_enough(picture: Picture, source: tuple[int, str], size: tuple[int, str]) -> bool:
    """Return whether one file of a picture can be made from another; a small picture is the same in all sizes."""
    return source[0] >= size[0] or picture.size(source[0]) == picture.size(size[0])


def _made_again(content: bytes, size: tuple[int, str]) -> bytes | None:
    try:
        return smaller(content, *size).content
    except Refused:
        return None


def _checksum_of(name: str, store: Store) -> str | None:
    try:
        return _checksum(store.read(name)) if store.path(name).stat().st_size else None
    except OSError:
        return None  # gone, or on a disk that cannot read it any more


def _checksum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
