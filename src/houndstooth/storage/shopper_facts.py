"""What shoppers declared, and their consent to it, in an SQL database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, insert, select, update

from houndstooth.domain.batches import batched
from houndstooth.domain.errors import Conflict
from houndstooth.domain.shopper import NO_CONSENT, AgeBand, Consent, Facts, Purpose
from houndstooth.storage.database import Database
from houndstooth.storage.profile_tables import consents, shopper_facts
from houndstooth.storage.shop_rows import IN_LIST


class SqlShopperFacts:
    """``ShopperFacts`` over SQLAlchemy Core."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def declare(
        self, shop_id: str, shopper: Sequence[int], facts: Facts, *, at: datetime, wording: str | None = None
    ) -> None:
        """See ``ShopperFacts.declare``."""
        own = {"shop_id": shop_id, "shopper": shopper[0]}
        with self._database.writing() as connection:
            if wording is not None:
                given = Consent(Purpose.DECLARED_FACTS, wording, at)
                values = own | {"purpose": given.purpose.value, "wording": given.wording, "given_at": given.given_at}
                connection.execute(insert(consents).values(values))
            elif not any(consent.holds for consent in _consents(connection, shop_id, shopper)):
                raise Conflict(NO_CONSENT)
            _delete_facts(connection, shop_id, shopper)
            said = {"age_band": facts.age_band, "gender": facts.gender, "sizes": dict(facts.sizes), "declared_at": at}
            connection.execute(insert(shopper_facts).values(own | said))

    def facts(self, shop_id: str, shopper: Sequence[int]) -> Facts | None:
        """See ``ShopperFacts.facts``."""
        query = select(shopper_facts).where(shopper_facts.c.shop_id == shop_id)
        found: list[Row[tuple[object, ...]]] = []
        with self._database.reading() as connection:
            for part in batched(shopper, IN_LIST):
                found += connection.execute(query.where(shopper_facts.c.shopper.in_(part))).all()
        if not found:
            return None
        last = max(found, key=lambda row: row.declared_at)
        return _to_facts(last)

    def all(self, shop_id: str) -> Iterator[tuple[int, Facts]]:
        """See ``ShopperFacts.all``."""
        query = select(shopper_facts).where(shopper_facts.c.shop_id == shop_id)
        with self._database.reading() as connection:
            for row in connection.execution_options(yield_per=10_000).execute(query):
                yield row.shopper, _to_facts(row)

    def consents(self, shop_id: str, shopper: Sequence[int]) -> tuple[Consent, ...]:
        """See ``ShopperFacts.consents``."""
        with self._database.reading() as connection:
            return _consents(connection, shop_id, shopper)

    def withdraw(self, shop_id: str, shopper: Sequence[int], purpose: Purpose, *, at: datetime) -> bool:
        """See ``ShopperFacts.withdraw``."""
        theirs = (consents.c.shop_id == shop_id) & (consents.c.purpose == purpose.value)
        held = 0
        with self._database.writing() as connection:
            for part in batched(shopper, IN_LIST):
                holding = theirs & consents.c.shopper.in_(part) & consents.c.withdrawn_at.is_(None)
                held += connection.execute(update(consents).where(holding).values(withdrawn_at=at)).rowcount
            _delete_facts(connection, shop_id, shopper)
        return held > 0


def _consents(connection: Connection, shop_id: str, shopper: Sequence[int]) -> tuple[Consent, ...]:
    query: Select[tuple[object, ...]] = select(consents).where(consents.c.shop_id == shop_id)
    rows = [
        row
        for part in batched(shopper, IN_LIST)
        for row in connection.execute(query.where(consents.c.shopper.in_(part)))
    ]  # fmt: skip
    rows.sort(key=lambda row: (row.given_at, row.number))
    return tuple(Consent(Purpose(row.purpose), row.wording, row.given_at, row.withdrawn_at) for row in rows)


def _delete_facts(connection: Connection, shop_id: str, shopper: Sequence[int]) -> None:
    for part in batched(shopper, IN_LIST):
        theirs = (shopper_facts.c.shop_id == shop_id) & shopper_facts.c.shopper.in_(part)
        connection.execute(delete(shopper_facts).where(theirs))


def _to_facts(row: Row[Any]) -> Facts:
    return Facts(None if row.age_band is None else AgeBand(row.age_band), row.gender, row.sizes)
