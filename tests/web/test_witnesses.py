"""A meeting that is doubtful counts when somebody who was there says so."""

import re

from flask import Flask
from flask.testing import FlaskClient

from tests.playing import new_people_an_hour
from tests.web.phones import HERE, OWN, comes


def test_a_doubtful_meeting_is_confirmed_by_somebody_who_was_there(
    app: Flask, client: FlaskClient, neighbour: FlaskClient
) -> None:
    met = _doubtful_of(client, neighbour)
    page = client.get(met).text
    other = re.search(r'name="other" value="(\w{12})"', page)
    assert other and "Was er nog iemand bij?" in page
    asked = client.post(f"{met}/bevestigen", data={"other": other[1]}, headers=OWN).headers["Location"]
    assert "Laat iemand die erbij was dit scannen" in client.get(asked).text
    assert "Nog niemand" in client.get(f"{asked}/stand").text
    witness = app.test_client()
    assert witness.post(asked, headers=OWN).status_code == 403
    comes(witness)
    assert witness.get(f"{asked}/stand").status_code == 404
    assert "Waren ze samen?" in witness.get(asked).text
    assert "kent hier nog niemand" in witness.post(asked, headers=OWN).text
    _meets_somebody(app, witness)
    for _ in range(2):
        assert witness.post(asked, headers=OWN).status_code == 303
    assert "telt nu" in witness.get(asked).text
    assert "data-over" in client.get(f"{asked}/stand").text
    for phone in (client, neighbour):
        shown = phone.get(met).text
        assert "Iemand die erbij was, heeft het bevestigd" in shown and "40 punten" in shown


def test_four_digits_lead_whoever_scans_nothing_to_the_same_question(
    app: Flask, client: FlaskClient, neighbour: FlaskClient
) -> None:
    met = _doubtful_of(client, neighbour)
    other = re.search(r'name="other" value="(\w{12})"', client.get(met).text)
    assert other
    asked = client.post(f"{met}/bevestigen", data={"other": other[1]}, headers=OWN).headers["Location"]
    digits = re.search(r'play__digits">(\d{4})<', client.get(asked).text)
    assert digits
    assert f'play__digits">{digits[1]}<' in client.get(f"{asked}?taal=ar").text, "for keys that every phone has"
    witness = app.test_client()
    comes(witness)
    _meets_somebody(app, witness)
    arabic = digits[1].translate({ord("0") + value: 0x660 + value for value in range(10)})
    for typed in (digits[1], arabic):
        answer = witness.post(f"{HERE}/cijfers", data={"digits": typed}, headers=OWN)
        assert (answer.status_code, answer.headers["Location"]) == (303, asked)
    assert witness.post(asked, headers=OWN).status_code == 303
    assert "40 punten" in client.get(met).text
    again = witness.post(f"{HERE}/cijfers", data={"digits": digits[1]}, headers=OWN)
    assert again.status_code == 422, "they open nothing once somebody said so"


def _doubtful_of(one: FlaskClient, other: FlaskClient) -> str:
    """Let two phones meet on a round in which every new meeting is doubtful, and return the address."""
    new_people_an_hour(0)
    comes(one)
    invitation = one.post(f"{HERE}/uitnodiging", headers=OWN).headers["Location"]
    other.get(invitation)
    met = other.post(invitation, data={"age": "grown_up"}, headers=OWN).headers["Location"]
    new_people_an_hour(12)
    return str(met)


def _meets_somebody(app: Flask, client: FlaskClient) -> None:
    somebody = app.test_client()
    invitation = client.post(f"{HERE}/uitnodiging", headers=OWN).headers["Location"]
    somebody.get(invitation)
    assert somebody.post(invitation, data={"age": "grown_up"}, headers=OWN).status_code == 303
