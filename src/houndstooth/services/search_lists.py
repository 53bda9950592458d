"""Search as shoppers meet it: what looks alike, under the shop's rules and by taste, logged as a list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from houndstooth.domain.access import Principal
from houndstooth.domain.slate import Surface
from houndstooth.imaging.crop import CropBox
from houndstooth.services.answer_pages import Place, page_of
from houndstooth.services.list_setting import Found
from houndstooth.services.recommend import Recommender
from houndstooth.services.search import MAX_K, Answer, Search
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

    def by_photo(
        self,
        by: Principal,
        data: bytes,
        wish: Wish,
        *,
        box: CropBox | None = None,
        grouped: bool = True,
        after: Place | None = None,
    ) -> Page:
        """See ``Search.by_photo``; the wish says how many, for whom, and how much their taste counts.

        Where likeness is not all that counts, there is one page: deeper ones would have another order.
        """

        def find(k: int) -> Answer:
            return self.search.by_photo(by.shop_id, data, k=k, where=wish.where, box=box, grouped=grouped)

        return self._arranged(by, wish, find, grouped=grouped, after=after)

    def similar(
        self, by: Principal, item_id: str, wish: Wish, *, grouped: bool = True, after: Place | None = None
    ) -> Page:
        """See ``Search.similar`` and :meth:`by_photo`."""

        def find(k: int) -> Answer:
            return self.search.similar(by.shop_id, item_id, k=k, where=wish.where, grouped=grouped)

        return self._arranged(by, wish, find, grouped=grouped, after=after)

    def _arranged(
        self, by: Principal, wish: Wish, find: Callable[[int], Answer], *, grouped: bool, after: Place | None
    ) -> Page:
        if wish.taste or wish.diversity or self.recommender.has_rules(by.shop_id, Surface.SEARCH):
            answer, following = find(min(_DEEPER * wish.k, MAX_K)), None
        else:
            answer, following = page_of(find, wish.k, after)
        found = Found(
            np.array([hit.stored.number for hit in answer.hits], np.int64),
            np.array([hit.score for hit in answer.hits], np.float32),
            grouped,
        )
        made = self.recommender.arrange(by, wish, found)
        hits = {hit.stored.item.id: hit for hit in answer.hits}
        shown = tuple(hits[pick.item_id] for pick in made.slate.picks)
        return replace(answer, hits=shown, list_id=made.slate.list_id), following
