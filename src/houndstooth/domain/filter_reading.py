"""Filters as they are written: parameters of an address, and trees of JSON.

Parameters are for people and pages: ``colour=Red&colour=Blue&not_brand=Acme&price_max=50``. The values of one field are
alternatives, everything else must hold at once.

A tree is for programs. An object names fields with their values, or ``and``, ``or`` and ``not``; all that stands in one
object must hold::

    {"or": [{"category": "Dresses", "price": {"max": 50}}, {"not": {"brand": ["Acme", "Other"]}}]}

The value of a field is a text, a number, true or false; or a list, of which one must match; or, of the price, an object
with ``min`` and ``max``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from houndstooth.domain.errors import InvalidFilter
from houndstooth.domain.filter import MAX_DEPTH, Clause, Condition, Every, Filter, Not, Operator, Some

MAX_TEXT = 10_000
"""So many characters a tree may have."""

_BOUNDS = {"min": Operator.AT_LEAST, "max": Operator.AT_MOST}
_EXAMPLE = 'write for example {"or": [{"category": "Dresses"}, {"price": {"max": 50}}]}'


def read_parameters(pairs: Iterable[tuple[str, str]]) -> Filter:
    """Names with values: a field, ``not_`` and a field, ``price_min`` or ``price_max``; empty values are left out.

    Raises:
        InvalidFilter: one cannot be used; the message says which.
    """
    return Filter(tuple(_parameter(name, value) for name, value in pairs if value))


def read_tree(text: str) -> Filter:
    """A tree in JSON.

    Raises:
        InvalidFilter: it is too long, no JSON, or no such tree; the message says where.
    """
    if len(text) > MAX_TEXT:
        raise InvalidFilter(f"the filter has {len(text):,} characters; at most {MAX_TEXT:,} are allowed")
    try:
        tree = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InvalidFilter(f"the filter is not JSON ({error}); {_EXAMPLE}") from None
    if not isinstance(tree, dict):
        raise InvalidFilter(f"the filter must be an object; {_EXAMPLE}")
    clauses = _clauses(tree, 1)
    return Filter(clauses=tuple(one for clause in clauses for one in _parts(clause)))


def _parts(clause: Clause) -> tuple[Clause, ...]:
    """What must hold, taken apart as far as it can be: facets ask for the filter without one field."""
    return clause.clauses if isinstance(clause, Every) else (clause,)


def _parameter(name: str, value: str) -> Condition:
    if name in {"price_min", "price_max"}:
        return Condition("price", _BOUNDS[name.removeprefix("price_")], value)
    if name.startswith("not_"):
        return Condition(name.removeprefix("not_"), Operator.NOT_EQUAL, value)
    return Condition(name, Operator.EQUAL, value)


def _clauses(tree: Mapping[str, Any], depth: int) -> Iterator[Clause]:
    """Those of one object; all must hold."""
    if depth > 2 * MAX_DEPTH:  # the exact limit is that of Filter; this one keeps the stack small
        raise InvalidFilter(f"the filter has more than {MAX_DEPTH} levels of and, or and not; make it flatter")
    if not tree:
        raise InvalidFilter(f"an object in the filter is empty; {_EXAMPLE}")
    for name, value in tree.items():
        if name == "not":
            yield Not(_clause(value, depth))
        elif name in {"and", "or"}:
            if not isinstance(value, list) or not value:
                raise InvalidFilter(f"{name!r} in the filter takes a list of objects, not {_shown(value)}")
            parts = tuple(_clause(one, depth) for one in value)
            yield Every(parts) if name == "and" else Some(parts)
        else:
            yield from _field(name, value)


def _clause(value: Any, depth: int) -> Clause:
    if not isinstance(value, dict):
        raise InvalidFilter(f"and, or and not in the filter take objects, not {_shown(value)}; {_EXAMPLE}")
    clauses = tuple(_clauses(value, depth + 1))
    return clauses[0] if len(clauses) == 1 else Every(clauses)


def _field(name: str, value: Any) -> Iterator[Clause]:
    if isinstance(value, dict):
        if not value or value.keys() - _BOUNDS.keys():
            raise InvalidFilter(f"{name!r} in the filter has {_shown(value)}; a range has min, max or both")
        for bound, amount in value.items():
            yield Condition(name, _BOUNDS[bound], _text(name, amount))
    elif isinstance(value, list):
        if not value:
            raise InvalidFilter(f"{name!r} in the filter has an empty list; name at least one value")
        yield Some(tuple(Condition(name, Operator.EQUAL, _text(name, one)) for one in value))
    else:
        yield Condition(name, Operator.EQUAL, _text(name, value))


def _text(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str | int | float):
        return str(value)
    raise InvalidFilter(f"{name!r} in the filter has the value {_shown(value)}; write a text, a number, true or false")


def _shown(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)[:60]
