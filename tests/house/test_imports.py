"""The floors of the house: a room may go downstairs for help, never upstairs, never through the wall."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "wijkspel"

# From the top floor down. Rooms in one line share a floor and do not know each other. A new room is added here first.
FLOORS = [
    {"web", "cli"},
    {"jobs", "demo"},
    {"packages"},
    {"exchange"},
    {"curation", "prints", "hosting"},
    {"boards", "photos"},
    {"game"},
    {"tours", "rounds"},
    {"players"},
    {"stories", "upkeep"},
    {"places"},
    {"media"},
    {"people"},
    {"geo", "readiness", "glance"},
    {"db"},
    {"pictures", "recordings", "captions", "basemaps"},
    {"errors", "clock", "publication", "qr", "storage", "languages", "earth", "wordlists", "turns"},
]
FLOOR_OF = {room: len(FLOORS) - number for number, floor in enumerate(FLOORS) for room in floor}
DOORS = FLOORS[0]
WITH_FLASK = DOORS | {"db"}
WITH_TEMPLATES = {"prints"}  # a sheet is made of a page, without a request: Jinja alone
ROOM_FILES = {"__init__.py", "models.py", "rules.py", "queries.py", "actions.py"}
MAY_USE = {
    "models.py": set(),
    "rules.py": set(),
    "queries.py": {"models", "rules"},
    "actions.py": {"models", "rules", "queries"},
}
FLASK = {
    "flask",
    "flask_sqlalchemy",
    "flask_babel",
    "flask_limiter",
    "flask_login",
    "flask_migrate",
    "werkzeug",
    "jinja2",
}


def _sources() -> list[Path]:
    return [path for path in sorted(PACKAGE.rglob("*.py")) if path.parent != PACKAGE or not path.name.startswith("__")]


def _room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _imports(tree: ast.AST) -> list[tuple[int, str]]:
    """Return (line, full dotted name) of everything that a file imports."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: write the full name instead of a relative import"
            found += [(node.lineno, f"{node.module}.{alias.name}") for alias in node.names]
    return found


def _own_imports(path: Path) -> list[tuple[int, list[str]]]:
    tree = ast.parse(path.read_text())
    return [(line, name.split(".")[1:]) for line, name in _imports(tree) if name.split(".")[0] == "wijkspel"]


@pytest.mark.parametrize("path", _sources(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_file_imports_only_from_floors_below_its_own(path: Path) -> None:
    room = _room(path)
    assert room in FLOOR_OF, f"The room {room} has no floor yet. Add it to FLOORS in {__file__} first."
    for line, (other, *_) in _own_imports(path):
        if other == room:
            continue
        assert FLOOR_OF.get(other, 0) < FLOOR_OF[room], (
            f"{path}:{line}: {room} may not import {other}, which is not on a floor below. Move the rule up, "
            f"pass a value down, or write it to activity (docs/map.md, “The house”)."
        )


@pytest.mark.parametrize("path", _sources(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_flask_stays_at_the_doors(path: Path) -> None:
    if _room(path) in WITH_FLASK:
        return
    for line, name in _imports(ast.parse(path.read_text())):
        allowed = {"jinja2"} if _room(path) in WITH_TEMPLATES else set()
        assert name.split(".")[0] not in FLASK - allowed, (
            f"{path}:{line}: only the doors (web, cli) and db may import {name}. Pass the value as an argument instead."
        )


@pytest.mark.parametrize("path", _sources(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_import_hides_inside_a_function(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        for inner in ast.walk(node):
            assert not isinstance(inner, (ast.Import, ast.ImportFrom)), (
                f"{path}:{inner.lineno}: {node.name} hides an import. If it would make a circle at the top of the "
                f"file, the code is on the wrong floor."
            )


@pytest.mark.parametrize("path", _sources(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_geo_knows_geoalchemy(path: Path) -> None:
    if _room(path) == "geo":
        return
    for line, name in _imports(ast.parse(path.read_text())):
        assert name.split(".")[0] not in {"geoalchemy2"}, f"{path}:{line}: ask wijkspel.geo instead of {name}"


@pytest.mark.parametrize("path", _sources(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_room_has_only_the_files_of_a_room(path: Path) -> None:
    room = _room(path)
    if not (PACKAGE / room / "models.py").exists():
        return
    # A file that outgrew its length is a folder of its name, split by subject.
    in_a_folder = path.parent != PACKAGE / room
    kind = f"{path.parent.name}.py" if in_a_folder else path.name
    assert kind in ROOM_FILES, f"{path}: a room holds only {', '.join(sorted(ROOM_FILES))}"
    if path.name == "__init__.py":
        tree = ast.parse(path.read_text())
        assert ast.get_docstring(tree) and len(tree.body) == 1, (
            f"{path}: one paragraph on what the room is for, no code"
        )
        return
    for line, names in _own_imports(path):
        if names[0] == room:
            own = MAY_USE[kind] | ({path.parent.name} if in_a_folder else set())
            assert names[1] in own, f"{path}:{line}: {kind} may not use {names[1]} of its own room"


def test_no_file_has_a_name_that_says_nothing() -> None:
    empty_names = {"utils", "helpers", "common", "misc", "base", "core", "manager"}
    found = [str(path) for path in _sources() if path.stem in empty_names]
    assert not found, f"{found}: name the file after what is in it"


def test_a_file_stays_readable() -> None:
    long_files = [f"{path}: {n} lines" for path in _sources() if (n := len(path.read_text().splitlines())) > 250]
    assert not long_files, f"split by subject: {long_files}"


def test_a_function_stays_readable() -> None:
    found = []
    for path in _sources():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > 40:
                    found.append(f"{path}:{node.lineno}: {node.name} has {length} lines")
    assert not found, f"split these by what they do: {found}"


def test_everything_public_says_what_it_is_for() -> None:
    found = []
    for path in [*_sources(), PACKAGE / "__init__.py", ROOT / "config.py"]:
        tree = ast.parse(path.read_text())
        named = [(1, path.name, tree)] + [
            (node.lineno, node.name, node)
            for node in tree.body
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_")
        ]
        found += [f"{path}:{line}: {name}" for line, name, node in named if not ast.get_docstring(node)]
    assert not found, f"one sentence of purpose is missing: {found}"
