"""Every reader keeps the promises of the port."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest

from houndstooth.catalog.delimited import DelimitedReader
from houndstooth.catalog.google_xml import GoogleXmlReader
from houndstooth.catalog.json_ld_reader import JsonLdReader, PageReader
from houndstooth.catalog.json_lines import JsonLinesReader
from houndstooth.catalog.json_records import JsonRecordsReader
from houndstooth.catalog.parquet import ParquetReader
from houndstooth.catalog.shopify_csv import ShopifyCsvReader
from houndstooth.catalog.shopify_json import ShopifyJsonReader
from houndstooth.catalog.woocommerce import WooCommerceReader
from houndstooth.testing.table_reader import TableReaderContract

FEEDS = Path(__file__).parent / "feeds"
RECORDS = [{"id": str(number), "title": f"Ä {number}", "price": 1.5} for number in range(3)]


def reader_test(reader, feed):
    """The contract for one reader and one of the small feeds."""

    class Contract(TableReaderContract):
        @pytest.fixture(name="open_reader")
        def _open_reader(self):
            return reader

        @pytest.fixture(name="feed")
        def _feed(self, tmp_path):
            return feed(tmp_path) if callable(feed) else FEEDS / feed

    return Contract


def written(name, content):
    def write(folder):
        (folder / name).write_text(content, encoding="utf-8")
        return folder / name

    return write


def parquet(folder):
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(RECORDS), folder / "a.parquet")
    return folder / "a.parquet"


TestDelimited = reader_test(DelimitedReader, "google.tsv")
TestGoogleXml = reader_test(GoogleXmlReader, "google.xml")
TestGoogleAtom = reader_test(GoogleXmlReader, "google-atom.xml")
TestShopifyJson = reader_test(ShopifyJsonReader, "shopify.json")
TestShopifyCsv = reader_test(ShopifyCsvReader, "shopify.csv")
TestWooCommerce = reader_test(WooCommerceReader, "woocommerce.csv")
TestPage = reader_test(PageReader, "page.html")
TestJsonLd = reader_test(JsonLdReader, "group.jsonld")
TestJsonLines = reader_test(JsonLinesReader, written("a.jsonl", "\n".join(map(json.dumps, RECORDS))))
TestJsonRecords = reader_test(JsonRecordsReader, written("a.json", json.dumps(RECORDS)))
TestParquet = reader_test(ParquetReader, parquet)
