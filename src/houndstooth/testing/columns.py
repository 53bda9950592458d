"""What every ``Catalogue`` must do with style vectors, and with items as columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import numpy as np

from houndstooth.domain.assortment import FIELDS, ItemColumns
from houndstooth.domain.catalogue import Entry, Numbers, Offer
from houndstooth.domain.item import Availability, Price
from houndstooth.domain.label import Prediction
from houndstooth.domain.ports import Catalogue
from houndstooth.testing.catalogue import ARTIFACT, SHOP, entry


def styled(item_id: str, *, style: int, **fields: object) -> Entry:
    """An entry whose style vector (``float32[3]``) points along one axis."""
    return replace(entry(item_id, **fields), style=np.eye(3, dtype=np.float32)[style])  # type: ignore[arg-type]


def _parts(catalogue: Catalogue, since: int = 0, *, shop_id: str = SHOP, **asked: object) -> list[ItemColumns]:
    given = {"artifact_id": ARTIFACT, "limit": 2, "retired_since": datetime.now(UTC) - timedelta(hours=1)} | asked
    return list(catalogue.rows(shop_id, since=since, **given))  # type: ignore[arg-type]


def _ids(parts: Sequence[ItemColumns]) -> list[str]:
    return sorted(item_id for part in parts for item_id in part.ids)


def _removed(parts: Sequence[ItemColumns]) -> Numbers:
    return np.concatenate([part.removed for part in parts])


class ColumnsContract:
    """Give a fixture ``catalogue``: an empty one."""

    def test_a_style_vector_is_kept_with_its_artifact(self, catalogue: Catalogue) -> None:
        """The fingerprint says whether there is one; an item may be without."""
        catalogue.write([styled("a", style=1), entry("b", picture="01")], artifact_id=ARTIFACT)
        known = catalogue.fingerprints(SHOP, ["a", "b"], artifact_id=ARTIFACT)
        assert [(known[one].encoded, known[one].styled) for one in "ab"] == [(True, True), (True, False)]
        assert not catalogue.fingerprints(SHOP, ["a"], artifact_id="another")["a"].styled
        catalogue.write([entry("a")], artifact_id=ARTIFACT)
        assert not catalogue.fingerprints(SHOP, ["a"], artifact_id=ARTIFACT)["a"].styled

    def test_a_shared_picture_is_known_with_its_style(self, catalogue: Catalogue) -> None:
        """Where one of the items that show it has none, that of another counts."""
        seen = {"colour": Prediction("Blue", 0.8)}
        with_style = [replace(styled(one, style=2), predictions=seen) for one in "bc"]
        catalogue.write([entry("a"), *with_style, entry("d")], artifact_id=ARTIFACT)
        known = catalogue.encoded(["00" * 32], artifact_id=ARTIFACT)["00" * 32]
        assert known.style is not None
        assert known.style.tolist() == [0, 0, 1]
        assert known.embedding.tolist() == [1, 0, 0, 0]

    def test_items_as_columns(self, catalogue: Catalogue) -> None:
        """With all that is said of them, in parts; what nobody knows is told as such."""
        before = datetime.now(UTC).timestamp()
        said = {
            "category": "Kleider & Röcke", "colour": "Weiß", "brand": "O'Neill", "gender": "Women", "size": "M",
            "price": Price(Decimal("39.9001"), "EUR"), "group": "g", "availability": Availability.OUT_OF_STOCK,
            "attributes": {"pattern": "Dots", "usage": "Party", "season": "夏"},
        }  # fmt: skip
        catalogue.write([styled("a", style=1, direction=3, **said), entry("b"), entry("c")], artifact_id=ARTIFACT)
        catalogue.reprice(SHOP, {"b": lambda _: Offer(None, None, Availability.PREORDER)})
        parts = _parts(catalogue)
        assert {part.revision for part in parts} == {catalogue.revision(SHOP)}
        assert _ids(parts) == ["a", "b", "c"]
        assert max(len(part) for part in parts) <= 2
        rows = {one: (part, row) for part in parts for row, one in enumerate(part.ids)}
        part, row = rows["a"]
        assert [part.words[field][row] for field in FIELDS] == [
            "Kleider & Röcke", "Weiß", "O'Neill", "Women", "M", "Dots", "Party", "夏",
        ]  # fmt: skip
        assert (part.groups[row], part.currencies[row], bool(part.in_stock[row])) == ("g", "EUR", False)
        assert abs(part.prices[row] - 39.9001) < 1e-9
        assert part.numbers[row] == catalogue.get(SHOP, "a").number
        assert before <= part.created[row] <= datetime.now(UTC).timestamp()
        assert (part.embeddings[row].tolist(), part.styles[row].tolist()) == ([0, 0, 0, 1], [0, 1, 0])
        part, row = rows["b"]
        assert {part.words[field][row] for field in FIELDS} | {part.groups[row], part.currencies[row]} == {None}
        assert np.isnan(part.prices[row])
        assert part.in_stock[row]
        assert not np.any(part.styles[row : row + 1])

    def test_only_what_changed_since(self, catalogue: Catalogue) -> None:
        """By any kind of change; the time an item came stays. Another shop's are its own."""
        catalogue.write([entry(one) for one in "abcde"], artifact_id=ARTIFACT)
        catalogue.write([entry("a", shop_id="other")], artifact_id=ARTIFACT)
        came = {one: part.created[row] for part in _parts(catalogue) for row, one in enumerate(part.ids)}
        start, gone = catalogue.revision(SHOP), catalogue.get(SHOP, "b").number
        assert _ids(_parts(catalogue, start)) == []
        catalogue.reprice(SHOP, {"a": lambda _: Offer(Price(Decimal(7), "EUR"), None, None)})
        catalogue.remove(SHOP, ["b"])
        catalogue.correct(SHOP, "c", {"colour": "Blue"})
        catalogue.write([entry("d", direction=2)], artifact_id=ARTIFACT)
        parts = _parts(catalogue, start)
        assert _ids(parts) == ["a", "c", "d"]
        assert _removed(parts).tolist() == [gone]
        again = {one: part.created[row] for part in parts for row, one in enumerate(part.ids)}
        assert again == {one: came[one] for one in "acd"}

    def test_retired_items_are_told_as_such(self, catalogue: Catalogue) -> None:
        """As long as they are remembered; those that are back are in sight again."""
        catalogue.write([entry("a"), entry("b")], artifact_id=ARTIFACT)
        start = catalogue.revision(SHOP)
        catalogue.retire(SHOP, ["a"])
        [part] = [part for part in _parts(catalogue, start) if len(part)]
        assert (part.ids, part.retired.tolist()) == (("a",), [True])
        later = datetime.now(UTC) + timedelta(hours=1)
        assert _ids(_parts(catalogue)) == ["a", "b"]
        assert _ids(_parts(catalogue, retired_since=later)) == ["b"]
        catalogue.write([entry("a")], artifact_id=ARTIFACT)
        assert _ids(_parts(catalogue, retired_since=later)) == ["a", "b"]
        assert not any(part.retired.any() for part in _parts(catalogue))

    def test_an_item_without_a_vector_is_there(self, catalogue: Catalogue) -> None:
        """With zeros, or with no columns at all where no item of a part has one."""
        catalogue.write([entry("a", direction=1)], artifact_id="another")
        catalogue.write([entry("b", direction=2)], artifact_id=ARTIFACT)
        rows = {
            one: part.embeddings[row]
            for part in _parts(catalogue, limit=9)
            for row, one in enumerate(part.ids)
        }  # fmt: skip
        assert (rows["a"].tolist(), rows["b"].tolist()) == ([0, 0, 0, 0], [0, 0, 1, 0])
        assert {part.embeddings.shape[1] for part in _parts(catalogue, artifact_id="a third")} == {0}
        assert _parts(catalogue, shop_id="nobody")[0].revision == 0
