"""The one table of who gets what, held against the routes there really are."""

from collections import defaultdict

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.access import ROWS, Row

OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}
METHODS = {row.rule: {other.method for other in ROWS if other.rule == row.rule} for row in ROWS}


def test_every_route_stands_in_the_access_table_and_every_row_is_a_route(app: Flask) -> None:
    rules = {rule.rule for rule in app.url_map.iter_rules()}
    named = {row.rule for row in ROWS}
    assert not rules - named, f"add these to tests/access.py: {sorted(rules - named)}"
    assert not named - rules, f"these are no longer routes: {sorted(named - rules)}"


def test_writing_is_possible_only_where_the_table_says_so(app: Flask) -> None:
    offered: dict[str, set[str]] = defaultdict(set)
    for rule in app.url_map.iter_rules():
        offered[rule.rule] |= (rule.methods or set()) - {"HEAD", "OPTIONS"}
    assert offered == METHODS


def test_anybody_who_asks_gets_what_the_table_says(client: FlaskClient) -> None:
    for row in ROWS:
        if row.method == "GET":
            assert client.get(row.example).status_code == row.answer, row
            assert client.head(row.example).status_code == row.answer, row


@pytest.mark.parametrize("row", [row for row in ROWS if row.method == "POST"], ids=lambda row: row.rule)
def test_anybody_who_sends_gets_what_the_table_says(client: FlaskClient, row: Row) -> None:
    assert client.post(row.example, headers=OWN_PAGE).status_code == row.answer


def test_nobody_can_write_anywhere_else(client: FlaskClient) -> None:
    for number, row in enumerate(ROWS):
        network = {"REMOTE_ADDR": f"192.0.2.{number}"}  # one alone would be slowed down
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            if method not in METHODS[row.rule]:
                refused = client.open(row.example, method=method, headers=OWN_PAGE, environ_base=network)
                assert refused.status_code == 405, row
            assert client.open(row.example, method=method, environ_base=network).status_code == 403, row
