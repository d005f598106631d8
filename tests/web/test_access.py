"""The one table of who gets what, held against the routes there really are."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.access import ROWS, Row


def test_every_route_stands_in_the_access_table_and_every_row_is_a_route(app: Flask) -> None:
    rules = {rule.rule for rule in app.url_map.iter_rules()}
    named = {row.rule for row in ROWS}
    assert not rules - named, f"add these to tests/access.py: {sorted(rules - named)}"
    assert not named - rules, f"these are no longer routes: {sorted(named - rules)}"


def test_nothing_but_what_the_table_names_can_be_written(app: Flask) -> None:
    written = {row.rule for row in ROWS if row.empty != 405}
    for rule in app.url_map.iter_rules():
        assert (rule.methods or set()) <= {"GET", "HEAD", "OPTIONS"} | ({"POST"} if rule.rule in written else set()), (
            rule
        )


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.rule)
def test_anybody_gets_what_the_table_says(client: FlaskClient, row: Row) -> None:
    assert client.get(row.example).status_code == row.answer
    assert client.head(row.example).status_code == row.answer


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.rule)
def test_nobody_writes_more_than_the_table_says_and_never_from_another_site(client: FlaskClient, row: Row) -> None:
    for method, status in (
        (client.post, row.empty),
        *((one, 405) for one in (client.put, client.patch, client.delete)),
    ):
        assert method(row.example, headers={"Sec-Fetch-Site": "same-origin"}).status_code == status
        assert method(row.example).status_code == 403
