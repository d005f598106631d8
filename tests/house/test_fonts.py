"""The typefaces: small, complete, and followed by a stand-in of the same size, so that a page does not jump.

`static/css/fonts.css` is written by hand from what these tests say; each failure prints the line to write.
The stand-in's numbers make a Dutch text in Arial or Roboto exactly as wide and as high as in our typeface:
size-adjust = our average advance ÷ theirs, times what kerning makes of it; ascent and descent are ours, divided by
size-adjust.
"""

import re
from functools import cache
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "static" / "vendor" / "fonts"
CSS = ROOT / "static" / "css" / "fonts.css"
FACES = re.findall(r"@font-face\s*{([^}]*)}", CSS.read_text())
LIBERATION = Path("/usr/share/fonts/truetype/liberation")  # as wide as Arial, letter by letter
DUTCH = (
    "Vroeger stond hier de bakkerij van meneer De Wit. Elke ochtend om zes uur rook de hele kade naar brood. Mijn "
    "moeder stuurde mij met een kwartje voor een half wit en ik kreeg er altijd een krentenbol bij. Wie hier nu loopt, "
    "ziet een fietsenmaker en een klein terras, maar de oude oven zit nog in de muur. Luister naar Fatma, zij woont "
    "hier al veertig jaar: “Wij kenden iedereen in de straat.” Volgende stop: de sluis, 120 meter langs het water."
)
ROBOTO = {"Regular": 0.4349, "Bold": 0.4436}  # average advance of DUTCH in em, in Roboto 2.138 (not installed here)
KERNING = {"bricolage": 1.006, "atkinson": 1.0}  # Arial's letters close up more: measured in Chromium over 18 titles

BYTES = {"bricolage": 16_384, "atkinson": 17_408, "readex-arabic": 35_840, "turkish": 4_096, "europe": 12_288}


def declarations(face: str) -> dict[str, str]:
    """The lines of one @font-face rule, by name."""
    pairs = (line.split(":", 1) for line in face.split(";") if ":" in line)
    return {name.strip(): value.strip() for name, value in pairs}


OURS = [rule for rule in map(declarations, FACES) if "asset:" in rule["src"]]
STAND_INS = [rule for rule in map(declarations, FACES) if "local(" in rule["src"]]


def name_of(rule: dict[str, str]) -> str:
    """A short name for a rule, for the test report."""
    found = re.search(r"([\w-]+)\.woff2", rule["src"])
    return found[1] if found else f"{rule['font-family'].strip(chr(34))} {rule['font-weight']}"


@cache
def font_of(name: str) -> TTFont:
    """One of our typeface files; a missing one is a set-up that was not run."""
    file = FONTS / f"{name}.woff2"
    assert file.exists(), f"{file.relative_to(ROOT)} is not there. Type: bin/set-up test"
    return TTFont(file)


def weights(font: TTFont) -> str:
    """The weights in a file as CSS writes them: a span, or the one weight that serves every heading."""
    if "fvar" not in font:
        return "600 800"
    axis = font["fvar"].axes[0]
    return f"{axis.minValue:.0f} {axis.maxValue:.0f}"


def ranges(characters: list[int]) -> str:
    """Characters as CSS writes them: U+20-7E, U+A0."""
    spans: list[list[int]] = []
    for character in sorted(characters):
        if spans and character == spans[-1][1] + 1:
            spans[-1][1] = character
        else:
            spans.append([character, character])
    return ", ".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in spans)


def average_advance(font: TTFont) -> float:
    """The mean width of a letter of DUTCH, in em."""
    names, widths = font.getBestCmap(), font["hmtx"]
    return sum(widths[names[ord(letter)]][0] for letter in DUTCH) / len(DUTCH) / font["head"].unitsPerEm


def metrics(ours: str, weight: int, theirs: float) -> dict[str, str]:
    """What the stand-in of this typeface at this weight must say."""
    font = TTFont(FONTS / f"{ours}.woff2")
    if "fvar" in font:
        font = instantiateVariableFont(font, {"wght": weight})
    scale = average_advance(font) / theirs * KERNING[ours]
    em, hhea = font["head"].unitsPerEm, font["hhea"]
    heights = {"ascent": hhea.ascent, "descent": -hhea.descent, "line-gap": hhea.lineGap}
    numbers = {"size-adjust": scale} | {f"{name}-override": value / em / scale for name, value in heights.items()}
    return {name: f"{number * 100:.4g}%" for name, number in numbers.items()}


def test_every_cut_typeface_has_a_rule():
    made = {file.stem for file in FONTS.glob("*.woff2")}
    assert made, "static/vendor/fonts is empty. Type: bin/set-up test"
    assert made == {name_of(rule) for rule in OURS}, "bin/vendor and static/css/fonts.css name different files"


@pytest.mark.parametrize("rule", OURS, ids=name_of)
def test_a_rule_claims_exactly_the_letters_and_weights_in_its_file(rule):
    font = font_of(name_of(rule))
    assert rule["unicode-range"] == ranges(list(font.getBestCmap())), "write this unicode-range in fonts.css"
    assert rule["font-weight"] == weights(font), "write these weights in fonts.css"
    assert rule["font-display"] == "swap", "text is readable before its typeface has come: font-display: swap"


@pytest.mark.parametrize("rule", OURS, ids=name_of)
def test_a_typeface_stays_small(rule):
    name = name_of(rule)
    limit = BYTES.get(name) or BYTES[name.rpartition("-")[2]]
    size = (FONTS / f"{name}.woff2").stat().st_size
    assert size <= limit, f"{name}.woff2 is {size} bytes, over {limit}. Take letters, weights or features out"


@pytest.mark.parametrize("rule", STAND_INS, ids=name_of)
def test_a_stand_in_takes_the_same_room(rule):
    ours = rule["font-family"].strip('"').split()[0].lower()
    lightest = int(rule["font-weight"].split()[0])
    style, weight = ("Bold", {"bricolage": 750, "atkinson": 700}[ours]) if lightest >= 600 else ("Regular", 450)
    if "Roboto" in rule["src"]:
        theirs = ROBOTO[style]
    else:
        file = LIBERATION / f"LiberationSans-{style}.ttf"
        assert file.exists(), f"{file} is not there. Type: bin/set-up test"
        theirs = average_advance(TTFont(file))
    expected = metrics(ours, weight, theirs)
    assert {name: rule.get(name) for name in expected} == expected, "write these numbers in fonts.css"
