"""Documents of a package that do not fit, or tell a history that cannot have happened."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from config import Testing
from tests.domain.packages.hostile import DEEP, STORY, TOUR, put, refused_by
from tests.domain.packages.moves import RING
from tests.moving import changed
from wijkspel.clock import now
from wijkspel.packages.manifest import NEIGHBOURHOOD, SPOTS

SPOT = ("features", 0, "properties")
POINT = ("features", 0, "geometry", "coordinates")
IN_THREE_DAYS = (now() + timedelta(days=3)).date().isoformat()
SOON = (now() + timedelta(hours=1)).isoformat()
DOCUMENTS: list[tuple[str, str, Any, str]] = [
    ("tenant", NEIGHBOURHOOD, put("organisation_id", to=1), "has another form"),
    ("tenant of a story", STORY, put("neighbourhood_id", to=1), "has another form"),
    ("a row's number", STORY, put("id", to=1), "has another form"),
    ("slug of a page", NEIGHBOURHOOD, put("slug", to="media"), "slug is an address of Wijkspel itself"),
    ("language", NEIGHBOURHOOD, put("languages", to=["xx"]), "has another form"),
    ("no language", NEIGHBOURHOOD, put("languages", to=[]), "languages is not one of the choices"),
    ("ring", NEIGHBOURHOOD, put("boundary", to=[[5, 52]] * 3), "has another form"),
    ("open ring", NEIGHBOURHOOD, put("boundary", to=RING[:4]), "boundary needs at least four corners"),
    ("ring off the earth", NEIGHBOURHOOD, put("boundary", to=[[1e300, 1]] * 4), "boundary is not on earth"),
    ("raster", NEIGHBOURHOOD, put("raster", to="elders"), "raster is not one of the choices"),
    ("map without files", NEIGHBOURHOOD, put("map", to={"public_id": "222222222222", "by": None}), "is not in the"),
    ("null island", SPOTS, put(*POINT, to=[0.0, 0.0]), "point is 0,0"),
    ("far away", SPOTS, put(*POINT, to=[4.0, 51.0]), "is farther than a kilometre"),
    ("not a point", SPOTS, put(*POINT, to=["x", 52.0]), "has another form"),
    ("infinite", SPOTS, b'{"type":"FeatureCollection","features":[1e999]}', "has another form"),
    ("kind of spot", SPOTS, put(*SPOT, "kind", to="home"), "kind is not one of the choices"),
    ("nobody as host", SPOTS, put(*SPOT, "host", to=99), "names a host “99”"),
    ("code of a sticker", SPOTS, put(*SPOT, "stickers", 0, "code", to="AEIOU1"), "has another form"),
    ("sticker of tomorrow", SPOTS, put(*SPOT, "stickers", 0, "made_at", to="2099-01-01T00:00:00Z"), "holds a time"),
    ("scans to come", SPOTS, put(*SPOT, "stickers", 0, "scans", to={IN_THREE_DAYS: 1}), "holds a time"),
    ("scans below nothing", SPOTS, put(*SPOT, "stickers", 0, "scans", to={"2026-01-01": -1}), "has another form"),
    ("two of one slug", SPOTS, put("features", 1, "properties", "slug", to="een"), "is there already"),
    ("deep", SPOTS, DEEP, "has another form"),
    ("not UTF-8", SPOTS, b'{"type":"FeatureCollection","features":[],"\xff":1}', "has another form"),
    ("half a letter", STORY, lambda story: json.dumps(story | {"status": "\ud800"}).encode(), "has another form"),
    ("control character", STORY, put("texts", 0, "title", to="Titel\u0007"), "cannot be shown"),
    ("NUL", STORY, put("texts", 0, "body", to="a\0b"), "cannot be shown"),
    ("hidden direction", STORY, put("texts", 0, "title", to="a\u202eb"), "cannot be shown"),
    ("empty text", STORY, put("texts", 0, "body", to=" "), "text is missing"),
    ("two originals", STORY, put("texts", to=[]), "original is there not once"),
    ("long title", STORY, put("texts", 0, "title", to="a" * 121), "text is too long"),
    ("longer", STORY, put("texts", 0, "body", to="ab " * 50_000), "has another form"),
    ("year", STORY, put("year", to=999_999), "year is not a likely year"),
    ("no such spot", STORY, put("spot", to="nergens"), "names a spot “nergens”"),
    ("no such picture", STORY, put("new_picture", to="222222222222"), "names a picture “222222222222”"),
    ("nobody tells", STORY, put("teller", to=7), "names a teller “7”"),
    ("another file", STORY, put("slug", to="een-ander"), "has another form"),
    ("draft as public", STORY, put("status", to="told"), "is not public"),
    ("consent of tomorrow", STORY, put("consents", 0, "given_at", to="2098-01-01T00:00:00Z"), "holds a time"),
    ("consent for the print", STORY, put("consents", 0, "purpose", to="print"), "is not public"),
    ("a step", STORY, put("decisions", to=[{"step": "publish"}]), "has another form"),
    ("theme", TOUR, put("theme", to="sport"), "theme is not one of the choices"),
    ("stop nowhere", TOUR, put("stops", 1, "spot", to="nergens"), "names a spot “nergens”"),
    ("radius", TOUR, put("stops", 0, "radius", to=5_000), "radius is between"),
    ("way elsewhere", TOUR, put("stops", 0, "path", to=[[1, 1], [2, 2]]), "path is farther"),
    ("walk of one stop", TOUR, lambda tour: tour | {"stops": tour["stops"][:1]}, "second stop is missing"),
]


@pytest.mark.parametrize(
    ("entry", "change", "said"), [case[1:] for case in DOCUMENTS], ids=[case[0] for case in DOCUMENTS]
)
def test_a_document_that_does_not_fit_is_refused(
    good: dict[str, Path], there: Testing, tmp_path: Path, entry: str, change: Any, said: str
) -> None:
    assert said in refused_by(there, changed(good["public"], tmp_path / "x.zip", {entry: change}))


HISTORIES: list[tuple[str, Callable[[Any], Any], str]] = [
    ("published out of nothing", put("decisions", to=[]), "says it is published"),
    ("a step too early", lambda story: story | {"decisions": story["decisions"][1:]}, "cannot take the step"),
    ("an unknown step", put("decisions", 0, "step", to="bless"), "names a step “bless”"),
    ("without consent", put("consents", to=[]), "consent is missing"),
    ("a consent that came later", put("consents", 0, "given_at", to=SOON), "consent is missing"),
    ("consent of nobody", put("consents", 0, "person", to=5), "names a person “5”"),
    ("by nobody", put("decisions", 0, "by", to=""), "by is missing"),
    ("decided tomorrow", put("decisions", 2, "decided_at", to="2098-01-01T00:00:00Z"), "holds a time"),
    ("taken back, still public", put("consents", 0, "withdrawn_at", to="2000-01-01T00:00:00Z"), "consent is missing"),
]


@pytest.mark.parametrize(("change", "said"), [case[1:] for case in HISTORIES], ids=[case[0] for case in HISTORIES])
def test_a_history_that_cannot_have_happened_is_refused(
    good: dict[str, Path], there: Testing, tmp_path: Path, change: Callable[[Any], Any], said: str
) -> None:
    assert said in refused_by(there, changed(good["whole"], tmp_path / "x.zip", {STORY: change}))
