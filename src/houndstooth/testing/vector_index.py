"""What every ``VectorIndex`` must do."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.catalogue import Numbers
from houndstooth.domain.encoding import Vectors
from houndstooth.domain.ports import VectorIndex

DIMENSION = 8


def unit_vectors(count: int, *, seed: int, dimension: int = DIMENSION) -> Vectors:
    """Random unit rows, ``float32[count, dimension]``."""
    drawn = np.random.default_rng(seed).normal(size=(count, dimension))
    unit: Vectors = (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.float32)
    return unit


def slow_search(numbers: Numbers, vectors: Vectors, query: NDArray[np.float32], k: int) -> list[tuple[int, float]]:
    """The truth, by sorting everything."""
    scored = [(int(number), float(vector @ query)) for number, vector in zip(numbers, vectors, strict=True)]
    return sorted(scored, key=lambda pair: (-pair[1], pair[0]))[:k]


class VectorIndexContract:
    """Give a fixture ``index``: an empty index of ``DIMENSION`` that answers exactly while it holds few vectors."""

    def test_finds_what_sorting_finds(self, index: VectorIndex) -> None:
        """The nearest come first, with their scores."""
        vectors, queries = unit_vectors(500, seed=1), unit_vectors(5, seed=2)
        numbers = np.arange(500, dtype=np.int64) * 7 + 3
        index.put(numbers, vectors)
        found, scores = index.search(queries, 10)
        for row, query in enumerate(queries):
            expected = slow_search(numbers, vectors, query, 10)
            assert found[row].tolist() == [number for number, _ in expected]
            np.testing.assert_allclose(scores[row], [score for _, score in expected], atol=1e-5)

    def test_finds_only_what_is_allowed(self, index: VectorIndex) -> None:
        """A filter is obeyed, and unknown numbers in it do no harm."""
        vectors = unit_vectors(200, seed=3)
        numbers = np.arange(200, dtype=np.int64)
        index.put(numbers, vectors)
        allowed = np.array([5, 50, 150, 999], dtype=np.int64)
        found, _ = index.search(vectors[:1], 10, allowed=allowed)
        expected = slow_search(allowed[:3], vectors[allowed[:3]], vectors[0], 10)
        assert found[0].tolist() == [number for number, _ in expected]

    def test_nothing_allowed_finds_nothing(self, index: VectorIndex) -> None:
        """An empty filter is not the same as no filter."""
        index.put(np.arange(3, dtype=np.int64), unit_vectors(3, seed=4))
        found, scores = index.search(unit_vectors(1, seed=5), 3, allowed=np.empty(0, np.int64))
        assert len(found[0]) == len(scores[0]) == 0

    def test_replaces_a_vector(self, index: VectorIndex) -> None:
        """A number that is put again has its new vector only."""
        old, new = unit_vectors(2, seed=6)
        index.put(np.array([1], np.int64), old[None])
        index.put(np.array([1], np.int64), new[None])
        _, scores = index.search(new[None], 5)
        assert len(index) == 1
        np.testing.assert_allclose(scores[0], [1.0], atol=1e-5)

    def test_removes(self, index: VectorIndex) -> None:
        """What is removed is not found; what is unknown is ignored; the rest stays."""
        vectors = unit_vectors(50, seed=7)
        numbers = np.arange(50, dtype=np.int64)
        index.put(numbers, vectors)
        index.remove(np.array([0, 10, 49, 1000], np.int64))
        left = np.setdiff1d(numbers, [0, 10, 49])
        found, _ = index.search(vectors[10:11], 50)
        assert sorted(found[0].tolist()) == left.tolist()
        assert len(index) == len(left)

    def test_an_empty_index_finds_nothing(self, index: VectorIndex) -> None:
        """Nothing in, nothing out."""
        found, scores = index.search(unit_vectors(2, seed=8), 5)
        assert [len(row) for row in found] == [len(row) for row in scores] == [0, 0]

    def test_ties_go_to_the_lower_number(self, index: VectorIndex) -> None:
        """Equal vectors come in the order of their numbers, whatever the order they were put in."""
        vector = unit_vectors(1, seed=9)
        index.put(np.array([30, 10, 20], np.int64), np.repeat(vector, 3, axis=0))
        found, _ = index.search(vector, 2)
        assert found[0].tolist() == [10, 20]

    def test_no_number_comes_twice(self, index: VectorIndex) -> None:
        """Put twice at once, or again with the same vector: the last one counts."""
        vectors = unit_vectors(3, seed=10)
        index.put(np.array([1, 2, 1], np.int64), vectors)
        index.put(np.array([2], np.int64), vectors[1:2])
        found, scores = index.search(vectors[2:], 5)
        assert found[0][0] == 1
        assert sorted(found[0].tolist()) == [1, 2]
        np.testing.assert_allclose(scores[0][0], 1.0, atol=1e-5)
        assert len(index) == 2

    def test_a_change_is_in_the_next_search(self, index: VectorIndex) -> None:
        """Each single one, whatever the index does in the background."""
        vectors = unit_vectors(30, seed=11)
        for number in range(30):
            index.put(np.array([number], np.int64), vectors[number : number + 1])
            index.settle(number + 1)
            found, _ = index.search(vectors[number : number + 1], 1)
            assert found[0].tolist() == [number]
        for number in range(0, 30, 3):
            index.remove(np.array([number], np.int64))
            index.settle(31 + number)
            found, _ = index.search(vectors[number : number + 1], 60)
            assert number not in found[0]
            assert len(found[0]) == len(index)

    def test_knows_the_revision_that_it_stands_at(self, index: VectorIndex) -> None:
        """A new index is at 0, and so is one that was cleared."""
        assert index.revision == 0
        index.put(np.array([1], np.int64), unit_vectors(1, seed=12))
        index.settle(17)
        assert index.revision == 17
        index.clear()
        assert (index.revision, len(index)) == (0, 0)
        found, _ = index.search(unit_vectors(1, seed=12), 3)
        assert len(found[0]) == 0

    def test_what_is_given_stays_as_it_is(self, index: VectorIndex) -> None:
        """Neither vectors nor filters are written into, and changing them later changes nothing."""
        vectors, allowed = unit_vectors(4, seed=13), np.array([0, 2, 3], np.int64)
        given = vectors.copy()
        index.put(np.arange(4, dtype=np.int64), given)
        index.search(vectors[:1], 2, allowed=allowed)
        np.testing.assert_array_equal(given, vectors)
        assert allowed.tolist() == [0, 2, 3]
        given[:] = 0
        found, _ = index.search(vectors[2:3], 1)
        assert found[0].tolist() == [2]
