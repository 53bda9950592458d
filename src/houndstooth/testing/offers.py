"""What every ``Catalogue`` must do with variants, offers and items that come and go with a feed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np

from houndstooth.domain.catalogue import Fingerprint, Offer, Rewrite, StoredPicture
from houndstooth.domain.filter import Filter
from houndstooth.domain.item import Availability, Item, Price
from houndstooth.domain.label import Origin, Prediction
from houndstooth.domain.ports import Catalogue
from houndstooth.testing.catalogue import ARTIFACT, SHOP, entry

_ALL = Filter()
_FRONT, _BACK, _SIDE = (StoredPicture(f"{n}{n}" * 32, 30, 40) for n in "123")


def _eur(amount: str) -> Price:
    return Price(Decimal(amount), "EUR")


def _now(amount: str) -> Offer:
    return Offer(_eur(amount), None, Availability.IN_STOCK)


def _ids(catalogue: Catalogue, *conditions: str, grouped: bool = False) -> list[str]:
    page = catalogue.page(SHOP, where=Filter.parse(conditions), limit=10, grouped=grouped)
    return [stored.item.id for stored in page.items]


class OffersContract:
    """Give a fixture ``catalogue``: an empty one."""

    def test_an_offer_is_given_back_as_it_was_written(self, catalogue: Catalogue) -> None:
        """With size, group, reduced price, availability, description and all pictures in their order."""
        offer = {"price": _eur("39.90"), "list_price": _eur("59"), "availability": Availability.PREORDER}
        item = Item(SHOP, "a", "A", size="M", group="g", description="long " * 900, **offer)  # type: ignore[arg-type]
        one = replace(entry("a"), item=item, picture=_FRONT, more=(_BACK, _SIDE), addresses="x", feed="daily")
        catalogue.write([one], artifact_id=ARTIFACT)
        stored = catalogue.get(SHOP, "a")
        assert stored.item == item
        assert (stored.picture, stored.more, stored.retired) == (_FRONT, (_BACK, _SIDE), False)
        known = catalogue.fingerprints(SHOP, ["a"], artifact_id=ARTIFACT)["a"]
        keys = (_FRONT.key, _BACK.key, _SIDE.key)
        assert known == Fingerprint("digest", (_FRONT, _BACK, _SIDE), "x", encoded=True, feed="daily")
        assert known.picture_keys == keys
        catalogue.write([replace(one, more=(_SIDE,))], artifact_id=ARTIFACT)
        assert catalogue.get(SHOP, "a").more == (_SIDE,)
        assert [catalogue.shows(SHOP, key) for key in keys] == [True, False, True]
        assert catalogue.unused_pictures(keys) == (_BACK.key,)

    def test_new_words_keep_pictures_vector_and_predictions(self, catalogue: Catalogue) -> None:
        """And corrections; what is not there is told and not made."""
        seen = replace(entry("a", direction=2), predictions={"colour": Prediction("Blue", 0.8)}, more=(_BACK,))
        catalogue.write([seen], artifact_id=ARTIFACT)
        catalogue.correct(SHOP, "a", {"category": "Hats"})
        number = catalogue.get(SHOP, "a").number
        words = [Rewrite(Item(SHOP, one, "New", category="Caps"), "d2", "daily") for one in ("a", "b")]
        written = catalogue.rewrite(words)
        assert (written.added, written.changed, written.missing) == ((), ("a",), ("b",))
        stored = catalogue.get(SHOP, "a")
        assert (stored.number, stored.item.title, stored.item.colour, stored.item.category) == (
            number, "New", "Blue", "Hats"
        )  # fmt: skip
        assert stored.labels["colour"].origin is Origin.PREDICTED
        assert stored.more == (_BACK,)
        catalogue.rewrite([Rewrite(Item(SHOP, "a", "New"), "d3", addresses="y")])
        catalogue.rewrite([Rewrite(Item(SHOP, "a", "New"), "d4")])
        assert catalogue.fingerprints(SHOP, ["a"], artifact_id=ARTIFACT)["a"].addresses == "y"
        vector = catalogue.vector(number, artifact_id=ARTIFACT)
        assert vector is not None
        assert np.argmax(vector) == 2

    def test_offers_change_alone(self, catalogue: Catalogue) -> None:
        """Seen by the next filter; the row that brought the item would be written again."""
        catalogue.write([entry("a", colour="Red", price=_eur("50")), entry("b")], artifact_id=ARTIFACT)
        written = catalogue.reprice(SHOP, {"a": lambda _: _now("19"), "gone": lambda _: _now("1")})
        assert (written.changed, written.missing) == (("a",), ("gone",))
        assert _ids(catalogue, "price<=20") == ["a"]
        assert _ids(catalogue, "availability=in_stock") == ["a"]
        assert catalogue.get(SHOP, "a").item.colour == "Red"
        assert catalogue.fingerprints(SHOP, ["a"], artifact_id=ARTIFACT)["a"].row_digest != "digest"

    def test_an_offer_that_cannot_be_is_told(self, catalogue: Catalogue) -> None:
        """A list price below the price is none: that item stays as it is, the others change."""
        catalogue.write([entry("a", price=_eur("50")), entry("b", price=_eur("50"))], artifact_id=ARTIFACT)
        wrong = Offer(_eur("10"), _eur("9"), None)
        written = catalogue.reprice(SHOP, {"a": lambda _: _now("1"), "b": lambda _: wrong})
        assert (written.changed, list(written.refused)) == (("a",), ["b"])
        assert "9.00 EUR" in written.refused["b"]
        assert [catalogue.get(SHOP, one).item.price for one in "ab"] == [_eur("1"), _eur("50")]

    def test_retired_items_are_found_by_nobody_and_come_back(self, catalogue: Catalogue) -> None:
        """Not listed, counted or searched; writing them again brings them back under their number."""
        catalogue.write([replace(entry(one, category="Hats"), feed="daily") for one in "ab"], artifact_id=ARTIFACT)
        number, start = catalogue.get(SHOP, "a").number, catalogue.revision(SHOP)
        assert catalogue.retire(SHOP, ["a", "none"]) == ("a",)
        assert catalogue.retire(SHOP, ["a"]) == ()
        assert _ids(catalogue) == ["b"]
        assert (catalogue.count(SHOP), catalogue.numbers(SHOP, where=_ALL).size) == (1, 1)
        assert catalogue.of_feed(SHOP, "daily") == {"b"}
        assert number not in catalogue.by_numbers(SHOP, [number])
        assert catalogue.get(SHOP, "a").retired
        removed = [
            n for part in catalogue.changes(SHOP, artifact_id=ARTIFACT, since=start, limit=9) for n in part.removed
        ]
        assert removed == [number]
        assert catalogue.fingerprints(SHOP, ["a"], artifact_id=ARTIFACT)["a"].retired
        start = catalogue.revision(SHOP)
        catalogue.rewrite([Rewrite(Item(SHOP, "a", "Back"), "d2", "daily")])
        assert _ids(catalogue) == ["a", "b"]
        fresh = [
            n for part in catalogue.changes(SHOP, artifact_id=ARTIFACT, since=start, limit=9) for n in part.numbers
        ]
        assert fresh == [number]

    def test_a_feed_knows_its_own_items(self, catalogue: Catalogue) -> None:
        """Neither those of another feed nor those of another shop, nor items written by hand."""
        theirs = [replace(entry("a"), feed="daily"), replace(entry("b"), feed="weekly"), entry("c")]
        elsewhere = replace(entry("d", shop_id="other"), feed="daily")
        catalogue.write([*theirs, elsewhere], artifact_id=ARTIFACT)
        assert catalogue.of_feed(SHOP, "daily") == {"a"}

    def test_variants_stand_together(self, catalogue: Catalogue) -> None:
        """A page may show the first of each group that passes the filter; the others are found by the group."""
        sizes = [entry(f"g{size}", group="g", size=size) for size in "SML"]
        others = [entry("h", group="h"), entry("alone"), entry("gx", group="g", shop_id="other")]
        catalogue.write([*sizes, *others], artifact_id=ARTIFACT)
        assert _ids(catalogue, grouped=True) == ["gS", "h", "alone"]
        assert _ids(catalogue, "size=M", grouped=True) == ["gM"]
        assert catalogue.page(SHOP, where=_ALL, limit=1, grouped=True).total == 3
        assert [stored.item.id for stored in catalogue.variants(SHOP, "g")] == ["gS", "gM", "gL"]
        catalogue.retire(SHOP, ["gS"])
        assert _ids(catalogue, grouped=True) == ["gM", "h", "alone"]
        assert catalogue.same_pictures(SHOP) == (("gM", "gL", "h", "alone"),)
        catalogue.remove(SHOP, ["h", "alone"])
        assert catalogue.same_pictures(SHOP) == ()

    def test_a_picture_that_is_searched_by_is_known(self, catalogue: Catalogue) -> None:
        """With its vector and what was predicted, under one artifact."""
        seen = replace(entry("a", direction=3), picture=_FRONT, predictions={"colour": Prediction("Blue", 0.8)})
        catalogue.write([replace(seen, more=(_BACK,))], artifact_id=ARTIFACT)
        known = catalogue.encoded([_FRONT.key, _BACK.key], artifact_id=ARTIFACT)
        assert known.keys() == {_FRONT.key}
        assert known[_FRONT.key].picture == _FRONT
        assert np.argmax(known[_FRONT.key].embedding) == 3
        assert known[_FRONT.key].predictions == {"colour": Prediction("Blue", 0.8)}
        assert catalogue.encoded([_FRONT.key], artifact_id="another") == {}
