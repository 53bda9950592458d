"""Searches that look into some cells only, beside the exact answer."""

from __future__ import annotations

import numpy as np
import pytest

from houndstooth.index import plan
from houndstooth.index.embedded import EmbeddedIndex, Thresholds
from houndstooth.index.exact import ExactIndex
from houndstooth.index.row_lookup import RowLookup

COUNT, DIMENSION = 30_000, 24


@pytest.fixture(scope="module", name="pair")
def _pair():
    """The embedded index in cells, and the exact one: with vectors in bunches, some removed, some fresh."""
    rng = np.random.default_rng(3)
    bunches = rng.normal(size=(300, DIMENSION))
    drawn = bunches[rng.integers(0, 300, COUNT)] + 0.7 * rng.normal(size=(COUNT, DIMENSION))
    vectors = (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.float32)
    numbers = np.sort(rng.choice(10 * COUNT, COUNT, replace=False)).astype(np.int64)
    pair = EmbeddedIndex(DIMENSION, None, Thresholds(bulk_from=1000)), ExactIndex(DIMENSION)
    for index in pair:
        index.put(numbers[:-500], vectors[:-500])
        index.settle(1)
        if isinstance(index, EmbeddedIndex):
            index.merged()
        index.remove(numbers[::50])
        index.put(numbers[-500:], vectors[-500:])
    return *pair, numbers, vectors


def recall(pair, queries, allowed=None, k=20):
    embedded, exact, *_ = pair
    found, scores = embedded.search(queries, k, allowed=allowed)
    expected, _ = exact.search(queries, k, allowed=allowed)
    shares = []
    for mine, theirs, score in zip(found, expected, scores, strict=True):
        assert len(mine) == len(theirs)
        assert (np.diff(score) <= 0).all()
        shares.append(len(np.intersect1d(mine, theirs)) / max(1, len(theirs)))
    return float(np.mean(shares))


def queries_of(vectors):
    rng = np.random.default_rng(4)
    drawn = vectors[rng.integers(0, COUNT, 60)] + 0.1 * rng.normal(size=(60, DIMENSION)).astype(np.float32)
    return drawn / np.linalg.norm(drawn, axis=1, keepdims=True)


def test_finds_what_the_exact_index_finds(pair):
    """99 in 100 of the nearest, although most rows are never looked at; what was removed is not among them."""
    embedded, _, numbers, vectors = pair
    assert recall(pair, queries_of(vectors)) >= 0.99
    found, _ = embedded.search(vectors[:100:50], 50)
    assert not np.isin(np.concatenate(found), numbers[:-500:50]).any()


@pytest.mark.parametrize("share", [0.5, 0.3, 0.05, 0.005, 0.0005])
@pytest.mark.parametrize("kind", ["anything", "one corner", "the far side"])
def test_filters_keep_the_recall(pair, share, kind):
    """However many pass, and wherever they lie."""
    _, _, numbers, vectors = pair
    rng, count = np.random.default_rng(5), int(COUNT * share)
    queries = queries_of(vectors)
    near = vectors @ (vectors[7] if kind == "one corner" else -queries.mean(axis=0))
    passing = rng.choice(COUNT, count, replace=False) if kind == "anything" else np.argsort(-near)[:count]
    assert recall(pair, queries, allowed=np.sort(numbers[passing])) >= 0.99


def test_more_than_any_cell_holds(pair):
    """Hundreds of answers, and all there are."""
    _, _, numbers, vectors = pair
    for k in (200, 800, 3000):
        assert recall(pair, vectors[:3], k=k) >= 0.99
    assert recall(pair, vectors[:1], allowed=numbers, k=COUNT) == 1


def test_cells_are_used_at_this_size():
    """Or the tests above would say nothing."""
    assert max(plan.EXACT_ROWS, COUNT / 10) < COUNT * 0.3


@pytest.mark.parametrize("numbers", [[5], [5, 6, 9], [3, 10**12], [-7, 0, 10**15]])
def test_rows_of_numbers(numbers):
    """Dense ones and sparse ones; -1 for those that are not there."""
    lookup = RowLookup(np.array(numbers, np.int64))
    asked = np.array([*numbers, -(10**16), 10**16, 7, 4], np.int64)
    assert lookup.rows_of(asked).tolist() == [*range(len(numbers)), -1, -1, -1, -1]
    assert lookup.known(asked).tolist() == list(range(len(numbers)))
