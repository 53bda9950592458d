"""The desk where the rules of a shop are made, changed and taken out, each time with a note of who did it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import Any

from houndstooth.domain.access import Principal
from houndstooth.domain.clock import Clock, utc_now
from houndstooth.domain.errors import InvalidFilter, InvalidRule
from houndstooth.domain.ports import Catalogue
from houndstooth.domain.rule import USUAL_STRENGTH, WEIGHING, Rule, RuleKind, new_rule_id
from houndstooth.domain.rule_ports import Rules
from houndstooth.domain.slate import Surface
from houndstooth.services.audit import Audit
from houndstooth.services.rule_book import RuleBook
from houndstooth.services.rule_standing import Standing

_FEW = 20
"""So many items the audit log names."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wants of a rule; see ``Rule``. A boost or bury without a strength gets the usual one."""

    name: str
    kind: RuleKind
    item_ids: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    surfaces: frozenset[Surface] = frozenset()
    starts: datetime | None = None
    ends: datetime | None = None
    strength: float | None = None
    place: int | None = None
    enabled: bool = True
    note: str = ""

    def rule(self, by: Principal, now: datetime, *, rule_id: str | None = None) -> Rule:
        """A rule as it is drafted, made now.

        Raises:
            InvalidRule: no shop can have it.
        """
        wanted = {one.name: getattr(self, one.name) for one in fields(self)}
        if self.strength is None and self.kind in WEIGHING:
            wanted["strength"] = USUAL_STRENGTH
        return Rule(
            id=rule_id or new_rule_id(),
            shop_id=by.shop_id,
            created_at=now,
            created_by=by.name,
            changed_at=now,
            changed_by=by.name,
            **wanted,
        )


@dataclass(frozen=True)
class RuleDesk:
    """The rules of all shops, for people."""

    rules: Rules
    book: RuleBook
    catalogue: Catalogue
    audit: Audit
    clock: Clock = field(default=utc_now)

    def all(self, shop_id: str) -> tuple[Standing, ...]:
        """The rules of a shop as they stand now, oldest first."""
        return self.book.standings(shop_id)

    def get(self, shop_id: str, rule_id: str) -> Standing:
        """One rule as it stands now.

        Raises:
            NotFound: the shop has no such rule.
        """
        return self.book.standing(self.rules.get(shop_id, rule_id))

    def draft(self, by: Principal, draft: Draft, *, instead_of: str | None = None) -> Rule:
        """The rule that a draft would make, also in the place of another one, whose age it takes over.

        Raises:
            InvalidRule: no shop can have it, or no item has a field that it speaks of.
            NotFound: the shop has no such other rule.
        """
        rule = draft.rule(by, self.clock(), rule_id=instead_of)
        if instead_of is None:
            self._check_fields(rule)
            return rule
        old = self.rules.get(by.shop_id, instead_of)
        if rule.conditions != old.conditions:  # a rule whose field is gone may still be switched off
            self._check_fields(rule)
        return replace(rule, created_at=old.created_at, created_by=old.created_by)

    def add(self, by: Principal, draft: Draft) -> Standing:
        """Make a rule in the shop of ``by``. Items that the shop does not have are no error: they may come.

        Raises:
            InvalidRule: see ``draft``.
            Conflict: the shop has as many rules as there can be.
        """
        rule = self.draft(by, draft)
        self.rules.add(rule)
        self.audit.record(by, "rule.created", rule.id, _told(rule))
        return self.book.standing(rule)

    def change(self, by: Principal, rule_id: str, draft: Draft) -> Standing:
        """Put a draft in the place of a rule.

        Raises:
            InvalidRule: see ``draft``.
            NotFound: the shop has no such rule.
        """
        old = self.rules.get(by.shop_id, rule_id)
        rule = self.draft(by, draft, instead_of=rule_id)
        self.rules.save(rule)
        before = _told(old)
        changed = {name: value for name, value in _told(rule).items() if value != before[name]}
        self.audit.record(by, "rule.changed", rule.id, {"name": rule.name} | changed)
        return self.book.standing(rule)

    def remove(self, by: Principal, rule_id: str) -> Rule:
        """Take a rule out; returns what it was.

        Raises:
            NotFound: the shop has no such rule.
        """
        rule = self.rules.remove(by.shop_id, rule_id)
        self.audit.record(by, "rule.removed", rule.id, _told(rule))
        return rule

    def _check_fields(self, rule: Rule) -> None:
        if not rule.conditions:
            return
        try:
            self.catalogue.numbers(rule.shop_id, where=rule.where)
        except InvalidFilter as error:
            raise InvalidRule(f"a condition of the rule cannot be used: {error}") from error


def _told(rule: Rule) -> Mapping[str, Any]:
    """A rule for the audit log."""
    return {
        "name": rule.name,
        "kind": rule.kind.value,
        "items": list(rule.item_ids[:_FEW]),
        "more_items": max(0, len(rule.item_ids) - _FEW),
        "conditions": list(rule.conditions),
        "surfaces": sorted(rule.surfaces),
        "starts": rule.starts and rule.starts.isoformat(),
        "ends": rule.ends and rule.ends.isoformat(),
        "strength": rule.strength,
        "place": rule.place,
        "enabled": rule.enabled,
        "note": rule.note,
    }
