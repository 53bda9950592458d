"""What shoppers put right of their profiles, in an SQL database."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, or_, select

from houndstooth.domain.batches import batched
from houndstooth.domain.errors import Conflict
from houndstooth.domain.shopper import SINGLE, ProfileCorrection, Verdict
from houndstooth.domain.shopper_ports import MAX_CORRECTIONS
from houndstooth.storage.database import Database
from houndstooth.storage.profile_tables import profile_corrections
from houndstooth.storage.shop_rows import IN_LIST

_PAIRS = 100
"""Corrections that one statement names."""


class SqlProfileCorrections:
    """``ProfileCorrections`` over SQLAlchemy Core."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def change(
        self,
        shop_id: str,
        shopper: Sequence[int],
        *,
        made: Sequence[ProfileCorrection] = (),
        taken_back: Sequence[tuple[str, str]] = (),
    ) -> None:
        """See ``ProfileCorrections.change``."""
        # Of several that say something of the same in one call the last counts.
        last = {one.about: one for one in made}
        columns = profile_corrections.c
        named = [and_(columns.field == field, columns.value == value) for field, value in taken_back]
        with self._database.writing() as connection:
            _delete(connection, shop_id, shopper, [*named, *(_same(one) for one in last.values())])
            rows = [
                {
                    "shop_id": shop_id,
                    "shopper": shopper[0],
                    "field": one.field,
                    "value": one.value,
                    "verdict": one.verdict.value,
                    "at": one.at,
                }
                for one in last.values()
            ]
            if rows:
                connection.execute(insert(profile_corrections), rows)
            if (count := len(_all(connection, shop_id, shopper))) > MAX_CORRECTIONS:
                raise Conflict(
                    f"the shopper would have {count} corrections; at most {MAX_CORRECTIONS} are kept, take some back"
                )

    def all(self, shop_id: str, shopper: Sequence[int]) -> tuple[ProfileCorrection, ...]:
        """See ``ProfileCorrections.all``."""
        with self._database.reading() as connection:
            return _all(connection, shop_id, shopper)


def _same(correction: ProfileCorrection) -> ColumnElement[bool]:
    """What a correction replaces."""
    columns = profile_corrections.c
    same_field = columns.field == correction.field
    return same_field if correction.field in SINGLE else and_(same_field, columns.value == correction.value)


def _all(connection: Connection, shop_id: str, shopper: Sequence[int]) -> tuple[ProfileCorrection, ...]:
    columns = profile_corrections.c
    rows = [
        row
        for part in batched(shopper, IN_LIST)
        for row in connection.execute(
            select(profile_corrections).where(columns.shop_id == shop_id, columns.shopper.in_(part))
        )
    ]
    rows.sort(key=lambda row: (row.at, row.number))
    # A session and a shopper that were joined later may both have said something of the same: the later counts.
    said = [ProfileCorrection(row.field, row.value, Verdict(row.verdict), row.at) for row in rows]
    last = {one.about: one for one in said}
    return tuple(one for one in said if last[one.about] is one)


def _delete(connection: Connection, shop_id: str, shopper: Sequence[int], which: Sequence[ColumnElement[bool]]) -> None:
    columns = profile_corrections.c
    for numbers in batched(shopper, IN_LIST):
        for part in batched(which, _PAIRS):
            theirs = and_(columns.shop_id == shop_id, columns.shopper.in_(numbers), or_(*part))
            connection.execute(delete(profile_corrections).where(theirs))
