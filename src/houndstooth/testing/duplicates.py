"""What every store of ``Duplicates`` must do."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from houndstooth.domain.catalogue import StoredPicture
from houndstooth.domain.duplicate import Likeness, Mark, Pair, Verdict
from houndstooth.domain.duplicate_ports import Duplicates
from houndstooth.domain.errors import NotFound
from houndstooth.domain.filter import Filter
from houndstooth.domain.ports import Catalogue
from houndstooth.testing.catalogue import ARTIFACT, SHOP, entry

NOW = datetime(2026, 7, 1, 12, 30, 15, 250_000, tzinfo=UTC)
_MARK = Mark(1, "recipe")


class DuplicatesContract:
    """Give fixtures ``catalogue`` and ``store``, over the same empty database."""

    @pytest.fixture(name="numbers")
    def _numbers(self, catalogue: Catalogue) -> dict[str, int]:
        """Four items of one shop, and one of another."""
        shelf = [entry(item_id, picture=f"{at:02}", direction=at) for at, item_id in enumerate("abcd")]
        catalogue.write([*shelf, entry("x", shop_id="other", picture="09")], artifact_id=ARTIFACT)
        return {item_id: catalogue.get(SHOP, item_id).number for item_id in "abcd"}

    def test_what_items_look_like(self, store: Duplicates, catalogue: Catalogue, numbers: dict[str, int]) -> None:
        """With the hash that came with the picture, or one that was made later."""
        hashed = replace(entry("e", picture="07", group="g"), picture=StoredPicture("07" * 32, 30, 40, b"\x01" * 64))
        catalogue.write([hashed], artifact_id=ARTIFACT)
        store.keep_hashes({"00" * 32: b"\x02" * 64, "ff" * 32: b"\x03" * 64})
        catalogue.retire(SHOP, ["d"])
        looks = store.looks(SHOP)
        assert looks.revision == catalogue.revision(SHOP)
        assert looks.numbers.tolist() == [numbers["a"], numbers["b"], numbers["c"], catalogue.get(SHOP, "e").number]
        assert looks.hashes == (b"\x02" * 64, None, None, b"\x01" * 64)
        assert looks.titles[-1] == "Item e"
        assert looks.groups == (None, None, None, "g")
        assert store.looks("nobody").numbers.tolist() == []

    def test_embeddings_are_in_the_order_of_numbers(self, store: Duplicates, numbers: dict[str, int]) -> None:
        """Of the artifact that is asked for."""
        found, vectors = store.embeddings([numbers["c"], numbers["a"], 10**9], artifact_id=ARTIFACT)
        assert found.tolist() == [numbers["a"], numbers["c"]]
        assert vectors.tolist() == np.eye(4)[[0, 2]].tolist()
        assert len(store.embeddings([numbers["a"]], artifact_id="another")[0]) == 0

    def test_pairs_are_found_judged_and_not_found_again(self, store: Duplicates, numbers: dict[str, int]) -> None:
        """What is judged stays; what is not is found anew whenever one of its items changes."""
        one = Pair(numbers["a"], numbers["b"], Likeness.EXACT, 1.0)
        other = Pair(numbers["b"], numbers["c"], Likeness.NEAR, 0.9)
        store.replace(SHOP, [one, other], of=list(numbers.values()), mark=_MARK)
        assert store.mark(SHOP) == _MARK
        assert [judged.pair for judged in store.judged(SHOP)] == [one, other]
        first, second = store.page(SHOP, verdict=None, limit=9).pairs
        said = store.decide(SHOP, first.id, Verdict.DIFFERENT, by="Ada", at=NOW)
        assert (said.verdict, said.decided_by, said.decided_at) == (Verdict.DIFFERENT, "Ada", NOW)
        store.replace(SHOP, [one], of=[numbers["b"]], mark=Mark(2, "recipe"))
        assert [judged.pair for judged in store.judged(SHOP)] == [one]
        assert store.page(SHOP, verdict=None, limit=9).pairs == ()
        assert store.decide(SHOP, first.id, None, by="Ada", at=NOW).decided_by is None
        with pytest.raises(NotFound, match=str(second.id)):
            store.decide(SHOP, second.id, Verdict.SAME, by="Ada", at=NOW)

    def test_pages(self, store: Duplicates, catalogue: Catalogue, numbers: dict[str, int]) -> None:
        """Nothing twice and nothing left out; items that are gone or retired are in no pair."""
        order = list(numbers.values())
        pairs = [Pair(a, b, Likeness.NEAR, 0.9) for a in order for b in order if a < b]
        store.replace(SHOP, [*pairs, Pair(order[0], 10**9, Likeness.NEAR, 0.9)], of=order, mark=_MARK)
        first = store.page(SHOP, verdict=None, limit=4)
        assert first.next is not None
        second = store.page(SHOP, verdict=None, limit=4, after=first.next)
        found = [(one.first.number, one.second.number) for one in (*first.pairs, *second.pairs)]
        assert found == [(pair.first, pair.second) for pair in pairs]
        assert (first.total, second.next) == (6, None)
        catalogue.retire(SHOP, ["a"])
        catalogue.remove(SHOP, ["b"])
        assert [judged.pair for judged in store.judged(SHOP)] == [pairs[-1]]
        with pytest.raises(NotFound):
            store.decide("other", second.pairs[-1].id, Verdict.SAME, by="Eve", at=NOW)

    def test_a_family_is_shown_as_one(self, store: Duplicates, catalogue: Catalogue, numbers: dict[str, int]) -> None:
        """In lists that show one of each, and to whoever follows the changes of the shop."""
        before = catalogue.revision(SHOP)
        assert store.join(SHOP, {numbers["a"]: "1", numbers["c"]: "1"}) == before + 1 == catalogue.revision(SHOP)
        shown = catalogue.page(SHOP, where=Filter(), limit=9, grouped=True).items
        assert [stored.item.id for stored in shown] == ["a", "b", "d"]
        assert [stored.item.id for stored in store.family(SHOP, "1")] == ["a", "c"]
        assert catalogue.get(SHOP, "c").shown_as == "f:1"
        changes = list(catalogue.changes(SHOP, artifact_id=ARTIFACT, since=before, limit=9))
        assert sorted(number for part in changes for number in part.numbers) == [numbers["a"], numbers["c"]]
        store.join(SHOP, {numbers["c"]: None})
        assert store.looks(SHOP).families == ("1", None, None, None)
        assert store.join(SHOP, {}) == 0

    def test_a_shop_without_items_has_none(self, store: Duplicates) -> None:
        """Nothing is kept of it."""
        store.replace("nobody", [], of=[], mark=_MARK)
        assert store.mark("nobody") == Mark()
        assert store.page("nobody", verdict=None, limit=3).total == 0
