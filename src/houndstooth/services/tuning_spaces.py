"""What is searched when recommenders are tuned: by recommender, as an evaluation names it, its options and ranges.

An option with a dot is one of a part: ``recency.step`` is the ``step`` of ``recency``. How much is kept, such as the
number of neighbours, is not searched: more is hardly ever worse, and costs time and memory.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

from houndstooth.services.tuning import Choice, Options, Real, Space, Whole

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")
HALF_LIFE = "half_life"
_FADING = Choice((3.0, 7.0, 14.0, 30.0, 90.0, 365.0, float("inf")))
_STEP = Choice((0.5, 0.7, 0.85, 0.95, 1.0))
_MEMORY: Space = {"recency.step": _STEP, "recency.half_life": _FADING}

SPACES: Mapping[str, Space] = {
    "popular": {HALF_LIFE: Whole(1, 365, log=True)},
    "co_occurrence": {"shopper_exponent": Real(0.0, 1.0), HALF_LIFE: _FADING, **_MEMORY},
    "cosine": {
        "shopper_exponent": Real(0.0, 1.0),
        "item_exponent": Real(0.2, 0.8),
        "shrink": Real(0.0, 100.0),
        HALF_LIFE: _FADING,
        **_MEMORY,
    },
    "two_steps": {HALF_LIFE: _FADING, **_MEMORY},
    "successors": {
        "reach": Whole(1, 10),
        "step": Real(0.3, 1.0),
        "back": Real(0.0, 1.0),
        "gap": Choice((1.0, 24.0, 168.0, float("inf"))),
        HALF_LIFE: _FADING,
        **_MEMORY,
    },
    "linear": {"penalty": Real(10.0, 5000.0, log=True), HALF_LIFE: _FADING, **_MEMORY},
    "factorised": {
        "factors": Whole(16, 384, log=True),
        "regularization": Real(0.01, 100.0, log=True),
        "alpha": Real(1.0, 200.0, log=True),
        HALF_LIFE: _FADING,
        **_MEMORY,
    },
    "looks": {"least": Real(0.0, 0.8), **_MEMORY},
    "demographic": {"trust": Real(1.0, 1000.0, log=True), HALF_LIFE: _FADING},
    "hybrid": {
        "trees": Whole(100, 600),
        "leaves": Whole(4, 31, log=True),
        "rate": Real(0.01, 0.2, log=True),
        "least": Whole(20, 300, log=True),
        "top": Whole(10, 50),
        "penalty": Real(1.0, 1000.0, log=True),
    },
}
"""Of ``hybrid`` it is the ranker whose options are searched. ``inf``: never fades."""

_OF_TIME = {HALF_LIFE, "recency.half_life", "gap"}


def space_of(name: str, *, dated: bool) -> Space:
    """The options of a recommender; without those in days and hours where only an order is known."""
    return {option: one for option, one in SPACES[name].items() if dated or option not in _OF_TIME}


def with_options(recipe: T, options: Options) -> T:
    """A recipe with other options, by their names in a space."""
    changed: dict[str, Any] = {}
    for name, value in options.items():
        part, _, inner = name.partition(".")
        changed[part] = replace(changed.get(part, getattr(recipe, part)), **{inner: value}) if inner else value
    return replace(recipe, **changed)


def options_of(recipe: object, space: Space) -> Options:
    """The options of a recipe that a space searches, as they are."""
    return {name: attrgetter(name)(recipe) for name in space}
