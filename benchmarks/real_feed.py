"""A Google Merchant feed of real products, and a web server for it and its pictures."""

from __future__ import annotations

import csv
import random
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.sax.saxutils import escape

ITEMS = 10_000


class RealFeed:
    """``feed.xml`` in ``folder``, of ``ITEMS`` products of ``source``; what it says can be changed."""

    def __init__(self, folder: Path, source: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True)
        with zipfile.ZipFile(source / "images.zip") as archive:
            archive.extractall(folder)
        with (source / "products.csv").open(encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if (folder / f"{row['id']}.jpg").is_file()]
        self._rows = [
            row | {"price": f"{10 + n % 90}.90 EUR", "picture": row["id"]} for n, row in enumerate(rows[:ITEMS])
        ]

    def write(self, address: str) -> None:
        """Write the feed as it is now; pictures are at ``address``."""
        items = "".join(_item(row, address) for row in self._rows)
        head = '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0">'
        (self.folder / "feed.xml").write_text(f"{head}<channel><title>Shop</title>{items}</channel></rss>", "utf-8")

    def change(self, count: int) -> None:
        """Give ``count`` products a new price, title or picture: six, three and one of ten."""
        for at, row in enumerate(random.Random(1).sample(self._rows, count)):
            if at % 10 < 6:
                row["price"] = "5.00 EUR"
            elif at % 10 < 9:
                row["title"] += " (new)"
            else:
                row["picture"] = self._rows[(at * 31) % len(self._rows)]["id"]

    def photo(self, number: int) -> tuple[str, bytes]:
        """The id and the picture of one product."""
        item_id = self._rows[number % len(self._rows)]["id"]
        return item_id, (self.folder / f"{item_id}.jpg").read_bytes()


def _item(row: dict[str, str], address: str) -> str:
    said = {
        "id": row["id"],
        "title": row["title"],
        "image_link": f"{address}/{row['picture']}.jpg",
        "price": row["price"],
        "availability": "in stock",
        "product_type": row["article_type"],
        "color": row["base_colour"],
        "gender": row["gender"],
    }
    return "<item>" + "".join(f"<g:{name}>{escape(value)}</g:{name}>" for name, value in said.items()) + "</item>\n"


@contextmanager
def serving_folder(folder: Path) -> Iterator[str]:
    """A web server of its own process over ``folder``; gives its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1", "--directory", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _await(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=30)


def _await(port: int) -> None:
    for _ in range(100):
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"the web server at port {port} did not start")
