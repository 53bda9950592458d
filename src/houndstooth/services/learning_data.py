"""What a shop's models are fitted on: its events and items as arrays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.assortment import FIELDS, Assortment
from houndstooth.domain.catalogue import Numbers
from houndstooth.domain.event import EventKind
from houndstooth.domain.event_ports import InteractionRows
from houndstooth.domain.interactions import Interactions, Moments, Rows
from houndstooth.domain.shopper import AgeBand, Facts
from houndstooth.recommenders.demographic import Segments
from houndstooth.recommenders.traits import Traits


@dataclass(frozen=True, slots=True)
class LearningData:
    """The data of one shop.

    Args:
        interactions: by rows of items and of shoppers.
        shoppers: ``int64[n_shoppers]``, their numbers.
        numbers: ``int64[n]``, the items' numbers in the catalogue.
        traits: of the items.
        segments: what shoppers say of themselves; ``None`` where none did.
        segment_of: ``int32[n_shoppers]``.
        words: of each attribute the values that its codes stand for.
    """

    interactions: Interactions
    shoppers: NDArray[np.int64]
    numbers: Numbers
    traits: Traits
    segments: Segments | None
    segment_of: Rows
    words: Mapping[str, tuple[str, ...]]
    bought: Interactions
    """The purchases among the interactions."""
    rows_of: Callable[[Sequence[str]], Rows]
    """The rows of items by the shop's ids, ``int32[len(ids)]``; -1 for those that are not there."""


def learning_data(
    parts: Iterable[InteractionRows],
    assortment: Assortment,
    weights: Mapping[EventKind, float],
    facts: Mapping[int, Facts],
) -> LearningData:
    """Put together what there is; events of items that are gone for good are left out.

    Args:
        parts: all interactions, by time.
        assortment: all items.
        weights: how much each kind of event says.
        facts: shopper's number -> what they declared.
    """
    rows = assortment.sorted_rows
    rows_of = _finder(assortment)
    shoppers: list[NDArray[np.int64]] = []
    items: list[Rows] = []
    times: list[Moments] = []
    said: list[NDArray[np.float32]] = []
    buying: list[NDArray[np.bool_]] = []
    for part in parts:
        found = rows_of(part.item_ids)
        weight = np.array([weights.get(kind, 0.0) for kind in part.kinds], np.float32)
        kept = (found >= 0) & (weight != 0)
        shoppers.append(part.shoppers[kept])
        items.append(found[kept])
        times.append(part.times[kept])
        said.append(weight[kept])
        buying.append(np.array([kind is EventKind.PURCHASE for kind in part.kinds], np.bool_)[kept])
    known, codes = np.unique(np.concatenate([np.empty(0, np.int64), *shoppers]), return_inverse=True)
    interactions = Interactions.of(
        codes,
        np.concatenate([np.empty(0, np.int32), *items]),
        np.concatenate([np.empty(0, np.float64), *times]),
        n_shoppers=len(known),
        n_items=len(rows),
        weights=np.concatenate([np.empty(0, np.float32), *said]),
    )
    bought = interactions.where(np.concatenate([np.empty(0, np.bool_), *buying]))
    segments, segment_of = _segments(known, facts)
    words = {name: _words(assortment, name) for name in FIELDS}
    traits = _with_births(traits_of(assortment, rows), interactions)
    numbers = assortment.numbers[rows]
    return LearningData(interactions, known, numbers, traits, segments, segment_of, words, bought, rows_of)


def _finder(assortment: Assortment) -> Callable[[Sequence[str]], Rows]:
    rows = assortment.sorted_rows
    model_row = np.full(len(assortment) + 1, -1, np.int32)  # the last for those that are not there
    model_row[rows] = np.arange(len(rows), dtype=np.int32)
    return lambda ids: model_row[assortment.rows_of(ids)]


def traits_of(assortment: Assortment, rows: NDArray[np.integer]) -> Traits:
    """The traits of some rows of an assortment."""
    return Traits(
        assortment.embedding[rows],
        assortment.style[rows],
        {name: assortment.codes[name][rows] for name in FIELDS},
        dict.fromkeys(FIELDS, ()),
        assortment.comparable_prices[rows],
        assortment.created[rows],
        np.unique(assortment.groups[rows], return_inverse=True)[1].astype(np.int32),
    )


def facts_as_numbers(facts: Facts, genders: Mapping[str, int]) -> dict[str, float]:
    """What somebody declared, as the demographic recommender reckons with it: years of age, and a number for a word."""
    told: dict[str, float] = {}
    if facts.age_band is not None:
        told["age"] = _MIDDLE[facts.age_band]
    if facts.gender is not None:
        told["gender"] = float(genders.get(facts.gender, len(genders)))
    return told


_MIDDLE = {band: float(int(band[:2]) + 5) for band in AgeBand}


def _segments(shoppers: NDArray[np.int64], facts: Mapping[int, Facts]) -> tuple[Segments | None, Rows]:
    declared = [facts.get(int(number)) for number in shoppers]
    if not any(declared):
        return None, np.full(len(shoppers), -1, np.int32)
    genders = {word: code for code, word in enumerate(sorted({one.gender for one in declared if one and one.gender}))}
    told = [facts_as_numbers(one, genders) if one else {} for one in declared]
    columns = {name: (np.array([one.get(name, np.nan) for one in told]), name == "age") for name in ("age", "gender")}
    segments, of = Segments.of(columns)
    return Segments(segments.facts, segments.values, segments.ordered, tuple(genders)), of


def _words(assortment: Assortment, name: str) -> tuple[str, ...]:
    vocabulary = assortment.vocabularies[name]
    return tuple(vocabulary[code] for code in range(len(vocabulary)))


def _with_births(traits: Traits, interactions: Interactions) -> Traits:
    """An item whose events are older than its row in the catalogue is as old as they are."""
    born = traits.born.copy()
    np.minimum.at(born, interactions.items, interactions.times)
    return replace(traits, born=born)
