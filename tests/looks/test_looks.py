"""Every screen, small and narrow, light and dark, in Dutch and in Arabic: nothing wrong, and nothing out of reach."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade

from config import ROOT, Testing
from tests.looks.screens import NO_PAGES, NO_SCREENS, PLAYED, SCREENS, Screen
from tests.phone import Phone
from tests.postgres import Server as Postgres
from tests.server import Server
from tests.shop import Shop
from wijkspel import create_app
from wijkspel.db import db

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
VNU = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
# How a phone is held, for each language it speaks: one page is opened once and turned around.
# What axe looks for is the same at every width, and another thing by day and by night.
WAYS = {
    "nl-NL": {
        "small": {"width": 360},
        "narrow": {"width": 320},
        "dark": {"width": 360, "dark": True},
        "wide": {"width": 1280},
    },
    "ar": {
        "arabic": {"width": 360},
        "arabic-dark-narrow": {"width": 320, "dark": True},
    },
}
_SEEN_BY_AXE = {"small", "dark", "arabic-dark-narrow"}
HANDED_ON = 0  # the status of an answer that this phone's own worker fetched
in_every_language = pytest.mark.parametrize("language", WAYS)
# What has to be played before it is seen takes long.
in_arabic_as_a_drill = pytest.mark.parametrize("language", ["nl-NL", pytest.param("ar", marks=pytest.mark.drill)])


@pytest.fixture(scope="module", params=WAYS)
def held(request: pytest.FixtureRequest, street: Server, shop: Shop) -> Iterator[tuple[Phone, str]]:
    """One phone for each language that goes from screen to screen, as people do."""
    with shop.phone(street.url, language=request.param) as phone:
        yield phone, request.param


screens = pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)


def test_every_page_has_a_screen_in_the_table(settings: Testing) -> None:
    app: Flask = create_app(Testing(env="development", database_url=settings.database_url, media=settings.media))
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or set())]
    drawn = {rule.endpoint for rule in rules if rule.endpoint.split(".")[0] not in NO_SCREENS}
    assert drawn == {screen.endpoint for screen in SCREENS if screen.endpoint} | PLAYED | NO_PAGES


@screens
def test_a_screen_has_nothing_wrong_with_it(held: tuple[Phone, str], screen: Screen) -> None:
    phone, language = held
    assert phone.open(screen.path) in (screen.status, HANDED_ON)
    look_from_all_sides(phone, screen.name, language)
    assert phone.wrong == []


@in_every_language
def test_a_report_that_says_nothing_has_nothing_else_wrong_with_it(street: Server, shop: Shop, language: str) -> None:
    with shop.phone(street.url, language=language) as phone:
        phone.open("/de-koppel/plekken/markt/sticker")
        phone.send()
        look_from_all_sides(phone, "report-says-nothing", language)
        assert phone.focus_is_visible


@in_every_language
def test_a_map_that_moves_has_nothing_wrong_with_it(street: Server, shop: Shop, language: str) -> None:
    with shop.phone(street.url, language=language) as phone:
        phone.open("/de-koppel/wandelingen/langs-het-water")
        phone.tap_part("toggle")
        phone.wait_for_map()
        look_from_all_sides(phone, "a-map", language)
        phone.tap_part("full")
        look_from_all_sides(phone, "a-map-on-the-whole-screen", language)
        assert phone.wrong == []


@in_every_language
def test_a_walk_of_nobody_has_nothing_wrong_with_it(street: Server, shop: Shop, language: str) -> None:
    with shop.phone(street.url, language=language) as phone:
        phone.wear_a_watch()
        phone.open("/de-koppel/wandelingen/langs-het-water/3")
        phone.tap_part("pretend")
        phone.wait_for_arrival()
        look_from_all_sides(phone, "on-the-way", language)
        phone.magnify(2)
        for name, way in WAYS[language].items():
            phone.hold(**way)
            assert not phone.is_too_wide
            phone.screenshot(f"on-the-way-large-letters-{name}")


@in_every_language
def test_letters_of_twice_the_size_leave_room_to_read_and_to_play(street: Server, shop: Shop, language: str) -> None:
    with shop.phone(street.url, language=language) as phone:
        phone.open("/de-koppel/wandelingen/langs-het-water/3")
        phone.magnify(2)
        for name, way in WAYS[language].items():
            phone.hold(**way)
            assert phone.evaluate(_DOCK_SHARE) <= 0.45
            assert phone.evaluate(_COVERED_KEYS) == []
            phone.screenshot(f"large-letters-{name}")


def test_a_front_door_without_a_neighbourhood_has_nothing_wrong_with_it(
    tmp_path: Path, shop: Shop, postgres: Postgres
) -> None:
    with _empty_server(tmp_path, postgres) as server, shop.phone(server.url) as phone:
        assert phone.open("/") == 200
        phone.see("Hier hangen nog geen stickers")
        _look(phone, "front-door-empty")


def test_a_server_in_trouble_shows_a_page_with_nothing_else_wrong(
    server: Server, settings: Testing, shop: Shop
) -> None:
    app = create_app(settings)
    with app.app_context(), db.engine.connect() as connection:
        connection.exec_driver_sql("ALTER TABLE sticker RENAME TO gone")
        connection.exec_driver_sql("COMMIT")
    with shop.phone(server.url) as phone:
        assert phone.open("/q/D8RVTX") == 503
        phone.see("Het is nu erg druk")
        _look(phone, "server-in-trouble")


def test_every_screen_is_valid_html(street: Server, settings: Testing, tmp_path: Path) -> None:
    assert VNU.exists(), "the HTML validator is missing; type: bin/set-up test"
    pages = tmp_path / "pages"
    pages.mkdir()
    for screen in SCREENS:
        for language in ("nl", "ar"):
            mark = "&" if "?" in screen.path else "?"
            answer = street.get(f"{screen.path}{mark}taal={language}", Accept_Encoding="identity")
            (pages / f"{screen.name}-{language}.html").write_bytes(answer.read())
    (pages / "mistake.html").write_bytes(_mistake(settings))
    command = ["java", "-jar", str(VNU), "--format", "json", "--stdout", "--exit-zero-always"]
    # View transitions are newer than the validator's knowledge of CSS (CSS View Transitions Module Level 2).
    command += ["--filterpattern", ".*@view-transition.*", str(pages)]
    said = subprocess.run(command, capture_output=True, check=False)
    report = json.loads(said.stdout)
    wrong = {f"{Path(row['url']).name}: {row['message']}" for row in report["messages"] if row["type"] == "error"}
    assert not wrong, "\n".join(sorted(wrong))


def look_from_all_sides(phone: Phone, name: str, language: str) -> None:
    """Hold a phone in every way it is held in a language, and look for what is wrong each time."""
    for way_name, way in WAYS[language].items():
        phone.hold(**way)
        _look(phone, f"{name}-{way_name}", deep=way_name in _SEEN_BY_AXE)


def open_and_look(phone: Phone, path: str, name: str, language: str) -> None:
    """Open an address, and look at it from all sides."""
    phone.open(path)
    look_from_all_sides(phone, name, language)


def _look(phone: Phone, name: str, *, deep: bool = True) -> None:
    phone.screenshot(name, whole=True)
    assert not phone.is_too_wide
    assert phone.evaluate(_SMALL_LETTERS) == []
    assert phone.evaluate(_SMALL_TARGETS) == []
    assert phone.evaluate(_CUT_WORDS) == []
    if not deep:
        return
    if not phone.evaluate("'axe' in window"):
        phone.evaluate(AXE.read_text() + "; undefined")
    found = phone.evaluate("() => axe.run(document, {resultTypes: ['violations']}).then(r => r.violations)")
    assert [(one["id"], one["help"], [node["target"] for node in one["nodes"]]) for one in found] == []


# Text to read is 18 pixels or more; words beside it 16; a picture's maker and a clock 14.
_SMALL_LETTERS = """() => [...document.querySelectorAll('p, li, h1, h2, h3, button, summary, input, label')]
    .filter(e => e.innerText && e.checkVisibility() && parseFloat(getComputedStyle(e).fontSize) < 16)
    .map(e => e.innerText)"""
# Words that stick out of something that hides what sticks out; but not those for ears only, nor those on the map.
_CUT_WORDS = """() => [...document.querySelectorAll('body *')]
    .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
    .filter(e => e.checkVisibility() && !e.closest('.only-heard, .skip, .moving, textarea, script, style'))
    .filter(e => {
        const words = document.createRange();
        words.selectNodeContents(e);
        const {left, right} = words.getBoundingClientRect();
        for (let box = e; box !== document.body; box = box.parentElement) {
            if (getComputedStyle(box).overflowX === 'visible') continue;
            const edge = box.getBoundingClientRect();
            return left < edge.left - 1 || right > edge.right + 1;
        }
        return false;
    }).map(e => e.innerText)"""
_DOCK_SHARE = "() => document.querySelector('.dock').offsetHeight / innerHeight"
# Keys and words of the player and the dock that lie over each other.
_COVERED_KEYS = """() => {
    const boxes = [...document.querySelectorAll('.sound__play, .sound__middle, .sound__back, .sound__speed')]
        .map(e => [e.className, e.getBoundingClientRect()]);
    const words = [...document.querySelectorAll('.onward__words, .onward__go')]
        .map(e => [e.className, e.getBoundingClientRect()]);
    const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
    const found = [];
    for (const group of [boxes, words]) group.forEach(([name, box], number) =>
        group.slice(0, number).forEach(([other, its]) => meet(box, its) && found.push(`${name} over ${other}`)));
    return found;
}"""
# What a thumb has to hit is 48 pixels high and wide; links inside a sentence are as high as their line, and a choice is
# as large as the words around it.
_SMALL_TARGETS = """() => [...document.querySelectorAll(
        'button, summary, input:not([type=range]), .chip[href], .top a, .spots a, .button')]
    .filter(e => e.checkVisibility() && !e.closest('p:not(.story__more)'))
    .map(e => e.closest('label') ?? e)
    .map(e => [e.innerText || e.getAttribute('aria-label') || e.tagName, e.getBoundingClientRect()])
    .filter(([name, box]) => box.width < 47.5 || box.height < 47.5)
    .map(([name, box]) => `${name}: ${Math.round(box.width)} x ${Math.round(box.height)}`)"""


def _empty_server(folder: Path, postgres: Postgres) -> Server:
    empty = Testing(database_url=postgres.new_database(), media=folder / "media")
    app = create_app(empty)
    with app.app_context():
        upgrade()
        db.engine.dispose()
    return Server(empty, folder)


def _mistake(settings: Testing) -> bytes:
    """Return the page of a mistake of ours."""
    app = create_app(settings)

    @app.get("/stuk")
    def broken() -> Iterator[str]:
        raise ValueError

    return app.test_client().get("/stuk").data
