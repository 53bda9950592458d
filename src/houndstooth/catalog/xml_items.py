"""The items of an XML feed, one after the other, in bounded memory.

Expat reads; no entity is expanded but the five of XML and those that HTML names (``&nbsp;``, which feeds use though XML
does not know it). A document that declares entities is refused, and so is one that nests without end. Where an item
is no well-formed XML, that item is lost, and reading goes on with the next one.
"""

from __future__ import annotations

import html
import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TextIO
from xml.parsers import expat

from houndstooth.domain.errors import InvalidSource

ITEMS = frozenset({"item", "entry", "product"})
"""What the element of an item is called, in RSS, Atom and plain XML."""

MOST_TEXT = 1_000_000
"""Characters that one item may hold."""

_CHUNK = 64 * 1024
_MOST_MARKUP = 1 << 20
"""Bytes of one tag or comment, which expat keeps in memory until it ends."""
_MOST_DEPTH = 64
_MOST_ELEMENTS = 2_000
_UNSEEN = dict.fromkeys(code for code in range(32) if chr(code) not in "\t\n\r")
"""Characters that XML may not hold and feeds do."""
_NEXT_ITEM = re.compile(rb"<(?:[\w.-]+:)?(?:item|entry|product)[\s>]")


@dataclass(slots=True)
class Element:
    """A child of an item: its name with its prefix, its attributes, and all text in it."""

    name: str
    attributes: Mapping[str, str]
    pieces: list[str] = field(default_factory=list)
    nested: bool = False
    """Whether there are elements inside it."""

    @property
    def text(self) -> str:
        """Its text, without blanks around it."""
        return "".join(self.pieces).strip()


@dataclass(frozen=True, slots=True)
class XmlItem:
    """One item: its elements, or what is wrong with it."""

    elements: tuple[Element, ...] = ()
    problem: str | None = None


class _TooMuch(Exception):
    """The document asks for more than a feed may; the message says of what."""


class _Handler:
    """What expat calls; finished items wait in ``ready``."""

    def __init__(self, parser: expat.XMLParserType) -> None:
        self.ready: deque[XmlItem] = deque()
        self.inside = False
        self._depth = 0
        self._item_depth = 0
        self._elements: list[Element] = []
        self._count = self._length = 0
        parser.buffer_text = True
        parser.UseForeignDTD(True)  # else expat calls an entity of HTML an error instead of handing it out
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.SkippedEntityHandler = self._entity
        parser.EntityDeclHandler = self._declares

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _MOST_DEPTH:
            raise _TooMuch(f"elements nested more than {_MOST_DEPTH} deep")
        if not self.inside:
            if name.rpartition(":")[2].lower() in ITEMS:
                self.inside, self._item_depth = True, self._depth
                self._elements, self._count, self._length = [], 0, 0
            return
        self._count += 1
        if self._count > _MOST_ELEMENTS:
            return
        if self._depth == self._item_depth + 1:
            self._elements.append(Element(name, attributes))
        elif self._elements:
            self._elements[-1].nested = True

    def _end(self, _name: str) -> None:
        if self.inside and self._depth == self._item_depth:
            self.inside = False
            self.ready.append(self._finished())
        self._depth -= 1

    def _finished(self) -> XmlItem:
        if self._length > MOST_TEXT or self._count > _MOST_ELEMENTS:
            return XmlItem(problem=f"the item is larger than {MOST_TEXT:,} characters or {_MOST_ELEMENTS:,} elements")
        return XmlItem(tuple(self._elements))

    def _characters(self, text: str) -> None:
        if self.inside and self._elements and self._depth > self._item_depth:
            self._length += len(text)
            if self._length <= MOST_TEXT:
                self._elements[-1].pieces.append(text)

    def _entity(self, name: str, is_parameter: bool) -> None:
        if not is_parameter:
            self._characters(html.unescape(f"&{name};"))

    def _declares(self, *_: object) -> None:
        raise _TooMuch("an entity declaration (<!ENTITY …>)")


class _Document:
    """One run of expat over the document, or over the rest of it after a damaged item."""

    def __init__(self, prologue: bytes) -> None:
        self._parser = expat.ParserCreate("utf-8")
        self.handler = _Handler(self._parser)
        self._fed = 0
        self.feed(prologue)

    def feed(self, data: bytes, *, last: bool = False) -> None:
        self._parser.Parse(data, last)
        self._fed += len(data)
        if self._fed - max(self._parser.CurrentByteIndex, 0) > _MOST_MARKUP:
            raise _TooMuch(f"one tag or comment of more than {_MOST_MARKUP:,} bytes")

    def error_at(self, size: int) -> int:
        """Where in the last ``size`` bytes, which failed, the error is."""
        return min(max(self._parser.ErrorByteIndex - self._fed, 0), size)


def read_items(file: TextIO, name: str) -> Iterator[XmlItem]:
    """All items, in order.

    Raises:
        InvalidSource: the document cannot be read, or not any further; the message says after how many items.
    """
    reader = _Reader(file, name)
    yield from reader.items()


class _Reader:
    def __init__(self, file: TextIO, name: str) -> None:
        self._file = file
        self._name = name
        self._read = 0
        self._before = bytearray()
        self._prologue: bytes | None = None

    def items(self) -> Iterator[XmlItem]:
        document, data = _Document(b""), self._next()
        while True:
            error = self._feed(document, data)
            while document.handler.ready:
                self._read += 1
                yield document.handler.ready.popleft()
            if error is not None:
                document, data = self._after(document, data, error)
                self._read += 1
                yield XmlItem(problem=f"the item is no well-formed XML: {error}; write & as &amp; and close every tag")
            elif not data:
                return
            else:
                data = self._next()

    def _feed(self, document: _Document, data: bytes) -> str | None:
        """Parse; what is wrong with the XML, if anything."""
        self._remember(data)
        try:
            document.feed(data, last=not data)
        except expat.ExpatError as error:
            return expat.ErrorString(error.code)
        except (_TooMuch, ValueError, LookupError) as error:
            raise self._broken(f"it holds {error}" if isinstance(error, _TooMuch) else str(error)) from error
        return None

    def _remember(self, data: bytes) -> None:
        """Keep what stands before the first item: the rest of a damaged document is read behind it."""
        if self._prologue is None and len(self._before) <= _MOST_MARKUP:
            self._before += data
            if found := _NEXT_ITEM.search(self._before):
                self._prologue = bytes(self._before[: found.start()])

    def _after(self, document: _Document, data: bytes, error: str) -> tuple[_Document, bytes]:
        """A new run that begins with the next item after the error, and the bytes from there."""
        if self._prologue is None or not data or not document.handler.inside:
            raise self._broken(error)
        rest = data[document.error_at(len(data)) :]
        while (found := _NEXT_ITEM.search(rest)) is None:
            more = self._next()
            if not more:
                raise self._broken(error)
            rest = rest[-100:] + more  # a tag may be cut in two
        try:
            return _Document(self._prologue), rest[found.start() :]
        except (expat.ExpatError, _TooMuch, ValueError, LookupError) as reason:
            raise self._broken(error) from reason

    def _next(self) -> bytes:
        return self._file.read(_CHUNK).translate(_UNSEEN).encode("utf-8", "replace")

    def _broken(self, reason: str) -> InvalidSource:
        return InvalidSource(
            f"{self._name} cannot be read as XML after {self._read:,} items: {reason}; export or download it again"
        )
