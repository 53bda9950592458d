"""Search by words: alone, or beside a photo or an item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from houndstooth.domain.encoding import Vectors
from houndstooth.domain.filter import Condition, Filter, Operator
from houndstooth.domain.item import Price
from houndstooth.domain.ports import Catalogue, FullText, TextEncoder
from houndstooth.services.fusion import Ranking, fuse
from houndstooth.services.gallery import Galleries, Hit, first_of_groups
from houndstooth.services.shop_words import ShopVocabularies
from houndstooth.services.wording import Wording, read_wording

_DEEPER = 5
_LEAST_DEPTH = 100
"""Rankings are fused from so many times the wanted number of items, and from at least so many."""

_MANY = 1000
"""So many items with the words are looked at, to find those among the nearest."""


@dataclass(frozen=True, slots=True)
class Balance:
    """How much each part of a search counts; chosen on the validation split by ``benchmarks/search_words.py``."""

    text: float = 1.0
    """Of a fused ranking: items with the words."""
    vector: float = 1.0
    """Items that look like what the words say."""
    understood: float = 1.0
    """Each of the two again, among the items that have what was understood."""
    shift: float = 0.5
    """How far words move the vector of a picture towards their own."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, best first, and the conditions that the words were taken for."""

    hits: tuple[Hit, ...]
    understood: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Likeness:
    """What words stand beside: the picture or pictures that are to be resembled."""

    vector: Vectors
    """``float32[1, d]``, a unit row."""
    kept: Mapping[str, str] = field(default_factory=dict)
    """Fields whose values stay as they are, unless the words say otherwise: the category."""
    price: Price | None = None
    """Of the item, for those who want something cheaper."""


class WordSearch:
    """Finds items by words; safe to call from several threads.

    What the words of the shop's own labels are recognised in (``ShopWords``) is wanted of the items, or is not wanted;
    everything is also looked up in the items' texts, and looked for by its vector.

    Args:
        catalogue: of all shops.
        galleries: their vectors.
        full_text: their texts.
        vocabularies: their words.
        encoder: for the artifact of the galleries; ``None`` where there is none: then the texts alone are searched.
        balance: how much each counts.
    """

    def __init__(
        self,
        *,
        catalogue: Catalogue,
        galleries: Galleries,
        full_text: FullText,
        vocabularies: ShopVocabularies,
        encoder: TextEncoder | None,
        balance: Balance | None = None,
    ) -> None:
        self._catalogue = catalogue
        self._galleries = galleries
        self._full_text = full_text
        self._vocabularies = vocabularies
        self._encoder = encoder
        self.balance = balance or Balance()

    def find(self, shop_id: str, text: str, *, k: int, where: Filter, grouped: bool) -> Found:
        """The ``k`` items that the words describe best.

        Raises:
            InvalidInput: the text is too long, or has no word.
            InvalidFilter: the filter asks for a field that no item has.
        """
        wording = read_wording(text, self._vocabularies.of(shop_id))
        demands, wishes = wording.demands(), wording.wishes(where)
        allowed = _also(where, demands)
        rankings = self._rankings(shop_id, wording, allowed, wishes, depth=max(_LEAST_DEPTH, _DEEPER * k))
        hits = self._hits(shop_id, fuse(rankings))
        shown = first_of_groups(hits) if grouped else hits
        return Found(tuple(shown[:k]), (*wishes, *demands))

    def resembling(self, shop_id: str, like: Likeness, text: str, *, k: int, where: Filter, grouped: bool) -> Found:
        """The ``k`` items that look most like a picture, but as the words say.

        What is not wanted, and prices, hold for all that is found. Those that have everything that is wanted, and keep
        what is to be kept, come first; then those that have what is wanted; then others.

        Raises:
            InvalidInput, InvalidFilter: as in ``find``.
        """
        wording = read_wording(text, self._vocabularies.of(shop_id))
        demands, wishes = wording.demands(like.price), wording.wishes(where)
        query = self._moved(like.vector, wording)
        allowed = _also(where, demands)
        wanted = _also(allowed, wishes)
        kept = tuple(
            Condition(name, Operator.EQUAL, value)
            for name, value in like.kept.items()
            if name not in wording.wanted and name not in where.alternatives()
        )
        tiers = list(dict.fromkeys((_also(wanted, kept), wanted, allowed)))
        hits: dict[int, Hit] = {}
        for tier in tiers:
            near = self._near(shop_id, query, wording, tier, k)
            hits |= {one.stored.number: one for one in near if one.stored.number not in hits}
            shown = first_of_groups(hits.values()) if grouped else list(hits.values())
            if len(shown) >= k:
                break
        return Found(tuple(shown[:k]), (*wishes, *demands))

    def _rankings(
        self, shop_id: str, wording: Wording, allowed: Filter, wishes: Sequence[Condition], *, depth: int
    ) -> list[Ranking]:
        parts = [(allowed, 1.0)]
        if wishes:
            parts.append((_also(allowed, wishes), self.balance.understood))
        vector = None if self._encoder is None or not wording.text else self._encoder.encode([wording.text])
        rankings = []
        for where, weight in parts:
            found = self._full_text.find(shop_id, wording.text, where=where, limit=depth)
            rankings.append(Ranking([number for number, _ in found], weight * self.balance.text))
            if vector is not None:
                near = self._galleries.of(shop_id).nearest(vector, depth, where=where)
                rankings.append(Ranking([hit.stored.number for hit in near], weight * self.balance.vector))
        if vector is None and wishes:
            # Of a word that no text has, such as one of another language, the labels are all that is left.
            page = self._catalogue.page(shop_id, where=_also(allowed, wishes), limit=depth)
            rankings.append(Ranking([stored.number for stored in page.items], self.balance.understood))
        return rankings

    def _near(self, shop_id: str, query: Vectors, wording: Wording, where: Filter, k: int) -> list[Hit]:
        """The nearest items that pass; those that have words which no field was found for come further up."""
        depth = max(_LEAST_DEPTH, _DEEPER * k)
        near = self._galleries.of(shop_id).nearest(query, depth, where=where)
        if not wording.rest:
            return near
        by_number = {hit.stored.number: hit for hit in near}
        said = self._full_text.find(shop_id, wording.rest, where=where, limit=_MANY)
        saying = [number for number, _ in said if number in by_number]
        return [by_number[number] for number, _ in fuse([Ranking(list(by_number)), Ranking(saying)])]

    def _hits(self, shop_id: str, fused: Sequence[tuple[int, float]]) -> list[Hit]:
        stored = self._catalogue.by_numbers(shop_id, [number for number, _ in fused])
        return [Hit(stored[number], score) for number, score in fused if number in stored]

    def _moved(self, vector: Vectors, wording: Wording) -> Vectors:
        """The vector of a picture, composed with that of the words."""
        if self._encoder is None or not wording.text:
            return vector
        moved = vector + self.balance.shift * self._encoder.encode([wording.text])
        return np.asarray(moved / np.linalg.norm(moved), np.float32)


def _also(where: Filter, conditions: Sequence[Condition]) -> Filter:
    """A filter with more conditions."""
    return where & Filter(tuple(conditions))
