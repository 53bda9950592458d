"""A filter as SQL."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy import ColumnElement, String, and_, case, cast, false, func, literal, not_, or_, true

from houndstooth.domain.category_path import STEP
from houndstooth.domain.filter import FIELDS, Clause, Condition, Every, Filter, Not, Operator, Some
from houndstooth.domain.item import Availability
from houndstooth.storage.tables import items


def matching(shop_id: str, where: Filter) -> ColumnElement[bool]:
    """The condition that a row of ``items`` belongs to the shop, is in sight and passes the filter."""
    parts: list[ColumnElement[bool]] = [items.c.shop_id == shop_id, items.c.retired.is_(False)]
    parts.extend(_one_of(field, values) for field, values in where.alternatives().items())
    parts.extend(_condition(condition) for condition in where.demands())
    parts.extend(_clause(clause) for clause in where.clauses)
    return and_(*parts)


def column_of(field: str) -> ColumnElement[str]:
    """The column of a field that every item has, else the attribute of that name."""
    if field == "id":
        return items.c.item_id
    if field == "category_path":
        return func.coalesce(items.c.category_path, items.c.category)
    if field == "in_stock":
        on_hand = func.coalesce(items.c.availability, Availability.IN_STOCK) == Availability.IN_STOCK.value
        return case((on_hand, "true"), else_="false")
    if field in FIELDS:
        return items.c[field]
    attribute: ColumnElement[str] = items.c.attributes[field].as_string()
    return attribute


def group_key() -> ColumnElement[str]:
    """What lists show one item of: its family, else its group; an item without either is by itself."""
    return func.coalesce(shown_as(), literal("n:") + cast(items.c.number, String))


def shown_as() -> ColumnElement[str]:
    """See ``StoredItem.shown_as``."""
    return func.coalesce(literal("f:") + items.c.family, literal("g:") + items.c.group)


def _clause(clause: Clause) -> ColumnElement[bool]:
    match clause:
        case Every(clauses):
            return and_(true(), *map(_clause, clauses))
        case Some(clauses):
            return or_(false(), *map(_clause, clauses))
        case Not(inner):
            return not_(_clause(inner))
        case Condition():
            return _condition(clause)


def _condition(condition: Condition) -> ColumnElement[bool]:
    """True or false of every row, never unknown: so that its opposite can be asked for."""
    column, value = column_of(condition.field), _value(condition.field, condition.value)
    if condition.operator is Operator.EQUAL:
        return and_(column.is_not(None), _one_of(condition.field, (condition.value,)))
    if condition.operator is Operator.NOT_EQUAL:
        return or_(column.is_(None), not_(_one_of(condition.field, (condition.value,))))
    return and_(column.is_not(None), column >= value if condition.operator is Operator.AT_LEAST else column <= value)


def _one_of(field: str, values: Sequence[str]) -> ColumnElement[bool]:
    column = column_of(field)
    if field == "category_path":
        return or_(*(_below(column, node) for node in values))
    return column.in_([_value(field, value) for value in values])


def _below(column: ColumnElement[str], node: str) -> ColumnElement[bool]:
    """Compared by length and not as a pattern: databases differ in what a pattern is, and in how they sort."""
    start = node + STEP
    return or_(column == node, func.substr(column, 1, len(start)) == start)


def _value(field: str, text: str) -> str | Decimal:
    return Decimal(text) if field == "price" else text
