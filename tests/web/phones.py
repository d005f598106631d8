"""Phones that play over HTTP: they say “I am here”, and open an invitation."""

from flask.testing import FlaskClient

OWN = {"Sec-Fetch-Site": "same-origin"}
HERE, GAME = "/de-koppel/spel/hier/bakkerij", "/de-koppel/spel"
HOST, FAMILY, HOST_CODE = f"{GAME}/gastheer", f"{GAME}/gezin", "BCDF2345GHJK"


def comes(client: FlaskClient, age: str = "grown_up") -> None:
    """Let a phone say “I am here”, and how old its player is."""
    client.get(HERE)
    assert client.post(HERE, headers=OWN).status_code == 303
    assert client.post(f"{GAME}/leeftijd", data={"age": age, "spot": "bakkerij"}, headers=OWN).status_code == 303


def invites(client: FlaskClient) -> str:
    """Let a phone open an invitation, and return its address."""
    answer = client.post(f"{HERE}/uitnodiging", headers=OWN)
    assert answer.status_code == 303
    return str(answer.headers["Location"])


def nickname_of(client: FlaskClient) -> str:
    """Return the nickname of who plays on a phone."""
    kept = client.get(f"{GAME}/gegevens.json").json
    assert kept
    return str(kept["nickname"])
