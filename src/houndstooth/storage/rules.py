"""Shop rules in an SQL database."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from houndstooth.domain.errors import Conflict, NotFound
from houndstooth.domain.item import has_control_characters
from houndstooth.domain.rule import MAX_RULES, Rule, RuleKind
from houndstooth.domain.slate import Surface
from houndstooth.storage.database import Database
from houndstooth.storage.rule_tables import rule_revisions, rules
from houndstooth.storage.shop_rows import insert_missing


class SqlRules:
    """``Rules`` over SQLAlchemy Core."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, rule: Rule) -> None:
        """See ``Rules.add``."""
        count = select(func.count()).select_from(rules).where(rules.c.shop_id == rule.shop_id)
        with self._database.writing() as connection:
            # The new revision comes first: it locks the rules of the shop, so that what is counted stays so.
            _bump(connection, rule.shop_id)
            if connection.execute(count).scalar_one() >= MAX_RULES:
                raise Conflict(f"the shop has {MAX_RULES} rules, the most there can be; remove one that is over")
            if connection.execute(_of(select(rules.c.rule_id), rule.shop_id, rule.id)).first():
                raise Conflict(f"there is a rule {rule.id!r} already; change that one, or give another id")
            connection.execute(insert(rules).values(_values(rule)))

    def save(self, rule: Rule) -> None:
        """See ``Rules.save``."""
        kept = {"created_at", "created_by"}
        values = {name: value for name, value in _values(rule).items() if name not in kept}
        with self._database.writing() as connection:
            _bump(connection, rule.shop_id)
            if connection.execute(_of(update(rules), rule.shop_id, rule.id).values(values)).rowcount == 0:
                raise _unknown(rule.id)

    def remove(self, shop_id: str, rule_id: str) -> Rule:
        """See ``Rules.remove``."""
        with self._database.writing() as connection:
            _bump(connection, shop_id)
            rule = _one(connection, shop_id, rule_id)
            connection.execute(_of(delete(rules), shop_id, rule_id))
        return rule

    def get(self, shop_id: str, rule_id: str) -> Rule:
        """See ``Rules.get``."""
        with self._database.reading() as connection:
            return _one(connection, shop_id, rule_id)

    def all(self, shop_id: str) -> tuple[Rule, ...]:
        """See ``Rules.all``."""
        query = select(rules).where(rules.c.shop_id == shop_id).order_by(rules.c.created_at, rules.c.rule_id)
        with self._database.reading() as connection:
            return tuple(map(_to_rule, connection.execute(query)))

    def revision(self, shop_id: str) -> int:
        """See ``Rules.revision``."""
        query = select(rule_revisions.c.revision).where(rule_revisions.c.shop_id == shop_id)
        with self._database.reading() as connection:
            return connection.execute(query).scalar() or 0


def _bump(connection: Connection, shop_id: str) -> None:
    bump = (
        update(rule_revisions).where(rule_revisions.c.shop_id == shop_id).values(revision=rule_revisions.c.revision + 1)
    )
    if connection.execute(bump).rowcount == 0:
        insert_missing(connection, rule_revisions, [{"shop_id": shop_id, "revision": 0}])
        connection.execute(bump)


def _of(statement: Any, shop_id: str, rule_id: str) -> Any:
    return statement.where(rules.c.shop_id == shop_id, rules.c.rule_id == rule_id)


def _one(connection: Connection, shop_id: str, rule_id: str) -> Rule:
    # No id that is stored has such characters, and databases differ in how they refuse them.
    odd = has_control_characters(rule_id)
    row = None if odd else connection.execute(_of(select(rules), shop_id, rule_id)).one_or_none()
    if row is None:
        raise _unknown(rule_id)
    return _to_rule(row)


def _unknown(rule_id: str) -> NotFound:
    return NotFound(f"the shop has no rule {rule_id[:100]!r}; 'houndstooth rule list' shows those it has")


def _values(rule: Rule) -> dict[str, Any]:
    return {
        "shop_id": rule.shop_id,
        "rule_id": rule.id,
        "name": rule.name,
        "kind": rule.kind.value,
        "item_ids": list(rule.item_ids),
        "conditions": list(rule.conditions),
        "surfaces": sorted(surface.value for surface in rule.surfaces),
        "starts": rule.starts,
        "ends": rule.ends,
        "strength": rule.strength,
        "place": rule.place,
        "enabled": rule.enabled,
        "note": rule.note,
        "created_at": rule.created_at,
        "created_by": rule.created_by,
        "changed_at": rule.changed_at,
        "changed_by": rule.changed_by,
    }


def _to_rule(row: Row[Any]) -> Rule:
    return Rule(
        id=row.rule_id,
        shop_id=row.shop_id,
        name=row.name,
        kind=RuleKind(row.kind),
        item_ids=tuple(row.item_ids),
        conditions=tuple(row.conditions),
        surfaces=frozenset(map(Surface, row.surfaces)),
        starts=row.starts,
        ends=row.ends,
        strength=row.strength,
        place=row.place,
        enabled=row.enabled,
        note=row.note,
        created_at=row.created_at,
        created_by=row.created_by,
        changed_at=row.changed_at,
        changed_by=row.changed_by,
    )
