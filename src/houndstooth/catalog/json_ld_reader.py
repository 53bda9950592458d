"""JSON-LD files, and web pages with JSON-LD in them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from houndstooth.catalog.charset import SAMPLE, encoding_of
from houndstooth.catalog.content import open_content
from houndstooth.catalog.json_ld import COLUMNS, products_of
from houndstooth.catalog.json_ld_values import below
from houndstooth.catalog.records import survey
from houndstooth.catalog.row import Row
from houndstooth.domain.errors import InvalidSource

_MOST_BYTES = 64 * 1024**2
"""Of a file that has to be read at once, because its parts may name each other."""
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)
_WRAPPING = re.compile(r"^\s*(?:<!--|//<!\[CDATA\[|/\*<!\[CDATA\[\*/)|(?:-->|//\]\]>|/\*\]\]>\*/)\s*$")


class JsonLdReader:
    """``TableReader`` for a JSON-LD document; a row's line is its number in it."""

    def __init__(self, path: Path, site: str | None = None) -> None:
        """Look through the document.

        Args:
            path: the file.
            site: the address that relative ones are below.

        Raises:
            InvalidSource: it cannot be read, is too large, or has no product in it.
        """
        self._path = path
        self._site = site
        self.columns, self.total = survey(self.rows(), COLUMNS)
        if not self.total:
            raise InvalidSource(f"{path} has no Product of schema.org in it")

    def rows(self) -> Iterator[Row]:
        """See ``TableReader.rows``."""
        text = _read_text(self._path)
        if isinstance(problem := _parse(text), str):
            raise InvalidSource(f"{self._path} is no JSON: {problem}")
        return _numbered(iter([text]), self._site)


class PageReader:
    """``TableReader`` for an HTML page with ``<script type="application/ld+json">``."""

    def __init__(self, path: Path, site: str | None = None) -> None:
        """Look through the page.

        Args:
            path: the page.
            site: the address of the shop, where the page does not say its own.

        Raises:
            InvalidSource: it cannot be read, is too large, or has no product in it.
        """
        self._path = path
        self._site = site
        self.columns, self.total = survey(self.rows(), COLUMNS)
        if not self.total:
            raise InvalidSource(f"{path} is a page without a Product of schema.org in JSON-LD; give a feed")

    def rows(self) -> Iterator[Row]:
        """See ``TableReader.rows``."""
        try:
            tree = LexborHTMLParser(_read_text(self._path))
            canonical = tree.css_first("link[rel=canonical]")
            blocks = [node.text() for node in tree.css("script[type^='application/ld+json' i]")]
        except (SelectolaxError, ValueError, RuntimeError) as error:
            raise InvalidSource(f"{self._path} cannot be read as HTML: {error}") from error
        address = (canonical.attributes.get("href") if canonical is not None else None) or ""
        return _numbered(iter(blocks), below(self._site, address) or None)


def _numbered(blocks: Iterator[str], base: str | None) -> Iterator[Row]:
    """The rows of all blocks, what several say the same only once; a block that is no JSON is a row that says so."""
    line = 0
    seen: set[str] = set()
    for block in blocks:
        document = _parse(block)
        if isinstance(document, str):
            line += 1
            yield Row(line, problem=document)
            continue
        for values in products_of(document, base):
            if (told := json.dumps(values)) not in seen:
                seen.add(told)
                line += 1
                yield Row(line, values)


def _parse(block: str) -> Any:
    """The document; a text says why it is none."""
    try:
        document = json.loads(_WRAPPING.sub("", block), strict=False)
    except (ValueError, RecursionError) as error:
        return f"the JSON-LD cannot be read: {error}"
    return document if isinstance(document, (dict, list)) else {}


def _read_text(path: Path) -> str:
    with open_content(path) as file:
        data = file.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        raise InvalidSource(f"{path} has more than {_MOST_BYTES:,} bytes; give a feed, or split it")
    declared = _CHARSET.search(data[:4096])
    return data.decode(encoding_of(data[:SAMPLE], declared.group(1).decode("ascii") if declared else None), "replace")
