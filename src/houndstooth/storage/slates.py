"""The lists that were shown, in an SQL database."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from houndstooth.domain.batches import batched
from houndstooth.domain.item import has_control_characters
from houndstooth.domain.slate import Pick, Reason, ReasonKind, Slate, Surface
from houndstooth.storage.database import Database
from houndstooth.storage.event_tables import slates
from houndstooth.storage.shop_rows import IN_LIST


class SqlSlates:
    """``Slates`` over SQLAlchemy Core."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, slates: Sequence[Slate]) -> None:
        """See ``Slates.keep``."""
        if slates:
            with self._database.writing() as connection:
                connection.execute(insert(_TABLE), [_values(slate) for slate in slates])

    def get(self, shop_id: str, list_id: str) -> Slate | None:
        """See ``Slates.get``."""
        return self.find(shop_id, [list_id]).get(list_id)

    def find(self, shop_id: str, list_ids: Collection[str]) -> Mapping[str, Slate]:
        """See ``Slates.find``."""
        with self._database.reading() as connection:
            return slates_named(connection, shop_id, list_ids)

    def last_shown(self, shop_id: str, shopper: int, *, lists: int) -> tuple[tuple[str, ...], ...]:
        """See ``Slates.last_shown``."""
        query = select(slates.c.picks).where(slates.c.shopper == shopper, slates.c.shop_id == shop_id)
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(slates.c.at.desc()).limit(lists)).scalars()
            return tuple(tuple(pick["item"] for pick in picks) for picks in rows)

    def since(self, shop_id: str, moment: datetime, *, part: int = 1000) -> Iterator[Slate]:
        """See ``Slates.since``."""
        query = select(slates).where(slates.c.shop_id == shop_id, slates.c.at >= moment).order_by(slates.c.at)
        with self._database.reading() as connection:
            for rows in connection.execution_options(yield_per=part).execute(query).partitions():
                yield from map(_to_slate, rows)


def slates_named(connection: Connection, shop_id: str, list_ids: Collection[str]) -> Mapping[str, Slate]:
    """See ``Slates.find``."""
    found: dict[str, Slate] = {}
    # No list has a name with such characters, and databases differ in how they refuse them.
    usual = (list_id for list_id in dict.fromkeys(list_ids) if not has_control_characters(list_id))
    for part in batched(usual, IN_LIST):
        query = select(slates).where(slates.c.list_id.in_(part), slates.c.shop_id == shop_id)
        found.update((row.list_id, _to_slate(row)) for row in connection.execute(query))
    return found


_TABLE = slates


def _values(slate: Slate) -> dict[str, Any]:
    return {
        "list_id": slate.list_id,
        "shop_id": slate.shop_id,
        "shopper": slate.shopper,
        "surface": slate.surface.value,
        "at": slate.at,
        "model": slate.model,
        "arm": slate.arm,
        "context": dict(slate.context),
        "picks": [
            {
                "item": pick.item_id,
                "score": pick.score,
                "reason": pick.reason.kind.value,
                "details": dict(pick.reason.details),
                "propensity": pick.propensity,
            }
            for pick in slate.picks
        ],
    }


def _to_slate(row: Row[Any]) -> Slate:
    picks = tuple(
        Pick(pick["item"], pick["score"], Reason(ReasonKind(pick["reason"]), pick["details"]), pick["propensity"])
        for pick in row.picks
    )
    surface = Surface(row.surface)
    return Slate(row.list_id, row.shop_id, surface, row.at, picks, row.shopper, row.model, row.arm, row.context)
