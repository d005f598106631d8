"""Templates, styles, scripts and words: all that is named is there, and all that is there is named."""

import ast
import json
import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from config import ROOT
from wijkspel.web.assets import ONLY_IN_GAME
from wijkspel.wordlists.signs import SIGNS

TEMPLATES = ROOT / "templates"
STATIC = ROOT / "static"
SOURCES = sorted((ROOT / "wijkspel").rglob("*.py"))
PAGES = sorted(TEMPLATES.rglob("*.html"))
SCRIPTS = sorted((STATIC / "js").glob("*.js"))
OTHERS = {path.stem for path in (STATIC / "vendor" / "js").glob("*.js")}  # modules that the set-up fetched
STYLES = sorted((STATIC / "css").rglob("*.css"))
LANGUAGES = ["nl", "en", "tr", "ar"]


def _named_in_python() -> set[str]:
    words = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.endswith(".html"):
                words.add(node.value)
    return words


def _named_in_templates() -> set[str]:
    found = set()
    for path in PAGES:
        found |= set(re.findall(r'{%-?\s*(?:extends|include|from|import)\s+"([^"]+)"', path.read_text()))
    return found


def test_every_template_is_used_and_every_used_one_is_there() -> None:
    there = {str(path.relative_to(TEMPLATES)) for path in PAGES}
    named = _named_in_python() | _named_in_templates()
    assert not named - there, f"these templates are missing: {sorted(named - there)}"
    assert not there - named, f"nobody uses these templates: {sorted(there - named)}"


def test_a_page_lies_in_the_folder_of_its_blueprint_under_the_name_of_its_endpoint() -> None:
    shared = {"layouts", "ui", "errors", "bricks", "paper"}
    for path in PAGES:
        folder = path.relative_to(TEMPLATES).parts[0]
        if folder in shared or path.name.startswith("_"):
            continue
        source = (ROOT / "wijkspel" / "web" / f"{folder}.py").read_text()
        functions = {node.name for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)}
        assert path.stem in functions | {f.lstrip("_") for f in functions}, f"{path}: no view {folder}.{path.stem}"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_a_template_has_no_inline_script_style_or_handler(path: Path) -> None:
    text = path.read_text()
    inline_scripts = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", text)
    data = {'<script type="importmap">', '<script type="application/ld+json">'}
    assert set(inline_scripts) <= data, f"{path}: {inline_scripts}"
    assert not re.search(r"\sstyle=|\son[a-z]+=", text), f"{path}: the content policy would refuse this"
    if path.name != "street.html":
        assert "<style" not in text, f"{path}: styles stand in static/css"
    assert "|safe" not in text, f"{path}: nothing a person typed is ever trusted as HTML"


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_every_import_of_a_script_resolves(path: Path) -> None:
    modules = {script.stem for script in SCRIPTS} | OTHERS
    for name in _imports(path.stem):
        assert name in modules, f"{path.name} imports {name}, which the import map does not know"


def test_every_script_is_used() -> None:
    imported = {name for path in SCRIPTS for name in _imports(path.stem)}
    unused = ({path.stem for path in SCRIPTS} | OTHERS) - imported - {"app", "sw"}
    assert not unused, f"nobody imports {unused}"


def test_what_only_the_game_fetches_is_asked_for_by_nothing_else() -> None:
    modules = {path.stem for path in SCRIPTS}
    assert modules | OTHERS >= ONLY_IN_GAME, "name modules that are there"
    elsewhere = {name for one in modules - ONLY_IN_GAME - {"app"} for name in _imports(one)}
    elsewhere |= _imports("app", at_once=True)
    assert not elsewhere & ONLY_IN_GAME, f"pages without the game fetch {elsewhere & ONLY_IN_GAME}"


@pytest.mark.parametrize("name", ["app", "tour-map", "near-stops"])
def test_what_others_made_comes_only_when_somebody_asks_for_it(name: str) -> None:
    fetched, found = {name}, {name}
    while found:
        found = {other for one in found - OTHERS for other in _imports(one, at_once=True)} - fetched
        fetched |= found
    assert not fetched & OTHERS, f"{name}.js fetches {fetched & OTHERS} before anybody taps"


