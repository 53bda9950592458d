"""The port of shop rules. Its conformance test is in ``houndstooth.testing``."""

from __future__ import annotations

from typing import Protocol

from houndstooth.domain.rule import Rule


class Rules(Protocol):
    """The rules of every shop; each method is one transaction."""

    def add(self, rule: Rule) -> None:
        """Keep a new rule.

        Raises:
            Conflict: the shop has ``MAX_RULES`` already, or one of this id.
        """
        ...

    def save(self, rule: Rule) -> None:
        """Replace the rule of this id; when and by whom it was made stays as it is.

        Raises:
            NotFound: the shop has no such rule.
        """
        ...

    def remove(self, shop_id: str, rule_id: str) -> Rule:
        """Take a rule out; returns what it was.

        Raises:
            NotFound: the shop has no such rule.
        """
        ...

    def get(self, shop_id: str, rule_id: str) -> Rule:
        """One rule.

        Raises:
            NotFound: the shop has no such rule.
        """
        ...

    def all(self, shop_id: str) -> tuple[Rule, ...]:
        """The rules of a shop, oldest first; of those of one moment by id."""
        ...

    def revision(self, shop_id: str) -> int:
        """A number that grows with every change to the shop's rules; 0 where there never was one. Cheap."""
        ...
