"""XML as GPX and KML use it: read as a stream with a limited memory, without DTDs and entities; and our own elements.

A unit is an element that is handed over as a whole once it is closed, such as a waypoint. All around units is only
announced, so a file of any length takes no more memory than its largest unit.
"""

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import InputSource

from defusedxml import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from wijkspel.errors import Refused
from wijkspel.exchange.findings import MOST_DEEP

OWN = "urn:wijkspel:tour:1"
PREFIX = "wijkspel"
_XML = "http://www.w3.org/XML/1998/namespace"
_MOST_IN_A_UNIT = 100_000


@dataclass(slots=True)
class Unit:
    """An element with all that is in it; names without their namespace, and `own` for those of ours."""

    name: str
    attributes: dict[str, str]
    line: int
    own: bool = False
    parents: tuple[str, ...] = ()
    words: list[str] = field(default_factory=list)
    children: list["Unit"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words that stand directly in it."""
        return "".join(self.words)

    def said(self, name: str) -> str:
        """Return the words of the first child of that name, or nothing."""
        return next((child.text for child in self.children if child.name == name and not child.own), "")

    def every(self, *names: str) -> Iterable["Unit"]:
        """Yield everything below it that has one of these names."""
        waiting = list(reversed(self.children))
        while waiting:
            child = waiting.pop()
            if child.name in names and not child.own:
                yield child
            waiting.extend(reversed(child.children))

    @property
    def facts(self) -> dict[str, Any]:
        """What our own elements below it say."""
        found: dict[str, Any] = {}
        waiting = list(reversed(self.children))
        while waiting:
            child = waiting.pop()
            waiting.extend(reversed(child.children))
            language = child.attributes.get("lang")
            if child.own and language is None:
                found[child.name] = child.text
            elif child.own and isinstance(found.setdefault(child.name, {}), dict):
                found[child.name][language] = child.text
        return found


class Reader(ContentHandler):
    """Reads a file from front to back. A format says what its units are, and what to do with what it meets."""

    units: frozenset[str] = frozenset()
    announced: frozenset[str] = frozenset()  # outside units: what a format wants to hear of
    streamed: frozenset[str] = frozenset()  # inside a unit, and handed over alone: there may be very many

    _locator: Any  # the parser sets it before the first element

    def __init__(self) -> None:
        super().__init__()
        self._path: list[str] = []
        self._open: list[Unit] = []
        self._inside = 0

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        """Something that is announced begins outside any unit."""

    def closed(self, unit: Unit) -> None:
        """A unit, or something streamed inside one, is complete."""

    @property
    def line(self) -> int:
        """The line that is being read."""
        return int(self._locator.getLineNumber() or 0)

    def startElementNS(self, name: tuple[str | None, str], qname: str | None, attrs: Any) -> None:
        """Take an element that begins."""
        if len(self._path) >= MOST_DEEP:
            raise Refused("file_too_deep", line=self.line)
        space, local = name
        if not self._open and local in self.announced:
            self.opened(local, _attributes(attrs))
        elif self._open or local in self.units:
            self._begin(Unit(local, _attributes(attrs), self.line, space == OWN, tuple(self._path)))
        self._path.append(local)

    def characters(self, content: str) -> None:
        """Take words."""
        if self._open:
            self._open[-1].words.append(content)

    def endElementNS(self, name: tuple[str | None, str], qname: str | None) -> None:
        """Take the end of an element."""
        self._path.pop()
        if not self._open:
            return
        unit = self._open.pop()
        if not self._open or unit.name in self.streamed:
            self.closed(unit)
        else:
            self._open[-1].children.append(unit)

    def _begin(self, unit: Unit) -> None:
        if not self._open:
            self._inside = 0
        elif unit.name not in self.streamed:
            self._inside += 1
        if self._inside > _MOST_IN_A_UNIT:
            raise Refused("file_too_full", line=unit.line)
        self._open.append(unit)


def read_xml(text: str, reader: Reader) -> None:
    """Let a reader read. Raises Refused naming the line for what is not XML, and for what hides in XML."""
    source = InputSource()
    source.setByteStream(io.BytesIO(text.encode()))
    source.setEncoding("utf-8")
    parser = DefusedExpatParser(namespaceHandling=1, forbid_dtd=True)
    parser.setContentHandler(reader)
    try:
        parser.parse(source)
    except DefusedXmlException as error:
        raise Refused("xml_with_dtd", line=parser.getLineNumber()) from error
    except SAXParseException as error:
        raise Refused("xml_broken", line=error.getLineNumber(), what=error.getMessage()) from error


def add(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> ElementTree.Element:
    """Add an element to another, and return it."""
    child = ElementTree.SubElement(parent, name, attributes)
    child.text = text or None
    return child


def add_facts(parent: ElementTree.Element, facts: Mapping[str, Any]) -> None:
    """Add facts as elements of our own."""
    for name, value in facts.items():
        if isinstance(value, Mapping):
            for language, words in value.items():
                ElementTree.SubElement(parent, f"{PREFIX}:{name}", {"xml:lang": language}).text = words
        else:
            add(parent, f"{PREFIX}:{name}", _in_words(value))


def written_xml(root: ElementTree.Element) -> bytes:
    """Return a document as it is sent."""
    root.set(f"xmlns:{PREFIX}", OWN)
    ElementTree.indent(root)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _attributes(attributes: Any) -> dict[str, str]:
    return {name: value for (space, name), value in attributes.items() if space in (None, _XML)}


def _in_words(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)
