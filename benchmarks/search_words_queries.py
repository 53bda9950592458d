"""The questions of ``search_words``: texts and wishes of held-out items."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from houndstooth.bootstrap import House
from houndstooth.catalog.words import load_words
from houndstooth.domain.filter import Filter
from houndstooth.training.splits import Splits
from houndstooth.training.words.phrases import Phrasebook
from houndstooth.training.words.texts import slip

_PAGE = 1000
_LEAST = 10
"""So many items with the colour and the type must there be, besides the one that is asked about."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The items of the shop by id, and those that are asked about."""

    title: Mapping[str, str]
    category: Mapping[str, str | None]
    colour: Mapping[str, str | None]
    gender: Mapping[str, str | None]
    held_out: Sequence[str]

    @classmethod
    def read(cls, house: House, shop_id: str, splits: Splits, split: str) -> Shelf:
        """Everything that the shop has."""
        items, after = [], 0
        while True:
            page = house.catalogue.page(shop_id, where=Filter(), limit=_PAGE, after=after)
            items += [stored.item for stored in page.items]
            if page.next is None:
                break
            after = page.next
        return cls(
            title={item.id: item.title for item in items},
            category={item.id: item.category for item in items},
            colour={item.id: item.colour for item in items},
            gender={item.id: item.gender for item in items},
            held_out=[item.id for item in items if splits.of(item.id) == split],
        )


def described(shelf: Shelf, item_id: str) -> tuple[str | None, ...]:
    """Gender, type and colour."""
    return shelf.gender[item_id], shelf.category[item_id], shelf.colour[item_id]


def typed(shelf: Shelf, *, seed: int = 0) -> list[tuple[str, str]]:
    """Titles as people might type them: a third of the words left out (two stay), a sixth of the others misspelt."""
    rng = np.random.default_rng(seed)
    queries = []
    for item_id in shelf.held_out:
        words = shelf.title[item_id].split()
        kept = np.sort(rng.permutation(len(words))[: max(2, round(len(words) * 2 / 3))])
        queries.append((item_id, " ".join(slip(words[at], rng, 1 / 6) for at in kept)))
    return queries


def attribute_queries(shelf: Shelf, *, seed: int = 0) -> list[tuple[str, str]]:
    """For each different description among the held-out items gender, type and colour in words of shoppers.

    Words, some of them of other languages, are drawn from our mapping files and lists of phrases; the order is any, and
    one word in eight is misspelt.
    """
    rng = np.random.default_rng(seed)
    first = {described(shelf, item_id): item_id for item_id in reversed(shelf.held_out)}
    whole = {of: item_id for of, item_id in first.items() if None not in of}
    fields = ("gender", "category", "colour")
    values = {name: sorted({of[at] or "" for of in whole}) for at, name in enumerate(fields)}
    phrases = Phrasebook(load_words(), values)
    queries = []
    for of, item_id in sorted(whole.items(), key=str):
        said = [phrases.of(name, value or "") for name, value in zip(fields, of, strict=True)]
        words = " ".join(one[int(rng.integers(len(one)))] for one in rng.permutation(np.array(said, object)))
        queries.append((item_id, " ".join(slip(word, rng, 1 / 8) for word in words.split())))
    return queries


def but_in_colour(shelf: Shelf, count: int, *, seed: int = 0) -> list[tuple[str, str]]:
    """Held-out items, each with another colour in which there are at least ten of its type."""
    rng = np.random.default_rng(seed)
    pairs = Counter((shelf.category[one], shelf.colour[one]) for one in shelf.title)
    asked = []
    for item_id in rng.permutation(np.array(shelf.held_out)).tolist():
        category, colour = shelf.category[item_id], shelf.colour[item_id]
        others = sorted(c for (k, c), n in pairs.items() if k == category and c not in {None, colour} and n >= _LEAST)
        if category is not None and others:
            asked.append((item_id, others[int(rng.integers(len(others)))]))
    return asked[:count]
