"""The page behind a sticker, as somebody meets it who scans one."""

from flask.testing import FlaskClient

from tests.conftest import on_both_engines

BAKERY = "D8RVTX"


@on_both_engines
def test_a_sticker_opens_the_page_of_its_spot(client: FlaskClient) -> None:
    answer = client.get(f"/q/{BAKERY}")
    assert answer.status_code == 200
    assert "Riet vertelt" in answer.text
    assert "De oude bakkerij aan de Kade" in answer.text
