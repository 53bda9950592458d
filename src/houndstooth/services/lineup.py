"""The rows of a source, lined up as candidates: understood, cleaned, each id once.

Of rows with the same id the first counts. One that says the same again is only counted, one that says something else
is rejected.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from houndstooth.catalog.cleaning import digest, to_item
from houndstooth.catalog.labels import Labeller
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
from houndstooth.services.ingest_report import Rejection, Tally


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row that can become an item, if its picture is good; without one, a row about an item that has one."""

    line: int
    item: Item
    row_digest: str
    picture: PictureFile | None
    more_pictures: tuple[PictureFile, ...] = ()
    """Besides ``picture``; without them the row is still good."""

    @property
    def whole_digest(self) -> tuple[str, str]:
        """All that tells two rows with the same id apart."""
        return self.row_digest, self.picture.name if self.picture else ""

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


def line_up(
    shop_id: str, source: Source, *, default_currency: str, tally: Tally | None = None
) -> Iterator[Candidate | Rejection]:
    """One candidate or rejection for each row, in order, but for rows that repeat an earlier one word for word.

    A source that breaks off ends with a rejection that says so; what came before it counts.

    Args:
        shop_id: the shop.
        source: the catalogue.
        default_currency: the currency of prices without one.
        tally: counts what is no rejection: repeated rows, and labels that no mapping knows.
    """
    try:
        yield from _Lineup(shop_id, source, default_currency, tally or Tally()).rows()
    except InvalidSource as error:
        yield Rejection(0, None, "broken-source", str(error))


class _Lineup:
    """One pass through a source."""

    def __init__(self, shop_id: str, source: Source, default_currency: str, tally: Tally) -> None:
        self._shop_id = shop_id
        self._source = source
        self._default_currency = default_currency
        self._tally = tally
        self._now = datetime.now(UTC)
        self._firsts: dict[str, tuple[int, tuple[str, str]]] = {}

    def rows(self) -> Iterator[Candidate | Rejection]:
        for row in self._source.rows():
            found = self._examine(row)
            if isinstance(found, Candidate):
                line, said = self._firsts.setdefault(found.item.id, (row.line, found.whole_digest))
                if line != row.line and said == found.whole_digest:
                    self._tally.repeated += 1
                    continue
                if line != row.line:
                    reason = f"the id was already on line {line}, which says something else; ids must be unique"
                    found = found.rejected("repeated-id", reason)
            yield found

    def _examine(self, row: Row) -> Candidate | Rejection:
        columns = self._source.columns
        item_id = (row.values.get(columns.fields["id"]) or "").strip() or None
        if row.problem is not None:
            return Rejection(row.line, item_id, row.code, row.problem)
        labels = Labeller(self._source.words)
        try:
            item = to_item(
                self._shop_id,
                row.values,
                columns,
                default_currency=self._default_currency,
                labels=labels,
                now=self._now,
            )
        except InvalidItem as error:
            return Rejection(row.line, item_id, error.code, str(error))
        if row.picture is None and not self._source.keeps_pictures:
            return Rejection(row.line, item_id, "missing-picture", _where_to_put(self._source, row, item.id))
        self._tally.note(labels.unmapped)
        addresses = [picture.address or picture.name for picture in row.more_pictures]
        address = row.picture.address if row.picture else None
        return Candidate(row.line, item, digest(item, address, addresses), row.picture, row.more_pictures)


def _where_to_put(source: Source, row: Row, item_id: str) -> str:
    named = (row.values.get(source.columns.fields.get("picture", "")) or "").strip()
    wanted = repr(named[:100]) if named else f"named {item_id!r} with any ending"
    return f"there is no picture {wanted} in images/, images.zip or beside {source.path.name}"