def test_modules_of_others_know_where_they_come_from() -> None:
    wanted = json.loads((ROOT / "package.json").read_text())["dependencies"]
    assert wanted.keys() >= OTHERS
    notices = (ROOT / "NOTICES.md").read_text().lower()
    for name in OTHERS:
        text = (STATIC / "vendor" / "js" / f"{name}.js").read_text()
        assert "sourceMappingURL" not in text and re.search(r"\nexport (?:default|const) [^\n]+;\n\Z", text)
        assert name in notices, f"NOTICES.md does not name {name}"


def _imports(name: str, *, at_once: bool = False) -> set[str]:
    """Return the modules that a script of ours names; `at_once` leaves out those it fetches when they are needed."""
    later = "" if at_once else r"\(?"
    return set(re.findall(rf'(?:from|import)\s*{later}"([^"]+)"', (STATIC / "js" / f"{name}.js").read_text()))


def test_every_icon_that_is_named_is_there_and_the_other_way_round() -> None:
    there = {str(path.relative_to(STATIC / "icons").with_suffix("")) for path in (STATIC / "icons").rglob("*.svg")}
    named = set()
    for path in PAGES:
        named |= set(re.findall(r"icon\('([\w/-]+)'\)", path.read_text()))
        named |= {name[6:-4] for name in re.findall(r"asset\('(icons/[\w/-]+\.svg)'\)", path.read_text())}
    assert not named - there, f"these icons are missing: {sorted(named - there)}"
    spare = {name for name in there - named if not name.startswith(("kinds/", "ui/", "tekens/"))}
    assert not spare, f"nobody shows these icons: {spare}"


def test_there_is_an_icon_for_each_sign_and_no_other() -> None:
    drawn = {path.stem for path in (STATIC / "icons" / "tekens").iterdir()}
    assert drawn == set(SIGNS), "draw it in static/icons/tekens, and give it its word in wijkspel/wordlists/signs.toml"


def test_there_is_an_icon_for_each_kind_of_spot() -> None:
    rules = (ROOT / "wijkspel" / "places" / "rules.py").read_text()
    kinds = re.findall(r'"([a-z_]+)"', rules[rules.index("KINDS = (") : rules.index(")", rules.index("KINDS = ("))])
    for kind in kinds:
        assert (STATIC / "icons" / "kinds" / f"{kind}.svg").exists(), f"draw static/icons/kinds/{kind}.svg"


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.stem)
def test_a_style_says_its_layer_and_turns_with_the_language(path: Path) -> None:
    text = path.read_text()
    if path.parent.name == "blocks":
        assert "@layer blocks {" in text
        foreign = {name for name in re.findall(r"\.([a-z][a-z-]*)(?:__|--)", text)} - {path.stem}
        assert not foreign, f"{path}: the block {foreign} has a file of its own"
    physical = re.findall(
        r"(?:margin|padding|border)-(?:left|right)|(?<![-\w])(?:left|right):|text-align:\s*(?:left|right)", text
    )
    assert not physical, f"{path}: {physical} would not turn with the language; use inline-start and inline-end"
    assert "user-scalable" not in text


def test_nobody_is_kept_from_zooming() -> None:
    for path in PAGES:
        assert not re.search(r"user-scalable|maximum-scale", path.read_text())


def _messages() -> set[str]:
    methods = json.loads(
        '[["wijkspel/web/**.py", "python"], ["wijkspel/prints/**.py", "python"], ["templates/**.html", "jinja2"]]'
    )
    return {message for _, _, message, _, _ in extract_from_dir(ROOT, [tuple(row) for row in methods]) if message}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_on_the_screen_exists_in_each_language(language: str) -> None:
    with (ROOT / "translations" / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        catalogue = {entry.id: entry for entry in read_po(file) if entry.id}
    wanted = _messages()
    assert not wanted - set(catalogue), f"translate into {language}: {sorted(wanted - set(catalogue))}"
    assert not set(catalogue) - wanted, f"no longer used in {language}: {sorted(set(catalogue) - wanted)}"
    for message, entry in catalogue.items():
        forms = entry.string if isinstance(entry.string, tuple) else (entry.string,)
        assert all(forms) and not entry.fuzzy, f"{language}: {message}"
        assert "'" not in "".join(forms), f"{language}: write ’ as everywhere else in {forms}"
        # Of several forms one may do without a number, as “one point” does.
        assert _places(message) == _places(forms), f"{language}: {message} has other values to fill in"


def _places(texts: str | tuple[str, ...]) -> set[str]:
    return set(re.findall(r"%\((\w+)\)s", " ".join([texts] if isinstance(texts, str) else texts)))
