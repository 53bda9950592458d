"""Which format a catalogue file has: its content says so, and its ending where the content fits several."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

from houndstooth.catalog.charset import encoding_of
from houndstooth.catalog.columns import GUESSES, plain_name
from houndstooth.catalog.content import read_head
from houndstooth.catalog.delimited import DelimitedReader, split_header
from houndstooth.catalog.google_xml import GoogleXmlReader
from houndstooth.catalog.json_ld_reader import JsonLdReader, PageReader
from houndstooth.catalog.json_lines import JsonLinesReader
from houndstooth.catalog.json_records import JsonRecordsReader
from houndstooth.catalog.json_stream import top_keys
from houndstooth.catalog.parquet import ParquetReader
from houndstooth.catalog.records import TableReader
from houndstooth.catalog.shopify_csv import SIGNS as SHOPIFY_SIGNS
from houndstooth.catalog.shopify_csv import ShopifyCsvReader
from houndstooth.catalog.shopify_json import KEY as SHOPIFY_KEY
from houndstooth.catalog.shopify_json import ShopifyJsonReader
from houndstooth.catalog.woocommerce import SIGNS as WOOCOMMERCE_SIGNS
from houndstooth.catalog.woocommerce import WooCommerceReader
from houndstooth.domain.errors import InvalidSource

TABLES = (".csv", ".tsv", ".tab", ".txt")
LINES = (".jsonl", ".ndjson")
ENDINGS = (*TABLES, *LINES, ".parquet", ".xml", ".rss", ".atom", ".json", ".jsonld", ".html", ".htm")
"""What catalogue files end in; each but Parquet may have ``.gz`` behind it."""

_HEAD = 64 * 1024
_PARQUET = b"PAR1"
_TELLING = {SHOPIFY_KEY, "@context", "@graph", "@type"}
_PAGE = re.compile(r"<(?:!doctype\s+)?html[\s>]", re.IGNORECASE)


def ending_of(path: Path) -> str:
    """The ending in small letters, without ``.gz``."""
    return Path(path.name.lower().removesuffix(".gz")).suffix


def open_table(path: Path, *, site: str | None = None) -> TableReader | None:
    """The reader for a file, or ``None`` for one that is no table of any kind we read.

    Args:
        path: the file.
        site: the address of the shop, for formats that name its pages without it.

    Raises:
        InvalidSource: it is one, but cannot be read.
    """
    ending = ending_of(path)
    if ending == ".parquet" or _starts_with(path, _PARQUET):
        return ParquetReader(path)
    head = read_head(path, _HEAD)
    text = head.decode(encoding_of(head), "replace").lstrip("\ufeff \t\r\n")
    if text.startswith("<"):
        return PageReader(path, site) if _PAGE.search(text[:2000]) else GoogleXmlReader(path)
    if ending in LINES:
        return JsonLinesReader(path)
    if text.startswith(("{", "[")):
        return _open_json(path, text, site)
    if ending in TABLES or _looks_like_a_table(text):
        return _open_delimited(path, text, site)
    return None


def _starts_with(path: Path, sign: bytes) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(sign)) == sign
    except OSError as error:
        raise InvalidSource(f"{path} cannot be read: {error.strerror}") from error


def _open_json(path: Path, text: str, site: str | None) -> TableReader:
    if text.startswith("["):
        return JsonRecordsReader(path, site)
    key = _telling_key(path)
    if key == SHOPIFY_KEY:
        return ShopifyJsonReader(path, site)
    return JsonLinesReader(path) if key is None else JsonLdReader(path, site)


def _telling_key(path: Path) -> str | None:
    """The first key of an object that says what it is; lines of JSON, which are none as a whole, have none."""
    with suppress(InvalidSource):
        return next((key for key in top_keys(path) if key in _TELLING), None)
    return None


def _open_delimited(path: Path, text: str, site: str | None) -> TableReader:
    names = set(split_header(path, text))
    if names >= SHOPIFY_SIGNS:
        return ShopifyCsvReader(path, site)
    return WooCommerceReader(path) if names >= WOOCOMMERCE_SIGNS else DelimitedReader(path)


def _looks_like_a_table(text: str) -> bool:
    """For files without an ending that says so: a header of several names, one of which is that of an id."""
    names = split_header(Path(), text)
    return len(names) > 1 and "\x00" not in text and any(plain_name(name) in GUESSES["id"] for name in names)
