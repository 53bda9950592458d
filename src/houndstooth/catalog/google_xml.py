"""Google Merchant feeds in XML: RSS 2.0 or Atom, with the attributes in the namespace ``g:`` or, forgotten, without it.

An attribute of Google's counts before one of RSS or Atom with the same name (``g:title`` before ``title``). Of elements
that are repeated the first counts, and all of those that may be several (pictures). What has elements inside, such as
``g:shipping``, is left out, but for text with markup in it.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

from houndstooth.catalog.charset import SAMPLE, encoding_of
from houndstooth.catalog.content import open_content, read_head, readable_blocks
from houndstooth.catalog.records import head_of, survey
from houndstooth.catalog.row import Row
from houndstooth.catalog.xml_items import Element, XmlItem, read_items
from houndstooth.domain.errors import InvalidSource

_EXPECTED = (
    "id", "title", "description", "link", "image_link", "additional_image_link", "price", "sale_price",
    "sale_price_effective_date", "availability", "brand", "color", "size", "gender", "age_group", "item_group_id",
    "product_type",
)  # fmt: skip
_DECLARED = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]{1,40})["']""")
_ITEM_TAG = re.compile(rb"<(?:[\w.-]{1,30}:)?(?:item|entry|product)[\s>]")
_NAMESPACE = re.compile(rb"""xmlns:([\w.-]{1,30})\s*=\s*["']https?://base\.google\.com/[^"']*["']""")
_MORE = "additional_image_link"
_NAMES = {"summary": "description", "content": "description", "additional_image_links": _MORE}
"""Elements of Atom, and slips of the pen, by what they mean."""
_MARKED_UP = {"title", "description"}


class GoogleXmlReader:
    """``TableReader`` for a Google Merchant feed in XML, read as a stream; a row's line is its number in the feed."""

    def __init__(self, path: Path) -> None:
        """Look at the first items.

        Raises:
            InvalidSource: the file cannot be read, or its first items are none.
        """
        self._path = path
        head = read_head(path, SAMPLE)
        declared = _DECLARED.search(head[:1000])
        self._encoding = encoding_of(head, declared.group(1).decode("ascii") if declared else None)
        prefix = _NAMESPACE.search(head.replace(b"\x00", b""))
        self._prefix = prefix.group(1).decode("ascii") if prefix else "g"
        self.columns, found = survey(head_of(self.rows()), _EXPECTED)
        if not found:
            raise InvalidSource(f"{path} is XML without an <item> or <entry>; give a Google Merchant feed")
        self.total = max(_count_items(path), found)

    def rows(self) -> Iterator[Row]:
        """See ``TableReader.rows``."""
        with (
            open_content(self._path) as content,
            io.TextIOWrapper(content, encoding=self._encoding, errors="replace") as file,
        ):
            for number, item in enumerate(read_items(file, str(self._path)), start=1):
                yield self._row(number, item)

    def _row(self, number: int, item: XmlItem) -> Row:
        if item.problem is not None:
            return Row(number, problem=item.problem)
        values = self._values(item.elements)
        if any("\ufffd" in value for value in values.values()):
            return Row(number, values, problem=f"it holds bytes that are not {self._encoding}; save the file as UTF-8")
        return Row(number, values)

    def _values(self, elements: tuple[Element, ...]) -> dict[str, str]:
        found: dict[str, tuple[int, str]] = {}
        pictures: list[str] = []
        for element in elements:
            prefix, _, local = element.name.rpartition(":")
            name = _NAMES.get(local.lower(), local.lower())
            text = _text_of(name, element)
            if not text:
                continue
            if name == _MORE:
                pictures.append(text)
                continue
            rank = 2 if prefix == self._prefix else 1 if not prefix else 0
            if name not in found or found[name][0] < rank:
                found[name] = (rank, text)
        values = {name: text for name, (_, text) in found.items()}
        if pictures:
            values[_MORE] = pictures[0] if len(pictures) == 1 else json.dumps(pictures, ensure_ascii=False)
        return values


def _text_of(name: str, element: Element) -> str:
    """The text of an element; of Atom's ``link`` its address, if it leads to the page of the item."""
    if name == "link" and "href" in element.attributes:
        return element.attributes["href"] if element.attributes.get("rel", "alternate") == "alternate" else ""
    return "" if element.nested and name not in _MARKED_UP else element.text


def _count_items(path: Path) -> int:
    """About how many items there are; comments count, and UTF-16 does not."""
    return sum(len(_ITEM_TAG.findall(block)) for block in readable_blocks(path))
