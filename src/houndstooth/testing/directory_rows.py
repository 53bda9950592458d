"""What every ``Catalogue`` must do with items as rows of a directory."""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from houndstooth.domain.directory import NO_PRICE, DirectoryRows
from houndstooth.domain.item import Availability, Price
from houndstooth.domain.ports import Catalogue
from houndstooth.testing.catalogue import ARTIFACT, SHOP, entry


def _parts(catalogue: Catalogue, since: int = 0) -> list[DirectoryRows]:
    return list(catalogue.directory_rows(SHOP, since=since, limit=2))


class DirectoryRowsContract:
    """Give a fixture ``catalogue``: an empty one."""

    def test_items_as_rows(self, catalogue: Catalogue) -> None:
        """With all that is filtered, counted and sorted by."""
        price = Price(Decimal("39.9001"), "EUR")
        full = entry(
            "a", category="Dresses", category_path="Women > Dresses", colour="Red", brand="Acme", gender="Women",
            size="M", group="g", price=price, availability=Availability.PREORDER, attributes={"fit": "Slim"},
        )  # fmt: skip
        catalogue.write([full, entry("b", category="Coats"), entry("c", shop_id="other")], artifact_id=ARTIFACT)
        parts = _parts(catalogue)
        assert [len(part.gone) for part in parts] == [0] * len(parts)
        assert {part.revision for part in parts} == {catalogue.revision(SHOP)}
        (rows,) = (part for part in parts if len(part.numbers))
        assert rows.numbers.tolist() == [catalogue.get(SHOP, one).number for one in "ab"]
        assert rows.words == {
            "kind": ("product", "product"), "category": ("Dresses", "Coats"), "colour": ("Red", None),
            "category_path": ("Women > Dresses", "Coats"), "brand": ("Acme", None), "gender": ("Women", None),
            "size": ("M", None), "availability": ("preorder", None), "in_stock": ("false", "true"),
        }  # fmt: skip
        assert rows.prices.tolist() == [399001, NO_PRICE]
        assert (rows.groups, rows.cards, rows.currencies) == (("g", None), ("g:g", None), ("EUR", None))
        assert rows.titles == ("Item a", "Item b")
        assert [dict(of) for of in rows.attributes] == [{"fit": "Slim"}, {}]

    def test_only_what_happened_since_is_told(self, catalogue: Catalogue) -> None:
        """What was written, and what was removed or retired."""
        catalogue.write([entry(one) for one in "abcde"], artifact_id=ARTIFACT)
        start = catalogue.revision(SHOP)
        number = {one: catalogue.get(SHOP, one).number for one in "abcde"}
        catalogue.remove(SHOP, ["a"])
        catalogue.retire(SHOP, ["b"])
        catalogue.write([entry("c", colour="Red")], artifact_id=ARTIFACT)
        parts = _parts(catalogue, start)
        gone = np.concatenate([part.gone for part in parts]).tolist()
        assert sorted(gone) == [number["a"], number["b"]]
        assert [int(one) for part in parts for one in part.numbers] == [number["c"]]
        assert sorted(int(one) for part in _parts(catalogue) for one in part.numbers) == [number[one] for one in "cde"]
