"""Recommendations: a list for somebody, on a surface, with a reason beside each item, and logged."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.access import Principal
from houndstooth.domain.catalogue import StoredItem
from houndstooth.domain.clock import Clock, utc_now
from houndstooth.domain.errors import InvalidInput
from houndstooth.domain.interactions import Floats
from houndstooth.domain.ports import Catalogue
from houndstooth.domain.rule import Rule
from houndstooth.domain.slate import Pick, Reason, ReasonKind, Slate, Surface, new_list_id
from houndstooth.recommenders.compose import Composed, Pool, compose
from houndstooth.recommenders.rules import Resolved
from houndstooth.recommenders.seen import Memory, remember, unlearned
from houndstooth.services.assortment import Assortments
from houndstooth.services.list_log import ListLog
from houndstooth.services.list_setting import Found, Setting, squashed
from houndstooth.services.model_room import ModelRoom
from houndstooth.services.profiles import Portrait, Profiles
from houndstooth.services.rule_book import RuleBook
from houndstooth.services.wish import Wish


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
        rules: what shops want of their lists.
        lists: where lists are logged.
        policy: what holds for all lists.
        clock: gives the time.
    """

    catalogue: Catalogue
    profiles: Profiles
    assortments: Assortments
    models: ModelRoom
    rules: RuleBook
    lists: ListLog
    policy: Policy
    clock: Clock = field(default=utc_now)

    def recommend(self, by: Principal, wish: Wish) -> Recommended:
        """The list that is asked for; it is logged, and events can answer it.

        A web page that asks for a session of somebody who has signed in since, without their token, has the list of
        nobody in particular.

        Raises:
            NotFound: the shop has no such item.
            InvalidFilter: the filter asks for a field that no item has.
            InvalidInput: for the surface of searches, see :meth:`arrange`.
        """
        return self._make(by, *self._setting(by, wish))

    def arrange(self, by: Principal, wish: Wish, found: Found) -> Recommended:
        """What a search found, under the shop's rules and, as far as is wished, by the shopper's taste; it is logged.

        A pin lifts an item to its place where it was found at all; nothing comes in that was not.
        """
        return self._make(by, *self._setting(by, wish, found))

    def has_rules(self, shop_id: str, surface: Surface) -> bool:
        """Whether rules of the shop are in force on a surface."""
        return bool(self.rules.active(shop_id, self.assortments.of(shop_id), surface, self.clock()))

    def _make(self, by: Principal, version: str, setting: Setting) -> Recommended:
        composed, reasons = self._compose(by.shop_id, setting)
        slate = self._slate(by.shop_id, setting, version, composed, reasons)
        self.lists.keep(slate)
        found = self.catalogue.by_numbers(by.shop_id, composed.numbers.tolist())
        items = {one.item.id: one for one in found.values()}
        # One may have been removed just now.
        return Recommended(replace(slate, picks=tuple(one for one in slate.picks if one.item_id in items)), items)

    def warm_up(self, shop_id: str) -> None:
        """Load the items and models of a shop, so that the first list does not wait."""
        self.preview(Principal.command_line(shop_id), Wish(Surface.HOME, 1), added=(), removed=())

    def preview(self, by: Principal, wish: Wish, *, added: Sequence[Rule], removed: Collection[str]) -> tuple[str, ...]:
        """The ids of the items that a list would have with other rules; nobody is shown it, and it is not logged.

        Raises:
            NotFound, InvalidFilter, InvalidInput: as :meth:`recommend`.
        """
        _, setting = self._setting(by, wish)
        composed, _ = self._compose(by.shop_id, setting, added=added, removed=removed)
        return tuple(str(setting.assortment.ids[row]) for row in _rows(setting, composed))

    def _setting(self, by: Principal, wish: Wish, found: Found | None = None) -> tuple[str, Setting]:
        if wish.surface is Surface.SEARCH and found is None:
            raise InvalidInput("results of a search are arranged by the search itself; ask for another surface")
        portrait = self._portrait(by, wish)
        assortment = portrait.assortment if portrait else self.assortments.of(by.shop_id)
        version, aligned = self.models.of(by.shop_id, assortment) or ("", None)
        filtered = found is None and wish.where  # a search has seen to that
        passing = self.catalogue.numbers(by.shop_id, where=wish.where) if filtered else None
        now = self.clock().timestamp()
        return version, Setting(wish, portrait, assortment, aligned, now, passing, found=found)

    def _portrait(self, by: Principal, wish: Wish) -> Portrait | None:
        if wish.who is None:
            return None
        portrait = self.profiles.of(by.shop_id, wish.who)
        identity = portrait.identity
        if by.public and wish.who.shopper is None and identity is not None and identity.named:
            return None  # whoever else holds the device must not see what its last shopper likes
        return portrait

    def _compose(
        self, shop_id: str, setting: Setting, *, added: Sequence[Rule] = (), removed: Collection[str] = ()
    ) -> tuple[Composed, dict[int, Reason]]:
        wish = setting.wish
        at = datetime.fromtimestamp(setting.now, UTC)
        rules = self.rules.active(shop_id, setting.assortment, wish.surface, at, added=added, removed=removed)
        setting = setting.under(rules)
        rows, scores, reasons = setting.candidates()
        pool = self._pool(setting, rows, scores, rules)
        # Who searches wants what is alike, also what they have seen.
        usual = 0.0 if setting.found else self.policy.diversity
        memory = Memory() if setting.found else self._memory(shop_id, setting)
        dial = usual if wish.diversity is None else wish.diversity
        return compose(pool, rules, memory, most=wish.k, dial=dial), reasons

    def _pool(self, setting: Setting, rows: NDArray[np.int64], scores: Floats, rules: Sequence[Resolved]) -> Pool:
        assortment, found = setting.assortment, setting.found
        barred = assortment.groups[setting.context]
        among = [one for one in (setting.passing, found.numbers if found else None) if one is not None]

        def passes(some: NDArray[np.integer]) -> NDArray[np.bool_]:
            free: NDArray[np.bool_] = ~np.isin(assortment.groups[some], barred)
            return reduce(np.logical_and, (np.isin(assortment.numbers[some], one) for one in among), free)

        sold_out_too = found is not None or self.policy.out_of_stock
        pool = Pool.gather(assortment, rows, squashed(scores), rules=rules, out_of_stock=sold_out_too, passes=passes)
        return pool if found is None or found.grouped else pool.ungrouped()

    def _memory(self, shop_id: str, setting: Setting) -> Memory:
        portrait = setting.portrait
        if portrait is None or portrait.identity is None:
            return Memory()
        repeats = self.policy.repeat_lists if setting.wish.fresh else 0
        shown = self.lists.last_shown(shop_id, portrait.identity.number, lists=repeats) if repeats else ()
        return remember(
            setting.assortment,
            unlearned(portrait.history, portrait.said.forgotten),
            shown,
            now=datetime.fromtimestamp(setting.now, UTC),
            bought_days=self.policy.bought_days,
            repeat_lists=repeats,
        )

    def _slate(
        self, shop_id: str, setting: Setting, version: str, composed: Composed, reasons: dict[int, Reason]
    ) -> Slate:
        wish, assortment = setting.wish, setting.assortment
        rows = _rows(setting, composed)
        told = {int(row): Reason(ReasonKind.PINNED) for row in rows[composed.pinned]}
        told |= {row: reason for row, reason in reasons.items() if row not in told}
        unknown = np.array([row for row in rows.tolist() if row not in told], np.int64)
        told |= dict(zip(unknown.tolist(), setting.reasons(unknown), strict=True))
        picks = tuple(
            Pick(str(assortment.ids[row]), round(float(score), 6), told[row])
            for row, score in zip(rows.tolist(), composed.scores, strict=True)
        )
        identity = setting.portrait.identity if setting.portrait else None
        return Slate(
            new_list_id(),
            shop_id,
            wish.surface,
            datetime.fromtimestamp(setting.now, UTC),
            picks,
            identity.number if identity else None,
            version,
            context={"items": ",".join(wish.items)[:500]} if wish.items else {},
        )


def _rows(setting: Setting, composed: Composed) -> NDArray[np.int64]:
    return setting.assortment.rows_of_numbers(composed.numbers).astype(np.int64)
