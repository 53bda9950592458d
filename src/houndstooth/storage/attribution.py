"""Which lists interactions are owed to: handed on while events are written, and read with what was shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from sqlalchemy import Connection, Row, Select, select, tuple_

from houndstooth.domain.attribution import Touch, Touches, may_inherit, touches_of
from houndstooth.domain.batches import batched
from houndstooth.domain.event import OPENING, Event, EventKind
from houndstooth.domain.event_ports import AttributedRows
from houndstooth.domain.slate import Slate
from houndstooth.storage.event_tables import interactions
from houndstooth.storage.shop_rows import IN_LIST
from houndstooth.storage.slates import slates_named

_TABLE = interactions.c


def credited(
    connection: Connection, events: Sequence[Event], owners: Sequence[int], window: timedelta
) -> Sequence[Event]:
    """Events with the lists that they inherit, from what is stored and from each other; ``owners`` did them."""
    wanting = [(event, owner) for event, owner in zip(events, owners, strict=True) if may_inherit(event)]
    if not wanting or not window:
        return events
    touches = Touches(window)
    earliest, latest = (choose(event.at for event, _ in wanting) for choose in (min, max))
    for touch in _stored(connection, {owner for _, owner in wanting}, earliest - window, latest):
        touches.add(touch)
    for event, owner in zip(events, owners, strict=True):
        for touch in touches_of(event, owner):
            touches.add(touch)
    return [touches.credit(event, owner) for event, owner in zip(events, owners, strict=True)]


def _stored(connection: Connection, owners: set[int], since: datetime, until: datetime) -> Iterator[Touch]:
    columns = (_TABLE.shopper, _TABLE.item_id, _TABLE.at, _TABLE.list_id, _TABLE.position)
    query = (
        select(*columns)
        .where(_TABLE.at.between(since, until), _TABLE.kind.in_([kind.value for kind in OPENING]))
        .where(_TABLE.list_id.is_not(None), _TABLE.inherited.is_(False))
        .order_by(_TABLE.at, _TABLE.event)
    )
    for part in batched(sorted(owners), IN_LIST):
        for row in connection.execute(query.where(_TABLE.shopper.in_(part))):
            yield Touch(row.shopper, row.item_id, row.at, row.list_id, row.position)


def attributed_rows(connection: Connection, shop_id: str, since: datetime, part: int) -> Iterator[AttributedRows]:
    """See ``Events.attributed``."""
    columns = (_TABLE.event, _TABLE.place, _TABLE.shopper, _TABLE.item_id, _TABLE.kind, _TABLE.at)
    query = (
        select(*columns, _TABLE.list_id, _TABLE.position, _TABLE.inherited)
        .where(_TABLE.shop_id == shop_id, _TABLE.at >= since, _TABLE.list_id.is_not(None))
        .order_by(_TABLE.at, _TABLE.event, _TABLE.place)
        .limit(part)
    )
    rows: Sequence[Any] = connection.execute(query).all()
    while rows:
        shown = slates_named(connection, shop_id, {row.list_id for row in rows})
        if told := _told(rows, shown):
            yield _as_columns(told)
        rows = connection.execute(_after(query, rows[-1])).all()


def _after(query: Select[Any], row: Row[Any]) -> Select[Any]:
    return query.where(tuple_(_TABLE.at, _TABLE.event, _TABLE.place) > tuple_(row.at, row.event, row.place))


def _told(rows: Sequence[Row[Any]], shown: Mapping[str, Slate]) -> list[tuple[Row[Any], Slate, int, float]]:
    """Of the rows whose item was in a list that was shown: row, list, place and propensity."""
    places = {
        (list_id, pick.item_id): (place, pick.propensity)
        for list_id, slate in shown.items()
        for place, pick in reversed(list(enumerate(slate.picks)))
    }
    found = ((row, places.get((row.list_id, row.item_id))) for row in rows)
    return [(row, shown[row.list_id], *place) for row, place in found if place is not None]


def _as_columns(told: Sequence[tuple[Row[Any], Slate, int, float]]) -> AttributedRows:
    rows = [row for row, *_ in told]
    slates = [slate for _, slate, *_ in told]
    positions = [place if row.position is None else row.position for row, _, place, _ in told]
    return AttributedRows(
        shoppers=np.array([row.shopper for row in rows], np.int64),
        item_ids=tuple(row.item_id for row in rows),
        kinds=tuple(EventKind(row.kind) for row in rows),
        times=np.array([row.at.timestamp() for row in rows], np.float64),
        list_ids=tuple(row.list_id for row in rows),
        inherited=np.array([row.inherited for row in rows], np.bool_),
        surfaces=tuple(slate.surface for slate in slates),
        positions=np.array(positions, np.int32),
        models=tuple(slate.model for slate in slates),
        arms=tuple(slate.arm for slate in slates),
        propensities=np.array([propensity for *_, propensity in told], np.float64),
    )
