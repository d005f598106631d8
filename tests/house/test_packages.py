"""What we lean on is written down: each Debian program and library in one list, each pin with its hash, no address.

On a fresh machine nothing of ours is installed. A program that only happens to be on your own machine is found here,
not by the neighbour who types `make run`.
"""

import ast
import json
import re
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
THIS = Path(__file__).relative_to(ROOT).as_posix()

# A program that we call → the Debian package it comes from. A new one starts here.
PROGRAMS = {
    "chromium": "chromium",
    "exiftool": "libimage-exiftool-perl",
    "ffmpeg": "ffmpeg",
    "ffprobe": "ffmpeg",
    "initdb": "postgresql-15",
    "java": "default-jre-headless",
    "pdfinfo": "poppler-utils",
    "pdftoppm": "poppler-utils",
    "pdftotext": "poppler-utils",
    "pg_ctl": "postgresql-15",
    "wrk": "wrk",
    "zbarimg": "zbar-tools",
}
# Something in our sources that only works with a package, though no program is called.
TRACES = {
    "create extension postgis": "postgresql-15-postgis-3",
    "fonts/truetype/liberation": "fonts-liberation",
    "mod_spatialite": "libsqlite3-mod-spatialite",
    "-m venv": "python3-venv",
}
# Libraries that a Python package of ours looks for when it is loaded; others come along with these.
LIBRARIES = {"weasyprint": ("libharfbuzz-subset0", "libpango-1.0-0", "libpangoft2-1.0-0")}
# On every machine before we come: what quality asks of a fresh one, and what Debian cannot do without.
GIVEN = {"bash", "cat", "git", "make", "node", "npm", "npx", "python3", "sh", "true"}

STARTERS = {"run", "Popen", "call", "check_call", "check_output", "which", "create_subprocess_exec", "execvp", "system"}
STARTERS |= {"CDLL", "find_library"}

# Written so that these lines do not match themselves.
ADDRESSES = re.compile(r"(py[p]i|pythonhoste[d]|npmj[s]|yarnpk[g])\.(org|com)|de[b]\.debian|--(extra-)?index-url=?\b")


def project_files() -> list[Path]:
    """Every file that is a source: all but what .gitignore names."""
    lines = (ROOT / ".gitignore").read_text().splitlines()
    ignored = [line.rstrip("/") for line in lines if line and not line.startswith("#")] + [".git"]

    def walk(folder: Path) -> Iterator[Path]:
        for path in sorted(folder.iterdir()):
            names = (path.name, path.relative_to(ROOT).as_posix())
            if any(fnmatch(name, pattern) for name in names for pattern in ignored):
                continue
            if path.is_dir() and not path.is_symlink():
                yield from walk(path)
            elif path.is_file():
                yield path

    return list(walk(ROOT))


def is_python(name: str, text: str) -> bool:
    """Whether a file holds Python."""
    return name.endswith(".py") or text.startswith("#!/usr/bin/env python")


def is_shell(name: str, text: str) -> bool:
    """Whether a file holds commands for a shell."""
    return name == "Makefile" or bool(re.match(r"#!.*\b(ba)?sh\b", text))


FILES = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in project_files()}
TEXTS = {name: content.decode(errors="replace") for name, content in FILES.items() if b"\0" not in content}
PYTHON = {name: text for name, text in TEXTS.items() if is_python(name, text) and name != THIS}
SHELL = {name: re.sub(r"(^|\s)#.*", "", text, flags=re.M) for name, text in TEXTS.items() if is_shell(name, text)}


def listed() -> dict[str, str]:
    """The packages of debian-packages.txt, each with when it is needed: run or test."""
    lines = TEXTS["debian-packages.txt"].splitlines()
    return {line.split()[0]: line.split()[1] for line in lines if line and not line.startswith("#")}


def called(source: str) -> Iterator[tuple[int, str]]:
    """The line and name of each program that a Python source starts or looks for by a literal name."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        words = node.args[0].elts if isinstance(node.args[0], ast.List | ast.Tuple) else node.args
        first = words[0] if words else None
        if name in STARTERS and isinstance(first, ast.Constant) and isinstance(first.value, str):
            yield node.lineno, Path(first.value.split()[0]).name


def named(source: str) -> Iterator[tuple[int, str]]:
    """The line and name of each known program that stands in a Python source as a text of its own."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and Path(node.value).name in PROGRAMS:
            yield node.lineno, Path(node.value).name


def needs() -> Iterator[tuple[str, str, str]]:
    """Where something needs a package: place, what it is, package."""
    for file, source in PYTHON.items():
        for line, program in {*called(source), *named(source)}:
            if program in PROGRAMS:
                yield f"{file}:{line}", program, PROGRAMS[program]
    for file, source in SHELL.items():
        for program, package in PROGRAMS.items():
            if re.search(rf"(?<![\w./-]){program}(?![\w./-])", source):
                yield file, program, package
    for file, source in (PYTHON | SHELL).items():
        for trace, package in TRACES.items():
            if trace in source.lower():
                yield file, trace, package


