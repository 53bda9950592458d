"""A filter as SQL."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import ColumnElement, String, and_, cast, func, literal, or_

from houndstooth.domain.filter import FIELDS, Condition, Filter, Operator
from houndstooth.storage.tables import items


def matching(shop_id: str, where: Filter) -> ColumnElement[bool]:
    """The condition that a row of ``items`` belongs to the shop, is in sight and passes the filter."""
    parts: list[ColumnElement[bool]] = [items.c.shop_id == shop_id, items.c.retired.is_(False)]
    for field, values in where.alternatives().items():
        parts.append(column_of(field).in_([_value(field, value) for value in values]))
    parts.extend(_demand(condition) for condition in where.demands())
    return and_(*parts)


def column_of(field: str) -> ColumnElement[str]:
    """The column of a field that every item has, else the attribute of that name."""
    if field == "id":
        return items.c.item_id
    if field in FIELDS:
        return items.c[field]
    attribute: ColumnElement[str] = items.c.attributes[field].as_string()
    return attribute


def group_key() -> ColumnElement[str]:
    """What lists show one item of: its family, else its group; an item without either is by itself."""
    family, group = literal("f:") + items.c.family, literal("g:") + items.c.group
    return func.coalesce(family, group, literal("n:") + cast(items.c.number, String))


def _demand(condition: Condition) -> ColumnElement[bool]:
    column, value = column_of(condition.field), _value(condition.field, condition.value)
    if condition.operator is Operator.AT_LEAST:
        return column >= value
    if condition.operator is Operator.AT_MOST:
        return column <= value
    return or_(column.is_(None), column != value)


def _value(field: str, text: str) -> str | Decimal:
    return Decimal(text) if field == "price" else text
