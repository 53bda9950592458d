"""How requests say what they filter by: a parameter for each field, conditions, or a tree.

A parameter that a route does not have itself is taken for a field of the shop's own; one that no item has is an error.
"""

# Not with postponed annotations: FastAPI could not resolve those of a class.

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Annotated, Any

from fastapi import Depends, Query, Request
from fastapi.dependencies.utils import get_flat_params

from houndstooth.domain.filter import Filter
from houndstooth.domain.filter_reading import read_parameters, read_tree

WHERE = (
    "A condition, `field=value`; may be given several times. Conditions with `=` on one field are alternatives, "
    "everything else must hold at once. Also `!=`, and `price>=` and `price<=`."
)
TREE = (
    "A tree of conditions in JSON, which holds besides all others. An object names fields with values, or `and`, `or` "
    "(lists of objects) or `not` (an object); all that stands in one object must hold. The value of a field is a text, "
    "a number, true or false, a list of which one must match, or, of `price`, an object with `min` and `max`. At most "
    "50 conditions, 8 levels and 10,000 characters."
)
TREE_EXAMPLE = '{"or": [{"category": "Dresses", "price": {"max": 50}}, {"not": {"brand": ["Acme", "Other"]}}]}'

_Several = list[str] | None


@dataclass
class FieldParameters:
    """The fields that every shop has, for the description of the interface; their values are read with all others."""

    category: Annotated[_Several, Query(description="What it is, such as `Dresses`; several are alternatives.")] = None
    category_path: Annotated[
        _Several,
        Query(description="A node of the shop's category tree, such as `Women > Dresses`; all below it passes."),
    ] = None
    colour: Annotated[_Several, Query(description="Several are alternatives.")] = None
    not_colour: Annotated[
        _Several, Query(description="None of these; so with any field: `not_brand`, `not_category_path` …")
    ] = None
    brand: Annotated[_Several, Query(description="Several are alternatives.")] = None
    gender: Annotated[_Several, Query(description="Women, Men, Unisex, Girls or Boys.")] = None
    size: Annotated[_Several, Query(description="Several are alternatives.")] = None
    season: Annotated[_Several, Query(description="Said by the shop, or seen by the encoder.")] = None
    pattern: Annotated[_Several, Query(description="Said by the shop, or seen by the encoder.")] = None
    usage: Annotated[_Several, Query(description="Said by the shop, or seen by the encoder.")] = None
    price_min: Annotated[str | None, Query(description="The least that it costs.", examples=["10"])] = None
    price_max: Annotated[str | None, Query(description="The most that it costs.", examples=["49.90"])] = None
    in_stock: Annotated[
        str | None, Query(description="`true`: can be had now, or nothing is said of it; `false`: the others.")
    ] = None


_FIELDS = frozenset(field.name for field in fields(FieldParameters))


def _where(
    request: Request,
    _fields: Annotated[FieldParameters, Depends()],
    where: Annotated[_Several, Query(description=WHERE, examples=[["category=Dresses", "price<=50"]])] = None,
    filter: Annotated[str | None, Query(description=TREE, examples=[TREE_EXAMPLE])] = None,  # noqa: A002 - its name
) -> Filter:
    route: Any = request.scope["route"]
    own = {param.alias for param in get_flat_params(route.dependant)} - _FIELDS
    others = ((name, value) for name, value in request.query_params.multi_items() if name not in own)
    return read_filter(where, filter, others)


def read_filter(where: Iterable[str] | None, tree: str | None, parameters: Iterable[tuple[str, str]]) -> Filter:
    """All three ways to say it, together.

    Raises:
        InvalidFilter: one of them cannot be used.
    """
    whole = Filter.parse(where or ()) & read_parameters(parameters)
    return whole & read_tree(tree) if tree else whole


WhereQuery = Annotated[Filter, Depends(_where)]
