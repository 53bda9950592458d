"""A fitted hybrid, put into the rows of an assortment that has changed since it was fitted."""

from __future__ import annotations

import copy
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.assortment import Assortment
from houndstooth.domain.interactions import Floats, Rows
from houndstooth.recommenders.baskets import Bought
from houndstooth.recommenders.hybrid import Hybrid
from houndstooth.recommenders.model_set import ModelSet
from houndstooth.recommenders.neighbours import ItemToItem, Neighbours
from houndstooth.recommenders.predicted import Predicted
from houndstooth.recommenders.sources import Sources
from houndstooth.recommenders.traits import Traits

_ROOM = 1.1
"""So many rows more than there are: items that come later find room until then."""


@dataclass(frozen=True)
class Aligned:
    """A model set by the rows of an assortment.

    Items that came after the fit have predicted factors, no neighbours and no popularity. The alignment holds for every
    assortment of the same layout that has at most ``room`` rows.

    Args:
        hybrid: its traits are those of the assortment that it was last shown.
        bought: what is bought together.
        layout: of the assortment.
        room: how many rows there may be.
        rows: how many rows were filled.
        born: ``float64[room]``, when each item came, as far as the model set knows; infinite where it does not.
    """

    hybrid: Hybrid
    bought: Bought
    layout: int
    room: int
    rows: int
    born: NDArray[np.float64]

    def holds_for(self, assortment: Assortment) -> bool:
        """Whether the rows of an assortment are those of this alignment."""
        return assortment.layout == self.layout and self.rows <= len(assortment) <= self.room

    def shown(self, assortment: Assortment) -> Aligned:
        """The same with the traits of a newer assortment for which it holds."""
        sources = copy.copy(self.hybrid.sources)  # keeps what was reckoned once
        traits = _traits(assortment, self.born)
        object.__setattr__(sources, "traits", traits)
        sources.__dict__.pop("arrivals", None)
        new = np.arange(self.rows, len(assortment))
        if len(new):
            sources.factorised.items[new] = sources.predicted.factors(traits.take(new))
        return replace(self, hybrid=replace(self.hybrid, sources=sources), rows=len(assortment))


def align(model: ModelSet, assortment: Assortment, artifact: str = "") -> Aligned:
    """Put a model set into the rows of an assortment; items that are gone are left out.

    Args:
        model: the model set.
        assortment: the items.
        artifact: whose embeddings they have. With those of another than the model set learnt from, nothing is predicted
            of new items until the next fit.
    """
    room = int(len(assortment) * _ROOM) + 1000
    rows = assortment.rows_of_numbers(model.numbers)
    born = np.full(room, np.inf)
    sources = model.hybrid.sources
    there = rows >= 0
    born[rows[there]] = sources.traits.born[there]
    traits = _traits(assortment, born)
    factors = _scattered(sources.factorised.items, rows, room)
    predicted = replace(sources.predicted, values=_values(model, assortment))
    if model.artifact and artifact not in {"", model.artifact}:
        predicted = Predicted.nothing(traits, factors.shape[1])
    missing = np.setdiff1d(np.arange(len(assortment)), rows)
    factors[missing] = predicted.factors(traits.take(missing))
    demographic = sources.demographic
    if demographic is not None:
        popularity = _scattered(demographic.popularity.T, rows, room).T
        demographic = replace(
            demographic, popularity=popularity, everybody=_scattered(demographic.everybody, rows, room)
        )
    popularity = np.ascontiguousarray(_scattered(sources.popularity.T, rows, room).T)
    aligned = Sources(
        tables={name: ItemToItem(_moved(one.table, rows, room), one.recency) for name, one in sources.tables.items()},
        factorised=replace(sources.factorised, items=factors),
        popularity=popularity,
        half_lives=sources.half_lives,
        traits=traits,
        predicted=predicted,
        dated=sources.dated,
        demographic=demographic,
        segments=sources.segments,
    )
    aligned.__dict__["group_popularity"] = _group_popularity(popularity, assortment.groups)
    bought = Bought(
        _moved(model.bought.table, rows, room), _scattered(model.bought.counts, rows, room), model.bought.baskets
    )
    return Aligned(replace(model.hybrid, sources=aligned), bought, assortment.layout, room, len(assortment), born)


def _traits(assortment: Assortment, born: NDArray[np.float64]) -> Traits:
    return Traits(
        assortment.embedding,
        assortment.style,
        assortment.codes,
        dict.fromkeys(assortment.codes, ()),
        assortment.comparable_prices,
        np.minimum(assortment.created, born[: len(assortment)]),
        assortment.groups,
    )


def _values(model: ModelSet, assortment: Assortment) -> dict[str, Rows]:
    """The codes that the values of the prediction have in the assortment; -2, which nothing has, for those it lacks."""
    values = {}
    for name, codes in model.hybrid.sources.predicted.values.items():
        found = [assortment.vocabularies[name].code(model.words[name][code]) for code in codes]
        values[name] = np.array([code if code >= 0 else -2 for code in found], np.int32)
    return values


def _scattered(table: Floats, rows: Rows, room: int) -> Floats:
    spread = np.zeros((room, *table.shape[1:]), np.float32)
    there = rows >= 0
    spread[rows[there]] = table[there]
    return spread


def _moved(table: Neighbours, rows: Rows, room: int) -> Neighbours:
    there = np.flatnonzero(rows >= 0)
    ordered = there[np.argsort(rows[there], kind="stable")].astype(np.int32)
    whose, items, scores = table.of(ordered)
    kept = rows[items] >= 0
    lengths = np.zeros(room, np.int64)
    lengths[rows[ordered]] = np.bincount(whose[kept], minlength=len(ordered))
    indptr = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    return Neighbours(indptr, rows[items[kept]].astype(np.int32), np.asarray(scores[kept]))


def _group_popularity(popularity: Floats, groups: Rows) -> Floats:
    """Of all variants of a product together; for those who have no group their own."""
    _, codes = np.unique(groups, return_inverse=True)
    together = popularity.copy()
    for place, row in enumerate(popularity[:, : len(groups)]):
        together[place, : len(groups)] = np.bincount(codes, row)[codes]
    return together
