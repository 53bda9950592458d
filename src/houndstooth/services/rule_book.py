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
from houndstooth.services.rule_newcomers import Newcomers
from houndstooth.services.rule_standing import Standing, read_standing

PAUSE = 2.0
"""Seconds between two looks through the catalogue of a shop that is being written."""

Later = Callable[[Callable[[], None]], object]
"""Has something done by somebody else, soon."""

_log = logging.getLogger("houndstooth.rules")


@dataclass(frozen=True, slots=True)
class _Edition:
    """The rules of a shop, oldest first, as of a revision of theirs and with the assortment that was looked up."""

    revision: int = -1
    looked: Assortment | None = None
    standings: tuple[Standing, ...] = ()

    @property
    def catalogue_revision(self) -> int:
        """Of the assortment that was looked up."""
        return -1 if self.looked is None else self.looked.revision

    def follow(self, assortment: Assortment) -> _Followed:
        """The rules for an assortment of the same layout."""
        if self.looked is None or self.catalogue_revision >= assortment.revision:
            return tuple((one.rule, one.resolved) for one in self.standings)
        newcomers = Newcomers(assortment, self.looked)
        return tuple((one.rule, one.followed(assortment, newcomers)) for one in self.standings)


_Followed = tuple[tuple[Rule, Resolved | None], ...]
"""The rules of an edition, resolved for an assortment."""


class _Shelf:
    """The newest edition of one shop."""

    def __init__(self) -> None:
        self.edition = _Edition()
        self.followed: tuple[_Edition, int, _Followed] = (self.edition, -1, ())
        """An edition, for the revision of an assortment."""
        self.changing = Lock()
        """Held by who looks up rules that changed; who looks up a changed catalogue keeps nobody waiting."""
        self.renewing = False
        self.renewed_at = 0.0


class RuleBook:
    """The rules in force. Safe to call from several threads.

    A changed rule holds from the next list on, and a rule finds the items that it names at once. What a change of the
    catalogue means for the conditions of rules is looked up in the background, after the first list that meets it, so
    that no list waits. Until then the rules are about the items that they were about; but what a block may be about now
    (see ``Newcomers``) is not shown: it holds whatever came in at night. (Whether an item is in stock and in sight is
    the assortment's word, and always of now.)

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
        found = [(rule, resolved) for rule, resolved in self._followed(shop_id, assortment) if rule.id not in removed]
        found += [(rule, read_standing(rule, self._catalogue, assortment).resolved) for rule in added]
        if added:
            found.sort(key=lambda one: (one[0].created_at, one[0].id))
        return tuple(resolved for rule, resolved in found if resolved is not None and rule.holds(surface, at))

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

    def _followed(self, shop_id: str, assortment: Assortment) -> _Followed:
        edition = self._edition(shop_id, assortment)
        shelf = self._shelf(shop_id)
        of, revision, followed = shelf.followed
        if of is not edition or revision != assortment.revision:
            followed = edition.follow(assortment)
            shelf.followed = (edition, assortment.revision, followed)
        return followed

    def _edition(self, shop_id: str, assortment: Assortment) -> _Edition:
        shelf = self._shelf(shop_id)
        if shelf.edition.revision != self._rules.revision(shop_id):
            with shelf.changing:
                if shelf.edition.revision != self._rules.revision(shop_id):  # else somebody else was faster
                    self._publish(shelf, self._changed(shop_id, shelf.edition, assortment))
        edition = shelf.edition
        if edition.catalogue_revision >= assortment.revision:
            return edition
        if edition.looked is None or edition.looked.layout != assortment.layout:
            # Rows of another layout cannot be compared; that is so rare that a list may wait.
            edition = self._renewed(shop_id, assortment)
            self._publish(shelf, edition)
        else:
            self._renew_later(shop_id, shelf)
        return edition

    def _shelf(self, shop_id: str) -> _Shelf:
        with self._lock:
            return self._shelves.setdefault(shop_id, _Shelf())

    def _changed(self, shop_id: str, last: _Edition, assortment: Assortment) -> _Edition:
        """The next edition, where the rules that did not change stand as they stood."""
        if last.looked is None:
            return self._renewed(shop_id, assortment)
        revision = self._rules.revision(shop_id)  # first: a change after it is found by the next list
        known = {one.rule: one for one in last.standings}
        standings = [
            known.get(rule) or read_standing(rule, self._catalogue, assortment) for rule in self._rules.all(shop_id)
        ]
        return _Edition(revision, last.looked, tuple(standings))

    def _renewed(self, shop_id: str, assortment: Assortment) -> _Edition:
        """An edition where all is looked up."""
        revision = self._rules.revision(shop_id)
        standings = [read_standing(rule, self._catalogue, assortment) for rule in self._rules.all(shop_id)]
        return _Edition(revision, assortment, tuple(standings))

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
