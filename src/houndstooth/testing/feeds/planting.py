"""Writing a feed with faults planted in it."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from random import Random
from xml.sax.saxutils import escape

from PIL import Image

from houndstooth.testing.feeds.faults import FAULTS, GONE, Fault
from houndstooth.testing.feeds.outcome import Outcome

SOUND = Fault("")
_ATTRIBUTES = (
    "id", "title", "description", "link", "image_link", "additional_image_link", "price", "sale_price",
    "sale_price_effective_date", "availability", "brand", "color", "size", "gender", "age_group", "item_group_id",
    "product_type", "kind", "material",
)  # fmt: skip
_HEAD = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel>\n'
)


class Form(StrEnum):
    """A form of Google Merchant feed."""

    XML = "xml"
    TSV = "tsv"


@dataclass(frozen=True, slots=True)
class Planted:
    """A feed, and by the line of each row (as readers count them) what must come of it."""

    path: Path
    folder: Path
    """Where the pictures lie, as ``pictures/…``; what ``base_url`` must serve."""
    expected: Mapping[int, Outcome]


def plant(
    folder: Path, *, rows: int, seed: int = 0, base_url: str | None = None, form: Form | str = Form.XML
) -> Planted:
    """Write a feed of ``rows`` rows, half of them with a fault, every kind of fault as often as any other.

    Args:
        folder: an empty folder; the feed and the pictures are written below it.
        rows: how many; from about 150 on, every kind occurs.
        seed: the same seed writes the same feed.
        base_url: where ``folder`` is served, for pictures by their web address; without it, they are named as files.
        form: what is written.
    """
    form, random = Form(form), Random(seed)
    (folder / "pictures").mkdir(parents=True, exist_ok=True)
    # Not beside the pictures, where they would be found by their names, whatever the feed says.
    place = folder / "feed" if base_url else folder
    place.mkdir(exist_ok=True)
    faults = _shared_out(rows, random, [fault for fault in FAULTS if fault.only in {"", form}])
    first_line, write = (1, _xml) if form is Form.XML else (2, _tsv)
    sower = _Sower(folder, random, base_url)
    planted = [sower.sow(number, fault) for number, fault in enumerate(faults)]
    path = place / f"feed.{form}"
    path.write_bytes(write(planted))
    return Planted(path, folder, {line: row.outcome for line, row in enumerate(planted, start=first_line)})


@dataclass(frozen=True, slots=True)
class _PlantedRow:
    values: Mapping[str, str]
    raw: bytes
    outcome: Outcome


class _Sower:
    """Makes rows one after the other, so that a later one can repeat an earlier one."""

    def __init__(self, folder: Path, random: Random, base_url: str | None) -> None:
        self._folder = folder
        self._random = random
        self._base_url = base_url
        self._sound: list[_PlantedRow] = []

    def sow(self, number: int, fault: Fault) -> _PlantedRow:
        """The row, with its picture written."""
        values = self._values(number)
        right = _right(values)
        if fault.repeats:
            first = self._random.choice(self._sound)
            values = dict(first.values)
        values = {name: text for name, text in {**values, **fault.change}.items() if text is not None}
        if not fault.repeats:
            self._write_picture(number, fault)
        code = "fetch-failed" if fault.picture == GONE and self._base_url else fault.code
        item_id = values.get("id", "").strip()
        repeated = fault.repeats and fault.code is None
        outcome = Outcome(fault.name, item_id, code, {**right, **fault.right}, repeated)
        row = _PlantedRow(values, fault.raw, outcome)
        if not fault.name:
            self._sound.append(row)
        return row

    def _values(self, number: int) -> dict[str, str]:
        random = self._random
        name = f"pictures/{number:06}.jpg"
        return {
            "id": f"P{number:06}",
            "title": f"Dress number {number}",
            "description": f"A dress of {random.choice(('wool', 'linen', 'silk'))}.",
            "link": f"https://shop.example/dresses/{number}",
            "image_link": f"{self._base_url}/{name}" if self._base_url else name,
            "price": f"{random.randint(10, 300)}.{random.randint(0, 99):02} EUR",
            "availability": random.choice(("in_stock", "out_of_stock", "preorder", "backorder")),
            "brand": random.choice(("Example", "Sample & Sons", "Größer")),
            "color": "Navy Blue",
            "size": random.choice(("S", "M", "L", "38")),
            "gender": "Women",
            "item_group_id": f"G{number // 3}",
            "product_type": "Dresses",
        }

    def _write_picture(self, number: int, fault: Fault) -> None:
        if fault.picture != GONE:
            data = fault.picture if isinstance(fault.picture, bytes) else _draw(self._random)
            (self._folder / "pictures" / f"{number:06}.jpg").write_bytes(data)


def _right(values: Mapping[str, str]) -> dict[str, str | None]:
    """What the item of a sound row says."""
    names = {"category": "product_type", "colour": "color", "group": "item_group_id", "url": "link"}
    same = ("id", "title", "brand", "gender", "size", "price", "availability", "description")
    told: dict[str, str | None] = {name: values[name] for name in same}
    return told | {name: values[theirs] for name, theirs in names.items()} | {"list_price": None, "colours": None}


def _shared_out(rows: int, random: Random, faults: Sequence[Fault]) -> list[Fault]:
    """Which fault each row gets; the first is sound, so that there is one to repeat."""
    kinds = random.sample(faults, len(faults))
    planted = [kinds[number % len(kinds)] if number < rows // 2 else SOUND for number in range(rows - 1)]
    random.shuffle(planted)
    return [SOUND, *planted][:rows]


def _draw(random: Random) -> bytes:
    tiles = Image.frombytes("RGB", (3, 4), random.randbytes(36))
    buffer = io.BytesIO()
    tiles.resize((60, 80), Image.Resampling.NEAREST).save(buffer, "JPEG")
    return buffer.getvalue()


def _xml(rows: Sequence[_PlantedRow]) -> bytes:
    items = (b"<item>" + b"".join(_elements(row)) + row.raw + b"</item>\n" for row in rows)
    return _HEAD + b"".join(items) + b"</channel></rss>\n"


def _elements(row: _PlantedRow) -> list[bytes]:
    return [f"<g:{name}>{escape(text)}</g:{name}>".encode() for name, text in row.values.items()]


def _tsv(rows: Sequence[_PlantedRow]) -> bytes:
    lines = ("\t".join(row.values.get(name, "") for name in _ATTRIBUTES).encode() + row.raw for row in rows)
    return b"\n".join(["\t".join(_ATTRIBUTES).encode(), *lines]) + b"\n"
