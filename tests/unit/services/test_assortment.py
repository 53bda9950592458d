"""The live arrays of a shop, over a real catalogue."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import numpy as np
import pytest

from houndstooth.domain.catalogue import Offer
from houndstooth.domain.item import Availability, Price
from houndstooth.services.assortment import Assortments
from houndstooth.storage.catalogue import SqlCatalogue
from houndstooth.storage.database import Database
from houndstooth.testing.catalogue import ARTIFACT, SHOP, entry
from houndstooth.testing.columns import styled


@pytest.fixture(name="catalogue")
def _catalogue(tmp_path):
    database = Database.open_sqlite(tmp_path / "houndstooth.db")
    yield SqlCatalogue(database)
    database.close()


@pytest.fixture(name="assortments")
def _assortments(catalogue):
    return Assortments(catalogue, artifact_id=ARTIFACT, dimension=4, style_dimension=3)


def in_sight(assortment):
    return sorted(assortment.ids[assortment.in_sight].tolist())


def test_it_is_as_the_catalogue_stands_now(catalogue, assortments):
    """Whatever is written, by whomever, is in the next assortment, and not in the one before."""
    assert len(assortments.of(SHOP)) == 0
    catalogue.write([styled("a", style=1, category="Hats"), entry("b"), entry("c")], artifact_id=ARTIFACT)
    first = assortments.of(SHOP)
    assert assortments.of(SHOP) is first
    catalogue.retire(SHOP, ["b"])
    catalogue.remove(SHOP, ["c"])
    catalogue.reprice(SHOP, {"a": lambda _: Offer(Price(Decimal(9), "EUR"), None, Availability.OUT_OF_STOCK)})
    second = assortments.of(SHOP)
    assert (in_sight(first), in_sight(second)) == (["a", "b", "c"], ["a"])
    [row] = second.rows_of(["a"])
    assert (second.prices[row], bool(second.in_stock[row])) == (9, False)
    assert second.style[row].tolist() == [0, 1, 0]
    assert second.vocabularies["category"][second.codes["category"][row]] == "Hats"
    assert (second.rows_of(["b", "c", "nobody"]) >= 0).tolist() == [True, False, False]
    catalogue.write([entry("b"), entry("c")], artifact_id=ARTIFACT)
    assert in_sight(assortments.of(SHOP)) == ["a", "b", "c"]


def test_prices_of_another_money_cannot_be_compared(catalogue, assortments):
    """The commonest currency of what is in sight counts; without prices there is none."""
    euro, pound = (entry(name, price=Price(Decimal(9), code)) for name, code in (("a", "EUR"), ("c", "GBP")))
    catalogue.write([entry("x", price=None)], artifact_id=ARTIFACT)
    assert np.isnan(assortments.of(SHOP).comparable_prices).all()
    catalogue.write([euro, entry("b", price=Price(Decimal(7), "EUR")), pound], artifact_id=ARTIFACT)
    shop = assortments.of(SHOP)
    known = dict(zip(shop.ids, shop.comparable_prices.tolist(), strict=True))
    assert (known["a"], known["b"]) == (9, 7)
    assert np.isnan(known["c"])
    assert np.isnan(known["x"])
    catalogue.retire(SHOP, ["a", "b"])
    assert np.nan_to_num(assortments.of(SHOP).comparable_prices, nan=0).sum() == 9


def test_shops_never_meet(catalogue, assortments):
    catalogue.write([entry("a"), entry("b", shop_id="other")], artifact_id=ARTIFACT)
    assert (in_sight(assortments.of(SHOP)), in_sight(assortments.of("other"))) == (["a"], ["b"])


def test_a_refresh_that_breaks_off_is_made_up_for(catalogue, assortments, monkeypatch):
    """The database goes away in the middle: what was given out stays, and the next call has everything."""
    catalogue.write([entry("a")], artifact_id=ARTIFACT)
    before = assortments.of(SHOP)
    catalogue.write([entry("b"), entry("a", colour="Red")], artifact_id=ARTIFACT)

    real = catalogue.rows

    def broken(*args, **kwargs):
        yield from real(*args, **kwargs)
        raise OSError("the disk is gone")

    with monkeypatch.context() as patch:
        patch.setattr(catalogue, "rows", broken)
        with pytest.raises(OSError, match="gone"):
            assortments.of(SHOP)
    assert in_sight(before) == ["a"]
    assert before.codes["colour"].tolist() == [-1]
    after = assortments.of(SHOP)
    assert in_sight(after) == ["a", "b"]
    assert len(after) == 2


def test_many_may_ask_while_it_is_written(catalogue, assortments):
    """Each sees one moment: of two items that are always written together both or none, with one colour."""
    over = threading.Event()

    def ask():
        seen = set()
        while not over.is_set():
            assortment = assortments.of(SHOP)
            rows = assortment.rows_of(["a", "b"])
            assert set((rows >= 0).tolist()) in ({True}, {False})
            if rows[0] >= 0:
                assert len(set(assortment.codes["colour"][rows].tolist())) == 1
                np.testing.assert_array_equal(assortment.embedding[rows[0]], assortment.embedding[rows[1]])
            seen.add(assortment.revision)
        return seen

    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(ask) for _ in range(4)]
        for turn in range(60):
            pair = [entry(one, colour=f"colour {turn % 3}", direction=turn % 4) for one in "ab"]
            catalogue.write(pair, artifact_id=ARTIFACT)
        over.set()
        assert set.union(*(one.result() for one in asked)) <= set(range(61))
    assert assortments.of(SHOP).revision == 60
