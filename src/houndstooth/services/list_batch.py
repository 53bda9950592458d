"""Lists for many shoppers, one after another: for a mailing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from threadpoolctl import threadpool_limits

from houndstooth.domain.access import Principal
from houndstooth.domain.errors import InvalidEvent
from houndstooth.domain.event import Who
from houndstooth.domain.event_ports import Events
from houndstooth.services.list_log import ListLog
from houndstooth.services.recommend import Recommended, Recommender
from houndstooth.services.wish import Wish


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody who shall have a list: the shop's id of them, and the line of a file that names them, from 1."""

    shopper: str
    line: int | None = None


Problem = Callable[[Addressee, str], None]
"""Told of an addressee without a list, and why there is none."""


@dataclass(frozen=True)
class ListBatch:
    """Makes a list for each of many shoppers.

    Args:
        recommender: makes the lists.
        events: who did something.
        lists: where the lists are logged.
    """

    recommender: Recommender
    events: Events
    lists: ListLog

    def active(self, shop_id: str, days: float) -> tuple[Iterator[Addressee], int]:
        """All shoppers who did something with an item within the last days, and how many they are."""
        since = self.recommender.clock() - timedelta(days=days)
        names = self.events.shoppers(shop_id, since=since)
        return map(Addressee, names), self.events.count_shoppers(shop_id, since=since)

    def run(
        self, by: Principal, wish: Wish, addressees: Iterable[Addressee], on_problem: Problem
    ) -> Iterator[tuple[Addressee, Recommended | None]]:
        """Each addressee with a list, ``None`` for those who have none; when all were given, all are in the log.

        Args:
            by: who asks.
            wish: what each list shall be; for whom does not matter.
            addressees: read one by one.
            on_problem: told of whoever has no list.
        """
        with threadpool_limits(
            1, "blas"
        ):  # the matrices of one list are so small that threads only wait for each other
            for one in addressees:
                yield one, self._list(by, wish, one, on_problem)
        self.lists.flush()

    def _list(self, by: Principal, wish: Wish, one: Addressee, on_problem: Problem) -> Recommended | None:
        try:
            who = Who(one.shopper)
        except InvalidEvent as error:
            on_problem(one, str(error))
            return None
        if self.events.identity(by.shop_id, who) is None:
            on_problem(one, "is no shopper of whom anything is known")
            return None
        made = self.recommender.recommend(by, replace(wish, who=who))
        if not made.slate.picks:
            on_problem(one, "has an empty list: rules and what is in stock leave nothing to show")
            return None
        return made
