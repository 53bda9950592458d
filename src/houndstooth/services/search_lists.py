"""Search as shoppers meet it: what looks alike, under the shop's rules and by taste, logged as a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from houndstooth.domain.access import Principal
from houndstooth.domain.slate import Surface
from houndstooth.services.answer_pages import Place, page_of
from houndstooth.services.list_setting import Found
from houndstooth.services.recommend import Recommender
from houndstooth.services.search import MAX_K, Answer, Photo, Search
from houndstooth.services.wish import Wish

_DEEPER = 4
"""Where likeness is not all that counts, so many times as many items are looked at."""


Page = tuple[Answer, Place | None]
"""An answer, and where it ended if there is more."""


@dataclass(frozen=True)
class SearchLists:
    """Searches whose answers are lists: rules of the surface ``search`` hold, and events can answer them.

    Args:
        search: finds what looks alike.
        recommender: arranges and logs it.
    """

    search: Search
    recommender: Recommender

    def by_photos(
        self,
        by: Principal,
        photos: Sequence[Photo],
        wish: Wish,
        *,
        words: str | None = None,
        grouped: bool = True,
        after: Place | None = None,
    ) -> Page:
        """See ``Search.by_photos``; the wish says how many, for whom, and how much their taste counts.

        Where likeness is not all that counts, there is one page: deeper ones would have another order.
        """

        def find(k: int) -> Answer:
            return self.search.by_photos(by.shop_id, photos, k=k, where=wish.where, grouped=grouped, words=words)

        return self._arranged(by, wish, find, grouped=grouped, after=after, paged=words is None)

    def similar(
        self,
        by: Principal,
        item_id: str,
        wish: Wish,
        *,
        words: str | None = None,
        grouped: bool = True,
        after: Place | None = None,
    ) -> Page:
        """See ``Search.similar`` and :meth:`by_photos`."""

        def find(k: int) -> Answer:
            return self.search.similar(by.shop_id, item_id, k=k, where=wish.where, grouped=grouped, words=words)

        return self._arranged(by, wish, find, grouped=grouped, after=after, paged=words is None)

    def by_words(self, by: Principal, text: str, wish: Wish, *, grouped: bool = True) -> Page:
        """See ``Search.by_words`` and :meth:`by_photos`; there is one page."""

        def find(k: int) -> Answer:
            return self.search.by_words(by.shop_id, text, k=k, where=wish.where, grouped=grouped)

        return self._arranged(by, wish, find, grouped=grouped, after=None, paged=False)

    def _arranged(
        self,
        by: Principal,
        wish: Wish,
        find: Callable[[int], Answer],
        *,
        grouped: bool,
        after: Place | None,
        paged: bool,
    ) -> Page:
        following = None
        if wish.taste or wish.diversity or self.recommender.has_rules(by.shop_id, Surface.SEARCH):
            answer = find(min(_DEEPER * wish.k, MAX_K))
        elif paged:
            answer, following = page_of(find, wish.k, after)
        else:
            answer = find(wish.k)
        numbers = np.array([hit.stored.number for hit in answer.hits], np.int64)
        order = -np.arange(len(numbers), dtype=np.float32)  # theirs counts: it is not always that of the scores
        made = self.recommender.arrange(by, wish, Found(numbers, order, grouped))
        hits = {hit.stored.item.id: hit for hit in answer.hits}
        shown = tuple(hits[pick.item_id] for pick in made.slate.picks)
        return replace(answer, hits=shown, list_id=made.slate.list_id), following
