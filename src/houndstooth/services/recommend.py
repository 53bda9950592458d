"""Recommendations: a list for somebody, on a surface, with a reason beside each item, and logged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.access import Principal
from houndstooth.domain.catalogue import StoredItem
from houndstooth.domain.clock import Clock, utc_now
from houndstooth.domain.errors import Forbidden
from houndstooth.domain.event import EventKind
from houndstooth.domain.event_ports import History
from houndstooth.domain.interactions import DAY, Floats
from houndstooth.domain.ports import Catalogue
from houndstooth.domain.slate import Pick, Slate, new_list_id
from houndstooth.recommenders.diversify import diversify
from houndstooth.services.assortment import Assortments
from houndstooth.services.list_log import ListLog
from houndstooth.services.list_setting import Setting, context_rows, squashed
from houndstooth.services.model_room import ModelRoom
from houndstooth.services.profiles import Portrait, Profiles
from houndstooth.services.wish import Wish

_CONSIDERED = 4
"""So many times as many as asked for go into the choice of a diverse list."""


@dataclass(frozen=True, slots=True)
class Recommended:
    """A list: as it is logged, and its items by id."""

    slate: Slate
    items: Mapping[str, StoredItem]


@dataclass(frozen=True, slots=True)
class Policy:
    """What holds for all lists of an installation.

    Args:
        diversity: the dial where a wish says nothing, 0 to 1.
        repeat_lists: what was shown in the last so many lists is not shown again where there is enough else.
        bought_days: what was bought so many days ago or less is left out.
        out_of_stock: whether items that cannot be had are shown.
    """

    diversity: float = 0.2
    repeat_lists: int = 2
    bought_days: float = 90.0
    out_of_stock: bool = False


@dataclass(frozen=True)
class Recommender:
    """Makes lists. Safe to call from several threads; nothing is fitted and no table is scanned.

    Args:
        catalogue: of all shops.
        profiles: of shoppers.
        assortments: the items as arrays.
        models: what was fitted.
        lists: where lists are logged.
        policy: what holds for all lists.
        clock: gives the time.
    """

    catalogue: Catalogue
    profiles: Profiles
    assortments: Assortments
    models: ModelRoom
    lists: ListLog
    policy: Policy
    clock: Clock = field(default=utc_now)

    def recommend(self, by: Principal, wish: Wish) -> Recommended:
        """The list that is asked for; it is logged, and events can answer it.

        Raises:
            NotFound: the shop has no such item.
            InvalidFilter: the filter asks for a field that no item has.
            Forbidden: a web page asks for a session of somebody who has signed in since, without their token.
        """
        shop_id = by.shop_id
        portrait = self._portrait(by, wish)
        assortment = portrait.assortment if portrait else self.assortments.of(shop_id)
        found = self.models.of(shop_id, assortment)
        version, aligned = found if found is not None else ("", None)
        passing = self.catalogue.numbers(shop_id, where=wish.where) if wish.where else None
        setting = Setting(wish, portrait, assortment, aligned, self.clock().timestamp(), passing)
        context = context_rows(wish, assortment)
        rows, scores, reasons = setting.candidates(context)
        allowed = self._allowed(setting, rows, context)
        rows, scores = rows[allowed], scores[allowed]
        places = self._choose(shop_id, wish, setting, rows, scores)
        told = [reasons.get(int(row)) for row in rows[places]]
        unknown = np.array([row for row, reason in zip(rows[places], told, strict=True) if reason is None], np.int64)
        more = dict(zip(unknown.tolist(), setting.reasons(unknown), strict=True))
        picks = tuple(
            Pick(str(assortment.ids[row]), round(float(scores[place]), 6), reason or more[int(row)])
            for place, row, reason in zip(places, rows[places], told, strict=True)
        )
        return self._logged(shop_id, wish, setting, version, picks)

    def _portrait(self, by: Principal, wish: Wish) -> Portrait | None:
        if wish.who is None:
            return None
        portrait = self.profiles.of(by.shop_id, wish.who)
        identity = portrait.identity
        if by.public and wish.who.shopper is None and identity is not None and identity.named:
            raise Forbidden("the session is of a shopper who has signed in; send their shopper token")
        return portrait

    def _allowed(self, setting: Setting, rows: NDArray[np.int64], context: NDArray[np.int64]) -> NDArray[np.bool_]:
        assortment = setting.assortment
        allowed: NDArray[np.bool_] = assortment.in_sight[rows] & ~np.isin(
            assortment.groups[rows], assortment.groups[context]
        )
        if not self.policy.out_of_stock:
            allowed &= assortment.in_stock[rows]
        if setting.passing is not None:
            allowed &= np.isin(assortment.numbers[rows], setting.passing)
        portrait = setting.portrait
        if portrait is not None:
            opinions = portrait.profile.opinions
            allowed &= ~np.isin(rows, opinions.rows[opinions.weights < 0])
            bought = _bought_lately(portrait.history, setting.now, self.policy.bought_days)
            allowed &= ~np.isin(rows, assortment.rows_of(bought))
        return allowed

    def _choose(
        self, shop_id: str, wish: Wish, setting: Setting, rows: NDArray[np.int64], scores: Floats
    ) -> NDArray[np.int64]:
        """The places of the items of the list among the candidates, in the order in which they are shown."""
        order = np.argsort(-scores, kind="stable")
        stale = self._shown_lately(shop_id, wish, setting, rows)
        fresh = order[stale[order] == 0]
        again = order[stale[order] > 0]
        again = again[np.argsort(stale[again], kind="stable")]  # what was shown longest ago comes back first
        assortment = setting.assortment
        dial = self.policy.diversity if wish.diversity is None else wish.diversity
        chosen: list[int] = []
        for pool in (fresh[: _CONSIDERED * wish.k + 50], again):
            if len(chosen) < wish.k and len(pool):
                groups = assortment.groups[rows[pool]]
                free = ~np.isin(groups, assortment.groups[rows[chosen]])
                some = pool[free]
                vectors = assortment.embedding[rows[some]]
                found = diversify(squashed(scores[some]), vectors, wish.k - len(chosen), dial=dial, groups=groups[free])
                chosen += some[found].tolist()
        return np.array(chosen, np.int64)

    def _shown_lately(self, shop_id: str, wish: Wish, setting: Setting, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """``int64[c]``: 0 for what was not in the last lists; else the higher the more lately it was shown."""
        stale = np.zeros(len(rows), np.int64)
        identity = setting.portrait.identity if setting.portrait else None
        if identity is None or not wish.fresh or not self.policy.repeat_lists:
            return stale
        shown = self.lists.last_shown(shop_id, identity.number, lists=self.policy.repeat_lists)
        for age, items in reversed(list(enumerate(shown))):
            stale[np.isin(rows, setting.assortment.rows_of(items))] = len(shown) - age
        return stale

    def _logged(self, shop_id: str, wish: Wish, setting: Setting, version: str, picks: tuple[Pick, ...]) -> Recommended:
        identity = setting.portrait.identity if setting.portrait else None
        slate = Slate(
            new_list_id(),
            shop_id,
            wish.surface,
            datetime.fromtimestamp(setting.now, UTC),
            picks,
            identity.number if identity else None,
            version,
            context={"items": ",".join(wish.items)[:500]} if wish.items else {},
        )
        self.lists.keep(slate)
        assortment = setting.assortment
        numbers = assortment.numbers[assortment.rows_of([pick.item_id for pick in picks])].tolist()
        found = self.catalogue.by_numbers(shop_id, numbers)
        items = {found[number].item.id: found[number] for number in numbers if number in found}
        if len(items) < len(picks):  # one was removed just now
            slate = replace(slate, picks=tuple(pick for pick in picks if pick.item_id in items))
        return Recommended(slate, items)


def _bought_lately(history: History, now: float, days: float) -> list[str]:
    since = now - days * DAY
    return [
        item
        for item, kind, time in zip(history.item_ids, history.kinds, history.times, strict=True)
        if kind is EventKind.PURCHASE and time >= since
    ]
