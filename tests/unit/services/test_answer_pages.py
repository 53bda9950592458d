from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from houndstooth.domain.catalogue import StoredItem, StoredPicture
from houndstooth.domain.errors import InvalidInput
from houndstooth.domain.item import Item
from houndstooth.services.answer_pages import Place, page_of
from houndstooth.services.gallery import Hit
from houndstooth.services.search import MAX_DEPTH, Answer


def hit(number, score):
    return Hit(StoredItem(number, Item("s", f"i{number}", "T"), StoredPicture("00", 1, 1)), score)


def search_in(hits):
    """A search over hits: the best so many, ties by number."""
    return lambda depth: Answer(tuple(sorted(hits, key=lambda one: (-one.score, one.stored.number))[:depth]), "a", {})


def walk(hits, k, between=lambda found: None):
    found, after = [], None
    while True:
        page, after = page_of(search_in(hits), k, after)
        found += [one.stored.number for one in page.hits]
        if after is None:
            return found
        after = Place.read(after.write())
        between(found)


_SCORES = st.lists(st.sampled_from([0.9, 0.5, 0.5000001, 0.50002, 0.1, -0.3]), min_size=0, max_size=40)


@settings(deadline=None)
@given(_SCORES, st.integers(1, 7))
def test_pages_are_the_whole_answer_cut_up(scores, k):
    """Each hit once, best first, however many have the same score."""
    hits = [hit(number, score) for number, score in enumerate(scores)]
    found = walk(hits, k)
    assert sorted(found) == list(range(len(scores)))
    told = [scores[number] for number in found]
    assert all(one >= other - 1e-6 for one, other in pairwise(told))


@settings(deadline=None)
@given(_SCORES, st.integers(1, 7), st.lists(st.floats(-1, 1), min_size=1, max_size=3))
def test_what_comes_or_shifts_in_between_neither_repeats_nor_hides(scores, k, fresh):
    """Also where the last bits of all scores are others the next time."""
    hits = [hit(number, score) for number, score in enumerate(scores)]
    random = np.random.default_rng(0)

    def between(_found):
        hits.extend(hit(1000 + len(hits), score) for score in fresh if len(hits) < 300)
        hits[:] = [Hit(one.stored, one.score + random.choice([-1e-8, 1e-8])) for one in hits]

    found = [number for number in walk(hits, k, between) if number < 1000]
    assert sorted(found) == list(range(len(scores)))


def test_an_answer_ends_at_its_depth():
    """However much there is."""
    hits = [hit(number, 1 - number / 2000) for number in range(1200)]
    assert walk(hits, 150) == list(range(MAX_DEPTH))


@pytest.mark.parametrize(
    "text", ["", "x", "W10", Place(1, 2, 0).write(), Place(1, 2, MAX_DEPTH).write(), "WzEsMiwiMyJd"]
)
def test_a_place_that_is_none_of_ours_is_refused(text):
    """With a remedy."""
    with pytest.raises(InvalidInput, match="start again without it"):
        Place.read(text)
