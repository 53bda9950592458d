"""A filter over the arrays of a directory: what the database would say, without asking it.

Nothing is read from disk, so that a filter nobody asked before costs a few array operations. The conformance tests of
catalogues and the tests of this module hold both answers against the same slow one.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.assortment import Rows, Vocabulary
from houndstooth.domain.category_path import nodes_of
from houndstooth.domain.directory import COLUMNS, NO_PRICE, Directory
from houndstooth.domain.filter import Clause, Condition, Every, Filter, Not, Operator, Some
from houndstooth.domain.item import AMOUNT_SCALE
from houndstooth.domain.label import LABELLED

Mask = NDArray[np.bool_]

_ALWAYS = frozenset((*COLUMNS, *LABELLED, "price", "group"))


def mask_of(directory: Directory, where: Filter) -> Mask | None:
    """``bool[n]``, the rows that pass; ``None`` where a field is none that the directory knows of its items."""
    if not all(_knows(directory, field) for field in where.fields):
        return None
    alternatives = [
        _any(directory, (Condition(field, Operator.EQUAL, value) for value in values))
        for field, values in where.alternatives().items()
    ]
    others = [_passing(directory, clause) for clause in (*where.demands(), *where.clauses)]
    return reduce(np.logical_and, [*alternatives, *others], np.ones(len(directory), np.bool_))


def _knows(directory: Directory, field: str) -> bool:
    if field in _ALWAYS:
        return True
    # A field that every item has lost is an error, and that is for the catalogue to say.
    return field in directory.codes and bool((directory.codes[field] >= 0).any())


def _passing(directory: Directory, clause: Clause) -> Mask:
    match clause:
        case Every(clauses):
            parts = (_passing(directory, one) for one in clauses)
            return reduce(np.logical_and, parts, np.ones(len(directory), np.bool_))
        case Some(clauses):
            return _any(directory, clauses)
        case Not(inner):
            return ~_passing(directory, inner)
        case Condition(field, operator, value):
            return _compared(directory.prices, operator, value) if field == "price" else _told(directory, clause)


def _any(directory: Directory, clauses: Iterable[Clause]) -> Mask:
    return reduce(np.logical_or, (_passing(directory, one) for one in clauses), np.zeros(len(directory), np.bool_))


def _compared(prices: NDArray[np.int64], operator: Operator, value: str) -> Mask:
    amount = int(Decimal(value) * AMOUNT_SCALE)
    if operator is Operator.AT_MOST:
        return np.asarray(prices <= amount)  # NO_PRICE is above every amount
    if operator is Operator.AT_LEAST:
        return np.asarray((prices >= amount) & (prices != NO_PRICE))
    return np.asarray((prices == amount) == (operator is Operator.EQUAL))


def _told(directory: Directory, condition: Condition) -> Mask:
    codes, vocabulary = _column(directory, condition.field)
    if condition.field == "category_path":
        nodes = (nodes_of(vocabulary[code]) for code in range(len(vocabulary)))
        below = np.array([condition.value in chain for chain in nodes] + [False])
        same = below[codes]  # an item without a path has the code -1, the last place
    else:
        code = vocabulary.code(condition.value)
        same = codes == code if code >= 0 else np.zeros(len(codes), np.bool_)
    return np.asarray(same == (condition.operator is Operator.EQUAL))


def _column(directory: Directory, field: str) -> tuple[Rows, Vocabulary]:
    if field == "group":
        return directory.groups, directory.group_names
    return directory.codes[field], directory.vocabularies[field]
