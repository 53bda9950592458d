from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from houndstooth.index.exact import ExactIndex
from houndstooth.testing.vector_index import DIMENSION, VectorIndexContract, slow_search, unit_vectors


class TestExactIndex(VectorIndexContract):
    @pytest.fixture
    def index(self) -> ExactIndex:
        return ExactIndex(DIMENSION)


@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from(["put", "remove"]), st.lists(st.integers(0, 40), min_size=1, max_size=8, unique=True)
        ),
        max_size=25,
    )
)
def test_any_history_of_puts_and_removals_ends_in_the_truth(steps):
    """Whatever was put and removed in whatever order, the index holds exactly what is left."""
    index, truth = ExactIndex(DIMENSION), {}
    for step, (action, numbers) in enumerate(steps):
        array = np.array(numbers, np.int64)
        if action == "put":
            vectors = unit_vectors(len(numbers), seed=step)
            index.put(array, vectors)
            truth.update(zip(numbers, vectors, strict=True))
        else:
            index.remove(array)
            for number in numbers:
                truth.pop(number, None)
    query = unit_vectors(1, seed=99)
    found, _ = index.search(query, 50)
    left = np.array(list(truth), np.int64)
    expected = slow_search(left, list(truth.values()), query[0], 50)
    assert sorted(found[0].tolist()) == sorted(number for number, _ in expected)
    assert len(index) == len(truth)


def test_grows_beyond_its_first_capacity():
    """More vectors than were reserved at first."""
    index, vectors = ExactIndex(4), unit_vectors(3000, seed=1, dimension=4)
    for start in range(0, 3000, 700):
        part = np.arange(start, min(start + 700, 3000), dtype=np.int64)
        index.put(part, vectors[part])
    found, _ = index.search(vectors[2999:], 1)
    assert found[0].tolist() == [2999]


def test_refuses_vectors_of_another_length():
    """A vector of another artifact cannot slip in."""
    with pytest.raises(ValueError, match=r"\(1, 5\)"):
        ExactIndex(4).put(np.array([1], np.int64), np.zeros((1, 5), np.float32))
