"""The index inside PostgreSQL, on the real one."""

from __future__ import annotations

import numpy as np
import pytest

from houndstooth.domain.errors import InvalidInput
from houndstooth.index import in_postgres
from houndstooth.index.exact import ExactIndex
from houndstooth.index.in_postgres import PostgresIndex
from houndstooth.index.subject import Subject
from houndstooth.testing.vector_index import DIMENSION, VectorIndexContract, unit_vectors

SUBJECT = Subject("shop", "artifact", DIMENSION)


@pytest.fixture(name="address")
def _address(postgres_address):
    return postgres_address


@pytest.fixture(name="open_index")
def _open_index(open_database):
    """Opens the index as another process does."""
    databases = []

    def open_index(subject=SUBJECT):
        databases.append(open_database())
        return PostgresIndex(databases[-1], subject)

    yield open_index
    for database in databases:
        database.close()


class TestPostgresIndex(VectorIndexContract):
    @pytest.fixture
    def index(self, database) -> PostgresIndex:
        index = PostgresIndex(database, SUBJECT, graph_from=0)
        index.settle(0)  # builds the graph
        return index


def test_the_graph_finds_what_the_exact_index_finds(database, monkeypatch):
    """Behind a filter, too, whether its rows lie here and there or in one corner."""
    monkeypatch.setattr(in_postgres, "_EXACT_ROWS", 50)
    vectors, numbers = unit_vectors(4000, seed=1), np.arange(4000, dtype=np.int64)
    index, exact = PostgresIndex(database, SUBJECT, graph_from=1000), ExactIndex(DIMENSION)
    for one in (index, exact):
        one.put(numbers, vectors)
        one.settle(1)
        one.remove(numbers[::7])
    queries = unit_vectors(10, seed=2)
    corner = np.sort(np.argsort(-vectors @ vectors[5])[:400])
    for allowed in (None, numbers[::3], corner):
        found, scores = index.search(queries, 20, allowed=allowed)
        expected, truth = exact.search(queries, 20, allowed=allowed)
        shares = [np.isin(mine, theirs).mean() for mine, theirs in zip(found, expected, strict=True)]
        assert np.mean(shares) >= 0.99
        assert abs(scores[0][0] - truth[0][0]) < 1e-6


def test_the_next_process_finds_everything(open_index):
    """Nothing is kept but in the database."""
    vectors = unit_vectors(3, seed=1)
    first = open_index()
    first.put(np.arange(3, dtype=np.int64), vectors)
    first.settle(5)
    second = open_index()
    other = open_index(Subject("another shop", "artifact", DIMENSION))
    assert (second.revision, len(second)) == (5, 3)
    assert (other.revision, len(other)) == (0, 0)


def test_who_began_too_early_is_passed_over(open_index):
    """Two take over changes at once: what the slower one wrote of an older revision does not stay."""
    old, new = unit_vectors(2, seed=1)
    slow, quick = open_index(), open_index()
    number = np.array([1], np.int64)
    assert (slow.revision, quick.revision) == (0, 0)
    quick.put(number, new[None])
    quick.settle(6)
    slow.put(number, old[None])
    slow.settle(5)
    assert slow.revision == 6
    _, scores = slow.search(new[None], 1)
    assert scores[0][0] == pytest.approx(1, abs=1e-5)
    slow.put(number, old[None])  # it knows now where the index stands
    slow.settle(7)
    assert quick.revision == 7


def test_who_is_overtaken_begins_again(open_index):
    """The mark of the first is gone when the second writes."""
    old, new = unit_vectors(2, seed=1)
    first, second = open_index(), open_index()
    assert (first.revision, second.revision) == (0, 0)
    first.put(np.array([1], np.int64), new[None])
    second.put(np.array([1, 2], np.int64), np.stack([old, old]))
    first.put(np.array([2], np.int64), new[None])
    first.settle(6)
    assert first.revision == 0
    second.settle(5)
    assert first.revision == 5


def test_vectors_may_be_too_long(database):
    """Pgvector's graphs take 4,000 numbers in half precision."""
    with pytest.raises(InvalidInput, match="search_index=embedded"):
        PostgresIndex(database, Subject("shop", "artifact", 4001))