def test_every_program_we_call_is_known():
    scripts = Path(sys.executable).parent
    unknown = {
        (file, line, program)
        for file, source in PYTHON.items()
        for line, program in called(source)
        if program not in PROGRAMS | TRACES and program not in GIVEN and not (scripts / program).exists()
    }
    assert not unknown, "\n".join(
        f"{file}:{line} calls “{program}”, and nobody knows where it comes from. Find its package (dpkg -S), "
        f"add it to PROGRAMS in this test and to debian-packages.txt."
        for file, line, program in sorted(unknown)
    )


def test_every_package_we_need_is_in_the_list():
    packages = listed()
    lacking = {(place, what, package) for place, what, package in needs() if package not in packages}
    assert not lacking, "\n".join(
        f"{place} needs “{what}”, which a fresh machine has not. "
        f"Add “{package}” with its reason to debian-packages.txt."
        for place, what, package in sorted(lacking)
    )


def test_what_the_app_itself_needs_is_installed_to_run():
    packages = listed()
    late = {
        (place, what, package)
        for place, what, package in needs()
        if place.startswith("wijkspel/") and packages.get(package) == "test"
    }
    assert not late, "\n".join(
        f"{place} needs “{what}”, but {package} is only installed for the tests: make it “run” in debian-packages.txt."
        for place, what, package in sorted(late)
    )


def test_libraries_that_a_python_package_looks_for_are_in_the_list():
    packages = listed()
    for name, libraries in LIBRARIES.items():
        used = [file for file, source in PYTHON.items() if re.search(rf"^(from|import) {name}\b", source, flags=re.M)]
        assert used, f"nothing imports {name} any more: take it out of LIBRARIES"
        late = [library for library in libraries if packages.get(library) != "run"]
        assert not late, f"{used} load {name}, which needs {late}: add them to debian-packages.txt, to run"


def test_the_list_of_packages_gives_a_time_and_a_reason_for_each():
    lines = TEXTS["debian-packages.txt"].splitlines()
    wrong = [x for x in lines if x and not x.startswith("#") and not re.fullmatch(r"[a-z0-9.+-]+ +(run|test) +\S.*", x)]
    assert not wrong, f"write: package, then run or test, then why we need it. Not: {wrong}"


def test_no_file_names_an_address_of_a_package_index():
    found = {file: [match[0] for match in ADDRESSES.finditer(text)] for file, text in TEXTS.items()}
    named_by = {file: addresses for file, addresses in found.items() if addresses}
    assert not named_by, (
        f"{named_by}: where packages come from is a choice of the machine, in its own settings, not of this project. "
        f"Take it out; make requirements and the .npmrc of this project leave it out by themselves."
    )


@pytest.mark.parametrize("file", ["requirements/run.txt", "requirements/test.txt"])
def test_every_requirement_is_pinned_with_a_hash(file):
    pins = re.split(r"\n(?=\S)", re.sub(r"^ *#.*\n", "", TEXTS[file], flags=re.M))
    good = re.compile(r"[\w.\[\]-]+==\S+ \\\n +--hash=sha256:[0-9a-f]{64}")
    wrong = [pin.split()[0] for pin in pins if not good.match(pin)]
    assert not wrong, f"{file}: no version with a hash for {wrong}. Add it to the .in file and type: make requirements"


@pytest.mark.parametrize("name", ["run", "test"])
def test_what_was_asked_for_is_pinned(name):
    asked = re.findall(r"^(\w[\w-]*)", TEXTS[f"requirements/{name}.in"], flags=re.M)
    pinned = re.findall(r"^([\w-]+)==", TEXTS[f"requirements/{name}.txt"], flags=re.M)
    missing = set(asked) - set(pinned)
    assert not missing, f"{sorted(missing)} in requirements/{name}.in is not pinned yet. Type: make requirements"


def test_the_front_end_is_pinned_without_addresses():
    wanted, lock = json.loads(TEXTS["package.json"]), json.loads(TEXTS["package-lock.json"])
    loose = {n: v for k in ("dependencies", "devDependencies") for n, v in wanted[k].items() if not v[0].isdigit()}
    assert not loose, f"package.json asks for a range: {loose}. Give one version"
    packages = {name: package for name, package in lock["packages"].items() if name}
    unpinned = [name for name, package in packages.items() if "integrity" not in package]
    assert not unpinned, f"package-lock.json has no checksum for {unpinned}"
    addresses = [name for name, package in packages.items() if "resolved" in package]
    assert not addresses, (
        f"package-lock.json says where {addresses[:3]} came from. Keep omit-lockfile-registry-resolved=true in .npmrc, "
        f"remove package-lock.json and type: npm install --package-lock-only --ignore-scripts"
    )
