"""Who gets what: every route of the site, for each kind of visitor. A route that is missing here fails the build.

There is one kind of visitor so far: anybody. `example` is an address to try it with, on the small world; `answer` is
its status. With staff and players each row gets a column for them.
"""

from typing import NamedTuple


class Row(NamedTuple):
    """One route with its method: how to try it, what anybody gets, and whether search engines may keep it."""

    rule: str
    example: str
    answer: int


ROWS = [
    Row("/", "/", 200),
    Row("/q/", "/q/", 200),
    Row("/Q/", "/Q/", 200),
    Row("/q/<code>", "/q/D8RVTX", 200),
    Row("/Q/<code>", "/Q/D8RVTX", 200),
    Row("/media/beeld/<public:public_id>-<int:side>.<suffix>", "/media/beeld/222222222222-800.webp", 404),
    Row("/media/geluid/<public:public_id>.m4a", "/media/geluid/222222222222.m4a", 404),
    Row("/static/<version>/<path:name>", "/static/000000000000/js/app.js", 404),
    Row("/health/live", "/health/live", 200),
    Row("/health/ready", "/health/ready", 200),
    Row("/manifest.webmanifest", "/manifest.webmanifest", 200),
    Row("/sw.js", "/sw.js", 200),
    Row("/favicon.ico", "/favicon.ico", 200),
    Row("/robots.txt", "/robots.txt", 200),
    Row("/offline", "/offline", 200),
]
