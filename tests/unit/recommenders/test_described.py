"""What is said of items, as vectors: whoever shares rare words and a price is near."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from houndstooth.recommenders.content import Content, described
from houndstooth.recommenders.traits import Traits

N = 300


def said(price=None, **fields):
    """Traits of which only these are known."""
    n = len(next(iter(fields.values()))) if fields else len(price)
    codes = {name: np.array(values, np.int32) for name, values in fields.items()}
    words = {name: tuple(map(str, range(max(values) + 1))) for name, values in fields.items()}
    traits = replace(Traits.unknown(n), fields=codes, words=words)
    return traits if price is None else replace(traits, price=np.array(price, np.float32))


def slow(traits):
    """The same with a column for each value: the reference."""
    columns = []
    for codes in traits.fields.values():
        for code in np.unique(codes[codes >= 0]):
            share = (codes == code).sum() / (codes >= 0).sum()
            columns.append((codes == code) * np.sqrt(-np.log2(share)))
    whole = np.stack(columns, axis=1)
    return whole / np.maximum(np.linalg.norm(whole, axis=1, keepdims=True), 1e-9)


def test_random_directions_do_as_well_as_columns():
    """But for a little noise, however many values there are."""
    rng = np.random.default_rng(0)
    traits = said(brand=rng.integers(0, 200, N), colour=rng.integers(-1, 12, N), category=rng.integers(0, 30, N))
    fast, exact = described(traits), slow(traits)
    error = np.abs(fast @ fast.T - exact @ exact.T)
    assert error.mean() < 0.08
    assert np.quantile(error, 0.99) < 0.3


def test_a_rare_value_says_more():
    """Two of a rare brand are nearer than two of the usual colour."""
    colour = [0] * 90 + [1] * 8 + [2, 2]
    brand = [*range(10, 99), 7, *range(99, 107), 7, 108]
    vectors = described(said(colour=colour, brand=brand))
    assert vectors[89] @ vectors[98] > vectors[0] @ vectors[1] + 0.2


def test_prices_by_their_order():
    """A neighbour in price is nearer than one far off; of the cheapest and the dearest nothing is alike."""
    vectors = described(said(price=[1, 2, 3, 1000]))
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] > vectors[0] @ vectors[3]
    assert vectors[0] @ vectors[3] == pytest.approx(0, abs=1e-6)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)


def test_of_whom_nothing_is_said():
    """No neighbours; and where of none is, no columns."""
    vectors = described(said(colour=[0, 0, 1, -1], price=[5, np.nan, 9, np.nan]))
    assert not vectors[3].any()
    assert not Content().fit(vectors).table.of(np.array([3], np.int32))[1].size
    assert described(Traits.unknown(4)).shape == (4, 0)
