"""Text as shops send it, made readable.

* Text that was decoded with the wrong encoding (``CafÃ©``) is decoded with the right one.
* HTML entities become the characters they stand for, twice over where a feed escaped twice.
* HTML tags go, what stands in ``script`` and ``style`` with them; where a block, a cell or a line ends, a blank stays.
  A ``<`` that begins no tag (``size <40``) stays.
* Characters that nobody sees (control characters, soft hyphens, zero-width blanks) go; joiners, which scripts and
  emoji need, stay.
* Blanks at the ends go, runs of blanks and line breaks become one blank, Unicode is composed (NFC).
* ``nan``, ``null``, ``none``, ``n/a``, ``na`` and ``-`` mean that there is no value.
* Text beyond the limit of an item is cut, and ends with ``…``.
"""

from __future__ import annotations

import html
import re
import unicodedata

from ftfy import fix_encoding
from selectolax.lexbor import LexborHTMLParser

from houndstooth.domain.item import MAX_TEXT

_MISSING = {"", "nan", "null", "none", "n/a", "na", "-"}
_TAG = re.compile(r"<(?:/?[a-z][a-z0-9:-]{0,30}(?:\s[^<>]*|/)?|!doctype[^<>]*)>|<!--", re.IGNORECASE)
_BLOCK = re.compile(r"<(?=/?(?:address|article|br|dd|div|dt|h[1-6]|hr|li|ol|p|section|t[dhr]|table|ul)\b)", re.I)
_JOINERS = "\u200c\u200d"
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.IGNORECASE)
"""With its semicolon: ``A&GTX`` is a name."""
_ESCAPED_TWICE = 2
_MOST_READ = 200_000
"""Characters of one value that are looked at: no title or description is longer, and bombs are."""


def clean(text: str | None, *, most: int = MAX_TEXT) -> str | None:
    """Text by the rules above; ``None`` where there is nothing."""
    if text is None:
        return None
    text = text[:_MOST_READ]
    text = _without_html(text if text.isascii() else fix_encoding(text))
    text = unicodedata.normalize("NFC", text)
    if not text.isprintable():
        text = "".join(map(_seen, text))
    text = " ".join(text.split())
    if text.lower() in _MISSING:
        return None
    return text if len(text) <= most else text[: most - 1] + "…"


def _without_html(text: str) -> str:
    for _ in range(_ESCAPED_TWICE):
        if "&" in text:
            text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
        if _TAG.search(text):
            text = _text_of(text)
    return text


def _text_of(markup: str) -> str:
    tree = LexborHTMLParser(_BLOCK.sub(" <", markup))
    tree.strip_tags(["script", "style", "template", "noscript"])
    return tree.root.text(separator="") if tree.root is not None else ""


def _seen(character: str) -> str:
    """The character, a blank for a line break, nothing for what nobody sees."""
    if character.isspace():
        return " "
    unseen = unicodedata.category(character) in {"Cc", "Cf", "Cs"} and character not in _JOINERS
    return "" if unseen else character
