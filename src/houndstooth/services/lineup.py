"""The rows of a source, lined up as candidates: understood, cleaned, each id once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from houndstooth.catalog.cleaning import digest, to_item
from houndstooth.catalog.row import PictureFile, Row
from houndstooth.catalog.source import Source
from houndstooth.domain.errors import (
    FetchFailed,
    FetchRefused,
    HoundstoothError,
    InvalidItem,
    InvalidPicture,
    InvalidSource,
)
from houndstooth.domain.item import Item
from houndstooth.services.ingest_report import Rejection


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row that can become an item, if its picture is good; without one, a row about an item that has one."""

    line: int
    item: Item
    row_digest: str
    picture: PictureFile | None
    more_pictures: tuple[PictureFile, ...] = ()

    def rejected(self, code: str, reason: str) -> Rejection:
        """This row, not taken."""
        return Rejection(self.line, self.item.id, code, reason)

    def refused(self, error: HoundstoothError) -> Rejection:
        """This row, not taken because of its picture: one of ``UNUSABLE``."""
        if isinstance(error, InvalidPicture):
            named = self.picture.name if self.picture else "the picture"
            return self.rejected(error.reason, f"{named}: {error}")
        return self.rejected("missing-picture" if isinstance(error, InvalidSource) else error.code, str(error))


UNUSABLE = (InvalidPicture, InvalidSource, FetchRefused, FetchFailed)
"""What reading and decoding the picture of a row may raise."""


def line_up(shop_id: str, source: Source, *, default_currency: str) -> Iterator[Candidate | Rejection]:
    """One candidate or rejection for each row, in order. Of rows with the same id the first counts.

    A source that breaks off ends with a rejection that says so; what came before it counts.
    """
    try:
        yield from _line_up(shop_id, source, default_currency)
    except InvalidSource as error:
        yield Rejection(0, None, "broken-source", str(error))


def _line_up(shop_id: str, source: Source, default_currency: str) -> Iterator[Candidate | Rejection]:
    lines: dict[str, int] = {}
    for row in source.rows():
        found = _examine(shop_id, row, source, default_currency)
        if isinstance(found, Candidate):
            first = lines.setdefault(found.item.id, row.line)
            if first != row.line:
                found = found.rejected("repeated-id", f"the id was already on line {first}; ids must be unique")
        yield found


def _examine(shop_id: str, row: Row, source: Source, default_currency: str) -> Candidate | Rejection:
    item_id = (row.values.get(source.columns.fields["id"]) or "").strip() or None
    if row.problem is not None:
        return Rejection(row.line, item_id, "unreadable-row", row.problem)
    try:
        item = to_item(shop_id, row.values, source.columns, default_currency=default_currency)
    except InvalidItem as error:
        return Rejection(row.line, item_id, error.code, str(error))
    if row.picture is None and not source.keeps_pictures:
        return Rejection(row.line, item_id, "missing-picture", _where_to_put(source, row, item.id))
    address = row.picture.address if row.picture else None
    return Candidate(row.line, item, digest(item, address), row.picture, row.more_pictures)


def _where_to_put(source: Source, row: Row, item_id: str) -> str:
    named = (row.values.get(source.columns.fields.get("picture", "")) or "").strip()
    wanted = repr(named[:100]) if named else f"named {item_id!r} with any ending"
    return f"there is no picture {wanted} in images/, images.zip or beside {source.path.name}"
