"""Saying that a sticker is broken, gone or strange: without an account, a name or script."""

import re

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.conftest import on_both_engines
from tests.work import at_most
from tests.world import koppel
from wijkspel.db import write
from wijkspel.places.actions.spots import add_spot
from wijkspel.places.actions.stickers import make_sticker
from wijkspel.places.queries import spot_called
from wijkspel.upkeep.models import StickerReport
from wijkspel.upkeep.queries import reports_of

PLACE = "/de-koppel/plekken/bakkerij"
FORM = f"{PLACE}/sticker"


def _send(client: FlaskClient, path: str = FORM, **form: str) -> TestResponse:
    return client.post(path, data=form, headers={"Sec-Fetch-Site": "same-origin"})


def _kept() -> list[StickerReport]:
    return reports_of(koppel())


@pytest.mark.parametrize("path", ["/q/D8RVTX", PLACE, "/de-koppel/wandelingen/langs-het-water/3", "/q/MMM444"])
def test_every_page_of_a_spot_leads_to_the_form(client: FlaskClient, path: str) -> None:
    page = client.get(f"{path}?taal=en").text
    (link,) = re.findall(r'href="([^"]+/sticker\?taal=en)">Sticker broken or strange\?', page)
    assert "What is wrong with the sticker?" in client.get(link).text


@on_both_engines
def test_a_report_is_kept_for_the_sticker_in_use_and_thanked_for(client: FlaskClient) -> None:
    answer = _send(client, f"{FORM}?taal=tr", reason="broken", note=" hangt\r\nlos ")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{FORM}/bedankt?taal=tr")
    assert "Teşekkürler" in client.get(answer.headers["Location"]).text
    (report,) = _kept()
    assert (report.reason, report.note, report.spot.slug) == ("broken", "hangt los", "bakkerij")
    assert report.sticker and report.sticker.code == "D8RVTX"


def test_where_no_sticker_or_several_are_in_use_a_report_is_about_the_spot(client: FlaskClient) -> None:
    with write():
        make_sticker(spot_called(koppel(), "bakkerij"))
        add_spot(koppel(), slug="nieuw", kind="bench", names={"nl": "Nieuw bankje"}, lon=5.42, lat=52.78)
    for path in (FORM, "/de-koppel/plekken/nieuw/sticker"):
        assert _send(client, path, reason="gone").status_code == 303
    assert [(report.spot.slug, report.sticker) for report in _kept()] == [("bakkerij", None), ("nieuw", None)]


def test_a_note_full_of_accents_is_refused_before_they_are_put_in_order(client: FlaskClient) -> None:
    with at_most(3, "everybody else would wait"):
        assert _send(client, reason="other", note="\u0301\u0316" * 60_000).status_code == 422


def test_what_was_typed_stays_when_something_is_missing(client: FlaskClient) -> None:
    answer = _send(client, note="hangt <b>los</b>")
    assert answer.status_code == 422
    assert "Kies wat je ziet." in answer.text
    assert "hangt &lt;b&gt;los&lt;/b&gt;</textarea>" in answer.text
    assert "<title>Er ontbreekt iets: " in answer.text
    long = _send(client, reason="strange", note="x" * 201)
    assert long.status_code == 422
    assert "Dit is te lang" in long.text and "x" * 201 in long.text
    assert re.search(r'value="strange" checked', long.text)
    assert _kept() == []


@pytest.mark.parametrize("form", [{}, {"reason": "raar"}, {"note": "x"}])
def test_a_report_without_a_reason_of_ours_is_not_kept(client: FlaskClient, form: dict[str, str]) -> None:
    assert _send(client, **form).status_code == 422
    assert _kept() == []


def test_nobody_else_can_make_a_browser_report(client: FlaskClient) -> None:
    assert client.post(FORM, data={"reason": "gone"}, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert client.post(FORM, data={"reason": "gone"}).status_code == 403
    assert _kept() == []


def test_a_language_that_does_not_exist_keeps_nothing(client: FlaskClient) -> None:
    assert _send(client, f"{FORM}?taal=xx", reason="gone").status_code == 400
    assert _kept() == []


@pytest.mark.parametrize("place", ["/de-koppel/plekken/nergens", "/nergens/plekken/bakkerij"])
def test_a_spot_that_does_not_exist_has_no_form(client: FlaskClient, place: str) -> None:
    assert client.get(f"{place}/sticker").status_code == 404
    assert client.get(f"{place}/sticker/bedankt").status_code == 404
    assert _send(client, f"{place}/sticker", reason="gone").status_code == 404


def test_the_page_says_which_site_is_ours_and_what_to_do_with_a_strange_sticker(client: FlaskClient) -> None:
    page = client.get(FORM).text
    assert "Ziet de sticker er vreemd uit? Scan hem niet." in page
    assert '<bdi dir="ltr">127.0.0.1:8000</bdi>' in page
    assert 'content="noindex"' in page


def test_nobody_gets_a_cookie_for_a_report(client: FlaskClient) -> None:
    for answer in (client.get(FORM), _send(client), _send(client, reason="gone"), client.get(f"{FORM}/bedankt")):
        assert "Set-Cookie" not in answer.headers
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_what_people_report_shows_on_no_page(client: FlaskClient) -> None:
    _send(client, reason="other", note="kanarie op de muur")
    for path in ("/q/D8RVTX", PLACE, FORM, f"{FORM}/bedankt", "/de-koppel"):
        assert "kanarie" not in client.get(path).text


def test_the_privacy_page_says_how_long_reports_counts_and_names_are_kept(client: FlaskClient) -> None:
    page = client.get("/privacy").text
    assert "We bewaren het 2 jaar" in page and "wissen we 90 dagen" in page
    assert "tot 12 maanden nadat hij buiten gebruik is" in page
