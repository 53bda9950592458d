"""The rule book: the rules of every shop with their items as numbers, ready for whoever makes lists."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from time import monotonic

from houndstooth.domain.assortment import Assortment
from houndstooth.domain.ports import Catalogue
from houndstooth.domain.rule import Rule
from houndstooth.domain.rule_ports import Rules
from houndstooth.domain.slate import Surface
from houndstooth.recommenders.rules import Resolved
from houndstooth.services.assortment import Assortments
from houndstooth.services.rule_standing import Standing, read_standing

PAUSE = 2.0
"""Seconds between two looks through the catalogue of a shop that is being written."""

Later = Callable[[Callable[[], None]], object]
"""Has something done by somebody else, soon."""

_log = logging.getLogger("houndstooth.rules")


@dataclass(frozen=True, slots=True)
class _Edition:
    """The rules of a shop, oldest first, as of a revision of theirs and one of the catalogue."""

    revision: int = -1
    catalogue_revision: int = -1
    standings: tuple[Standing, ...] = ()


class _Shelf:
    """The newest edition of one shop."""

    def __init__(self) -> None:
        self.edition = _Edition()
        self.changing = Lock()
        """Held by who looks up rules that changed; who looks up a changed catalogue keeps nobody waiting."""
        self.renewing = False
        self.renewed_at = 0.0


class RuleBook:
    """The rules in force. Safe to call from several threads.

    A changed rule holds from the next list on. What a change of the catalogue means for the conditions of rules is
    looked up in the background, within seconds, so that no list waits for it; meanwhile the rules are about the items
    that they were about. (Whether an item is in stock and in sight is the assortment's word, and always of now.)

    Args:
        rules: of all shops.
        catalogue: of all shops.
        assortments: of all shops.
        later: where the background is; a thread of its own by default.
        pause: see ``PAUSE``.
    """

    def __init__(
        self,
        rules: Rules,
        catalogue: Catalogue,
        assortments: Assortments,
        *,
        later: Later | None = None,
        pause: float = PAUSE,
    ) -> None:
        self._rules = rules
        self._catalogue = catalogue
        self._assortments = assortments
        self._executor = None if later else ThreadPoolExecutor(1, thread_name_prefix="rules")
        self._later = later or self._submit
        self._pause = pause
        self._shelves: dict[str, _Shelf] = {}
        self._lock = Lock()

    def active(
        self,
        shop_id: str,
        assortment: Assortment,
        surface: Surface,
        at: datetime,
        *,
        added: Sequence[Rule] = (),
        removed: Collection[str] = (),
    ) -> tuple[Resolved, ...]:
        """The rules in force on a surface at a time, oldest first. One row of the database is read.

        Args:
            shop_id: the shop.
            assortment: of the shop, as the list is made of it.
            surface: where the list is shown.
            at: the time.
            added: rules that nobody keeps, as if they were kept.
            removed: ids of rules, as if they were not; first these, then those added.
        """
        kept = self._edition(shop_id, assortment).standings
        standings = [one for one in kept if one.rule.id not in removed]
        standings += [read_standing(rule, self._catalogue, assortment) for rule in added]
        if added:
            standings.sort(key=lambda one: (one.rule.created_at, one.rule.id))
        return tuple(one.resolved for one in standings if one.resolved is not None and one.rule.holds(surface, at))

    def standings(self, shop_id: str) -> tuple[Standing, ...]:
        """All rules of a shop as they stand now, oldest first; for people, who may wait for it."""
        edition = self._renewed(shop_id, self._assortments.of(shop_id))
        self._publish(self._shelf(shop_id), edition)
        return edition.standings

    def problems(self, shop_id: str) -> dict[str, str]:
        """What is wrong with rules of a shop, by their ids."""
        return {one.rule.id: one.problem for one in self.standings(shop_id) if one.problem is not None}

    def standing(self, rule: Rule) -> Standing:
        """How one rule stands now, whether it is kept or not."""
        return read_standing(rule, self._catalogue, self._assortments.of(rule.shop_id))

    def close(self) -> None:
        """Wait for what is being looked up."""
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)

    def _edition(self, shop_id: str, assortment: Assortment) -> _Edition:
        shelf = self._shelf(shop_id)
        if shelf.edition.revision != self._rules.revision(shop_id):
            with shelf.changing:
                if shelf.edition.revision != self._rules.revision(shop_id):  # else somebody else was faster
                    self._publish(shelf, self._changed(shop_id, shelf.edition, assortment))
        if shelf.edition.catalogue_revision != assortment.revision:
            self._renew_later(shop_id, shelf)
        return shelf.edition

    def _shelf(self, shop_id: str) -> _Shelf:
        with self._lock:
            return self._shelves.setdefault(shop_id, _Shelf())

    def _changed(self, shop_id: str, last: _Edition, assortment: Assortment) -> _Edition:
        """The next edition, where the rules that did not change stand as they stood."""
        if last.catalogue_revision < 0:
            return self._renewed(shop_id, assortment)
        revision = self._rules.revision(shop_id)  # first: a change after it is found by the next list
        known = {one.rule: one for one in last.standings}
        standings = [
            known.get(rule) or read_standing(rule, self._catalogue, assortment) for rule in self._rules.all(shop_id)
        ]
        return _Edition(revision, last.catalogue_revision, tuple(standings))

    def _renewed(self, shop_id: str, assortment: Assortment) -> _Edition:
        """An edition where all is looked up."""
        revision = self._rules.revision(shop_id)
        standings = [read_standing(rule, self._catalogue, assortment) for rule in self._rules.all(shop_id)]
        return _Edition(revision, assortment.revision, tuple(standings))

    def _publish(self, shelf: _Shelf, edition: _Edition) -> None:
        with self._lock:
            new, last = edition, shelf.edition
            if (new.revision, new.catalogue_revision) > (last.revision, last.catalogue_revision):
                shelf.edition = edition

    def _renew_later(self, shop_id: str, shelf: _Shelf) -> None:
        with self._lock:
            if shelf.renewing or monotonic() - shelf.renewed_at < self._pause:
                return
            shelf.renewing = True

        def renew() -> None:
            try:
                self._publish(shelf, self._renewed(shop_id, self._assortments.of(shop_id)))
            except Exception:  # lists go on as before, and it is tried again
                _log.exception("the rules of the shop %s could not be looked up again", shop_id)
            finally:
                shelf.renewed_at = monotonic()
                shelf.renewing = False

        self._later(renew)

    def _submit(self, task: Callable[[], None]) -> object:
        return self._executor.submit(task) if self._executor is not None else None
