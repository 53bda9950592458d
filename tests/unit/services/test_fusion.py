from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houndstooth.services.fusion import Ranking, fuse

RANKINGS = st.lists(st.lists(st.integers(1, 30), unique=True, max_size=20), min_size=1, max_size=4)


def test_by_hand():
    """1/(60+place), summed, over what the first of both would get."""
    fused = fuse([Ranking([7, 5]), Ranking([5, 9], weight=2)])
    assert [number for number, _ in fused] == [5, 9, 7]
    assert dict(fused) == pytest.approx({5: (1 / 62 + 2 / 61) / (3 / 61), 9: 2 / 62 / (3 / 61), 7: 1 / 61 / (3 / 61)})


@given(RANKINGS)
def test_what_is_first_everywhere_is_first(rankings):
    """Scores are shares, in order; nothing is lost, nothing comes twice."""
    fused = fuse([Ranking([99, *one]) for one in rankings])
    scores = [score for _, score in fused]
    assert fused[0] == (99, pytest.approx(1))
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)
    assert sorted(number for number, _ in fused) == sorted({99, *(number for one in rankings for number in one)})


def test_one_ranking_stays_as_it_is():
    assert [number for number, _ in fuse([Ranking([3, 1, 2])])] == [3, 1, 2]
    assert fuse([Ranking([])]) == []
