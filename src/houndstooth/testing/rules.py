"""What every store of ``Rules`` must do."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from houndstooth.domain.errors import Conflict, NotFound
from houndstooth.domain.rule import MAX_RULES, Rule, RuleKind
from houndstooth.domain.rule_ports import Rules
from houndstooth.domain.slate import Surface

NOW = datetime(2026, 7, 1, 12, 30, 15, 250_000, tzinfo=UTC)


def rule(rule_id: str = "r1", kind: RuleKind = RuleKind.BLOCK, **fields: Any) -> Rule:
    """A rule of the shop ``shop``; a block of the item ``a`` where nothing else is said."""
    usual: dict[str, Any] = {
        "shop_id": "shop", "name": f"Rule {rule_id}", "item_ids": () if "conditions" in fields else ("a",),
        "created_at": NOW, "created_by": "Ada", "changed_at": NOW, "changed_by": "Ada",
    }  # fmt: skip
    return Rule(id=rule_id, kind=kind, **(usual | fields))


_WHOLE = rule(
    "r2",
    RuleKind.BOOST,
    name="Größen – 夏 👗",
    item_ids=("z", "ä/ö", "a b"),
    conditions=("brand=Ünïcode", "price<=49.90"),
    surfaces=frozenset({Surface.HOME, Surface.EMAIL}),
    starts=NOW,
    ends=NOW + timedelta(days=7, microseconds=3),
    strength=1.7,
    enabled=False,
    note="Two lines,\nof which this is one",
)
_PIN = rule("r3", RuleKind.PIN, item_ids=("z", "a"), place=3)


class RulesContract:
    """Give a fixture ``rules``: without any."""

    def test_gives_back_what_was_kept(self, rules: Rules) -> None:
        """Every field, in each shop its own."""
        theirs = replace(_WHOLE, shop_id="other", name="Theirs")
        for one in (_WHOLE, _PIN, theirs):
            rules.add(one)
        assert rules.get("shop", "r2") == _WHOLE
        assert rules.get("shop", "r3") == _PIN
        assert rules.all("other") == (theirs,)
        assert rules.all("nobody") == ()

    def test_oldest_first(self, rules: Rules) -> None:
        """Of one moment by id."""
        for rule_id, hours in (("c", 2), ("b", 1), ("d", 1), ("a", 3)):
            rules.add(rule(rule_id, created_at=NOW + timedelta(hours=hours)))
        assert [one.id for one in rules.all("shop")] == ["b", "d", "c", "a"]

    def test_a_change_leaves_who_made_it_as_it_is(self, rules: Rules) -> None:
        """And its age, which decides between rules that want the same."""
        rules.add(_WHOLE)
        later = NOW + timedelta(days=1)
        rules.save(
            replace(_PIN, id="r2", created_at=later, created_by="Eve", changed_at=later, changed_by="Eve", note="x")
        )
        assert rules.get("shop", "r2") == replace(_PIN, id="r2", changed_at=later, changed_by="Eve", note="x")

    @pytest.mark.parametrize("rule_id", ["r1", "R2", "\ud800", "a\x00b", "👗"])
    def test_what_is_not_there_is_not_found(self, rules: Rules, rule_id: str) -> None:
        """Neither here, nor because another shop has it."""
        rules.add(replace(_WHOLE, shop_id="other"))
        acts: list[Callable[[], Any]] = [
            lambda: rules.get("shop", rule_id),
            lambda: rules.remove("shop", rule_id),
            lambda: rules.save(replace(_WHOLE, id="r1")),
        ]
        for act in acts:
            with pytest.raises(NotFound, match="rule list"):
                act()
        assert rules.all("other") == (replace(_WHOLE, shop_id="other"),)

    def test_a_removed_rule_is_gone(self, rules: Rules) -> None:
        """It is told once more what it was."""
        rules.add(_WHOLE)
        rules.add(_PIN)
        assert rules.remove("shop", "r2") == _WHOLE
        assert rules.all("shop") == (_PIN,)

    def test_an_id_is_given_once(self, rules: Rules) -> None:
        """In a shop."""
        rules.add(_WHOLE)
        with pytest.raises(Conflict, match="r2"):
            rules.add(_WHOLE)

    def test_there_are_not_more_than_a_list_can_heed(self, rules: Rules) -> None:
        """Another shop's are its own affair."""
        for number in range(MAX_RULES):
            rules.add(rule(f"r{number}"))
        with pytest.raises(Conflict, match=str(MAX_RULES)):
            rules.add(rule("one more"))
        rules.add(rule("one more", shop_id="other"))
        rules.remove("shop", "r7")
        rules.add(rule("one more"))

    def test_the_revision_grows_with_every_change(self, rules: Rules) -> None:
        """Of this shop; what came to nothing changes nothing."""
        assert rules.revision("shop") == 0
        seen = [0]
        for act in (
            lambda: rules.add(_WHOLE),
            lambda: rules.save(replace(_WHOLE, enabled=True)),
            lambda: rules.remove("shop", "r2"),
            lambda: rules.add(_WHOLE),
        ):
            act()
            seen.append(rules.revision("shop"))
        assert seen == sorted(set(seen))
        with pytest.raises(Conflict):
            rules.add(_WHOLE)
        rules.add(replace(_WHOLE, shop_id="other"))
        assert rules.revision("shop") == seen[-1]

    def test_many_at_once(self, rules: Rules) -> None:
        """Every rule is kept, and every change counted."""
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda number: rules.add(rule(f"r{number}")), range(12)))
        assert len(rules.all("shop")) == 12
        assert rules.revision("shop") == 12
