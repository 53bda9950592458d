"""Pages of what a search finds. A page begins beyond the score and the number at which the last one ended.

Nothing is kept between two pages: the search is made again, a little deeper. So what came in between neither repeats
nor hides what is yet to come, whichever process is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from houndstooth.domain.cursor import pack, unknown, unpack
from houndstooth.services.gallery import Hit
from houndstooth.services.search import MAX_DEPTH, Answer

_STEPS = 1_000_000
"""Scores are compared as whole millionths: the last bits of a product hang on what else was multiplied with it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page ended.

    Args:
        score: of its last hit, in millionths.
        number: of its last hit.
        shown: how many hits came before the next page.
    """

    score: int
    number: int
    shown: int

    @classmethod
    def of(cls, hit: Hit, shown: int) -> Place:
        """The place of a hit."""
        return cls(round(hit.score * _STEPS), hit.stored.number, shown)

    def write(self) -> str:
        """As text, for programs to send back."""
        return pack([self.score, self.number, self.shown])

    @classmethod
    def read(cls, text: str) -> Place:
        """What ``write`` wrote.

        Raises:
            InvalidInput: it is no such text.
        """
        place = cls(*(int(one) for one in unpack(text, [int, int, int])))
        if not 0 < place.shown < MAX_DEPTH:
            raise unknown(text)
        return place

    @property
    def key(self) -> tuple[int, int]:
        """What hits are sorted by, ascending."""
        return -self.score, self.number


def page_of(search: Callable[[int], Answer], k: int, after: Place | None = None) -> tuple[Answer, Place | None]:
    """One page of a search, and where it ended if there is more.

    Args:
        search: finds so many hits, best first.
        k: how many hits the page has at most.
        after: where the last page ended.
    """
    before = after.shown if after else 0
    depth = before + k + 1
    while True:
        depth = min(depth, MAX_DEPTH)
        answer = search(depth)
        hits = sorted((hit for hit in answer.hits if _is_beyond(hit, after)), key=_key)
        page, rest = hits[:k], hits[k:]
        # Of equal scores not all may have been found; and what came meanwhile may have taken places.
        whole = len(rest) > 0 and _key(hits[-1])[0] > _key(page[-1])[0]
        if whole or len(answer.hits) < depth or depth == MAX_DEPTH:
            break
        depth *= 2
    more = bool(rest) and before + len(page) < MAX_DEPTH
    return replace(answer, hits=tuple(page)), Place.of(page[-1], before + len(page)) if more else None


def _key(hit: Hit) -> tuple[int, int]:
    return Place.of(hit, 0).key


def _is_beyond(hit: Hit, after: Place | None) -> bool:
    return after is None or _key(hit) > after.key
