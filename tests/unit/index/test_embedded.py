from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from houndstooth.index.embedded import EmbeddedIndex, Thresholds
from houndstooth.index.exact import ExactIndex
from houndstooth.index.snapshots import Snapshots
from houndstooth.index.subject import Subject
from houndstooth.testing.vector_index import DIMENSION, VectorIndexContract, unit_vectors

SMALL = Thresholds(bulk_from=20, fresh_rows=8)


class TestEmbeddedIndex(VectorIndexContract):
    @pytest.fixture
    def index(self) -> EmbeddedIndex:
        return EmbeddedIndex(DIMENSION)


class TestEmbeddedIndexThatMerges(VectorIndexContract):
    """Each put ends in a bulk on the disk."""

    @pytest.fixture
    def index(self, tmp_path) -> EmbeddedIndex:
        return Merging(DIMENSION, Snapshots(tmp_path, Subject("shop", "artifact", DIMENSION)), Thresholds(1, 0))


class Merging(EmbeddedIndex):
    """Merges after whatever is done to it."""

    def put(self, numbers, vectors):
        super().put(numbers, vectors)
        self.settle(self.revision + 1)
        self.merged()

    def remove(self, numbers):
        super().remove(numbers)
        self.settle(self.revision + 1)
        self.merged()


def same(one, other, queries, k, allowed=None):
    """Both give the same numbers, with the same scores."""
    found, scores = one.search(queries, k, allowed=allowed)
    expected, truth = other.search(queries, k, allowed=allowed)
    for mine, theirs, score, true in zip(found, expected, scores, truth, strict=True):
        assert mine.tolist() == theirs.tolist()
        np.testing.assert_allclose(score, true, atol=1e-5)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["put", "put again", "remove", "settle", "wait", "open again"]),
        st.lists(st.integers(0, 60), min_size=1, max_size=20, unique=True),
    ),
    max_size=25,
)


@settings(deadline=None)
@given(steps=STEPS)
def test_any_history_ends_in_what_the_exact_index_says(tmp_path_factory, steps):
    """Whatever was put, removed, merged and opened again in whatever order."""
    snapshots = Snapshots(tmp_path_factory.mktemp("index"), Subject("shop", "artifact", DIMENSION))
    index, truth = EmbeddedIndex(DIMENSION, snapshots, SMALL), ExactIndex(DIMENSION)
    log, settled = [], 0
    for step, (action, numbers) in enumerate(steps):
        array = np.array(numbers, np.int64)
        if action.startswith("put"):
            vectors = unit_vectors(len(numbers), seed=0 if action == "put again" else step)
            log.append((array, vectors))
        elif action == "remove":
            log.append((array, None))
        elif action == "settle":
            settled = len(log)
            index.settle(settled)
        elif action == "wait":
            index.merged()
        else:
            index.merged()
            index = EmbeddedIndex(DIMENSION, snapshots, SMALL)
            assert index.revision <= settled
            for change in log[index.revision :]:
                apply(index, *change)
        if action.startswith(("put", "remove")):
            apply(index, *log[-1])
            apply(truth, *log[-1])
        same(index, truth, unit_vectors(1, seed=99), 70)
        same(index, truth, unit_vectors(1, seed=98), 5, allowed=np.arange(0, 60, 3))
        assert len(index) == len(truth)
    index.merged()


def apply(index, numbers, vectors):
    if vectors is None:
        index.remove(numbers)
    else:
        index.put(numbers, vectors)
