"""From paper and from other programs to the screen: every printed code opened, recorded walks walked to their end."""

from dataclasses import replace
from pathlib import Path

import pytest

from config import ROOT, Testing
from tests.cli.test_cli import add_neighbourhood, run
from tests.domain.exchange.files import as_from_osmand
from tests.journeys.steps import database_of, walk_to_the_end
from tests.paper import read_by_two, rendered
from tests.server import Server
from tests.shop import Shop
from tests.world import koppel
from wijkspel import qr
from wijkspel.places.queries import live_stickers

RECORDED = ROOT.parent / "shared" / "data" / "walk.gpx"


@pytest.mark.parametrize("sheet", ["a4", *(pytest.param(other, marks=pytest.mark.drill) for other in ("50mm", "a6"))])
def test_every_code_of_a_printed_sheet_opens_the_page_of_its_spot(
    server: Server, settings: Testing, shop: Shop, tmp_path: Path, sheet: str
) -> None:
    out = tmp_path / "stickers.pdf"
    words = ["--neighbourhood", "de-koppel", "--sheet", sheet]
    run(replace(settings, url=server.url), "stickers", "print", "--out", out, *words)
    with database_of(settings):
        names = {qr.address(server.url, one.code): one.spot.names["nl"] for one in live_stickers(koppel())}
    by_zbar, by_zxing = zip(*[read_by_two(page) for page in rendered(out.read_bytes(), tmp_path)], strict=True)
    assert set().union(*by_zbar) == set().union(*by_zxing) == set(names)
    with shop.phone(server.url) as phone:
        for address, name in names.items():
            assert phone.open_as_printed(address) == 200
            assert phone.path == f"/Q/{address[-qr.LENGTH :]}", "the printed address is the one that opens"
            assert name in phone.headings_and_buttons[0] or phone.sees(name), address


def test_a_walk_recorded_by_another_app_is_published_and_walked_to_its_end(
    server: Server, settings: Testing, shop: Shop, tmp_path: Path
) -> None:
    (tmp_path / "rondje.gpx").write_bytes(as_from_osmand())
    run(settings, "import", tmp_path / "rondje.gpx", "--neighbourhood", "de-koppel", "--slug", "rondje")
    run(settings, "tours", "decide", "de-koppel", "rondje", "publish", "--by", "Noor")
    with shop.phone(server.url) as phone:
        phone.open("/de-koppel")
        phone.tap("Rondje Kade")
        phone.see("4 haltes", "De pomp")
        phone.screenshot("journey-imported-walk", whole=True)
        phone.tap("Begin bij halte 1")
        for number in range(2, 5):  # another walk passes here too, and its way on stands on the page as well
            phone.tap_first_link_to(f"/de-koppel/wandelingen/rondje/{number}")
            assert not phone.is_too_wide
        phone.see("Dit is de laatste halte", "halte 4 van 4")


def test_a_real_recording_is_published_and_walked_to_its_end(
    server: Server, settings: Testing, shop: Shop, capsys: pytest.CaptureFixture[str]
) -> None:
    if not RECORDED.exists():
        with capsys.disabled():
            print(f"\n{RECORDED} is not there: a recorded walk is not walked.")
        return
    add_neighbourhood(settings, "bergen", "13.99,45.36,14.18,45.47")
    run(settings, "import", RECORDED, "--neighbourhood", "bergen", "--track", 2, "--track", 3, "--slug", "bergpad")
    run(settings, "tours", "decide", "bergen", "bergpad", "publish", "--by", "Noor")
    with shop.phone(server.url) as phone:
        phone.open("/bergen/wandelingen/bergpad")
        phone.see("6,3 km")
        phone.screenshot("journey-recorded-walk", whole=True)
        seen = walk_to_the_end(phone, "Begin bij halte 1", "Verder", "Dit is de laatste halte")
        assert len(seen) == 3
